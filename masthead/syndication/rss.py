"""RSS 2.0 (https://www.rssboard.org/rss-specification), with Atom's link to itself, Dublin Core's
creator for people without a mail address, and Media RSS (https://www.rssboard.org/media-rss) for
pictures with their credit.
"""

from __future__ import annotations

from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.xmlutils import SimplerXMLGenerator

from masthead.syndication.entries import Feed
from masthead.syndication.feedimages import FeedImage


class _Writer(Rss201rev2Feed):
    """Django's, and what it does not write."""

    def rss_attributes(self) -> dict[str, str]:
        """The namespaces."""
        return super().rss_attributes() | {
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """Add the channel's generator, and its hub."""
        super().add_root_elements(handler)
        handler.addQuickElement("generator", "Masthead")
        if self.feed["hub"]:
            # WebSub section 4.
            handler.addQuickElement("atom:link", None, {"rel": "hub", "href": self.feed["hub"]})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Add who wrote it, and its picture."""
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.addQuickElement("dc:creator", author)
        if item["content"]:
            handler.addQuickElement("content:encoded", item["content"])
        if item["image"] is not None:
            _add_image(handler, item["image"])


def _add_image(handler: SimplerXMLGenerator, image: FeedImage) -> None:
    attributes = {
        "url": image.address,
        "type": image.media_type,
        "medium": "image",
        "width": str(image.width),
        "height": str(image.height),
    }
    handler.startElement("media:content", AttributesImpl(attributes))
    if image.alt:
        handler.addQuickElement("media:description", image.alt, {"type": "plain"})
    if image.credit:
        handler.addQuickElement("media:credit", image.credit)
    handler.endElement("media:content")


def write_rss(feed: Feed) -> bytes:
    """The document, in UTF-8."""
    writer = _Writer(
        title=feed.title,
        link=feed.home,
        description=feed.description,
        language=feed.language,
        feed_url=feed.address,
        hub=feed.hub,
    )
    for entry in feed.entries:
        writer.add_item(
            title=entry.title,
            link=entry.address,
            description=entry.summary,
            unique_id=entry.guid,
            unique_id_is_permalink=False,
            pubdate=entry.published_at,
            updateddate=entry.updated_at,
            categories=entry.tags,
            authors=entry.authors,
            image=entry.image,
            content=entry.content,
        )
    text: str = writer.writeString("utf-8")
    return text.encode()
