"""The pictures of a page with what stands under them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from masthead.extraction.captions import clean_credit, join_caption, split_caption
from masthead.extraction.leaves import Leaf, Runs, Spot
from masthead.extraction.lines import is_control
from masthead.extraction.structured import StructuredData, text_of
from masthead.extraction.times import day_in
from masthead.extraction.values import Found, LeadPicture, nothing
from masthead.kernel.text import collapse
from masthead.kernel.urls import safe_link

# How far above a picture its caption may be: img, link, wrapper, figure.
_LEVELS = 10
# Runs before and after a picture among which its caption is.
_NEAR = 8
# No caption is longer; a wrapper with more words wraps the article.
_LONGEST_CAPTION = 900
# Words beside a picture that nothing marks as a caption: no more than a sentence or two.
_LONGEST_PLAIN = 300

_LAZY = ("data-src", "data-lazy-src", "data-original", "data-orig-file", "data-srcset")
_ICON = re.compile(
    r"icon|logo|avatar|sprite|pixel|spacer|blank\.|1x1|emoji|badge|gravatar|placeholder|\.svg(?:\?|$)",
    re.IGNORECASE,
)
_SMALLEST = 60


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A picture on the page, and the runs of text that describe it."""

    spot: Spot
    href: str
    alt: str
    caption: str
    credit: str
    described_by: frozenset[int]
    is_marked: bool
    """Whether the page's markup says that these words belong to the picture."""


def page_pictures(runs: Runs, *, base: str) -> list[PagePicture]:
    """Return the pictures of a page in order; icons, counters and unsafe addresses are left out."""
    holders = _holders(runs.pictures)
    found = []
    for spot in runs.pictures:
        href = address(spot.element, base=base)
        if href and not is_icon(spot.element, href):
            found.append(_described(spot, href, runs.leaves, holders))
    return found


def _ancestors(element: HtmlElement) -> list[HtmlElement]:
    found = []
    for ancestor in element.iterancestors():
        found.append(ancestor)
        if len(found) == _LEVELS:
            break
    return found


def _holders(spots: Sequence[Spot]) -> dict[HtmlElement, int]:
    """Count the pictures that each element near a picture holds."""
    counts: dict[HtmlElement, int] = {}
    for spot in spots:
        for ancestor in _ancestors(spot.element):
            counts[ancestor] = counts.get(ancestor, 0) + 1
    return counts


def _described(
    spot: Spot, href: str, leaves: Sequence[Leaf], holders: dict[HtmlElement, int]
) -> PagePicture:
    figure = next((one for one in _ancestors(spot.element) if one.tag == "figure"), None)
    if figure is not None:
        words = _words_in(figure, spot, leaves)
    else:
        words = _words_around(spot, leaves, holders)
    words = [leaf for leaf in words if not is_control(leaf.text)]
    # A figure may hold more before its caption: a counter, a title, a length.
    own = [leaf for leaf in words if leaf.roles & {"caption", "credit"}]
    words = [leaf for leaf in words if not own or leaf.order >= own[0].order]
    is_marked = figure is not None or bool(own)
    credits = [leaf.text for leaf in words if "credit" in leaf.roles]
    captions = [leaf.text for leaf in words if "credit" not in leaf.roles]
    for inline in _inline_credits(words):
        captions = [collapse(text.replace(inline, " ")).rstrip(" (/[|") for text in captions]
        credits.append(inline)
    caption, credit = join_caption(captions, credits)
    alt = collapse(spot.element.get("alt") or "")
    described = frozenset(leaf.order for leaf in words)
    return PagePicture(
        spot, href, "" if alt == caption else alt, caption, credit, described, is_marked
    )


def settled(pictures: Sequence[PagePicture], body: set[int]) -> list[PagePicture]:
    """Let each line be a caption or text, never both: take marked captions out of `body`.

    Words that only stand beside a picture stay text where the article took them for text.
    """
    result = []
    for picture in pictures:
        if picture.is_marked:
            if len(picture.described_by & body) < len(body):
                body -= picture.described_by
        elif picture.described_by & body:
            picture = replace(picture, caption="", credit="")
        result.append(picture)
    return result


def _words_in(wrapper: HtmlElement, spot: Spot, leaves: Sequence[Leaf]) -> list[Leaf]:
    """Return the runs near a picture that stand in `wrapper`; none when it wraps the article."""
    near = leaves[max(0, spot.before - _NEAR) : spot.before + _NEAR]
    words = [leaf for leaf in near
             if leaf.block is wrapper or wrapper in leaf.block.iterancestors()]  # fmt: skip
    return words if sum(len(leaf.text) for leaf in words) <= _LONGEST_CAPTION else []


def _words_around(
    spot: Spot, leaves: Sequence[Leaf], holders: dict[HtmlElement, int]
) -> list[Leaf]:
    """Return the runs of the smallest wrapper around one picture that holds any: its caption."""
    for ancestor in _ancestors(spot.element):
        if holders.get(ancestor, 1) > 1:
            return []
        words = _words_in(ancestor, spot, leaves)
        if words:
            is_marked = any(leaf.roles & {"caption", "credit"} for leaf in words)
            is_after = len(words) <= 2 and words[0].order >= spot.before
            is_short = sum(len(leaf.text) for leaf in words) <= _LONGEST_PLAIN
            is_dated = any(day_in(leaf.text) for leaf in words)
            return words if is_marked or (is_after and is_short and not is_dated) else []
    return []


