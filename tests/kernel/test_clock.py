"""Moments as wires and feeds write them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masthead.kernel.clock import ParsedTime, now, parse_moment, parse_time


def test_the_present_is_aware_and_in_utc() -> None:
    assert now().tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-01-02T03:04:05Z", datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("20240102T030405Z", datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("20240102T030405+0200", datetime(2024, 1, 2, 1, 4, 5, tzinfo=UTC)),
        ("2024-01-02t03:04:05.25-05:30", datetime(2024, 1, 2, 8, 34, 5, 250000, tzinfo=UTC)),
        ("2024-01-02 03:04:05 UTC", datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("2024-01-02T24:00:00Z", datetime(2024, 1, 3, tzinfo=UTC)),
        ("2016-12-31T23:59:60Z", datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("Tue, 02 Jan 2024 03:04:05 +0100", datetime(2024, 1, 2, 2, 4, 5, tzinfo=UTC)),
        ("2 Jan 24 03:04 EST", datetime(2024, 1, 2, 8, 4, tzinfo=UTC)),
        ("Tuesday, 2 January 2024 03:04:05 GMT", datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("Tue, 02 Jan 2024 03:04:05 -0800 (PST)", datetime(2024, 1, 2, 11, 4, 5, tzinfo=UTC)),
        ("02 Jan 99 03:04:05 UT", datetime(1999, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("  \n2024-01-02T03:04:05Z\n ", datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)),
    ],
)
def test_a_time_with_a_zone_is_a_moment(text: str, expected: datetime) -> None:
    assert parse_moment(text) == expected


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("2024-01-02T03:04:05", "2024-01-02T03:04:05"),
        ("20240102T030405", "2024-01-02T03:04:05"),
        ("Tue, 02 Jan 2024 03:04:05", "2024-01-02T03:04:05"),
        ("Tue, 02 Jan 2024 03:04:05 CET", "2024-01-02T03:04:05"),
        ("Tue, 02 Jan 2024 03:04:05 A", "2024-01-02T03:04:05"),
        ("2024-01-02", "2024-01-02"),
        ("2024-01", "2024-01"),
        ("2024", "2024"),
    ],
)
def test_a_time_without_a_known_zone_is_never_guessed(text: str, local: str) -> None:
    assert parse_time(text) == ParsedTime(None, local)


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2024-02-31T00:00:00Z", "2024-01-02T25:00:00Z", "2024-01-02T03:04:05+99:99",
     "0001-01-01T00:00:00+12:00", "9999-12-31T24:00:00Z", "1" * 500],
)  # fmt: skip
def test_what_is_no_time_gives_nothing(text: str) -> None:
    assert parse_time(text) == ParsedTime(None, None)


@given(st.text(max_size=120))
def test_no_text_makes_the_parser_raise(text: str) -> None:
    parse_time(text)


@given(st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{4}"))
def test_no_shape_of_a_time_makes_the_parser_raise(text: str) -> None:
    moment = parse_moment(text)
    assert moment is None or moment.tzinfo is UTC


@given(st.datetimes(timezones=st.just(UTC)))
def test_every_moment_survives_being_written(moment: datetime) -> None:
    assert parse_moment(moment.isoformat()) == moment
