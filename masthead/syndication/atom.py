"""Atom 1.0 (RFC 4287)."""

from __future__ import annotations

from lxml import etree

from masthead.kernel.clock import now, rfc3339
from masthead.syndication.entries import Entry, Feed

_ATOM = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def write_atom(feed: Feed) -> bytes:
    """The document, in UTF-8; plain text throughout (section 3.1.1.1)."""
    # No prefix for Atom's own names; the stubs know prefixes alone.
    names = {None: _ATOM}
    document = etree.Element(f"{{{_ATOM}}}feed", nsmap=names)  # type: ignore[arg-type]
    document.set(_LANGUAGE, feed.language)
    _add(document, "title", feed.title)
    _add(document, "subtitle", feed.description)
    _add(document, "id", feed.address)
    # Section 4.1.1: every entry has an author, its own or the feed's.
    _add(_add(document, "author"), "name", feed.publisher)
    newest = max((entry.updated_at for entry in feed.entries), default=None)
    _add(document, "updated", rfc3339(newest or now()))
    _add(document, "link", rel="self", type="application/atom+xml", href=feed.address)
    _add(document, "link", rel="alternate", type="text/html", href=feed.home)
    if feed.hub:
        # WebSub section 4.
        _add(document, "link", rel="hub", href=feed.hub)
    _add(document, "generator", "Masthead")
    for entry in feed.entries:
        _add_entry(document, entry)
    return etree.tostring(document, encoding="utf-8", xml_declaration=True)


def _add_entry(document: etree._Element, entry: Entry) -> None:
    element = _add(document, "entry")
    element.set(_LANGUAGE, entry.language)
    _add(element, "title", entry.title)
    _add(element, "id", entry.guid)
    _add(element, "link", rel="alternate", type="text/html", href=entry.address)
    _add(element, "published", rfc3339(entry.published_at))
    _add(element, "updated", rfc3339(entry.updated_at))
    for name in entry.authors:
        _add(_add(element, "author"), "name", name)
    for tag in entry.tags:
        _add(element, "category", term=tag)
    if entry.summary:
        _add(element, "summary", entry.summary)
    if entry.content:
        _add(element, "content", entry.content, type="html")
    if entry.image:
        # Section 4.2.7.2: a related resource, which readers show as the entry's picture.
        image = _add(
            element,
            "link",
            rel="enclosure",
            type=entry.image.media_type,
            href=entry.image.address,
        )
        if title := " / ".join(filter(None, (entry.image.alt, entry.image.credit))):
            image.set("title", title)


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = text or None
    return element
