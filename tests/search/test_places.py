"""Places in time."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from masthead.search.places import place_of

moments = st.datetimes(timezones=st.just(UTC))
numbers = st.integers(1, 2**40)
codes = st.integers(0, 7)


@given(moments, codes, numbers)
def test_a_place_fits_into_a_signed_number_of_64_bits(
    moment: datetime, code: int, number: int
) -> None:
    assert 0 <= place_of(moment, code=code, number=number) < 2**63


def test_later_is_higher_and_among_equals_the_kind_and_number_decide() -> None:
    early, late = datetime(1890, 5, 1, tzinfo=UTC), datetime(2026, 11, 25, 1, 2, 3, tzinfo=UTC)
    places = [
        place_of(early, code=2, number=9),
        place_of(late, code=1, number=1),
        place_of(late, code=1, number=2),
        place_of(late, code=2, number=1),
    ]
    assert places == sorted(places)
    assert len(set(places)) == 4
