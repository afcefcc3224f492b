"""What editors have arranged, and what each of their acts makes of it. Pure.

An arrangement is kept as JSON: ``{"placed": [{"place", "story", "until"}], "hidden": [numbers]}``,
``until`` (UTC, ISO 8601) being the end of a pin or null.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from masthead.fronts.rules import Ranking, size_of
from masthead.kernel.clock import parse_moment

Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A story in a place, until a moment (UTC) or for as long as nobody changes it."""

    place: str
    story: int
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Arrangement:
    """What editors placed, in the order within each place, and what they took off the front."""

    placed: tuple[Placed, ...] = ()
    hidden: frozenset[int] = frozenset()

    def standing(self, at: datetime) -> dict[str, list[int]]:
        """The stories by place whose pins have not ended at ``at`` (UTC)."""
        places: dict[str, list[int]] = {}
        for entry in self.placed:
            if entry.until is None or entry.until > at:
                places.setdefault(entry.place, []).append(entry.story)
        return places

    def next_end(self, at: datetime) -> datetime | None:
        """When the next pin ends after ``at`` (UTC), if any does."""
        ends = [entry.until for entry in self.placed if entry.until and entry.until > at]
        return min(ends, default=None)

    def entry_of(self, story: int) -> Placed | None:
        """Where an editor put a story, if one did."""
        return next((entry for entry in self.placed if entry.story == story), None)

    @property
    def stories(self) -> set[int]:
        """Every story that was placed."""
        return {entry.story for entry in self.placed}


def read_arrangement(data: Mapping[str, Any]) -> Arrangement:
    """An arrangement from its JSON."""
    return Arrangement(
        placed=tuple(
            Placed(
                place=row["place"],
                story=row["story"],
                until=parse_moment(row["until"]) if row["until"] else None,
            )
            for row in data.get("placed", ())
        ),
        hidden=frozenset(data.get("hidden", ())),
    )


def write_arrangement(arrangement: Arrangement) -> Json:
    """An arrangement as JSON."""
    return {
        "placed": [
            {
                "place": entry.place,
                "story": entry.story,
                "until": entry.until.isoformat() if entry.until else None,
            }
            for entry in arrangement.placed
        ],
        "hidden": sorted(arrangement.hidden),
    }


def place_story(
    arrangement: Arrangement,
    *,
    shown: Ranking,
    story: int,
    place: str,
    position: int = 0,
    until: datetime | None = None,
) -> Arrangement:
    """Put ``story`` at ``position`` (from 0) of ``place``; what stood before it there stays before.

    ``shown`` is the front as the editor sees it: what had filled itself above the story is placed
    with it, or it would not stay above.
    """
    others = [number for number in shown.at(place) if number != story]
    position = max(0, min(position, len(others), size_of(place) - 1))
    return _ordered(
        replace(arrangement, hidden=arrangement.hidden - {story}),
        place=place,
        numbers=[*others[:position], story, *_placed_after(arrangement, place, others[position:])],
        until={story: until},
    )


def step_story(arrangement: Arrangement, *, shown: Ranking, story: int, step: int) -> Arrangement:
    """Move ``story`` one up (-1) or down (1) within its place; at an end nothing changes."""
    place = shown.place_of(story)
    if place is None:
        return arrangement
    numbers = list(shown.at(place))
    here = numbers.index(story)
    there = here + step
    if not 0 <= there < len(numbers):
        return arrangement
    numbers[here], numbers[there] = numbers[there], numbers[here]
    last = max(here, there) + 1
    order = [*numbers[:last], *_placed_after(arrangement, place, numbers[last:])]
    return _ordered(arrangement, place=place, numbers=order)


def hide_story(arrangement: Arrangement, *, story: int) -> Arrangement:
    """Take ``story`` off the front: it may still stand among the most recent."""
    return replace(release_story(arrangement, story=story), hidden=arrangement.hidden | {story})


def release_story(arrangement: Arrangement, *, story: int) -> Arrangement:
    """Let ``story`` find its own place, or none."""
    placed = tuple(entry for entry in arrangement.placed if entry.story != story)
    return Arrangement(placed=placed, hidden=arrangement.hidden - {story})


def _placed_after(arrangement: Arrangement, place: str, numbers: Sequence[int]) -> list[int]:
    """Those of ``numbers`` that an editor had put into ``place`` herself."""
    own = {entry.story for entry in arrangement.placed if entry.place == place}
    return [number for number in numbers if number in own]


def _ordered(
    arrangement: Arrangement,
    *,
    place: str,
    numbers: Sequence[int],
    until: Mapping[int, datetime | None] | None = None,
) -> Arrangement:
    """``place`` has exactly ``numbers``, each once; pins keep their ends unless ``until`` says."""
    ends = {entry.story: entry.until for entry in arrangement.placed if entry.place == place}
    ends |= until or {}
    wanted = dict.fromkeys(numbers[: size_of(place)])
    kept = tuple(
        entry for entry in arrangement.placed if entry.place != place and entry.story not in wanted
    )
    added = tuple(Placed(place=place, story=number, until=ends.get(number)) for number in wanted)
    return replace(arrangement, placed=(*kept, *added))
