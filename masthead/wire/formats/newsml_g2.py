"""NewsML-G2 (IPTC, 2.x): text items alone, and messages of several items."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from masthead.wire.dispatch import Aside, Dispatch, NotNews, Reading, Refused, WirePicture
from masthead.wire.formats.elements import Remarks, attribute, children, first, local
from masthead.wire.formats.elements import parse_or_refuse as parse
from masthead.wire.formats.newsml_g2_item import (
    item_class,
    package_links,
    picture_of,
    related_ids,
    text_item,
)
from masthead.wire.formats.sniff import root_of

# NewsML-G2 specification: the items that carry no news, and what to tell the desk of each.
_NOT_NEWS = {
    "conceptItem": "a concept item: it describes a person, place or subject, and is no news",
    "knowledgeItem": "a knowledge item: a list of concepts, no news",
    "planningItem": "a planning item: coverage that is planned, no news yet",
    "catalogItem": "a catalog item: names of schemes, no news",
}
# IPTC NewsCodes, newsitem nature (ninat) and the older item classes: what is no text.
_KINDS = {
    "picture": "picture", "photo": "picture", "graphic": "graphic", "graphics": "graphic",
    "still": "picture", "video": "video", "audio": "audio", "animation": "animation",
}  # fmt: skip
_PICTURES = frozenset({"picture", "graphic"})

_ROOTS = frozenset({"newsItem", "packageItem", "newsMessage", *_NOT_NEWS})


class NewsMLG2:
    """newsItem, and newsMessage with items in its itemSet."""

    name = "NewsML-G2"

    def recognises(self, data: bytes, headers: Mapping[str, str]) -> bool:
        """Say whether the root is an item or a message of NewsML-G2."""
        del headers
        root = root_of(data)
        return root is not None and root.name in _ROOTS

    def read(self, data: bytes, headers: Mapping[str, str]) -> Reading:
        """Return the text items, with the pictures that came in the same message.

        Raises Refused for broken XML, and when no item is news text.
        """
        del headers
        root = parse(data)
        remarks = Remarks()
        if local(root) == "newsMessage":
            items = [item for item_set in children(root, "itemSet") for item in item_set]
        else:
            items = [root]
        if not items:
            raise Refused("a NewsML-G2 message without items", "/newsMessage/itemSet")
        found = _read_items(items, remarks)
        if not found.texts and not found.asides:
            reasons = dict.fromkeys(remark.what for remark in remarks.list)
            raise NotNews("; ".join(reasons) or "no text in any item", local(root))
        version = attribute(items[0], "standardversion")
        dispatches = _with_pictures(found)
        return Reading(self.name, version, dispatches, tuple(remarks.list), tuple(found.asides))


@dataclass
class _Found:
    """Text items, each with the items that it relates to; all others; the pictures of those."""

    texts: list[tuple[Dispatch, frozenset[str]]] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    pictures: list[WirePicture] = field(default_factory=list)


def _read_items(items: list[etree._Element], remarks: Remarks) -> _Found:
    found = _Found()
    for number, item in enumerate(items, 1):
        where = f"{local(item)}[{number}]"
        kind = _KINDS.get(item_class(item), "")
        if local(item) in _NOT_NEWS:
            remarks.add(where, _NOT_NEWS[local(item)])
        elif local(item) == "packageItem":
            dispatch = text_item(item, where, Remarks())
            found.asides.append(Aside("package", replace(dispatch, links=package_links(item))))
        elif local(item) != "newsItem":
            remarks.add(where, f"an element {local(item)}, which is no item known here")
        elif kind and (kind in _PICTURES or not _has_text(item)):
            # Sound and film may come with a script. A picture has no text: that is no remark.
            dispatch = text_item(item, where, Remarks())
            picture = picture_of(item)
            if kind in _PICTURES and picture.renditions:
                found.pictures.append(picture)
                dispatch = replace(dispatch, pictures=(picture,))
            elif kind in _PICTURES:
                remarks.add(where, "a picture item without the address of its picture")
            found.asides.append(Aside(kind, dispatch))
        else:
            found.texts.append((text_item(item, where, remarks), related_ids(item)))
    return found


def _has_text(item: etree._Element) -> bool:
    content = first(item, "contentSet")
    return any(first(content, name) is not None for name in ("inlineXML", "inlineData"))


def _with_pictures(found: _Found) -> tuple[Dispatch, ...]:
    """Give each picture to the items that name it, or else to the first of the message."""
    result = [dispatch for dispatch, _ in found.texts]
    for picture in found.pictures if result else ():
        named = [i for i, (_, related) in enumerate(found.texts) if picture.guid in related]
        for index in named or [0]:
            dispatch = result[index]
            result[index] = replace(dispatch, pictures=(*dispatch.pictures, picture))
    return tuple(result)
