"""NewsML 1.0 to 1.2 (IPTC): one NewsItem or several, each in components within components."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from masthead.wire.dispatch import Aside, Dispatch, Reading, Refused
from masthead.wire.formats.elements import (
    Remarks,
    attribute,
    descendants,
    first,
    local,
    parse_or_refuse,
)
from masthead.wire.formats.newsml1_content import media_kinds
from masthead.wire.formats.newsml1_item import item_of
from masthead.wire.formats.sniff import root_of

# NewsML 1.0 functional specification: an agency's DTD takes in NITF's by a parameter entity.
# Such a subset names files that are never fetched here; with it go no entities of the text.
_DOCTYPE = re.compile(
    rb"<!DOCTYPE\s+NewsML\b[^\[>]{0,400}\["
    rb"(?:\s|<!ENTITY\s+%\s[^>]{0,400}>|%[\w.-]{1,60};){0,400}\]\s*>"
)
# The document type stands before the root element, near the start.
_HEAD = 8192


class NewsML1:
    """NewsML 1.x; NewsML-G2 is another standard that shares the name only."""

    name = "NewsML 1"

    def recognises(self, data: bytes, headers: Mapping[str, str]) -> bool:
        """Say whether the root element is NewsML, or a NewsItem in its capital letters."""
        del headers
        root = root_of(data)
        return root is not None and root.name in ("NewsML", "NewsItem")

    def read(self, data: bytes, headers: Mapping[str, str]) -> Reading:
        """Return the items with text and, aside, those of pictures, sound or film alone.

        Raises Refused for broken XML and for a message without items.
        """
        del headers
        root = parse_or_refuse(_DOCTYPE.sub(b"", data[:_HEAD], count=1) + data[_HEAD:])
        remarks = Remarks()
        priority = attribute(first(root, "NewsEnvelope", "Priority"), "FormalName")
        dispatches: list[Dispatch] = []
        asides: list[Aside] = []
        for number, item in enumerate(_items(root), 1):
            dispatch = item_of(item, priority, f"NewsItem[{number}]", remarks)
            kinds = media_kinds(item)
            if dispatch.body or not kinds:
                dispatches.append(dispatch)
            else:
                asides.append(Aside(kinds[0], dispatch))
        if not dispatches and not asides:
            raise Refused("a NewsML message without items", "/NewsML/NewsItem")
        version = attribute(root, "Version") or "1"
        return Reading(self.name, version, tuple(dispatches), tuple(remarks.list), tuple(asides))


def _items(root: etree._Element) -> Iterator[etree._Element]:
    if local(root) == "NewsItem":
        yield root
    # A NewsItem may hold others (NewsComponent/NewsItem): each is read by itself.
    yield from descendants(root, "NewsItem")
