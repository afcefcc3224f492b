"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from typing import Any

from masthead.kernel.clock import rfc3339
from masthead.syndication.entries import Entry, Feed
from masthead.syndication.feedimages import FeedImage

_VERSION = "https://jsonfeed.org/version/1.1"


def write_json_feed(feed: Feed) -> bytes:
    """The document, in UTF-8."""
    document: dict[str, Any] = {
        "version": _VERSION,
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.address,
        "description": feed.description,
        "language": feed.language,
        "authors": [{"name": feed.publisher, "url": feed.home}],
        "items": [_item(entry) for entry in feed.entries],
    }
    if feed.hub:
        document["hubs"] = [{"type": "WebSub", "url": feed.hub}]
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.guid,
        "url": entry.address,
        "title": entry.title,
        # An item must have a content; where the list has no dek it is the headline.
        "content_text": entry.summary or entry.title,
        "date_published": rfc3339(entry.published_at),
        "date_modified": rfc3339(entry.updated_at),
        "language": entry.language,
        "tags": list(entry.tags),
    }
    if entry.content:
        # The specification takes either; who asks for the whole text wants it as it is set.
        del item["content_text"]
        item["content_html"] = entry.content
    if entry.summary:
        item["summary"] = entry.summary
    if entry.authors:
        item["authors"] = [{"name": name} for name in entry.authors]
    if entry.image:
        item["image"] = entry.image.address
        item["attachments"] = [_attachment(entry.image)]
    return item


def _attachment(image: FeedImage) -> dict[str, Any]:
    """The picture with its words: a credit belongs to it, and the specification has no place."""
    attachment: dict[str, Any] = {"url": image.address, "mime_type": image.media_type}
    if image.alt:
        attachment["title"] = image.alt
    # An extension's name begins with an underscore.
    return attachment | ({"_credit": image.credit} if image.credit else {})
