"""The feed of an edition: RSS 2.0 with Atom's link to itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.utils import translation
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.xmlutils import SimplerXMLGenerator

from masthead.delivery.keys import note_until
from masthead.kernel.clock import now
from masthead.stories.addresses import edition_origin, story_path
from masthead.stories.models import Edition, Placement
from masthead.stories.selectors import list_slice
from masthead.syndication.labels import kind_label, labelled

# Enough for a reader that asks once a day.
FEED_LENGTH = 30


# XML 1.0 section 2.2: a document that holds one of these is none. Stories are clean of them; the
# names of editions and the headlines of placements are as somebody pasted them.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class EditionFeed(Rss201rev2Feed):
    """Django's RSS 2.0 (https://www.rssboard.org/rss-specification), and what made it."""

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """Add the channel's generator."""
        super().add_root_elements(handler)
        handler.addQuickElement("generator", "Masthead")


def edition_feed(edition: Edition, *, path: str) -> bytes:
    """The newest stories of an edition as RSS 2.0, in UTF-8; two queries.

    ``path`` is the feed's own, for its self link. Items carry the story's permanent number as
    guid (not its address: a slug may change), headline, dek and publication date; an opinion or
    sponsored story carries its label before the headline and as a category.
    """
    rows = list_slice(Placement.objects.in_edition(edition), count=FEED_LENGTH).placements
    if not rows:
        # Without a story the feed bears the time at which it was drawn: it is of no later use.
        note_until(now())
    origin = edition_origin(edition)
    feed = EditionFeed(
        title=_xml(edition.name),
        link=f"{origin}/",
        description=_xml(edition.tagline or edition.name),
        language=edition.language,
        feed_url=f"{origin}{path}",
    )
    with translation.override(edition.language):
        for item in feed_items(rows, origin=origin):
            feed.add_item(**item)
    text: str = feed.writeString("utf-8")
    return text.encode()


def feed_items(placements: Sequence[Placement], *, origin: str) -> list[dict[str, Any]]:
    """What the feed says of each placement (as `stories.selectors.listed` reads them).

    Labels are in the language that is active.
    """
    items = []
    for placement in placements:
        publication = placement.story.publication
        version = publication.version
        if version is None:
            raise ValueError(f"story {placement.story_id} stands in a list without a version")
        label = kind_label(version.kind)
        headline = labelled(
            placement.headline or version.headline, kind=version.kind, sponsor=version.sponsor
        )
        items.append(
            {
                "title": _xml(headline),
                "link": origin + story_path(publication),
                "description": _xml(placement.dek or version.dek),
                "unique_id": f"{origin}/#story-{placement.story_id}",
                "unique_id_is_permalink": False,
                "pubdate": placement.published_at,
                "updateddate": publication.substantively_updated_at or placement.published_at,
                "categories": [_xml(name) for name in (placement.section.name, label) if name],
            }
        )
    return items


def _xml(text: str) -> str:
    return _NOT_XML.sub("", text)
