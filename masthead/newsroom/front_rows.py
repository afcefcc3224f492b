"""The rows of the screen on which a front is arranged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from masthead.fronts.arranging import Arrangement, Placed
from masthead.fronts.composing import Front
from masthead.fronts.rules import BRIEF, LEAD, SECOND, size_of, strip_place
from masthead.search.selectors import find_numbers
from masthead.search.values import Query
from masthead.stories.models import Edition, Placement
from masthead.stories.published_search import KIND
from masthead.stories.selectors import listed

_FOUND = 12
_NAMES = {LEAD: "Lead", SECOND: "Second rank", BRIEF: "In brief"}


@dataclass(frozen=True, kw_only=True)
class Row:
    """A story in a place: whether an editor put it there, and until when."""

    story: int
    headline: str
    section: str
    entry: Placed | None
    is_first: bool = False
    is_last: bool = False


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place of the front with what stands there."""

    name: str
    label: str
    size: int
    rows: tuple[Row, ...]


def place_names(edition: Edition) -> dict[str, str]:
    """Every place of the edition's front by its name, in words."""
    strips = {strip_place(row.pk): f"Section: {row.name}" for row in edition.sections.all()}
    return _NAMES | strips


def places_of(front: Front, arrangement: Arrangement) -> list[Place]:
    """The places of ``front`` in order, each with its rows."""
    names = _NAMES | {
        strip_place(number): f"Section: {row.name}" for number, row in front.sections.items()
    }
    return [
        Place(
            name=name,
            label=label,
            size=size_of(name),
            rows=tuple(
                rows_of([front.rows[number] for number in front.ranking.at(name)], arrangement)
            ),
        )
        for name, label in names.items()
    ]


def rows_of(placements: Sequence[Placement], arrangement: Arrangement) -> list[Row]:
    """A row for each placement, in order."""
    last = len(placements) - 1
    return [
        Row(
            story=row.story_id,
            headline=words_of(row),
            section=row.section.name,
            entry=arrangement.entry_of(row.story_id),
            is_first=number == 0,
            is_last=number == last,
        )
        for number, row in enumerate(placements)
    ]


def words_of(row: Placement) -> str:
    """The headline as the edition has it."""
    version = row.story.publication.version
    return row.headline or (version.headline if version else "")


def placements_of(edition: Edition, numbers: Iterable[int]) -> list[Placement]:
    """The placements of these stories that readers have; one query, none for no numbers."""
    wanted = list(numbers)
    rows = listed(Placement.objects.in_edition(edition).filter(story__in=wanted))
    return list(rows) if wanted else []


def others_of(edition: Edition, front: Front, arrangement: Arrangement) -> list[Row]:
    """The newest that stand in no place: what an editor may want next."""
    newest = [front.rows[number] for number in front.ranking.recent]
    return rows_of([row for row in newest if row.story_id not in arrangement.hidden], arrangement)


def found_by(edition: Edition, words: str, arrangement: Arrangement) -> list[Row]:
    """Published stories of the edition with these words, newest first."""
    query = Query(words=words, kinds=(KIND,), facets={"edition": [str(edition.pk)]})
    return rows_of(placements_of(edition, find_numbers(query, most=_FOUND)), arrangement)
