"""Writing down that a moment was missed: refused when it fell due, or done late.

This module is below the models, as `masthead.stories.acts`: it writes through the manager that it
is given, `story.missed_moments` or the model's own.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from masthead.jobs.presence import BEAT_SECONDS, living_workers
from masthead.kernel.clock import now
from masthead.stories.rules import PublicationRefused

if TYPE_CHECKING:
    from masthead.accounts.models import User
    from masthead.stories.models import MissedMoment

# What to do about a moment that came late: it has happened, so there is only the reason to mend.
LATE_ADVICE = "It has been done. See that the worker is running, then acknowledge this."


def record_refusal(
    manager: Any,
    *,
    title: str,
    kind: str,
    due_at: datetime,
    refusal: PublicationRefused,
    set_by: User | None = None,
) -> MissedMoment:
    """Write that what was due at ``due_at`` (UTC) was refused, with what opens the gates."""
    advice = dict.fromkeys(gate.advice for gate in refusal.gates if gate.advice)
    return _record(
        manager,
        kind=kind,
        due_at=due_at,
        outcome="refused",
        defaults={
            "title": title[:300],
            "reason": str(refusal),
            "advice": " ".join([*advice, "Then publish it, or give it a new time."]),
            "set_by": set_by,
        },
    )


def record_late(
    manager: Any,
    *,
    title: str,
    kind: str,
    due_at: datetime,
    done_at: datetime,
    set_by: User | None = None,
    **fields: Any,
) -> MissedMoment:
    """Write that what was due at ``due_at`` happened at ``done_at`` (both UTC), and why so late.

    One query beside the write: whether the worker was there when it fell due.
    """
    return _record(
        manager,
        kind=kind,
        due_at=due_at,
        outcome="late",
        defaults={
            "title": title[:300],
            "done_at": done_at,
            "reason": _why_late(due_at=due_at, done_at=done_at),
            "advice": LATE_ADVICE,
            "set_by": set_by,
            **fields,
        },
    )


def _why_late(*, due_at: datetime, done_at: datetime) -> str:
    seconds = round((done_at - due_at).total_seconds())
    late = f"It came {in_words(seconds)} late"
    # One that was killed is remembered for a while: what counts is a sign of life since.
    alive_since = min(due_at, done_at - _BEAT)
    if any(
        worker.started_at <= due_at and worker.beat_at > alive_since
        for worker in living_workers(done_at)
    ):
        return f"{late}: the worker was busy."
    return f"{late}: no worker was running when it fell due."


# A worker that lives has given a sign of it within this time, with a second for the writing.
_BEAT = timedelta(seconds=BEAT_SECONDS + 1)


def in_words(seconds: int) -> str:
    """A stretch of time as people say it: ``3 seconds``, ``12 minutes``, ``5 hours``."""
    for length, unit in ((86_400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= 2 * length or (unit == "minute" and seconds >= length):
            count = seconds // length
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return f"{seconds} second{'' if seconds == 1 else 's'}"


def _record(manager: Any, *, defaults: dict[str, Any], **key: Any) -> MissedMoment:
    """One row for one moment, however often a worker looks.

    Whoever has to tell people reads the table (docs/decisions/0017): no crash loses a row.
    """
    missed: MissedMoment
    missed, _ = manager.get_or_create(
        **key, acknowledged_at=None, defaults=defaults | {"recorded_at": now()}
    )
    return missed
