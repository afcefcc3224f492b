"""What a feed says, whatever it is written in: read once, from the placements of a list."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation

from masthead.kernel.characters import without_forbidden
from masthead.stories.addresses import edition_origin, story_path
from masthead.stories.models import Edition, Picture, Placement, Version
from masthead.stories.querysets import ListingQuerySet, PlacementQuerySet
from masthead.stories.renditions import Made, current_renditions
from masthead.stories.selectors import list_slice, showable_pictures
from masthead.syndication.labels import kind_label, labelled

# Enough for a reader that asks once a day.
FEED_LENGTH = 30


@dataclass(frozen=True, kw_only=True)
class FeedImage:
    """The picture of an entry: its absolute address, pixels, and the words of this use of it."""

    address: str
    media_type: str
    width: int
    height: int
    alt: str = ""
    credit: str = ""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A story in a feed. Moments are in UTC; ``address`` is absolute.

    ``guid`` is made of the story's number, for its address follows the slug. An opinion or
    sponsored story carries its label in ``title`` and among ``tags``.
    """

    guid: str
    address: str
    title: str
    summary: str
    published_at: datetime
    updated_at: datetime
    language: str
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    image: FeedImage | None = None


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A list as feed readers take it; ``home`` and ``address`` (its own) are absolute."""

    title: str
    description: str
    publisher: str
    language: str
    home: str
    address: str
    entries: tuple[Entry, ...]


def make_feed(
    places: PlacementQuerySet | ListingQuerySet,
    *,
    edition: Edition,
    title: str,
    description: str,
    home: str,
    path: str,
) -> Feed:
    """The newest stories of a list; four queries, two without pictures, one without stories.

    ``home`` is the path of the list's page, ``path`` the feed's own.
    """
    origin = edition_origin(edition)
    rows = list_slice(places, count=FEED_LENGTH).placements
    versions = [row.story.publication.version for row in rows]
    words = _words([version.pk for version in versions if version])
    pictures = showable_pictures(
        version.lead_picture_id for version in versions if version and version.lead_picture_id
    )
    with translation.override(edition.language):
        entries = tuple(
            _entry(row, words=words, pictures=pictures, edition=edition) for row in rows
        )
    return Feed(
        title=without_forbidden(title),
        description=without_forbidden(description or title),
        publisher=without_forbidden(edition.name),
        language=edition.language,
        home=origin + home,
        address=origin + path,
        entries=entries,
    )


# Of a version's snapshot (`masthead.stories.snapshot`): who wrote it, and the lead picture's words.
_Words = tuple[Sequence[Mapping[str, Any]], Mapping[str, Any]]


def _words(versions: Sequence[int]) -> dict[int, _Words]:
    """Asked of the database key by key: the texts themselves stay there."""
    if not versions:
        return {}
    rows = Version.objects.filter(pk__in=versions).values_list(
        "pk", "content__bylines", "content__lead_picture"
    )
    return {number: (bylines or [], lead or {}) for number, bylines, lead in rows}


def _entry(
    placement: Placement,
    *,
    words: Mapping[int, _Words],
    pictures: Mapping[int, Picture],
    edition: Edition,
) -> Entry:
    publication = placement.story.publication
    version, published_at = publication.version, placement.published_at
    if version is None or published_at is None:
        raise ValueError(f"story {placement.story_id} stands in a list without a version")
    bylines, lead = words.get(version.pk, ([], {}))
    origin = edition_origin(edition)
    headline = labelled(
        placement.headline or version.headline, kind=version.kind, sponsor=version.sponsor
    )
    picture = pictures.get(version.lead_picture_id or 0)
    tags = (placement.section.name, kind_label(version.kind))
    return Entry(
        guid=f"{origin}/#story-{placement.story_id}",
        address=origin + story_path(publication),
        title=without_forbidden(headline),
        summary=without_forbidden(placement.dek or version.dek),
        published_at=published_at,
        updated_at=publication.substantively_updated_at or published_at,
        language=version.language or edition.language,
        authors=tuple(without_forbidden(str(byline["name"])) for byline in bylines),
        tags=tuple(without_forbidden(tag) for tag in tags if tag),
        image=_image(picture, lead, origin=origin) if picture else None,
    )


def _image(picture: Picture, lead: Mapping[str, Any], *, origin: str) -> FeedImage | None:
    """The largest JPEG of the whole picture that is there; none before the worker has made one."""
    sizes: list[Made] = [
        made
        for size, made in current_renditions(picture, picture.made)
        if size.shape == "whole" and size.format == "jpeg"
    ]
    if not sizes:
        return None
    largest = max(sizes, key=lambda made: made.width)
    return FeedImage(
        address=f"{origin}{settings.MEDIA_URL}{largest.file}",
        media_type=mimetypes.guess_type(largest.file)[0] or "image/jpeg",
        width=largest.width,
        height=largest.height,
        alt=without_forbidden(str(lead.get("alt", ""))),
        credit=without_forbidden(str(lead.get("credit", ""))),
    )
