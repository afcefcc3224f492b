"""The stories related to one: the door that a better engine will stand behind."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from masthead.kernel.clock import now
from masthead.related.rules import Candidate, rank_candidates
from masthead.stories.models import Edition, Placement, Section, Story

# Enough that a week's half-life has chosen before the list ends, few enough to cost nothing.
_POOL = 40


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
    tagged = Story.topics.through.objects.filter(topic_id__in=topics)
    # Counted for the few rows that a pool takes, not for the archive.
    shared = tagged.filter(story_id=OuterRef("story_id")).values("story_id").annotate(n=Count("pk"))
    live = Placement.objects.live().in_edition(edition).newest_first()
    pools = []
    if section is not None:
        pools.append(live.in_section(section))
    if topics:
        # A semi-join, not a join with DISTINCT: the list's own index goes on giving the order.
        pools.append(live.filter(story_id__in=tagged.values("story_id")))
    rows = {
        row[0]: row
        for pool in pools
        for row in pool.annotate(
            shared_topics=Coalesce(Subquery(shared.values("n")), 0)
        ).values_list("story_id", "published_at", "section_id", "shared_topics")[:_POOL]
    }
    candidates = [
        Candidate(
            story_id=number,
            published_at=published_at,
            is_same_section=section is not None and section_id == section.pk,
            shared_topics=topic_count,
        )
        for number, published_at, section_id, topic_count in rows.values()
        if published_at is not None  # the database says so of every live placement
    ]
    return rank_candidates(candidates, at=now(), count=count, left_out=left_out | {story_id})