_CREDIT_CLASS = re.compile(r"credit|copyright|source|photographer|fotograf|quelle", re.IGNORECASE)


def _inline_credits(words: Sequence[Leaf]) -> list[str]:
    """Return the texts that inline elements inside a caption mark as credits."""
    found: list[str] = []
    for leaf in words:
        if "credit" in leaf.roles:
            continue
        for element in leaf.block.iter("span", "small", "em", "i", "cite", "a"):
            names = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
            text = collapse("".join(element.itertext())) if _CREDIT_CLASS.search(names) else ""
            if text and text != leaf.text and not any(text in other for other in found):
                found.append(text)
    return found


def address(element: HtmlElement, *, base: str) -> str:
    """Return a picture's safe address, lazy loading and source sets seen through; '' if none."""
    srcset = (element.get("srcset") or element.get("data-srcset") or "").rstrip(" ,")
    largest = srcset.rpartition(", ")[2].split()[:1]
    names = [element.get(name) or "" for name in ("src", *_LAZY[:-1])]
    for candidate in (*names, *largest):
        link = safe_link(candidate, base=base) if candidate else None
        if link and link.startswith("http"):
            return link
    return ""


def is_icon(element: HtmlElement, href: str) -> bool:
    """Say whether a picture decorates the page rather than the article."""
    for name in ("width", "height"):
        size = (element.get(name) or "").removesuffix("px")
        if size.isdigit() and int(size[:6]) < _SMALLEST:
            return True
    names = f"{element.get('class') or ''} {urlsplit(href).path}"
    return _ICON.search(names) is not None


def same_picture(one: str, other: str) -> bool:
    """Say whether two addresses are sizes of one picture: the same long name in their paths."""
    ones, others = _names(one), _names(other)
    return bool(ones & others) or any(
        len(a) >= _SHARED and a[:_SHARED] == b[:_SHARED] for a in ones for b in others
    )


# Letters of a name from which two pictures are one: most of a UUID.
_SHARED = 24


_SIZE = re.compile(
    r"[-_]?\d{2,4}x\d{2,4}|[-_](?:scaled|large|medium|small|thumb\w*|\d{2,4}w?)(?=\.|$)"
)


def _names(url: str) -> set[str]:
    parts = urlsplit(unquote(unquote(url)))
    pieces = re.split(r"[/?&=,]", parts.path + "/" + parts.query)
    stems = (_SIZE.sub("", piece.rpartition(".")[0] or piece).lower() for piece in pieces)
    return {stem for stem in stems if len(stem) >= 8 and not stem.startswith(("http", "images"))}


def lead_picture(
    pictures: Sequence[PagePicture],
    *,
    declared: Sequence[tuple[str, str]],
    structured: StructuredData,
    first: int,
    base: str,
) -> Found[LeadPicture | None]:
    """Return the picture that the page leads with.

    `declared` are addresses with their alternative texts as head and JSON-LD give them, `first`
    the order of the body's first run. The page's own picture of that name gives caption and
    credit; without one, a figure before or at the start of the body is the lead.
    """
    node = next((one for one in structured.resolved(structured.article.get("image"))
                 if isinstance(one, dict)), {})  # fmt: skip
    caption, credit = split_caption(text_of(node.get("caption") or node.get("description")))
    said = clean_credit(
        text_of(node.get("creditText") or node.get("copyrightHolder") or node.get("author"))
        or credit
    )
    for href, alt in declared:
        link = safe_link(href, base=base)
        if not link or not link.startswith("http"):
            continue
        own = [one for one in pictures if same_picture(one.href, link)]
        best = max(own, key=lambda one: bool(one.caption) + bool(one.credit), default=None)
        if best is None or not (best.caption or best.credit):
            best = _leading(pictures, first) or best
        if best is not None and (best.caption or best.credit or caption or said):
            words = (best.alt or alt, best.caption or caption, best.credit or said)
        else:
            words = (alt or (best.alt if best else ""), caption, said)
        return Found(LeadPicture(link, *words), "open-graph", 0.9 if own else 0.7)
    best = _leading(pictures, first)
    if best is None:
        return nothing(None)
    return Found(LeadPicture(best.href, best.alt, best.caption, best.credit), "markup", 0.5)


def _leading(pictures: Sequence[PagePicture], first: int) -> PagePicture | None:
    """Return the figure that stands before the body or after its first paragraphs."""
    near = [one for one in pictures if first - 25 <= one.spot.before <= first + 3
            and not one.spot.roles & {"nav", "related", "aside", "footer", "author"}]  # fmt: skip
    described = [one for one in near if one.is_marked and (one.caption or one.credit)]
    return min(described, key=lambda one: abs(one.spot.before - first), default=None)
