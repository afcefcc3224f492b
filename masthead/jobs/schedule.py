"""Periodic work: what is to be done every so many seconds, once among all workers.

An app puts such functions into a module named ``periodic``, which workers import when they start::

    @every(seconds=1, name="release due stories")
    def release() -> None: ...

Each function has a thread of its own in every worker, so neither a long job nor another function
can hold it up, and a row in the database decides which worker runs it this time. A function should
be short and enqueue what is long; run twice at once (a worker frozen for seconds), it must do no
harm.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.module_loading import autodiscover_modules

from masthead.jobs.leases import LEASE
from masthead.jobs.models import Tick

logger = logging.getLogger(__name__)

MODULE = "periodic"


@dataclass(frozen=True, kw_only=True)
class Periodic:
    """A function and how many seconds lie between the beginnings of its runs."""

    name: str
    seconds: float
    function: Callable[[], None]


@dataclass(frozen=True, kw_only=True)
class Turn:
    """This worker's right to run ``periodic`` now; ``due_at`` is when it should have begun."""

    periodic: Periodic
    holder: str
    due_at: datetime


_registry: dict[str, Periodic] = {}


def every(*, seconds: float, name: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register the decorated function to run every ``seconds``, under ``name`` in the database.

    Raises ValueError when the name is taken by another function or ``seconds`` is not above zero.
    """
    if seconds <= 0:
        raise ValueError(f"{name}: seconds must be above zero, not {seconds}")

    def register(function: Callable[[], None]) -> Callable[[], None]:
        if name in _registry:
            raise ValueError(f"periodic work named {name!r} is registered already")
        _registry[name] = Periodic(name=name, seconds=seconds, function=function)
        return function

    return register


def registered() -> list[Periodic]:
    """All periodic work of the installed apps, after importing their ``periodic`` modules."""
    autodiscover_modules(MODULE)
    return list(_registry.values())


def seconds_until_due(periodic: Periodic, now: datetime) -> float:
    """How long nobody may run it; zero or less when it is due. One query, two the first time."""
    tick, _ = Tick.objects.get_or_create(name=periodic.name, defaults={"due_at": now})
    if tick.due_at > _farthest(periodic, now):
        return 0.0
    return (tick.due_at - now).total_seconds()


def take_turn(periodic: Periodic, *, holder: str, now: datetime) -> Turn | None:
    """Take the right to run ``periodic``, or None when it is not due or another worker has it.

    While it runs nobody else may, for as long as a lease lasts; `keep_turn` moves that on.
    """
    tick = Tick.objects.filter(name=periodic.name).first()
    if tick is None:
        return None
    taken = (
        Tick.objects.filter(name=periodic.name, due_at=tick.due_at)
        .filter(Q(due_at__lte=now) | Q(due_at__gt=_farthest(periodic, now)))
        .update(due_at=now + LEASE, holder=holder, ran_at=now)
    )
    return Turn(periodic=periodic, holder=holder, due_at=tick.due_at) if taken else None


def keep_turn(turn: Turn, *, now: datetime) -> None:
    """Move the end of the turn on, while its function runs longer than a lease."""
    Tick.objects.filter(name=turn.periodic.name, holder=turn.holder).update(due_at=now + LEASE)


def end_turn(turn: Turn, *, now: datetime) -> None:
    """Make the work due again, one period after it was due this time, but not in the past."""
    next_at = turn.due_at + timedelta(seconds=turn.periodic.seconds)
    if not now < next_at <= _farthest(turn.periodic, now):
        next_at = now if next_at <= now else now + timedelta(seconds=turn.periodic.seconds)
    Tick.objects.filter(name=turn.periodic.name, holder=turn.holder).update(due_at=next_at)


def _farthest(periodic: Periodic, now: datetime) -> datetime:
    # A row that is due later than this was written before the clock was set back. Without this
    # bound a correction of an hour would stop scheduled publishing for an hour.
    return now + LEASE + timedelta(seconds=periodic.seconds)
