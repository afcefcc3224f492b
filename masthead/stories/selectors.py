"""Reads across the tables of stories. Each says how many queries it takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, Q

from masthead.kernel.clock import now
from masthead.stories.models import (
    Author,
    Correction,
    Edition,
    Picture,
    Placement,
    Publication,
    Recording,
    Rendition,
    Section,
    Topic,
    Version,
)
from masthead.stories.renditions import BY_SPEC

if TYPE_CHECKING:
    from masthead.stories.querysets import PlacementQuerySet


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
    """The edition that lives at ``host`` (without a port), its sections at hand; two queries."""
    return Edition.objects.prefetch_related("sections").filter(host=host).first()


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
            "story__publication__version__language",
            "story__publication__version__urgency",
            "story__publication__version__lead_picture_id",
            "story__publication__version__lead_alt",
        )
        .newest_first()
    )


def list_slice(
    placements: PlacementQuerySet,
    *,
    count: int,
    before: Cursor | None = None,
    after: Cursor | None = None,
) -> ListSlice:
    """``count`` placements before (older than) or after (newer than) a place; two queries at most.

    A keyset: page 10,000 costs what page 1 costs, and stories that arrive meanwhile neither
    repeat nor skip any.
    """
    wanted = listed(placements)
    if after is not None:
        nearest = list(
            wanted.after(after.published_at, after.story_id).order_by("published_at", "story_id")[
                : count + 1
            ]
        )
        rows = nearest[:count][::-1]
        return ListSlice(tuple(rows), has_newer=len(nearest) > count, has_older=True)
    if before is not None:
        wanted = wanted.before(before.published_at, before.story_id)
    rows = list(wanted[: count + 1])
    return ListSlice(tuple(rows[:count]), has_newer=before is not None, has_older=len(rows) > count)


def showable_pictures(numbers: Iterable[int]) -> dict[int, Picture]:
    """The pictures of these numbers that may be shown now, with the sizes made so far.

    Two queries, none for no numbers. A picture whose rights have run out is not among them, in
    whichever version it stands.
    """
    wanted = set(numbers)
    if not wanted:
        return {}
    pictures = (
        Picture.objects.filter(pk__in=wanted)
        .filter(Q(rights_end_at=None) | Q(rights_end_at__gt=now()))
        .prefetch_related(
            Prefetch(
                "renditions",
                queryset=Rendition.objects.filter(filter_spec__in=BY_SPEC),
                to_attr="made",
            )
        )
    )
    return {picture.pk: picture for picture in pictures}


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
    return (
        Publication.objects.select_related("version", "home__edition", "home__section")
        .filter(pk=story_id)
        .first()
    )


def corrections_of(story_id: int) -> list[Correction]:
    """A story's public corrections, oldest first, with the hiding of their version; one query."""
    return list(
        Correction.objects.filter(story_id=story_id)
        .select_related("version__hiding")
        .defer("version__content")
    )


def public_versions(story_id: int) -> list[Version]:
    """A story's published versions, oldest first, hidden ones with their hiding; one query."""
    return list(
        Version.objects.filter(story_id=story_id).select_related("hiding", "published_by__author")
    )


def placements_of(story_ids: Sequence[int], *, edition: Edition) -> dict[int, Placement]:
    """The live placements of these stories in an edition, by story; one query, none for none."""
    if not story_ids:
        return {}
    rows = listed(Placement.objects.in_edition(edition).filter(story_id__in=story_ids))
    return {row.story_id: row for row in rows}


def authors_by_number(numbers: Iterable[int]) -> dict[int, Author]:
    """Staff authors by number; one query, none for no numbers."""
    wanted = set(numbers)
    return Author.objects.in_bulk(wanted) if wanted else {}


def recordings_by_number(numbers: Iterable[int]) -> dict[int, Recording]:
    """Recordings with their posters, by number; one query, none for no numbers."""
    wanted = set(numbers)
    return Recording.objects.select_related("poster").in_bulk(wanted) if wanted else {}


def topics_by_number(numbers: Sequence[int]) -> list[Topic]:
    """Topics in the order of their names; one query, none for no numbers."""
    return list(Topic.objects.filter(pk__in=numbers)) if numbers else []


def sections_of(edition: Edition) -> list[Section]:
    """An edition's sections in the order of its menu; no query when `edition_at` found it."""
    return list(edition.sections.all())


def translations_of(publication: Publication) -> list[Publication]:
    """Live stories that are translations of this one, itself left out; one query."""
    version = publication.version
    group: Any = version.content["translation_group"] if version else None
    return list(
        Publication.objects.filter(state="live", story__translation_group=group)
        .exclude(pk=publication.pk)
        .select_related("version", "home__edition")
        .defer("version__content")
    )
