"""The front page: how stories are given their rank when no editor has done it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

# Between two stories of equal urgency the newer leads; one step of urgency is worth this long.
URGENCY_WORTH = timedelta(hours=8)
# Below the lead: as many with pictures as fill two rows of three, then headlines alone.
SECONDS = 6
BRIEFS = 6
STRIP = 4
RECENT = 10
# A brief is a headline alone: these kinds are never more.
BRIEF_KINDS = frozenset({"brief", "service"})
# Paid and personal voices do not lead the news.
NOT_LEADING = frozenset({"sponsored", "opinion", "review", "obituary", *BRIEF_KINDS})


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """What the ranking looks at; ``section`` is the section's number."""

    story_id: int
    section: int
    kind: str
    urgency: int
    published_at: datetime
    has_picture: bool


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """Story numbers by place, each number once; strips by section, in the order given."""

    lead: int | None
    seconds: tuple[int, ...]
    briefs: tuple[int, ...]
    strips: tuple[tuple[int, tuple[int, ...]], ...]
    recent: tuple[int, ...]


def weigh(candidate: Candidate) -> float:
    """When the story would have been published at routine urgency to stand where it stands."""
    return (candidate.published_at + URGENCY_WORTH * (5 - candidate.urgency)).timestamp()


def rank_front(candidates: Sequence[Candidate], *, sections: Sequence[int]) -> Ranking:
    """Give ``candidates`` (newest first) their places; no story stands twice.

    With few stories the lead and the seconds come first, and what is empty is left out.
    """
    left = sorted(candidates, key=weigh, reverse=True)

    def take(chosen: list[Candidate]) -> tuple[int, ...]:
        numbers = {candidate.story_id for candidate in chosen}
        left[:] = [candidate for candidate in left if candidate.story_id not in numbers]
        return tuple(candidate.story_id for candidate in chosen)

    able = [candidate for candidate in left if candidate.kind not in NOT_LEADING]
    pictured = [candidate for candidate in able[:SECONDS] if candidate.has_picture]
    # Whoever paid for a place did not pay for this one, even on a day without news.
    own = [candidate for candidate in left if candidate.kind != "sponsored"]
    lead = take((pictured or able or own)[:1])
    seconds = take([row for row in left if row.kind not in NOT_LEADING][:SECONDS])
    # Headlines alone: first what is brief by nature, then what would not fill a strip anyway.
    briefs = take([row for row in left if row.kind in BRIEF_KINDS][:BRIEFS])
    strips = tuple(
        (section, chosen)
        for section in sections
        if (chosen := take([row for row in left if row.section == section][:STRIP]))
    )
    recent = take(sorted(left, key=lambda row: row.published_at, reverse=True)[:RECENT])
    return Ranking(
        lead=lead[0] if lead else None,
        seconds=seconds,
        briefs=briefs,
        strips=strips,
        recent=recent,
    )
