"""Where the rows of `masthead.stories.upcoming` come from: one function for each thing in time.

Each gives its first rows after a place in the list from an index: by moment, then by its own
number, so that a page ends between any two rows and the next goes on there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q
from wagtail.models import Revision

from masthead.stories.models import (
    Edition,
    Placement,
    Publication,
    RightsEnd,
    Story,
    VersionPicture,
)

# In the words of the list.
DEEDS = {
    "publish": "Publish",
    "update": "Publish a new version",
    "expiry": "Expire",
    "embargo": "Embargo ends",
    "placement-start": "Placement begins",
    "placement-end": "Placement ends",
    "rights": "Rights in a picture end",
    "work": "Work is due",
}

# A place in the list: the moment, the source, the row's number in it.
Key = tuple[datetime, str, int]


@dataclass(frozen=True, kw_only=True)
class Upcoming:
    """One thing that the clock will do at ``at`` (UTC).

    ``number`` is the story's, or the picture's for its rights; ``key`` its place in the list.
    ``refusals`` are the gates that are shut as things stand: at its time it will be refused.
    """

    at: datetime
    kind: str
    number: int
    title: str
    key: Key
    detail: str = ""
    edition: Edition | None = None
    set_by: str = ""
    refusals: tuple[str, ...] = ()
    revision_id: int | None = None

    @property
    def deed(self) -> str:
        """What will be done, in words."""
        return DEEDS.get(self.kind, self.kind)


Source = Callable[[datetime, Key | None, int], Iterable[Upcoming]]

# Before anything was ever scheduled: a bound that an index can seek, as “not null” cannot be.
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def behind(column: str, number: str, source: str, after: Key | None) -> Q:
    """What of a source comes behind a place in the list. The first bound lets an index seek."""
    if after is None:
        return Q(**{f"{column}__gte": _LONG_AGO})
    at, other, last = after
    later = Q(**{f"{column}__gt": at})
    if source > other:
        later |= Q(**{column: at})
    elif source == other:
        later |= Q(**{column: at, f"{number}__gt": last})
    return Q(**{f"{column}__gte": at}) & later


def releases(at: datetime, after: Key | None, count: int) -> list[Upcoming]:
    """Scheduled revisions, overdue ones too; two queries. Their words are read when shown."""
    # By the moment alone: asked for the kind too, SQLite reads every revision of every story.
    kind = ContentType.objects.get_for_model(Story)
    rows = (
        Revision.objects.filter(behind("approved_go_live_at", "pk", "publish", after))
        .order_by("approved_go_live_at", "pk")
        .values_list("pk", "object_id", "approved_go_live_at", "base_content_type_id")
    )
    # Read until there are enough of stories.
    of_stories = (
        (pk, int(story), moment)
        for pk, story, moment, kind_id in rows.iterator(chunk_size=count)
        if kind_id == kind.pk
    )
    found = list(islice(of_stories, count))
    publications = (
        Publication.objects.select_related("story", "home__edition")
        .defer("story__body")
        .in_bulk([story for _, story, _ in found])
    )
    return [
        Upcoming(
            at=moment,
            kind="update" if publication.is_live else "publish",
            number=story,
            title=str(publication.story),
            key=(moment, "publish", pk),
            edition=publication.home.edition if publication.home else None,
            revision_id=pk,
        )
        for pk, story, moment in found
        if (publication := publications.get(story))
    ]


def expiries(at: datetime, after: Key | None, count: int) -> list[Upcoming]:
    """What readers have for a time; one query."""
    rows = Publication.objects.filter(behind("expire_at", "pk", "expiry", after), state="live")
    return _of_publications(rows, "expire_at", "expiry", count)


def embargoes(at: datetime, after: Key | None, count: int) -> list[Upcoming]:
    """Embargoes that still hold; one query."""
    rows = Publication.objects.filter(
        behind("embargo_until", "pk", "embargo", after), embargo_until__gt=at
    ).exclude(state="killed")
    return _of_publications(rows, "embargo_until", "embargo", count)


def _of_publications(rows: Any, column: str, kind: str, count: int) -> list[Upcoming]:
    found = rows.select_related("story", "home__edition").defer("story__body")
    return [
        Upcoming(
            at=getattr(row, column),
            kind=kind,
            number=row.pk,
            title=str(row.story),
            key=(getattr(row, column), kind, row.pk),
            edition=row.home.edition if row.home else None,
        )
        for row in found.order_by(column, "pk")[:count]
    ]


def starts(at: datetime, after: Key | None, count: int) -> list[Upcoming]:
    """Placements that begin; one query."""
    rows = Placement.objects.filter(
        behind("starts_at", "pk", "placement-start", after),
        Q(ends_at=None) | Q(ends_at__gt=at),
        is_live=False,
        story__publication__state="live",
    )
    return _of_placements(rows, "starts_at", "placement-start", count)


def ends(at: datetime, after: Key | None, count: int) -> list[Upcoming]:
    """Placements that end; one query."""
    rows = Placement.objects.filter(behind("ends_at", "pk", "placement-end", after), is_live=True)
    return _of_placements(rows, "ends_at", "placement-end", count)


def _of_placements(rows: Any, column: str, kind: str, count: int) -> list[Upcoming]:
    found = rows.select_related("story", "edition", "section").defer("story__body")
    return [
        Upcoming(
            at=getattr(row, column),
            kind=kind,
            number=row.story_id,
            title=str(row.story),
            key=(getattr(row, column), kind, row.pk),
            detail=f"{row.section.name}, {row.edition.name}",
            edition=row.edition,
        )
        for row in found.order_by(column, "pk")[:count]
    ]


def rights(at: datetime, after: Key | None, count: int) -> list[Upcoming]:
    """Rights that end in pictures; two queries, the second for the stories that show them."""
    found = list(
        RightsEnd.objects.filter(behind("ends_at", "pk", "rights", after), ended_at=None)
        .select_related("picture")
        .order_by("ends_at", "pk")[:count]
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
            key=(row.ends_at, "rights", row.pk),
            detail=_shown_in(headlines.get(row.pk, [])),
        )
        for row in found
    ]


def _shown_in(headlines: Sequence[str]) -> str:
    if not headlines:
        return "No published story shows it"
    more = f" and {len(headlines) - 1} more" if len(headlines) > 1 else ""
    return f"Leaves “{headlines[0]}”{more}; the story stays"


SOURCES: tuple[Source, ...] = (releases, expiries, embargoes, starts, ends, rights)
