"""The stories related to one: the door that a better engine will stand behind."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from masthead.kernel.clock import now
from masthead.related.rules import Candidate, rank_candidates
from masthead.stories.models import Edition, Placement, Section, Story
from masthead.stories.prepared import Prepared, Slot
from masthead.stories.querysets import PlacementQuerySet

# Enough that a week's half-life has chosen before the list ends, few enough to cost nothing.
_POOL = 40
# Tagged stories are looked for among so many of the edition's newest: reading every story that a
# topic ever had grows with the archive. A month of a busy newsroom, a year of a quiet one; what is
# older has been halved so often that the section's latest come first.
_WINDOW = 500


def related_stories(
    *,
    story_id: int,
    edition: Edition,
    section: Section | None,
    topics: Sequence[int],
    left_out: AbstractSet[int] = frozenset(),
    count: int = 4,
) -> list[int]:
    """Numbers of live stories in ``edition`` that belong beside this one, best first.

    ``topics`` are the numbers of the story's topics; ``left_out`` are stories that the page shows
    already. At most two queries, whatever the archive's size.
    """
    named = list(topics)
    pools = [_TAGGED(edition.pk, named)]
    if section is not None:
        pools.append(
            _IN_SECTION_AND_TAGGED(edition.pk, section.pk, named)
            if named
            else _IN_SECTION(edition.pk, section.pk)
        )
    candidates = {
        row.story_id: Candidate(
            story_id=row.story_id,
            published_at=row.published_at,
            is_same_section=section is not None and row.section_id == section.pk,
            shared_topics=row.shared_topics,
        )
        for pool in pools
        for row in pool
    }
    return rank_candidates(
        list(candidates.values()), at=now(), count=count, left_out=left_out | {story_id}
    )


class _Row(NamedTuple):
    story_id: int
    published_at: datetime
    section_id: int
    shared_topics: int = 0


def _pool(edition: Slot) -> PlacementQuerySet:
    return Placement.objects.live().filter(edition=edition).newest_first()


def _tags(topics: Slot) -> QuerySet[Any]:
    rows: QuerySet[Any] = Story.topics.through.objects.filter(topic_id__in=topics)
    return rows


def _counted(pool: PlacementQuerySet, topics: Slot) -> QuerySet[Placement, tuple[Any, ...]]:
    """The pool's first rows, each with how many of ``topics`` it shares."""
    # Counted for the few rows that a pool takes, not for the archive.
    shared = (
        _tags(topics)
        .filter(story_id=OuterRef("story_id"))
        .values("story_id")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return pool.annotate(shared_topics=Coalesce(Subquery(shared), 0)).values_list(*_Row._fields)[
        :_POOL
    ]


def _tagged(edition: Slot, topics: Slot) -> PlacementQuerySet:
    """The edition's newest stories that share one of ``topics``."""
    newest = _pool(edition).values("pk")[:_WINDOW]
    # Asked of each story in the window: an IN of the topics' stories would be read in full first.
    is_tagged = Exists(_tags(topics).filter(story_id=OuterRef("story_id")))
    return Placement.objects.filter(is_tagged, pk__in=newest).newest_first()


_TAGGED = Prepared[_Row](
    lambda edition, topics: _counted(_tagged(edition, topics), topics),
    row=_Row,
)
_IN_SECTION_AND_TAGGED = Prepared[_Row](
    lambda edition, section, topics: _counted(_pool(edition).filter(section=section), topics),
    row=_Row,
)
_IN_SECTION = Prepared[_Row](
    lambda edition, section: (
        _pool(edition)
        .filter(section=section)
        .values_list("story_id", "published_at", "section_id")[:_POOL]
    ),
    row=_Row,
)
