"""Reads across the tables of stories. Each says how many queries it takes.

What pages are drawn from notes what it read (`masthead.delivery.keys`): a stored page is given up
when that changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from masthead.delivery.keys import note, note_until
from masthead.kernel.clock import now
from masthead.stories.breaking_bars import with_bar
from masthead.stories.models import (
    Author,
    Correction,
    Edition,
    GoneFile,
    Picture,
    Placement,
    Publication,
    Recording,
    Rendition,
    Section,
    Story,
    Topic,
    Version,
)
from masthead.stories.prepared import Prepared, Slot
from masthead.stories.querysets import ListingQuerySet, PlacementQuerySet
from masthead.stories.renditions import Made


@dataclass(frozen=True)
class Cursor:
    """A place in `newest_first`: a publication's moment (UTC) and its story's number."""

    published_at: datetime
    story_id: int


@dataclass(frozen=True)
class ListSlice:
    """Some placements in order, and whether there are newer and older ones beside them."""

    placements: tuple[Placement, ...]
    has_newer: bool
    has_older: bool


def edition_at(host: str) -> Edition | None:
    """The edition that lives at ``host`` (without a port); two queries.

    Its sections are at hand, and its breaking bar if one runs (`breaking_bars.bar_of`).
    """
    return with_bar(Edition.objects.prefetch_related("sections").filter(host=host)).first()


def edition_with_alias(host: str) -> Edition | None:
    """The edition that ``host`` (without a port) is another name of; one query."""
    return Edition.objects.filter(aliases__host=host).first() if host else None


def listed(placements: PlacementQuerySet) -> PlacementQuerySet:
    """``placements`` that readers see, newest first, with all that a card shows: one query."""
    return (
        placements.live()
        .select_related("section", "story__publication__version")
        .only(
            "published_at",
            "headline",
            "dek",
            "section__slug",
            "section__name",
            "story__id",
            "story__publication__story_id",
            "story__publication__state",
            "story__publication__address_date",
            "story__publication__first_published_at",
            "story__publication__substantively_updated_at",
            "story__publication__version__slug",
            "story__publication__version__headline",
            "story__publication__version__short_headline",
            "story__publication__version__dek",
            "story__publication__version__kicker",
            "story__publication__version__kind",
            "story__publication__version__sponsor",
            "story__publication__version__language",
            "story__publication__version__urgency",
            "story__publication__version__lead_picture_id",
            "story__publication__version__lead_alt",
            "story__publication__version__published_at",
        )
        .newest_first()
    )


def list_slice(
    places: PlacementQuerySet | ListingQuerySet,
    *,
    count: int,
    before: Cursor | None = None,
    after: Cursor | None = None,
) -> ListSlice:
    """``count`` placements before (older than) or after (newer than) a place; two queries at most.

    A keyset: page 10,000 costs what page 1 costs, and stories that arrive meanwhile neither
    repeat nor skip any.
    """
    if after is not None:
        nearest = _rows(places.after(after.published_at, after.story_id), count + 1, is_back=True)
        rows = nearest[:count][::-1]
        note("story", *(row.story_id for row in rows))
        return ListSlice(tuple(rows), has_newer=len(nearest) > count, has_older=True)
    if before is not None:
        places = places.before(before.published_at, before.story_id)
    rows = _rows(places, count + 1)
    note("story", *(row.story_id for row in rows))
    return ListSlice(tuple(rows[:count]), has_newer=before is not None, has_older=len(rows) > count)


def _rows(
    places: PlacementQuerySet | ListingQuerySet, count: int, *, is_back: bool = False
) -> list[Placement]:
    """The first ``count`` that readers see, newest first, or oldest first; one query."""
    if isinstance(places, ListingQuerySet):
        first = places.oldest_first() if is_back else places.newest_first()
        places = Placement.objects.filter(pk__in=first.values("placement")[:count])
    rows = listed(places)
    return list((rows.oldest_first() if is_back else rows)[:count])


def showable_pictures(numbers: Iterable[int]) -> dict[int, Picture]:
    """The pictures of these numbers that may be shown now, with the sizes made so far.

    Two queries, none for no numbers. A picture that was taken down, or whose rights have run out,
    is not among them, in whichever version it stands.
    """
    moment = now()
    wanted = sorted(set(numbers))
    note("picture", *wanted)
    pictures = {
        picture.pk: picture
        for picture in _PICTURES(wanted)
        if picture.taken_down_at is None
        and (picture.rights_end_at is None or picture.rights_end_at > moment)
    }
    for picture in pictures.values():
        note_until(picture.rights_end_at)
        picture.made = []
    for made in _MADE(sorted(pictures)):
        pictures[made.image_id].made.append(made)
    return pictures


def _pictures(numbers: Slot) -> QuerySet[Picture]:
    """What a page needs of a picture: its shape, where it is cut, and until when it may stand."""
    rows: QuerySet[Picture] = Picture.objects.filter(pk__in=numbers).only(
        "width",
        "height",
        "rights_end_at",
        "taken_down_at",
        "replaced_at",
        "description",
        "caption",
        "credit",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    return rows


def _made(pictures: Slot) -> QuerySet[Rendition, tuple[Any, ...]]:
    rows: QuerySet[Rendition, tuple[Any, ...]] = Rendition.objects.filter(
        image__in=pictures
    ).values_list(*Made._fields)
    return rows


_PICTURES = Prepared[Picture](_pictures)
_MADE = Prepared[Made](_made, row=Made)


def retired_pictures(numbers: Iterable[int]) -> dict[int, datetime]:
    """Which of these pictures' words no longer stand in what was published before which moment.

    That of a picture that was taken down is the end of time. One query, none for no numbers; the
    page depends on all of them.
    """
    wanted = sorted(set(numbers))
    note("picture", *wanted)
    if not wanted:
        return {}
    rows = Picture.objects.filter(pk__in=wanted).exclude(taken_down_at=None, replaced_at=None)
    return {
        number: replaced_at if taken_down_at is None else _END_OF_TIME
        for number, taken_down_at, replaced_at in rows.values_list(
            "pk", "taken_down_at", "replaced_at"
        )
    }


_END_OF_TIME = datetime.max.replace(tzinfo=UTC)


def is_gone(file_name: str) -> bool:
    """Whether a file of this name was public once and is gone for good; one query."""
    return GoneFile.objects.filter(name=file_name).exists()


def rendition_of(file_name: str, *, picture: int) -> Rendition | None:
    """The size of picture ``picture`` that is kept as ``file_name``, with the picture; one query.

    By the picture's number first, which has an index.
    """
    found: Rendition | None = (
        Rendition.objects.filter(image_id=picture, file=file_name).select_related("image").first()
    )
    return found


def publication_of(story_id: int) -> Publication | None:
    """A story's publication with its version, home and edition; one query."""
    note("story", story_id)
    return next(iter(_PUBLICATION(story_id)), None)


