"""Decisions about people's work: pure, without a database or a clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# Within this time before it is due, work is said to be due soon: a story takes about that long.
SOON = timedelta(hours=1)


class Urgency(StrEnum):
    """How a piece of work stands to its due time. The value is the tone of its colour."""

    DONE = "done"
    OVERDUE = "overdue"
    SOON = "soon"
    AHEAD = "ahead"


def decide_urgency(*, due_at: datetime, done_at: datetime | None, at: datetime) -> Urgency:
    """How work that is due at ``due_at`` stands at ``at``; all UTC."""
    if done_at is not None:
        return Urgency.DONE
    if due_at < at:
        return Urgency.OVERDUE
    return Urgency.SOON if due_at - at <= SOON else Urgency.AHEAD


def lateness(*, due_at: datetime, at: datetime) -> str:
    """How long ago work was due, as people say it: "20 minutes late", "2 days late"."""
    minutes = int((at - due_at).total_seconds() // 60)
    for size, word in ((24 * 60, "day"), (60, "hour"), (1, "minute")):
        if count := minutes // size:
            return f"{count} {word}{'' if count == 1 else 's'} late"
    return "due now"


# For each field a fingerprint of what it says; equal for equal words.
Fingerprints = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Merge:
    """What becomes of the fields of a form that was loaded before somebody else saved.

    ``theirs`` are those that only the other changed, ``mine`` those that only the form changed,
    ``both`` those that both changed and that a person has to decide.
    """

    mine: tuple[str, ...]
    theirs: tuple[str, ...]
    both: tuple[str, ...]


def decide_merge(*, loaded: Fingerprints, mine: Fingerprints, theirs: Fingerprints) -> Merge:
    """Three-way, by field: ``loaded`` is what the form showed when it was opened.

    A field that ``loaded`` does not know counts as changed by both when the two differ: nothing is
    written over on a guess.
    """
    found: dict[str, list[str]] = {"mine": [], "theirs": [], "both": []}
    for name in mine:
        base, own, other = loaded.get(name), mine[name], theirs.get(name)
        if own == other or other is None:
            continue
        if own == base:
            found["theirs"].append(name)
        elif other == base:
            found["mine"].append(name)
        else:
            found["both"].append(name)
    return Merge(**{kind: tuple(names) for kind, names in found.items()})


def decide_choices(
    both: tuple[str, ...], *, chosen: Mapping[str, str], theirs: Fingerprints
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of the fields both changed: those to take from the other, and those still to decide.

    ``chosen`` is "mine" or "theirs" and, after a colon, the fingerprint of the other text that was
    on the screen: a choice made before a third save does not count for it.
    """
    taken, open_ = [], []
    for name in both:
        side, _, seen = chosen.get(name, "").partition(":")
        if side not in {"mine", "theirs"} or seen != theirs[name]:
            open_.append(name)
        elif side == "theirs":
            taken.append(name)
    return tuple(taken), tuple(open_)
