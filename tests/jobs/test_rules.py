from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masthead.jobs.rules import RetryPolicy, decide_pause

POLICY = RetryPolicy(max_attempts=5, first_pause_seconds=2, longest_pause_seconds=10)


def test_the_pause_doubles_with_each_try_up_to_the_longest() -> None:
    pauses = [decide_pause(POLICY, attempts=tries, chance=0) for tries in (1, 2, 3, 4)]
    assert pauses == [timedelta(seconds=s) for s in (2, 4, 8, 10)]


def test_chance_takes_away_up_to_half_of_the_pause() -> None:
    assert decide_pause(POLICY, attempts=1, chance=0.5) == timedelta(seconds=1.5)


def test_there_is_no_further_try_once_all_are_used_up() -> None:
    assert decide_pause(POLICY, attempts=5, chance=0) is None
    assert decide_pause(RetryPolicy(max_attempts=1), attempts=1, chance=0) is None


@given(attempts=st.integers(1, 10**6), chance=st.floats(0, 1, exclude_max=True))
def test_a_pause_is_never_longer_than_the_longest(attempts: int, chance: float) -> None:
    pause = decide_pause(RetryPolicy(max_attempts=10**7), attempts=attempts, chance=chance)
    assert pause is not None
    assert timedelta(seconds=1) <= pause <= timedelta(seconds=600)


@pytest.mark.parametrize(
    "fields", [{"max_attempts": 0}, {"first_pause_seconds": -1}, {"longest_pause_seconds": 1}]
)
def test_a_policy_that_makes_no_sense_is_refused(fields: dict[str, int]) -> None:
    with pytest.raises(ValueError):
        RetryPolicy(**fields)
