"""NewsML-G2 (IPTC, 2.x): text items alone, and messages of several items."""

from collections.abc import Mapping
from dataclasses import replace

from lxml import etree

from masthead.wire.dispatch import Dispatch, Reading, Refused, WirePicture
from masthead.wire.formats.elements import Remarks, attribute, children, first, local
from masthead.wire.formats.elements import parse_or_refuse as parse
from masthead.wire.formats.newsml_g2_item import item_class, picture_of, related_ids, text_item
from masthead.wire.formats.sniff import root_of

# NewsML-G2 specification: the items that carry no news, and what to tell the desk of each.
_NOT_NEWS = {
    "conceptItem": "a concept item: it describes a person, place or subject, and is no news",
    "knowledgeItem": "a knowledge item: a list of concepts, no news",
    "planningItem": "a planning item: coverage that is planned, no news yet",
    "catalogItem": "a catalog item: names of schemes, no news",
    "packageItem": "a package item: it arranges other items and has no text of its own",
}
_ROOTS = frozenset({"newsItem", "newsMessage", *_NOT_NEWS})


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
        texts, pictures = _read_items(items, remarks)
        if not texts:
            reasons = [remark.what for remark in remarks.list]
            if pictures:
                reasons.append("a picture item, no text")
            raise Refused("; ".join(dict.fromkeys(reasons)) or "no text in any item", local(root))
        version = attribute(items[0], "standardversion")
        return Reading(self.name, version, _with_pictures(texts, pictures), tuple(remarks.list))


def _read_items(
    items: list[etree._Element], remarks: Remarks
) -> tuple[list[tuple[Dispatch, frozenset[str]]], list[WirePicture]]:
    """Return text items, each with the items that it relates to, and the pictures."""
    texts: list[tuple[Dispatch, frozenset[str]]] = []
    pictures: list[WirePicture] = []
    for number, item in enumerate(items, 1):
        where = f"{local(item)}[{number}]"
        if local(item) in _NOT_NEWS:
            remarks.add(where, _NOT_NEWS[local(item)])
        elif local(item) != "newsItem":
            remarks.add(where, f"an element {local(item)}, which is no item known here")
        elif item_class(item) in ("picture", "graphic") and not _has_text(item):
            picture = picture_of(item)
            if picture.renditions:
                pictures.append(picture)
            else:
                remarks.add(where, "a picture item, no text, and no address of the picture")
        elif item_class(item) in ("video", "audio", "animation") and not _has_text(item):
            remarks.add(where, f"an item of class {item_class(item)}, no text")
        else:
            texts.append((text_item(item, where, remarks), related_ids(item)))
    return texts, pictures


def _has_text(item: etree._Element) -> bool:
    content = first(item, "contentSet")
    return any(first(content, name) is not None for name in ("inlineXML", "inlineData"))


def _with_pictures(
    texts: list[tuple[Dispatch, frozenset[str]]], pictures: list[WirePicture]
) -> tuple[Dispatch, ...]:
    """Give each picture to the items that name it, or else to the first of the message."""
    result = [dispatch for dispatch, _ in texts]
    for picture in pictures:
        named = [i for i, (_, related) in enumerate(texts) if picture.guid in related]
        for index in named or [0]:
            dispatch = result[index]
            result[index] = replace(dispatch, pictures=(*dispatch.pictures, picture))
    return tuple(result)
