"""What the clock will do next: one list, from every table that it reads.

Each source gives its first rows after a moment from an index, so that the list costs the same among
100,000 stories as among ten; the rows are merged and cut once. `upcoming` says the queries.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q
from wagtail.models import ModelLogEntry, Revision

from masthead.stories import foresight
from masthead.stories.models import (
    Edition,
    Hold,
    Placement,
    Publication,
    RightsEnd,
    Story,
    VersionPicture,
)
from masthead.stories.rules import decide_publication

# In the words of the list.
DEEDS = {
    "publish": "Publish",
    "update": "Publish a new version",
    "expiry": "Expire",
    "embargo": "Embargo ends",
    "placement-start": "Placement begins",
    "placement-end": "Placement ends",
    "rights": "Rights in a picture end",
}


@dataclass(frozen=True, kw_only=True)
class Upcoming:
    """One thing that the clock will do at ``at`` (UTC).

    ``refusals`` are the gates that are shut as things stand: at its time it will be refused.
    ``number`` is the story's, or the picture's for its rights.
    """

    at: datetime
    kind: str
    number: int
    title: str
    detail: str = ""
    edition: Edition | None = None
    set_by: str = ""
    refusals: tuple[str, ...] = ()
    revision_id: int | None = None
    content: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def deed(self) -> str:
        """What will be done, in words."""
        return DEEDS.get(self.kind, self.kind)

    @property
    def key(self) -> tuple[datetime, str, int]:
        """Its place in the list: by time, and fixed between equal times."""
        return (self.at, self.kind, self.number)


def upcoming(
    *, at: datetime, count: int, after: tuple[datetime, str, int] | None = None
) -> list[Upcoming]:
    """The next ``count`` things due from ``at`` on, earliest first; eleven queries at most.

    ``after`` is the `Upcoming.key` of the last one of the page before. What is overdue (its moment
    has passed and no worker has done it) comes first of all, for its moment is the earliest.
    """
    sources = [source(at, after, count) for source in _SOURCES]
    rows = list(heapq.merge(*sources, key=lambda row: row.key))
    if after is not None:
        rows = [row for row in rows if row.key > after]
    return _with_facts(rows[:count])


def _from(after: tuple[datetime, str, int] | None) -> datetime | None:
    return after[0] if after else None


def _bounded(column: str, lowest: datetime | None) -> Q:
    return Q(**{f"{column}__gte": lowest or _LONG_AGO})


def _releases(
    at: datetime, after: tuple[datetime, str, int] | None, count: int
) -> Iterable[Upcoming]:
    """Scheduled revisions, overdue ones too; three queries."""
    # By the moment alone: asked for the kind too, SQLite reads every revision of every story.
    kind = ContentType.objects.get_for_model(Story)
    revisions = [
        revision
        for revision in Revision.objects.filter(
            approved_go_live_at__gte=_from(after) or _LONG_AGO
        ).order_by("approved_go_live_at", "object_id")[: count + _SAME_MOMENT]
        if revision.base_content_type_id == kind.pk
    ]
    publications = Publication.objects.select_related("story", "home__edition").in_bulk(
        [int(revision.object_id) for revision in revisions]
    )
    rows = []
    for revision in revisions:
        publication = publications.get(int(revision.object_id))
        if publication is None:
            continue
        rows.append(
            Upcoming(
                at=revision.approved_go_live_at,
                kind="update" if publication.is_live else "publish",
                number=publication.pk,
                title=revision.content.get("headline") or str(publication.story),
                edition=publication.home.edition if publication.home else None,
                revision_id=revision.pk,
                content=revision.content,
            )
        )
    return sorted(rows, key=lambda row: row.key)


# Before anything was ever scheduled: a bound that an index can seek, as “not null” cannot be.
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

# Rows that share the moment at which a page ends must not fall out of the next; a minute holds no
# more than this many of one kind.
_SAME_MOMENT = 200


def _expiries(
    at: datetime, after: tuple[datetime, str, int] | None, count: int
) -> Iterable[Upcoming]:
    rows = Publication.objects.filter(_bounded("expire_at", _from(after)), state="live")
    return _of_publications(rows, "expire_at", "expiry", count)


def _embargoes(
    at: datetime, after: tuple[datetime, str, int] | None, count: int
) -> Iterable[Upcoming]:
    rows = Publication.objects.filter(
        embargo_until__gt=at, embargo_until__gte=_from(after) or at
    ).exclude(state="killed")
    return _of_publications(rows, "embargo_until", "embargo", count)


def _of_publications(rows: Any, column: str, kind: str, count: int) -> list[Upcoming]:
    found = rows.select_related("story", "home__edition").order_by(column, "pk")
    return [
        Upcoming(
            at=getattr(row, column),
            kind=kind,
            number=row.pk,
            title=str(row.story),
            edition=row.home.edition if row.home else None,
        )
        for row in found[: count + _SAME_MOMENT]
    ]


def _starts(
    at: datetime, after: tuple[datetime, str, int] | None, count: int
) -> Iterable[Upcoming]:
    rows = Placement.objects.filter(
        _bounded("starts_at", _from(after)), is_live=False, story__publication__state="live"
    ).filter(Q(ends_at=None) | Q(ends_at__gt=at))
    return _of_placements(rows, "starts_at", "placement-start", count)


def _ends(at: datetime, after: tuple[datetime, str, int] | None, count: int) -> Iterable[Upcoming]:
    rows = Placement.objects.filter(_bounded("ends_at", _from(after)), is_live=True)
    return _of_placements(rows, "ends_at", "placement-end", count)


def _of_placements(rows: Any, column: str, kind: str, count: int) -> list[Upcoming]:
    found = rows.select_related("story", "edition", "section").order_by(column, "story_id")
    return [
        Upcoming(
            at=getattr(row, column),
            kind=kind,
            number=row.story_id,
            title=str(row.story),
            detail=f"{row.section.name}, {row.edition.name}",
            edition=row.edition,
        )
        for row in found[: count + _SAME_MOMENT]
    ]


def _rights(
    at: datetime, after: tuple[datetime, str, int] | None, count: int
) -> Iterable[Upcoming]:
    """Rights that end in pictures; two queries, the second for the stories that show them."""
    found = list(
        RightsEnd.objects.filter(_bounded("ends_at", _from(after)), ended_at=None)
        .select_related("picture")
        .order_by("ends_at", "pk")[: count + _SAME_MOMENT]
    )
    shown = VersionPicture.objects.filter(
        picture_id__in=[row.pk for row in found],
        version__story__publication__state="live",
        version__story__publication__version=F("version"),
    ).values_list("picture_id", "version__headline")
    headlines: dict[int, list[str]] = {}
    for number, headline in shown:
        headlines.setdefault(number, []).append(headline)
    return [
        Upcoming(
            at=row.ends_at,
            kind="rights",
            number=row.pk,
            title=row.picture.title,
            detail=_shown_in(headlines.get(row.pk, [])),
        )
        for row in found
    ]


def _shown_in(headlines: Sequence[str]) -> str:
    if not headlines:
        return "No published story shows it"
    more = f" and {len(headlines) - 1} more" if len(headlines) > 1 else ""
    return f"Leaves “{headlines[0]}”{more}; the story stays"


_SOURCES = (_releases, _expiries, _embargoes, _starts, _ends, _rights)

# Which entry of the log says who set a moment, by its kind.
_SET_BY = {
    "wagtail.publish.schedule": ("publish", "update"),
    "masthead.limit": ("expiry", "embargo"),
}


def _with_facts(rows: list[Upcoming]) -> list[Upcoming]:
    """Add who set each moment, and which gates are shut at it; four queries for all."""
    stories = {row.number for row in rows if row.kind != "rights"}
    setters = _setters(stories)
    scheduled = [row for row in rows if row.revision_id is not None]
    pictures = foresight.pictures_in([row.content for row in scheduled])
    publications = Publication.objects.in_bulk([row.number for row in scheduled])
    holds = {
        hold.story_id: str(hold.lifter)
        for hold in Hold.objects.filter(
            lifted_at=None, story_id__in=[row.number for row in scheduled]
        ).select_related("lifter")
    }
    told = []
    for row in rows:
        refusals: tuple[str, ...] = ()
        if row.revision_id is not None:
            publication = publications[row.number]
            known = foresight.Told(publication, holds.get(row.number, ""))
            facts = foresight.facts_of(row.content, known, pictures=pictures)
            refusals = tuple(gate.message for gate in decide_publication(facts, at=row.at))
        told.append(replace(row, set_by=setters.get((row.kind, row.number), ""), refusals=refusals))
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


def overdue(*, at: datetime, count: int) -> list[Upcoming]:
    """What should have been done by ``at`` and was not: no worker is running. Queries as above."""
    return [row for row in upcoming(at=at, count=count) if row.at < at]
