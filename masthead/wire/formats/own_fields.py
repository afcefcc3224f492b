"""The fields that a feed's item itself has, apart from those of elements within or beside it.

feedparser tells elements by name alone, so that an author's title becomes the item's, and it
resolves identifiers as if they were addresses. In XML that is not broken the item's own
children settle it: they share the item's namespace (RSS 2.0: none at all).
"""

from dataclasses import dataclass

from lxml import etree

from masthead.kernel.xml import XmlRefused, parse_xml
from masthead.wire.formats.elements import descendants, local, words

_MEDIA = "http://search.yahoo.com/mrss/"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"

# Elements of RSS and Atom, and the field that each fills.
_RSS = {"title": "title", "guid": "guid", "description": "description"}
_ATOM = {"id": "guid"}


@dataclass(frozen=True, slots=True)
class OwnFields:
    """Text as the item has it; None where it is missing or is markup instead of text."""

    title: str | None = None
    guid: str | None = None
    description: str | None = None
    encoded: str | None = None
    picture_caption: str = ""


def rss_fields(data: bytes) -> tuple[OwnFields, ...]:
    """Return the fields of each RSS item in order; nothing at all for XML that is broken."""
    return _fields_of(data, "item", _RSS)


def atom_fields(data: bytes) -> tuple[OwnFields, ...]:
    """Return identifier and caption of each Atom entry in order; nothing for broken XML.

    RFC 4287 section 4.2.6: an identifier is compared letter by letter and never resolved.
    """
    return _fields_of(data, "entry", _ATOM)


def _fields_of(data: bytes, item: str, names: dict[str, str]) -> tuple[OwnFields, ...]:
    try:
        root = parse_xml(data)
    except XmlRefused:
        return ()
    return tuple(_fields(element, names) for element in descendants(root, item))


def _fields(item: etree._Element, names: dict[str, str]) -> OwnFields:
    namespace = etree.QName(item).namespace
    found: dict[str, str] = {}
    for child in item:
        if etree.QName(child).namespace == namespace:
            name = names.get(local(child))
        else:
            name = "encoded" if child.tag == f"{{{_CONTENT}}}encoded" else None
        # Markup in place of text (against the specification) is left to the tolerant reader.
        if name is not None and name not in found and len(child) == 0:
            found[name] = child.text or ""
    # Media RSS: one description may stand beside, around or inside the media that it describes.
    caption = next(item.iter(f"{{{_MEDIA}}}description"), None)
    return OwnFields(**found, picture_caption=words(caption))
