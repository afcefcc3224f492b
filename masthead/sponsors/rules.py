"""Who stands in a slot: pure decisions over what was booked, the page and the moment.

A page is a file that every reader gets, so nobody draws lots for each reader: whose turn it is
follows from the page and the clock alone, and the page knows until when it is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b
from math import gcd

# Short enough that the hours of a day are shared too, long enough that a page which is read all
# the time is drawn six times an hour more and not six times a minute.
TURN = timedelta(minutes=10)
# Ten times another's share is as much as anybody sells; a round of turns stays short.
MOST_WEIGHT = 10
# Who follows a link in a page that she opened before the end has still seen it: so long it counts.
AFTERWARDS = timedelta(hours=1)
# Any moment that all of them lie after.
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


class Place(StrEnum):
    """Where a slot is: one on each page of a kind."""

    FRONT = "front"
    LISTS = "lists"
    STORIES = "stories"


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page with a slot. ``name`` tells it from others; ``section`` is None outside of one."""

    name: str
    place: Place
    section: int | None = None
    is_obituary: bool = False
    is_breaking: bool = False
    # What was paid for itself: nobody else's name stands under it.
    is_sponsored: bool = False


@dataclass(frozen=True, kw_only=True)
class Booking:
    """What somebody paid for; ``ends_at`` is the first moment when it is over. Times in UTC.

    No ``sections`` stand for the whole edition.
    """

    number: int
    starts_at: datetime
    ends_at: datetime
    places: frozenset[Place]
    sections: frozenset[int] = frozenset()
    weight: int = 1
    is_beside_obituaries: bool = False
    is_beside_breaking: bool = False


@dataclass(frozen=True, kw_only=True)
class Turn:
    """The booking that a page shows, or None, and when that may change; None for never."""

    number: int | None = None
    ends_at: datetime | None = None


def fits(booking: Booking, page: Page) -> bool:
    """Whether a booking may ever stand on ``page``; obituaries and breaking stories ask for it."""
    if page.is_sponsored or page.place not in booking.places:
        return False
    if booking.sections and page.section not in booking.sections and page.place != Place.FRONT:
        return False
    if page.is_obituary and not booking.is_beside_obituaries:
        return False
    return not page.is_breaking or booking.is_beside_breaking


def decide_turn(bookings: Iterable[Booking], *, page: Page, at: datetime) -> Turn:
    """Who stands on ``page`` at ``at`` (UTC), and until when at most.

    Of several that run, each has as many turns in a round as its weight says, spread over the
    round. Pages are at different places in the round and turn at different moments.
    """
    fitting = [booking for booking in bookings if fits(booking, page) and booking.ends_at > at]
    running = [booking for booking in fitting if booking.starts_at <= at]
    changes = [booking.starts_at for booking in fitting if booking.starts_at > at]
    changes += [booking.ends_at for booking in running]
    if not running:
        return Turn(ends_at=min(changes, default=None))
    running.sort(key=lambda booking: booking.number)
    order = round_of(tuple(booking.weight for booking in running))
    offset = _offset(page.name)
    # By how much this page's turns begin before those that begin with the epoch.
    early = timedelta(seconds=offset % int(TURN.total_seconds()))
    turn, into = divmod(at - _EPOCH + early, TURN)
    place = (turn + offset) % len(order)
    if len(order) > 1:
        changes.append(at - into + TURN * _same(order, place))
    return Turn(number=running[order[place]].number, ends_at=min(changes))


@lru_cache(maxsize=256)
def round_of(weights: tuple[int, ...]) -> tuple[int, ...]:
    """A round of turns: the places of ``weights``, each as often as it says, well spread.

    Smooth weighted round-robin, as in nginx (ngx_http_upstream_round_robin.c): everybody gains her
    weight, the richest gets the turn and pays the sum. Ties go to the first.
    """
    shared = gcd(*weights)
    shares = [weight // shared for weight in weights]
    total = sum(shares)
    purse = [0] * len(shares)
    order = []
    for _ in range(total):
        purse = [have + share for have, share in zip(purse, shares, strict=True)]
        richest = max(range(len(purse)), key=lambda place: (purse[place], -place))
        purse[richest] -= total
        order.append(richest)
    return tuple(order)


def _same(order: Sequence[int], place: int) -> int:
    """How many turns from ``place`` on are one after the other the same one's."""
    count = 1
    while count < len(order) and order[(place + count) % len(order)] == order[place]:
        count += 1
    return count


def _offset(name: str) -> int:
    """A number of a page's own, the same in every process (Python's `hash` is not)."""
    return int.from_bytes(blake2b(name.encode(), digest_size=6).digest())


def is_counted(booking: Booking, *, is_paused: bool, at: datetime) -> bool:
    """Whether what readers do with it at ``at`` counts: not before it began, nor long after."""
    return not is_paused and booking.starts_at <= at < booking.ends_at + AFTERWARDS
