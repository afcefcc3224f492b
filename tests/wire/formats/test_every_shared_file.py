"""Every file of the shared wire data comes in or is refused with a reason."""

import json
from pathlib import Path
from typing import Any

import pytest

from masthead.kernel.text import collapse
from masthead.wire.dispatch import Reading, Refused
from masthead.wire.formats import read_all
from tests.shared_data import shared_folder

# Formats of the data set whose files must come in; the README there explains the names.
_READ_FORMATS = (
    "rss-1", "rss-2.0", "rss-0", "atom-1", "atom-0", "cdf", "jsonfeed-1", "nitf", "newsml-1.2",
    "ap-media", "dpa-digital", "anpa", "iptc7901", "email", "plain-text", "cp-publish", "ritzau",
    "solita",
)  # fmt: skip
_NOT_READ_FORMATS = ("wxr",)


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _read(path: Path) -> Reading | Refused:
    try:
        return read_all(path.read_bytes())
    except Refused as refusal:
        return refusal


@pytest.fixture(scope="module")
def outcomes() -> list[tuple[dict[str, Any], Reading | Refused]]:
    folder = shared_folder("data/wire")
    return [(line, _read(folder / line["file"])) for line in _lines(folder / "FILES.jsonl")]


_Outcomes = list[tuple[dict[str, Any], Reading | Refused]]


def test_every_refusal_says_why_in_words(outcomes: _Outcomes) -> None:
    refusals = [outcome for _, outcome in outcomes if isinstance(outcome, Refused)]
    assert refusals
    assert all(len(refusal.reason.split()) >= 3 for refusal in refusals)


def test_the_formats_that_are_known_come_in(outcomes: _Outcomes) -> None:
    refused = [
        (line["file"], outcome.reason)
        for line, outcome in outcomes
        if isinstance(outcome, Refused) and line["format"].startswith(_READ_FORMATS)
    ]
    assert refused == []


def test_the_formats_that_are_not_known_are_refused(outcomes: _Outcomes) -> None:
    taken = [
        line["file"]
        for line, outcome in outcomes
        if isinstance(outcome, Reading) and line["format"].startswith(_NOT_READ_FORMATS)
    ]
    assert taken == []


def test_an_item_without_headline_is_never_silent(outcomes: _Outcomes) -> None:
    for _, outcome in outcomes:
        if isinstance(outcome, Reading):
            silent = sum(1 for dispatch in outcome.dispatches if not dispatch.headline)
            told = sum("no headline" in remark.what for remark in outcome.remarks)
            assert told >= silent


def test_most_headlines_and_identifiers_are_what_the_gold_says(outcomes: _Outcomes) -> None:
    folder = shared_folder("data/wire")
    readings = {line["file"]: outcome for line, outcome in outcomes}
    right = {"headline": 0, "guid": 0}
    asked = {"headline": 0, "guid": 0}
    for gold in _lines(folder / "GOLD.jsonl"):
        reading = readings[gold["file"]]
        index = gold["item_index"]
        if gold["format"].startswith(_READ_FORMATS) and isinstance(reading, Reading) and index >= 0:
            items = (*reading.dispatches, *(aside.dispatch for aside in reading.asides))
            dispatch = items[index]
            for name, value in (("headline", dispatch.headline), ("guid", dispatch.guid)):
                if gold.get(name):
                    asked[name] += 1
                    right[name] += collapse(str(gold[name])) == collapse(value)
    assert min(asked.values()) > 100
    assert all(right[name] / asked[name] >= 0.98 for name in asked), (right, asked)
