"""Followers of saves: once an act, in its transaction, at its end."""

from __future__ import annotations

from collections.abc import Callable, Collection

import pytest
from django.db import connection

from masthead.stories.following import follow, is_within_act, one_act

pytestmark = pytest.mark.django_db(transaction=True)

Heard = list[tuple[tuple[int, ...], bool]]


def listener(heard: Heard) -> Callable[[Collection[int]], None]:
    """A follower that notes which numbers it got, and whether in a transaction."""

    def hear(numbers: Collection[int]) -> None:
        heard.append((tuple(numbers), connection.in_atomic_block))

    return hear


def test_outside_of_an_act_a_follower_is_called_at_once() -> None:
    heard: Heard = []
    follow(listener(heard), 3)
    assert heard == [((3,), False)]
    assert not is_within_act()


def test_within_an_act_it_is_called_once_for_all_numbers_before_the_commit() -> None:
    heard: Heard = []
    hear = listener(heard)
    with one_act():
        for number in (3, 5, 3):
            follow(hear, number)
        assert is_within_act()
        assert heard == []
    assert heard == [((3, 5), True)]


def test_an_act_within_an_act_leaves_it_to_the_outer_one() -> None:
    heard: Heard = []
    hear = listener(heard)
    with one_act():
        with one_act():
            follow(hear, 1)
        assert heard == []
        follow(hear, 2)
    assert heard == [((1, 2), True)]


def test_what_a_follower_asks_for_in_turn_is_done_too() -> None:
    heard: Heard = []
    hear = listener(heard)

    def ask(numbers: Collection[int]) -> None:
        follow(hear, *numbers)

    with one_act():
        follow(ask, 1)
    assert heard == [((1,), True)]


def test_an_act_that_fails_calls_nobody_and_leaves_nothing_behind() -> None:
    heard: Heard = []
    with pytest.raises(ValueError), one_act():
        follow(listener(heard), 1)
        raise ValueError
    assert not is_within_act()
    with one_act():
        pass
    assert heard == []


def test_a_follower_that_fails_undoes_the_act() -> None:
    def fail(numbers: Collection[int]) -> None:
        raise ValueError

    with pytest.raises(ValueError), one_act():
        follow(fail, 1)
    assert not is_within_act()
    assert not connection.in_atomic_block
