"""A front as it stands: an arrangement, filled up with the newest stories that readers have."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime

from masthead.fronts.arranging import Arrangement
from masthead.fronts.rules import Candidate, Ranking, rank_front
from masthead.stories.models import Edition, Picture, Placement, Section
from masthead.stories.selectors import list_slice, listed, sections_of, showable_pictures

# How far back the front page looks: enough to fill every place, one query.
POOL = 80


@dataclass(frozen=True, kw_only=True)
class Front:
    """Which story stands where, with the rows, sections and pictures to draw it from."""

    ranking: Ranking
    rows: dict[int, Placement]
    sections: dict[int, Section]
    pictures: dict[int, Picture]


def compose(edition: Edition, arrangement: Arrangement, *, at: datetime) -> Front:
    """The front of ``edition`` with ``arrangement`` at ``at`` (UTC).

    One query, one more for the sections where they are not at hand, two for the pictures, and one
    when a story was placed that is older than the newest `POOL`.
    """
    places = Placement.objects.in_edition(edition)
    rows = list(list_slice(places, count=POOL).placements)
    older = arrangement.stories - {row.story_id for row in rows}
    if older:
        rows += listed(places.filter(story__in=older))
    sections = sections_of(edition)
    pictures = showable_pictures(
        version.lead_picture_id
        for row in rows
        if (version := row.story.publication.version) and version.lead_picture_id
    )
    ranking = rank_front(
        [_candidate(row, shown=pictures) for row in rows],
        sections=[section.pk for section in sections],
        placed=arrangement.standing(at),
        hidden=arrangement.hidden,
    )
    return Front(
        ranking=ranking,
        rows={row.story_id: row for row in rows},
        sections={section.pk: section for section in sections},
        pictures=pictures,
    )


def _candidate(row: Placement, *, shown: Container[int]) -> Candidate:
    version = row.story.publication.version
    if version is None or row.published_at is None:
        raise ValueError(f"story {row.story_id} stands in a list unpublished")
    return Candidate(
        story_id=row.story_id,
        section=row.section_id,
        kind=version.kind,
        urgency=version.urgency,
        published_at=row.published_at,
        has_picture=version.lead_picture_id in shown,
    )
