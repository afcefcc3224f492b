"""A dispatch as JSON and back, for any dispatch. No database."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from masthead.kernel.block_types import (
    EmbedLink,
    Heading,
    ListBlock,
    Paragraph,
    PictureBlock,
    Quote,
    Table,
)
from masthead.stories.rules import is_storable
from masthead.wire import records
from masthead.wire.dispatch import Dispatch, Link, Rendition, Status, Subject, WirePicture

texts = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=20)
anything = st.text(st.characters(), max_size=20)
numbers = st.none() | st.integers(0, 10_000)
moments = st.none() | st.datetimes(timezones=st.just(UTC))


def lists(entry: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """A few of them, in order."""
    return st.lists(entry, max_size=3).map(tuple)


def dispatches(words: st.SearchStrategy[str]) -> st.SearchStrategy[Dispatch]:
    """Any dispatch at all, its texts made of ``words``."""
    blocks = st.one_of(
        st.builds(Paragraph, words),
        st.builds(Heading, words, st.integers(2, 4)),
        st.builds(ListBlock, lists(words), st.booleans()),
        st.builds(Quote, words, words),
        st.builds(Table, lists(lists(words)), st.booleans(), words),
        st.builds(PictureBlock, words, words, words, words, numbers, numbers),
        st.builds(EmbedLink, words, words),
    )
    renditions = st.builds(
        Rendition, href=words, width=numbers, height=numbers, media_type=words, size=numbers,
        role=words,
    )  # fmt: skip
    pictures = st.builds(
        WirePicture, renditions=lists(renditions), headline=words, caption=words, credit=words,
        copyright=words, usage_terms=words, alt=words, guid=words,
    )  # fmt: skip
    return st.builds(
        Dispatch, guid=words, headline=words, version=words, status=st.sampled_from(Status),
        dek=words, slugline=words, byline=lists(words), dateline=words, place=words, city=words,
        country=words, published=moments, updated=moments, embargo_until=moments, language=words,
        subjects=lists(st.builds(Subject, code=words, name=words, scheme=words)),
        body=lists(blocks),
        keywords=lists(words), agency=words, credit=words, copyright=words, usage_terms=words,
        urgency=st.none() | st.integers(1, 9), editorial_note=words, genre=words, link=words,
        pictures=lists(pictures), links=lists(st.builds(Link, url=words, title=words, rel=words)),
    )  # fmt: skip


@given(dispatches(texts))
def test_any_dispatch_comes_back_from_json_as_it_was(dispatch: Dispatch) -> None:
    written = records.to_json(dispatch)
    again = json.loads(json.dumps(written))
    assert records.from_json(again) == dispatch
    assert records.digest(again) == records.digest(written)


@given(dispatches(anything))
def test_what_is_written_can_be_kept_by_every_database_and_read_again(dispatch: Dispatch) -> None:
    written = records.to_json(dispatch)
    assert is_storable(written)
    assert records.to_json(records.from_json(written)) == written


def test_nul_goes_and_half_a_character_becomes_a_question_mark() -> None:
    dispatch = Dispatch(guid="a\x00b", headline="Fer\ud800ry", body=(Paragraph("x\x00\udfff"),))
    written = records.to_json(dispatch)
    assert (written["guid"], written["headline"]) == ("ab", "Fer?ry")
    assert written["body"] == [{"type": "paragraph", "html": "x?"}]


def test_every_field_counts_in_the_digest() -> None:
    one = Dispatch(guid="urn:one", headline="Ferry")
    others = [
        replace(one, version="2"),
        replace(one, status=Status.CANCELED),
        replace(one, updated=datetime(2026, 3, 2, tzinfo=UTC)),
        replace(one, body=(Paragraph("Ferry"),)),
        replace(one, keywords=("ferry",)),
    ]
    digests = {records.digest(records.to_json(dispatch)) for dispatch in [one, *others]}
    assert len(digests) == 6
