"""The front page: which story stands where. Pure.

What editors placed stands where they put it; what is left fills itself by urgency and freshness. No
story stands twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


# The places, as arrangements name them; a section's strip has its number.
LEAD, SECOND, BRIEF = "lead", "seconds", "briefs"
_STRIP = "strip-"


def strip_place(section: int) -> str:
    """The place of a section's strip."""
    return f"{_STRIP}{section}"


def size_of(place: str) -> int:
    """How many stories a place takes."""
    return {LEAD: 1, SECOND: SECONDS, BRIEF: BRIEFS}.get(place, STRIP)


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

    def at(self, place: str) -> tuple[int, ...]:
        """The stories of a place, in order."""
        if place == LEAD:
            return () if self.lead is None else (self.lead,)
        strips = {strip_place(section): numbers for section, numbers in self.strips}
        return {SECOND: self.seconds, BRIEF: self.briefs}.get(place) or strips.get(place, ())

    def place_of(self, story_id: int) -> str | None:
        """Where a story stands; None for one that stands nowhere but among the most recent."""
        places = (LEAD, SECOND, BRIEF, *(strip_place(section) for section, _ in self.strips))
        return next((place for place in places if story_id in self.at(place)), None)


def weigh(candidate: Candidate) -> float:
    """When the story would have been published at routine urgency to stand where it stands."""
    return (candidate.published_at + URGENCY_WORTH * (5 - candidate.urgency)).timestamp()


def rank_front(
    candidates: Sequence[Candidate],
    *,
    sections: Sequence[int],
    placed: Mapping[str, Sequence[int]] | None = None,
    hidden: frozenset[int] = frozenset(),
) -> Ranking:
    """Give ``candidates`` (newest first) their places; no story stands twice.

    ``placed`` are the stories that editors put into a place (`LEAD`, `SECOND`, `BRIEF`, or
    `strip_place`), in order; one that is no candidate (any more) has fallen out, and the next moves
    up. ``hidden`` ones stand among the most recent at best. With few stories the lead and the
    seconds come first, and what is empty is left out.
    """
    chosen = _chosen(candidates, placed or {}, hidden)
    held = {number for numbers in chosen.values() for number in numbers}
    free = [row for row in candidates if row.story_id not in held | hidden]
    left = sorted(free, key=weigh, reverse=True)

    def fill(place: str, rows: Sequence[Candidate], most: int) -> tuple[int, ...]:
        own = chosen.get(place, ())[:most]
        numbers = [row.story_id for row in rows[: most - len(own)]]
        left[:] = [row for row in left if row.story_id not in numbers]
        return (*own, *numbers)

    able = [row for row in left if row.kind not in NOT_LEADING]
    pictured = [row for row in able[:SECONDS] if row.has_picture]
    # Whoever paid for a place did not pay for this one, even on a day without news.
    own = [row for row in left if row.kind != "sponsored"]
    lead = fill(LEAD, pictured or able or own, 1)
    seconds = fill(SECOND, [row for row in left if row.kind not in NOT_LEADING], SECONDS)
    # Headlines alone: first what is brief by nature, then what would not fill a strip anyway.
    briefs = fill(BRIEF, [row for row in left if row.kind in BRIEF_KINDS], BRIEFS)
    strips = tuple(
        (section, numbers)
        for section in sections
        if (
            numbers := fill(
                strip_place(section), [row for row in left if row.section == section], STRIP
            )
        )
    )
    shown = {*lead, *seconds, *briefs, *(number for _, numbers in strips for number in numbers)}
    rest = sorted(
        (row for row in candidates if row.story_id not in shown),
        key=lambda row: row.published_at,
        reverse=True,
    )
    return Ranking(
        lead=lead[0] if lead else None,
        seconds=seconds,
        briefs=briefs,
        strips=strips,
        recent=tuple(row.story_id for row in rest[:RECENT]),
    )


def _chosen(
    candidates: Sequence[Candidate], placed: Mapping[str, Sequence[int]], hidden: frozenset[int]
) -> dict[str, tuple[int, ...]]:
    """What editors placed and readers have, each once and in one place; nothing paid leads."""
    kinds = {row.story_id: row.kind for row in candidates if row.story_id not in hidden}
    seen: set[int] = set()
    chosen: dict[str, tuple[int, ...]] = {}
    for place, numbers in placed.items():
        fitting = []
        for number in numbers:
            is_paid_lead = place == LEAD and kinds.get(number) == "sponsored"
            if number in kinds and number not in seen and not is_paid_lead:
                seen.add(number)
                fitting.append(number)
        chosen[place] = tuple(fitting[: size_of(place)])
    return chosen
