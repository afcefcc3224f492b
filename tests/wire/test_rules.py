"""Which take is newer, what a status means, what holds a publication. No database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from masthead.wire.dispatch import Status
from masthead.wire.rules import TakeKey, decide_hold, decide_status, is_newer

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=5)


@pytest.mark.parametrize(
    ("arrived", "kept", "expected"),
    [
        (TakeKey("2", None), TakeKey("1", None), True),
        (TakeKey("1", None), TakeKey("2", None), False),
        (TakeKey("10", None), TakeKey("9", None), True),
        (TakeKey("0010", None), TakeKey("9", None), True),
        (TakeKey("2", NOON), TakeKey("1", LATER), True),  # the number goes before the clock
        (TakeKey("2", LATER), TakeKey("2", NOON), True),
        (TakeKey("2", NOON), TakeKey("2", LATER), False),
        (TakeKey("", LATER), TakeKey("", NOON), True),
        (TakeKey("", NOON), TakeKey("", LATER), False),
        (TakeKey("final", NOON), TakeKey("draft", LATER), False),
        (TakeKey("", None), TakeKey("", None), True),
        (TakeKey("", None), TakeKey("7", LATER), True),
        (TakeKey("9" * 5000, None), TakeKey("1", None), True),  # no number: it came later
    ],
)
def test_a_take_is_newer_by_number_then_by_time_then_by_arrival(
    arrived: TakeKey, kept: TakeKey, expected: bool
) -> None:
    assert is_newer(arrived, kept) is expected


def test_in_whatever_order_numbered_takes_arrive_the_highest_is_the_newest() -> None:
    for order in permutations(TakeKey(version, None) for version in ("1", "2", "3", "11")):
        newest = order[0]
        for arrived in order[1:]:
            newest = arrived if is_newer(arrived, newest) else newest
        assert newest.version == "11"


def test_a_kill_is_final_in_every_order() -> None:
    for order in permutations([Status.CANCELED, Status.USABLE, Status.WITHHELD]):
        for newest in range(3):
            status: Status | None = None
            for place, arrived in enumerate(order):
                status = decide_status(arrived, status, is_newest=place <= newest)
            assert status is Status.CANCELED


def test_an_older_take_does_not_withhold_or_free_an_item() -> None:
    assert decide_status(Status.WITHHELD, Status.USABLE, is_newest=False) is Status.USABLE
    assert decide_status(Status.USABLE, Status.WITHHELD, is_newest=False) is Status.WITHHELD


def test_a_newer_take_withholds_and_frees_an_item() -> None:
    assert decide_status(Status.WITHHELD, Status.USABLE, is_newest=True) is Status.WITHHELD
    assert decide_status(Status.USABLE, Status.WITHHELD, is_newest=True) is Status.USABLE


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"status": Status.CANCELED}, "killed"),
        ({"status": Status.WITHHELD}, "withholds"),
        ({"embargo_until": LATER}, "under embargo until 2026-03-02T12:05"),
        ({"headline": ""}, "no headline"),
        ({"headline": " \t\u200b\ufeff\x07"}, "no headline"),
        ({"has_body": False}, "no text"),
    ],
)
def test_each_reason_to_hold_is_said_in_words(change: dict[str, object], words: str) -> None:
    whole: dict[str, object] = {
        "status": Status.USABLE,
        "headline": "Ferry runs",
        "has_body": True,
        "embargo_until": None,
        "at": NOON,
    }
    assert decide_hold(**whole) == ""  # type: ignore[arg-type]
    assert words in decide_hold(**(whole | change))  # type: ignore[arg-type]


def test_an_embargo_that_ends_now_holds_nothing() -> None:
    hold = decide_hold(
        status=Status.USABLE, headline="Ferry", has_body=True, embargo_until=NOON, at=NOON
    )
    assert hold == ""
