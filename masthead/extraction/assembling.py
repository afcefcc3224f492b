"""From the chosen runs back to the page: its elements, without all else, as clean blocks."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from lxml import etree
from lxml.html import HtmlElement

from masthead.extraction.choosing import Choice
from masthead.extraction.leaves import Leaf, Runs, Spot
from masthead.extraction.pictures import PagePicture
from masthead.extraction.values import BodyPart, RelatedLink
from masthead.kernel.blocks import (
    Block,
    EmbedLink,
    PictureBlock,
    blocks_from_html,
)
from masthead.kernel.characters import without_forbidden
from masthead.kernel.urls import safe_link

# Pictures and related links keep their place as images at addresses that can never exist
# (RFC 6761 section 6.4), numbered; afterwards each is exchanged for what it stands for.
_PLACE = "https://place.invalid/"

_KEPT_EMPTY = frozenset({"br", "hr"})


def assemble(
    runs: Runs,
    choice: Choice,
    pictures: Sequence[PagePicture],
    embeds: Sequence[Spot],
    *,
    base: str,
) -> tuple[BodyPart, ...]:
    """Return the body's parts in the page's order; () for an empty choice. The tree is used up."""
    kept = [runs.leaves[order] for order in sorted(choice.body)]
    if not kept:
        return ()
    places: list[BodyPart] = []
    keep: set[HtmlElement] = set()
    linked = [(order, True) for order in choice.related]
    linked += [(order, False) for order in choice.embedded]
    for order, is_story in sorted(linked):
        leaf = runs.leaves[order]
        url = _link_of(leaf, base=base) if is_story else _embedded_at(leaf, base=base)
        part = RelatedLink(url, leaf.text) if is_story else EmbedLink(url, "")
        if url and part not in places:
            keep.add(_set_place(leaf.block, len(places)))
            places.append(part)
    for picture in pictures:
        keep.add(_set_place(picture.spot.element, len(places)))
        places.append(
            PictureBlock(picture.href, picture.alt, picture.caption, picture.credit,
                         _size(picture, "width"), _size(picture, "height"))
        )  # fmt: skip
    keep |= {spot.element for spot in embeds}
    _blank_others(runs, choice.body)
    root = _common_root(kept)
    _prune(root, _alive(kept, keep))
    html = etree.tostring(root, encoding="unicode", method="html", with_tail=False)
    return tuple(_exchanged(blocks_from_html(html, base=base), places))


def _link_of(leaf: Leaf, *, base: str) -> str:
    """Return where a run that is a link leads, the link within it or around it; '' if unsafe."""
    links = list(leaf.block.iter("a")) or list(leaf.block.iterancestors("a"))
    return _web_address(links[0], base=base) if links else ""


def _embedded_at(leaf: Leaf, *, base: str) -> str:
    """Return where an embedded post stands: its block's last link, as networks write them."""
    blocks = [element for element in (leaf.block, *leaf.block.iterancestors())
              if element.tag == "blockquote"]  # fmt: skip
    links = list((blocks[-1] if blocks else leaf.block).iter("a"))
    return _web_address(links[-1], base=base) if links else ""


def _web_address(link: HtmlElement, *, base: str) -> str:
    url = safe_link(link.get("href") or "", base=base)
    return url if url and url.startswith("http") else ""


def _set_place(element: HtmlElement, number: int) -> HtmlElement:
    """Put a numbered image beside an element, which itself holds nothing that is kept."""
    place = etree.Element("img")
    place.set("src", f"{_PLACE}{number}")
    element.addprevious(place)
    return place


def _blank_others(runs: Runs, body: Collection[int]) -> None:
    for leaf in runs.leaves:
        if leaf.order not in body:
            for element, where in leaf.slots:
                setattr(element, where, " ")


def _common_root(kept: Sequence[Leaf]) -> HtmlElement:
    """Return the innermost element that holds all chosen runs."""
    first = [kept[0].block, *kept[0].block.iterancestors()]
    place = {element: depth for depth, element in enumerate(first)}
    highest = 0
    for leaf in kept[1:]:
        element: HtmlElement | None = leaf.block
        while element is not None and element not in place:
            element = element.getparent()
        if element is not None:
            highest = max(highest, place[element])
    root = first[highest]
    # A paragraph or heading alone needs its own element around it to be read as one.
    parent = root.getparent()
    return parent if parent is not None and parent.tag != "html" else root


def _alive(kept: Sequence[Leaf], others: Collection[HtmlElement]) -> set[HtmlElement]:
    """Return the elements that hold something kept, and all their ancestors."""
    alive: set[HtmlElement] = set()
    holders = [slot if where == "text" else slot.getparent()
               for leaf in kept for slot, where in leaf.slots]  # fmt: skip
    for holder in (*holders, *others):
        element = holder
        while element is not None and element not in alive:
            alive.add(element)
            element = element.getparent()
    return alive


def _prune(root: HtmlElement, alive: Collection[HtmlElement]) -> None:
    """Remove what holds nothing kept; the text after it stays."""
    for element in list(root.iter()):
        parent = element.getparent()
        if (
            element is root
            or parent is None
            or parent not in alive
            or element in alive
            or element.tag in _KEPT_EMPTY
        ):
            continue
        remove(parent, element)


def _joined(text: str | None, tail: str) -> str:
    # A page's character references name them too; lxml reads them and refuses to write them.
    return without_forbidden((text or "") + tail, instead=" ")


def remove(parent: HtmlElement, element: HtmlElement) -> None:
    """Take an element out of its parent; the text after it stays."""
    tail = element.tail or ""
    before = element.getprevious()
    if tail and before is not None:
        before.tail = _joined(before.tail, tail)
    elif tail:
        parent.text = _joined(parent.text, tail)
    element.tail = None
    parent.remove(element)


def _exchanged(blocks: Sequence[Block], places: Sequence[BodyPart]) -> list[BodyPart]:
    """Return the blocks with each place exchanged for what it stands for."""
    parts: list[BodyPart] = []
    for block in blocks:
        if isinstance(block, PictureBlock):
            number = block.href.removeprefix(_PLACE)
            if number != block.href and number.isdigit() and int(number) < len(places):
                parts.append(places[int(number)])
            continue
        if isinstance(block, EmbedLink) and any(
            isinstance(part, EmbedLink) and part.url == block.url for part in parts
        ):
            continue
        parts.append(block)
    return parts


def _size(picture: PagePicture, name: str) -> int | None:
    text = (picture.spot.element.get(name) or "").removesuffix("px")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 5 else None
