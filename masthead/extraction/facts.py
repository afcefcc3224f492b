"""The smaller fields: headline's witnesses, dek, site, canonical address, language, licence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from masthead.extraction.headline import Claim, choose_headline, site_names
from masthead.extraction.leaves import Leaf
from masthead.extraction.metatags import Head
from masthead.extraction.structured import StructuredData
from masthead.extraction.values import Found, Origin, nothing
from masthead.kernel.text import collapse
from masthead.kernel.urls import safe_link

# How far each kind of witness goes: the page's one h1 is what readers see; twitter:title is often
# written for sharing, and a page's title for search engines.
_ONE_H1, _SOME_H1, _STRUCTURED, _OPEN_GRAPH, _CARD, _TITLE = 1.8, 1.2, 1.2, 1.0, 0.2, 0.6
_MOST_H1 = 4

# A caption may be called a summary too.
_NOT_DEK = frozenset({"caption", "credit", "figure", "related", "aside", "nav"})

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_LICENCE = re.compile(r"https?://creativecommons\.org/(?:licenses|publicdomain)/", re.IGNORECASE)


def sites_of(head: Head, structured: StructuredData, *, url: str) -> frozenset[str]:
    """Return the folded names of the site: as it declares them, and of its host."""
    publisher = structured.name("publisher")
    return site_names([head.first("og:site_name", "application-name"), publisher], url)


def find_headline(
    head: Head, structured: StructuredData, leaves: Sequence[Leaf], *, url: str
) -> Found[str]:
    """Return the page's headline by a vote of its h1, JSON-LD, Open Graph and title."""
    sites = sites_of(head, structured, url=url)
    headings = _headings(leaves)
    weight = _ONE_H1 if len(headings) == 1 else _SOME_H1
    claims = [Claim(text, "markup", weight) for text in headings[:_MOST_H1]]
    claims += [
        Claim(structured.text("headline"), "json-ld", _STRUCTURED),
        Claim(head.first("og:title"), "open-graph", _OPEN_GRAPH),
        Claim(head.first("twitter:title"), "open-graph", _CARD),
        Claim(head.title, "markup", _TITLE, is_whole=False),
    ]
    return choose_headline([claim for claim in claims if claim.text], sites)


def _headings(leaves: Sequence[Leaf]) -> list[str]:
    """Return the texts of the page's h1 elements; the runs of one are joined."""
    texts: dict[HtmlElement, list[str]] = {}
    for leaf in leaves:
        element = leaf.block
        if "heading" not in leaf.roles:
            continue
        if element.tag != "h1":
            element = next(element.iterancestors("h1"), None)
        if element is not None:
            texts.setdefault(element, []).append(leaf.text)
    return list(dict.fromkeys(" ".join(lines) for lines in texts.values()))


def find_dek(
    head: Head, structured: StructuredData, leaves: Sequence[Leaf], first: int
) -> Found[str]:
    """Return the standfirst: what stands as one before the body, else the page's description."""
    for leaf in leaves[max(0, first - 15) : first]:
        if (
            "dek" in leaf.roles
            and not leaf.roles & _NOT_DEK
            and 30 <= len(leaf.text) <= 600
            and leaf.link_share < 0.5
        ):
            return Found(leaf.text, "markup", 0.7)
    described: tuple[tuple[str, Origin], ...] = (
        (structured.text("description"), "json-ld"),
        (head.first("og:description"), "open-graph"),
        (head.first("description"), "markup"),
    )
    for text, origin in described:
        if text:
            return Found(text, origin, 0.55)
    return nothing("")


def find_site_name(head: Head, structured: StructuredData, *, url: str) -> Found[str]:
    """Return the site's name as it gives it, else its host."""
    if name := head.first("og:site_name"):
        return Found(name, "open-graph", 0.95)
    if name := structured.name("publisher"):
        return Found(name, "json-ld", 0.9)
    if name := head.first("application-name", "apple-mobile-web-app-title"):
        return Found(name, "markup", 0.7)
    host = _host(url)
    return Found(host, "guess", 0.3) if host else nothing("")


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def find_canonical(head: Head, *, url: str, base: str) -> Found[str]:
    """Return the address that the page calls its own; the front page is none."""
    candidates: list[tuple[str, Origin, float]] = [
        (link, "markup", 0.95) for link in head.links.get("canonical", [])[:1]
    ]
    candidates += [(head.first("og:url"), "open-graph", 0.9)]
    for text, origin, confidence in candidates:
        link = safe_link(text, base=base) if text else None
        if (
            link
            and link.startswith("http")
            and (urlsplit(link).path.strip("/") or not url or not urlsplit(url).path.strip("/"))
        ):
            return Found(link, origin, confidence)
    link = safe_link(url) if url else None
    return Found(link, "guess", 0.5) if link else nothing("")


def find_language(head: Head, structured: StructuredData) -> Found[str]:
    """Return the language as a tag (BCP 47): en, de-AT."""
    declared: tuple[tuple[str, Origin, float], ...] = (
        (head.language, "markup", 0.9),
        (structured.text("inLanguage"), "json-ld", 0.85),
        (head.first("og:locale"), "open-graph", 0.8),
        (head.first("content-language", "language", "dc.language"), "markup", 0.7),
    )
    for text, origin, confidence in declared:
        if text and _LANGUAGE.fullmatch(text):
            return Found(text.replace("_", "-"), origin, confidence)
    return nothing("")


def find_licence(
    head: Head, structured: StructuredData, tree: HtmlElement, *, base: str
) -> Found[str]:
    """Return the address or words of a licence, only where the page states one."""
    if text := structured.text("license"):
        return Found(text, "json-ld", 0.9)
    stated = [*head.links.get("license", []), head.first("dcterms.license", "dc.rights.license")]
    for text in filter(None, stated):
        return Found(safe_link(text, base=base) or collapse(text), "markup", 0.9)
    for link in tree.iter("a"):
        href = link.get("href") or ""
        if "license" in (link.get("rel") or "").lower().split() or _LICENCE.match(href):
            safe = safe_link(href, base=base)
            if safe:
                return Found(safe, "markup", 0.6)
    return nothing("")
