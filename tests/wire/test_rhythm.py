"""How often a feed is asked, what servers may demand, and when silence counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masthead.wire.rhythm import (
    FIRST_FAILURE_PAUSE,
    LONGEST_FAILURE_PAUSE,
    LONGEST_OBEYED,
    LONGEST_PAUSE,
    SHORTEST_PAUSE,
    Asked,
    Rhythm,
    decide_host_pause,
    decide_pause,
    decide_quiet_after,
    rhythm_of,
)

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
HOURLY = Rhythm(usual_gap=timedelta(hours=1), longest_gap=timedelta(hours=9))


def test_a_feed_is_asked_four_times_between_two_of_its_items() -> None:
    pause = decide_pause(Asked(status=200), rhythm=HOURLY, failures=0)
    assert pause == timedelta(minutes=15)


def test_a_feed_without_a_rhythm_yet_is_asked_soon() -> None:
    assert decide_pause(Asked(status=304), rhythm=None, failures=0) == SHORTEST_PAUSE


def test_a_feed_is_not_asked_while_its_answer_is_fresh() -> None:
    asked = Asked(status=200, cache_control="public, max-age=1200")
    assert decide_pause(asked, rhythm=None, failures=0) == timedelta(minutes=20)


@given(st.text(), st.integers(0, 10_000), st.sampled_from([None, 200, 304, 404, 429, 500]))
def test_no_answer_makes_a_pause_out_of_bounds(
    text: str, failures: int, status: int | None
) -> None:
    asked = Asked(status=status, cache_control=f"max-age={text}")
    pause = decide_pause(asked, rhythm=HOURLY, failures=failures)
    assert timedelta() < pause <= max(LONGEST_PAUSE, LONGEST_FAILURE_PAUSE)


def test_pauses_after_failures_double_and_never_end_the_asking() -> None:
    pauses = [decide_pause(Asked(status=None), rhythm=None, failures=count) for count in (1, 2, 3)]
    assert pauses == [FIRST_FAILURE_PAUSE, FIRST_FAILURE_PAUSE * 2, FIRST_FAILURE_PAUSE * 4]
    assert decide_pause(Asked(status=500), rhythm=None, failures=99) == LONGEST_FAILURE_PAUSE


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120),
        (" 90 ", 90),
        ("Wed, 25 Nov 2026 12:05:00 GMT", 300),
        ("Wed, 25 Nov 2026 11:00:00 GMT", 0),
        ("999999999999999999", LONGEST_OBEYED.total_seconds()),
        ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST_OBEYED.total_seconds()),
    ],
)
def test_a_busy_server_is_left_alone_as_long_as_it_asks(text: str, seconds: float) -> None:
    pause = decide_host_pause(Asked(status=429, retry_after=text), at=NOON)
    assert pause == timedelta(seconds=seconds)


@pytest.mark.parametrize("status", [None, 200, 304, 404])
def test_only_a_busy_server_may_ask_to_be_left_alone(status: int | None) -> None:
    assert decide_host_pause(Asked(status=status, retry_after="120"), at=NOON) is None


@given(st.text())
def test_no_retry_after_breaks_the_asking(text: str) -> None:
    pause = decide_host_pause(Asked(status=503, retry_after=text), at=NOON)
    assert pause is None or timedelta() <= pause <= LONGEST_OBEYED


def test_a_rhythm_needs_some_items_that_were_not_made_at_once() -> None:
    assert rhythm_of([NOON] * 50) is None
    assert rhythm_of([NOON - timedelta(hours=hour) for hour in range(3)]) is None


def test_a_rhythm_is_the_mean_gap_and_the_longest() -> None:
    moments = [NOON + timedelta(hours=hour) for hour in (0, 1, 2, 3, 4, 5, 6, 7, 17)]
    assert rhythm_of(moments) == Rhythm(
        usual_gap=timedelta(hours=17) / 8, longest_gap=timedelta(hours=10)
    )


def test_a_night_is_no_silence_for_a_feed_that_sleeps_every_night() -> None:
    assert decide_quiet_after(rhythm=HOURLY, chosen=None) == timedelta(hours=18)


def test_an_editor_chooses_what_counts_as_silence() -> None:
    chosen = timedelta(minutes=20)
    assert decide_quiet_after(rhythm=HOURLY, chosen=chosen) == chosen
    assert decide_quiet_after(rhythm=None, chosen=None) == timedelta(days=3)
