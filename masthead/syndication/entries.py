"""What a feed says, whatever it is written in: read once, from the placements of a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import translation

from masthead.kernel.characters import without_forbidden
from masthead.stories.addresses import edition_origin, story_path
from masthead.stories.models import Edition, Picture, Placement, Version
from masthead.stories.querysets import ListingQuerySet, PlacementQuerySet
from masthead.stories.selectors import list_slice, showable_pictures
from masthead.stories.snapshot import body_pictures
from masthead.syndication.feedimages import FeedImage, feed_image
from masthead.syndication.fulltext import Source, body_html
from masthead.syndication.labels import kind_label, labelled

# Enough for a reader that asks once a day.
FEED_LENGTH = 30


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
    # The whole text as HTML, where the edition gives it.
    content: str = ""


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A list as feed readers take it; ``home`` and ``address`` (its own) are absolute.

    ``hub`` is where a reader can ask to hear of changes (WebSub), or empty.
    """

    title: str
    description: str
    publisher: str
    language: str
    home: str
    address: str
    entries: tuple[Entry, ...]
    hub: str = ""


def make_feed(
    places: PlacementQuerySet | ListingQuerySet,
    *,
    edition: Edition,
    title: str,
    description: str,
    home: str,
    path: str,
    is_told: bool = True,
) -> Feed:
    """The newest stories of a list; four queries, two without pictures, one without stories.

    ``home`` is the path of the list's page, ``path`` the feed's own. The edition's hub is told of
    changes in this feed unless ``is_told`` is false.
    """
    origin = edition_origin(edition)
    rows = list_slice(places, count=FEED_LENGTH).placements
    versions = [row.story.publication.version for row in rows]
    words = _words(
        [version.pk for version in versions if version], whole=edition.has_full_text_feeds
    )
    pictures = showable_pictures(
        number
        for said in words.values()
        for number in (*([said.lead["picture"]] if said.lead else []), *body_pictures(said.body))
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
        hub=edition.hub if is_told else "",
    )


@dataclass(frozen=True, kw_only=True)
class _Words:
    """Of a version's snapshot: who wrote it, the use of its lead picture, its body if asked for."""

    bylines: Sequence[Mapping[str, Any]] = ()
    lead: Mapping[str, Any]
    body: Sequence[Mapping[str, Any]] = ()


def _words(versions: Sequence[int], *, whole: bool) -> dict[int, _Words]:
    """Asked of the database key by key: the texts themselves stay there, unless ``whole``."""
    if not versions:
        return {}
    names = ["content__bylines", "content__lead_picture", *(["content__body"] if whole else [])]
    rows = Version.objects.filter(pk__in=versions).values_list("pk", *names)
    return {
        number: _Words(bylines=bylines or (), lead=lead or {}, body=body[0] if body else ())
        for number, bylines, lead, *body in rows
    }


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
    said = words.get(version.pk) or _Words(lead={})
    origin = edition_origin(edition)
    headline = labelled(
        placement.headline or version.headline, kind=version.kind, sponsor=version.sponsor
    )
    image = feed_image(
        pictures.get(version.lead_picture_id or 0),
        said.lead,
        said_at=version.published_at,
        origin=origin,
    )
    source = Source(origin=origin, said_at=version.published_at, pictures=pictures)
    tags = (placement.section.name, kind_label(version.kind))
    return Entry(
        guid=f"{origin}/#story-{placement.story_id}",
        address=origin + story_path(publication),
        title=without_forbidden(headline),
        summary=without_forbidden(placement.dek or version.dek),
        published_at=published_at,
        updated_at=publication.substantively_updated_at or published_at,
        language=version.language or edition.language,
        authors=tuple(without_forbidden(str(byline["name"])) for byline in said.bylines),
        tags=tuple(without_forbidden(tag) for tag in tags if tag),
        image=image,
        content=body_html(said.body, source) if said.body else "",
    )
