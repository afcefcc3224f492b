"""What the clock will do next: one list, from every table that it reads.

Each source gives its first rows after a place from an index (`masthead.stories.upcoming_rows`), so
that the list costs the same among 100,000 stories as among ten; they are merged and cut once.
"""

from __future__ import annotations

import heapq
from dataclasses import replace
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ModelLogEntry, Revision

from masthead.stories import foresight
from masthead.stories.models import Hold, Publication, Story
from masthead.stories.rules import decide_publication
from masthead.stories.upcoming_rows import SOURCES, Key, Upcoming


def upcoming(*, at: datetime, count: int, after: Key | None = None) -> list[Upcoming]:
    """The next ``count`` things due from ``at`` on, earliest first; thirteen queries at most.

    ``after`` is the key of the last one of the page before. What is overdue (its moment has passed
    and no worker has done it) comes first of all, for its moment is the earliest.
    """
    sources = [source(at, after, count) for source in SOURCES]
    rows = list(heapq.merge(*sources, key=lambda row: row.key))
    return _with_facts(rows[:count])


# Which entry of the log says who set a moment, by its kind.
_SET_BY = {
    "wagtail.publish.schedule": ("publish", "update"),
    "masthead.limit": ("expiry", "embargo"),
}


def _with_facts(rows: list[Upcoming]) -> list[Upcoming]:
    """Add who set each moment, and which gates are shut at it; five queries for all."""
    setters = _setters({row.number for row in rows if row.kind != "rights"})
    refusals = _refusals([row for row in rows if row.revision_id is not None])
    told = []
    for row in rows:
        set_by = setters.get((row.kind, row.number), "")
        title, shut = refusals.get(row.key, (row.title, ()))
        told.append(replace(row, set_by=set_by, title=title, refusals=shut))
    return told


def _refusals(scheduled: list[Upcoming]) -> dict[Key, tuple[str, tuple[str, ...]]]:
    """What each scheduled revision is headed, and the gates shut to it, by key; four queries."""
    numbers = [row.number for row in scheduled]
    revisions = Revision.objects.in_bulk([row.revision_id for row in scheduled])
    publications = Publication.objects.in_bulk(numbers)
    # What was published, deleted or put off since the list was read says nothing more of itself.
    scheduled = [
        row for row in scheduled if row.revision_id in revisions and row.number in publications
    ]
    contents = {row.key: revisions[row.revision_id].content for row in scheduled}
    pictures = foresight.pictures_in(contents.values())
    holds = {
        hold.story_id: str(hold.lifter)
        for hold in Hold.objects.filter(lifted_at=None, story_id__in=numbers).select_related(
            "lifter"
        )
    }
    told = {}
    for row in scheduled:
        known = foresight.Told(publications[row.number], holds.get(row.number, ""))
        facts = foresight.facts_of(contents[row.key], known, pictures=pictures)
        gates = decide_publication(facts, at=row.at)
        told[row.key] = (facts.headline or row.title, tuple(gate.message for gate in gates))
    return told


def _setters(stories: set[int]) -> dict[tuple[str, int], str]:
    """Who set the moments of these stories, by kind and number; one query."""
    # By the stories alone, for the index: the log of fifty stories is short, that of an act is not.
    entries = (
        ModelLogEntry.objects.filter(object_id__in=[str(number) for number in stories])
        .select_related("user")
        .only("object_id", "action", "content_type_id", "user")
        .order_by("id")
    )
    stories_kind = ContentType.objects.get_for_model(Story).pk
    return {
        (kind, int(entry.object_id)): entry.user_display_name
        for entry in entries
        if entry.content_type_id == stories_kind
        for kind in _SET_BY.get(entry.action, ())
    }