_PUBLICATION = Prepared[Publication](
    lambda story: Publication.objects.select_related(
        "version", "home__edition", "home__section"
    ).filter(pk=story)
)


def corrections_of(story_id: int) -> list[Correction]:
    """A story's public corrections, oldest first, with the hiding of their version; one query."""
    return _CORRECTIONS(story_id)


_CORRECTIONS = Prepared[Correction](
    lambda story: (
        Correction.objects.filter(story=story)
        .select_related("version__hiding")
        .only("text", "corrected_at", "version__id", "version__hiding__reason")
    )
)


def public_versions(story_id: int) -> list[Version]:
    """A story's published versions, oldest first, hidden ones with their hiding; one query."""
    versions = list(
        Version.objects.filter(story_id=story_id).select_related("hiding", "published_by__author")
    )
    people = [version.published_by for version in versions if version.published_by]
    note("person", *(person.pk for person in people))
    note("author", *(person.author.pk for person in people if hasattr(person, "author")))
    return versions


def placements_of(story_ids: Sequence[int], *, edition: Edition) -> dict[int, Placement]:
    """The live placements of these stories in an edition, by story; one query, none for none."""
    # Those that are not there (yet) too: once they are, the page shows them.
    note("story", *story_ids)
    return {row.story_id: row for row in _PLACEMENTS(edition.pk, list(story_ids))}


_PLACEMENTS = Prepared[Placement](
    lambda edition, stories: listed(
        Placement.objects.filter(edition=edition, story__in=stories)
    ).order_by()
)


def authors_by_number(numbers: Iterable[int]) -> dict[int, Author]:
    """Staff authors by number; one query, none for no numbers."""
    wanted = list(numbers)
    note("author", *wanted)
    return {author.pk: author for author in _AUTHORS(wanted)}


_AUTHORS = Prepared[Author](
    lambda numbers: Author.objects.filter(pk__in=numbers).only("name", "slug", "role").order_by()
)


def recordings_by_number(numbers: Iterable[int]) -> dict[int, Recording]:
    """Recordings with their posters, by number; one query, none for no numbers."""
    wanted = set(numbers)
    note("recording", *wanted)
    return Recording.objects.select_related("poster").in_bulk(wanted) if wanted else {}


def topics_by_number(numbers: Sequence[int]) -> list[Topic]:
    """Topics in the order of their names; one query, none for no numbers."""
    note("topic", *numbers)
    return _TOPICS(list(numbers))


_TOPICS = Prepared[Topic](lambda numbers: Topic.objects.filter(pk__in=numbers))


def sections_of(edition: Edition) -> list[Section]:
    """An edition's sections in the order of its menu; no query when `edition_at` found it."""
    return list(edition.sections.all())


def translations_of(publication: Publication) -> list[Publication]:
    """Live stories that are translations of this one, itself left out; one query."""
    version = publication.version
    if version is None:
        return []
    note("group", version.content["translation_group"])
    group = _GROUP.get_db_prep_value(UUID(version.content["translation_group"]), connection)
    return _TRANSLATIONS(group, publication.pk)


_GROUP = Story._meta.get_field("translation_group")
_TRANSLATIONS = Prepared[Publication](
    lambda group, story: (
        Publication.objects.filter(state="live", story__translation_group=group)
        .exclude(pk=story)
        .select_related("version", "home__edition")
        .defer("version__content")
    )
)
