"""Ritzau XML (RBNews), the Danish agency's delivery by queue: one item or an answer of several."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from masthead.kernel.blocks import blocks_from_html
from masthead.kernel.text import plain
from masthead.wire.dispatch import Dispatch, Reading, Refused, Status, Subject
from masthead.wire.formats.elements import (
    Remarks,
    descendants,
    first,
    local,
    parse_or_refuse,
    whole_number,
    words,
)
from masthead.wire.formats.sniff import root_of

_ROOTS = frozenset({"RBNews", "ListOfRBNews", "XMLNewsQueuedResponse", "XMLNewsQueuedResult"})

# The queue escapes entities of the HTML once more than the HTML itself.
_ESCAPED_TWICE = re.compile(r"&amp;(#?\w{1,8};)")

_NOTES = (
    ("Korrektion", "correction"),
    ("NyVersion", "new version"),
)


class Ritzau:
    """RBNews elements."""

    name = "Ritzau"

    def recognises(self, data: bytes, headers: Mapping[str, str]) -> bool:
        """Say whether the root element is RBNews or an answer of the queue."""
        del headers
        root = root_of(data)
        return root is not None and root.name in _ROOTS

    def read(self, data: bytes, headers: Mapping[str, str]) -> Reading:
        """Return the items; raise Refused for broken XML and for an answer without items."""
        del headers
        root = parse_or_refuse(data)
        items = [root] if local(root) == "RBNews" else list(descendants(root, "RBNews"))
        if not items:
            error = words(next(descendants(root, "errormsg"), None))
            raise Refused(f"an answer of Ritzau's queue without items {error}".strip())
        remarks = Remarks()
        dispatches = tuple(
            _dispatch(item, f"RBNews[{number}]", remarks) for number, item in enumerate(items, 1)
        )
        return Reading(self.name, "", dispatches, tuple(remarks.list))


def _dispatch(item: etree._Element, where: str, remarks: Remarks) -> Dispatch:
    def said(name: str) -> str:
        return words(first(item, name))

    headline = plain(said("headline"))
    if not headline:
        remarks.add(f"{where}/headline", "the item has no headline")
    content = first(item, "content")
    html = "" if content is None else "".join(str(text) for text in content.itertext())
    notes = [note for name, note in _NOTES if said(name).lower() == "true"]
    return Dispatch(
        guid=said("NewsID"),
        version=said("version"),
        # Annuleret: the item is called back.
        status=Status.CANCELED if said("Annuleret").lower() == "true" else Status.USABLE,
        headline=headline,
        dek=plain(_ESCAPED_TWICE.sub(r"&\1", said("subtitle"))),
        slugline=said("strapline"),
        byline=tuple(filter(None, [said("byLine")])),
        place=said("town"),
        city=said("town"),
        published=remarks.moment(said("PublishDate"), f"{where}/PublishDate"),
        body=blocks_from_html(_ESCAPED_TWICE.sub(r"&\1", html)),
        subjects=tuple(_subjects(item)),
        keywords=tuple(filter(None, map(words, _listed(item, "SubjectKeyword")))),
        agency="Ritzau",
        credit=said("origin"),
        urgency=whole_number(said("Priority")) or None,
        editorial_note=" ".join(filter(None, [*notes, said("TilRedaktionen")])),
        genre=said("format"),
    )


def _listed(item: etree._Element, name: str) -> list[etree._Element]:
    """Return the entries of one of the lists that an item has, each in an element of its own."""
    found = first(item, name)
    return [] if found is None else list(found)


def _subjects(item: etree._Element) -> Iterator[Subject]:
    for code in _listed(item, "IPTCList"):
        if words(code):
            yield Subject(code=words(code), scheme="iptc-subject")
    if words(first(item, "section")):
        yield Subject(
            code=words(first(item, "sectionShort")),
            name=words(first(item, "section")),
            scheme="ritzau-section",
        )
