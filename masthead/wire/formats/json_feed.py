"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from masthead.kernel.blocks import Block, blocks_from_html
from masthead.kernel.languages import normalise_language
from masthead.kernel.text import collapse, plain
from masthead.kernel.urls import safe_link
from masthead.wire.dispatch import Dispatch, Link, Reading, Rendition, Subject, WirePicture
from masthead.wire.formats.elements import Remarks, text_to_html
from masthead.wire.formats.json_fields import (
    Object,
    json_or_refuse,
    number,
    objects,
    raw,
    text,
    texts,
)
from masthead.wire.formats.sniff import json_of


class JsonFeed:
    """A JSON feed."""

    name = "JSON Feed"

    def recognises(self, data: bytes, headers: Mapping[str, str]) -> bool:
        """Say whether this is a JSON object with a version of JSON Feed and a list of items."""
        del headers
        return _is_feed(json_of(data))

    def read(self, data: bytes, headers: Mapping[str, str]) -> Reading:
        """Return the items; raise Refused for broken JSON."""
        del headers
        feed: Object = json_or_refuse(data)
        remarks = Remarks()
        dispatches = tuple(
            _dispatch(item, feed, f"items[{position}]", remarks)
            for position, item in enumerate(objects(feed, "items"))
        )
        version = text(feed, "version").rpartition("/")[2]
        return Reading(self.name, version, dispatches, tuple(remarks.list))


def _is_feed(value: Any) -> bool:
    if not isinstance(value, Mapping) or not isinstance(value.get("items"), list):
        return False
    version = text(value, "version")
    # The version is an address; some writers leave only its last part.
    return "jsonfeed.org" in version or version in ("1", "1.0", "1.1")


def _dispatch(item: Object, feed: Object, where: str, remarks: Remarks) -> Dispatch:
    link = safe_link(text(item, "url"), base=text(feed, "home_page_url")) or ""
    headline = plain(raw(item, "title"))
    if not headline:
        remarks.add(f"{where}.title", "the item has no headline")
    guid = text(item, "id")
    if not guid:
        # JSON Feed 1.1, id: "an item without one" may be left out by a reader; a link serves.
        remarks.add(f"{where}.id", "the item has no identifier: its link stands for it")
    body = _body(item, link)
    return Dispatch(
        guid=guid or link,
        headline=headline,
        dek=collapse(raw(item, "summary")),
        byline=_authors(item) or _authors(feed),
        published=remarks.moment(text(item, "date_published"), f"{where}.date_published"),
        updated=remarks.moment(text(item, "date_modified"), f"{where}.date_modified"),
        language=normalise_language(text(item, "language") or text(feed, "language")),
        body=body or blocks_from_html(text_to_html(raw(item, "summary"))),
        subjects=tuple(Subject(name=tag) for tag in texts(item, "tags")),
        agency=text(feed, "title"),
        link=link,
        pictures=tuple(_pictures(item, link)),
        links=tuple(_links(item, link)),
    )


def _body(item: Object, base: str) -> tuple[Block, ...]:
    """JSON Feed 1.1, content_html and content_text: the same, the one as HTML."""
    html = blocks_from_html(raw(item, "content_html"), base=base)
    return html or blocks_from_html(text_to_html(raw(item, "content_text")))


def _authors(value: Object) -> tuple[str, ...]:
    """JSON Feed 1.1, authors; author is version 1.0's. An item without any has the feed's."""
    found = (text(each, "name") for each in objects(value, "authors", "author"))
    return tuple(dict.fromkeys(name for name in found if name))


def _pictures(item: Object, base: str) -> Iterator[WirePicture]:
    seen = set()
    for url in (raw(item, "image"), raw(item, "banner_image")):
        href = safe_link(url, base=base)
        if href and href not in seen:
            seen.add(href)
            yield WirePicture(renditions=(Rendition(href=href),))
    for attachment in objects(item, "attachments"):
        href = safe_link(text(attachment, "url"), base=base)
        media_type = text(attachment, "mime_type")
        if href and href not in seen and media_type.startswith("image/"):
            seen.add(href)
            size = number(attachment, "size_in_bytes")
            rendition = Rendition(href=href, media_type=media_type, size=size)
            yield WirePicture(renditions=(rendition,), caption=text(attachment, "title"))


def _links(item: Object, own: str) -> Iterator[Link]:
    external = safe_link(text(item, "external_url"), base=own)
    if external and external != own:
        yield Link(url=external, rel="related")
    for attachment in objects(item, "attachments"):
        url = safe_link(text(attachment, "url"), base=own)
        if url and urlsplit(url).scheme.startswith("http"):
            yield Link(url=url, title=text(attachment, "title"), rel="enclosure")
