"""What repeats a story elsewhere (the desk's lines, the index of the search) follows its saves.

An act saves a story and its parts several times. Each follower is called once, at the act's end and
in its transaction, with all the numbers that it has to look at.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

# Brings what repeats these stories or items up to date; a number may be of nothing by then.
Follower = Callable[[Collection[int]], object]

# In the order in which they were asked, so that locks are taken in one order.
_waiting: ContextVar[dict[Follower, dict[int, None]] | None] = ContextVar(
    "masthead_following", default=None
)


@contextmanager
def one_act() -> Iterator[None]:
    """A transaction, at whose end each follower is called once; as a decorator, too.

    Within another act it is a savepoint, and followers are called at the outer one's end.
    """
    if is_within_act():
        with transaction.atomic():
            yield
        return
    with transaction.atomic():
        token = _waiting.set({})
        try:
            yield
            _catch_up()
        finally:
            _waiting.reset(token)


def is_within_act() -> bool:
    """Whether followers will be called later, at an act's end."""
    return _waiting.get() is not None


def follow(follower: Follower, *numbers: int) -> None:
    """Have ``follower`` look at ``numbers``: at the end of the act, or now outside of one."""
    waiting = _waiting.get()
    if waiting is None:
        follower(numbers)
    else:
        waiting.setdefault(follower, {}).update(dict.fromkeys(numbers))


def _catch_up() -> None:
    """Call the followers, and those whom they ask in turn."""
    waiting = _waiting.get()
    while waiting:
        follower = next(iter(waiting))
        follower(tuple(waiting.pop(follower)))
