"""Whose turn it is: fair, steady, and over when it is over."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masthead.sponsors.agents import is_reader
from masthead.sponsors.rules import (
    AFTERWARDS,
    MOST_WEIGHT,
    TURN,
    Booking,
    Page,
    Place,
    decide_turn,
    fits,
    is_counted,
    round_of,
)

START = datetime(2026, 11, 1, tzinfo=UTC)
END = START + timedelta(days=60)
FRONT = Page(name="front", place=Place.FRONT)


def booking(number: int = 1, **fields: Any) -> Booking:
    values: dict[str, Any] = {
        "number": number,
        "starts_at": START,
        "ends_at": END,
        "places": frozenset(Place),
    }
    return Booking(**(values | fields))


weights = st.lists(st.integers(1, MOST_WEIGHT), min_size=1, max_size=6)
# Within what is booked, a day from either end.
moments = st.timedeltas(timedelta(days=1), timedelta(days=49)).map(lambda after: START + after)
names = st.text(min_size=1, max_size=20)


@given(weights)
def test_in_a_round_each_has_as_many_turns_as_its_share(shares: list[int]) -> None:
    order = round_of(tuple(shares))
    counted = Counter(order)
    assert all(
        counted[place] * sum(shares) == share * len(order) for place, share in enumerate(shares)
    )


@given(weights)
def test_nobody_waits_longer_than_her_share_says(shares: list[int]) -> None:
    order = round_of(tuple(shares)) * 2
    total = sum(shares)
    for place, share in enumerate(shares):
        turns = [number for number, who in enumerate(order) if who == place]
        waits = [later - earlier for earlier, later in pairwise(turns)]
        assert max(waits, default=0) <= 2 * -(-total // share)


@given(weights, names, moments)
def test_over_one_round_a_page_gives_each_her_share(
    shares: list[int], name: str, at: datetime
) -> None:
    bookings = [booking(number, weight=share) for number, share in enumerate(shares)]
    page = Page(name=name, place=Place.STORIES)
    length = len(round_of(tuple(shares)))
    seen = Counter(
        decide_turn(bookings, page=page, at=at + TURN * turn).number for turn in range(length)
    )
    assert all(seen[number] * sum(shares) == share * length for number, share in enumerate(shares))


@given(weights, names, moments)
def test_a_turn_is_the_same_until_the_moment_it_names_and_another_then(
    shares: list[int], name: str, at: datetime
) -> None:
    bookings = [booking(number, weight=share) for number, share in enumerate(shares)]
    page = Page(name=name, place=Place.STORIES)
    turn = decide_turn(bookings, page=page, at=at)
    assert turn.ends_at is not None
    assert turn.ends_at > at
    before = decide_turn(bookings, page=page, at=turn.ends_at - timedelta(microseconds=1))
    assert before.number == turn.number
    after = decide_turn(bookings, page=page, at=turn.ends_at)
    assert after.number != turn.number


def test_at_one_moment_pages_are_shared_too_and_do_not_turn_together() -> None:
    bookings = [booking(1, weight=3), booking(2, weight=1)]
    at = START + timedelta(days=3)
    turns = [
        decide_turn(bookings, page=Page(name=f"story:{number}", place=Place.STORIES), at=at)
        for number in range(4000)
    ]
    share = sum(turn.number == 1 for turn in turns) / len(turns)
    assert 0.72 < share < 0.78
    moments = Counter(turn.ends_at for turn in turns)
    assert len(moments) > 500
    assert max(moments.values()) < 30


def test_no_hour_of_the_day_is_one_sponsor_s() -> None:
    bookings = [booking(1), booking(2)]
    for hour in range(24):
        at = START + timedelta(days=5, hours=hour)
        seen = {decide_turn(bookings, page=FRONT, at=at + TURN * n).number for n in range(6)}
        assert seen == {1, 2}


def test_a_booking_stands_from_its_first_moment_and_not_at_its_last() -> None:
    one = [booking()]
    early = decide_turn(one, page=FRONT, at=START - timedelta(seconds=1))
    assert (early.number, early.ends_at) == (None, START)
    assert decide_turn(one, page=FRONT, at=START).number == 1
    late = decide_turn(one, page=FRONT, at=END)
    assert (late.number, late.ends_at) == (None, None)


def test_the_next_start_ends_the_page_that_shows_another() -> None:
    coming = START + timedelta(days=2)
    both = [booking(1), booking(2, starts_at=coming)]
    at = coming - timedelta(seconds=5)
    assert decide_turn(both, page=FRONT, at=at).ends_at == coming


def test_one_that_does_not_fit_a_page_changes_nothing_there() -> None:
    elsewhere = booking(2, places=frozenset({Place.STORIES}), starts_at=START + timedelta(days=1))
    turn = decide_turn([booking(1), elsewhere], page=FRONT, at=START)
    assert (turn.number, turn.ends_at) == (1, END)


@pytest.mark.parametrize(
    ("fields", "page", "does"),
    [
        ({}, FRONT, True),
        ({"places": frozenset({Place.LISTS})}, FRONT, False),
        ({"sections": frozenset({7})}, FRONT, True),
        ({"sections": frozenset({7})}, Page(name="s", place=Place.LISTS, section=7), True),
        ({"sections": frozenset({7})}, Page(name="s", place=Place.LISTS, section=8), False),
        ({"sections": frozenset({7})}, Page(name="t", place=Place.LISTS), False),
        ({}, Page(name="o", place=Place.STORIES, is_obituary=True), False),
        (
            {"is_beside_obituaries": True},
            Page(name="o", place=Place.STORIES, is_obituary=True),
            True,
        ),
        ({}, Page(name="b", place=Place.STORIES, is_breaking=True), False),
        ({"is_beside_breaking": True}, Page(name="b", place=Place.STORIES, is_breaking=True), True),
        (
            {"is_beside_obituaries": True},
            Page(name="b", place=Place.STORIES, is_obituary=True, is_breaking=True),
            False,
        ),
        (
            {"is_beside_obituaries": True, "is_beside_breaking": True},
            Page(name="p", place=Place.STORIES, is_sponsored=True),
            False,
        ),
    ],
)
def test_where_a_booking_may_stand(fields: dict[str, Any], page: Page, does: bool) -> None:
    assert fits(booking(**fields), page) is does


@pytest.mark.parametrize(
    ("at", "is_paused", "does"),
    [
        (START - timedelta(seconds=1), False, False),
        (START, False, True),
        (START, True, False),
        (END, False, True),
        (END + AFTERWARDS, False, False),
    ],
)
def test_what_counts(at: datetime, is_paused: bool, does: bool) -> None:
    assert is_counted(booking(), is_paused=is_paused, at=at) is does


@pytest.mark.parametrize(
    ("headers", "does"),
    [
        ({"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"},
         True),
        ({"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1"
          ".15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1"}, True),
        ({"User-Agent": "Mozilla/5.0 (Linux; Android 14; Cubot X70) AppleWebKit/537.36"}, True),
        ({}, False),
        ({"User-Agent": ""}, False),
        ({"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
         False),
        ({"User-Agent": "facebookexternalhit/1.1"}, False),
        ({"User-Agent": "curl/8.5.0"}, False),
        ({"User-Agent": "Mozilla/5.0 Firefox/140.0", "Sec-Purpose": "prefetch;prerender"}, False),
    ],
)  # fmt: skip
def test_whose_requests_are_a_reader_s(headers: dict[str, str], does: bool) -> None:
    assert is_reader(headers) is does
