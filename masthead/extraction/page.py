"""A page's bytes in, a draft's fields out. Pure: no database, no network, no clock."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urljoin

from lxml.html import HtmlElement
from trafilatura import bare_extraction

from masthead.extraction.alignment import covered_leaves, has_most_paragraphs
from masthead.extraction.assembling import assemble, remove
from masthead.extraction.byline import find_byline
from masthead.extraction.choosing import Choice, choose_leaves
from masthead.extraction.decoding import read_page
from masthead.extraction.facts import (
    find_canonical,
    find_dek,
    find_headline,
    find_language,
    find_licence,
    find_site_name,
    sites_of,
)
from masthead.extraction.leaves import Runs, read_runs
from masthead.extraction.metatags import Head, read_head
from masthead.extraction.pictures import PagePicture, lead_picture, page_pictures, settled
from masthead.extraction.refusing import refusal
from masthead.extraction.structured import StructuredData, article_body, read_structured
from masthead.extraction.times import find_published, find_updated
from masthead.extraction.values import BodyPart, Draft, Found, NotAnArticle, Reason

_NO_HEADERS: Mapping[str, str] = MappingProxyType({})

# Runs before the body's first among which a page prints its date.
_NEAR = 8

# It reports each page that it can make nothing of as an error; we say that in our own words.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def extract(
    data: bytes, *, url: str = "", headers: Mapping[str, str] = _NO_HEADERS
) -> Draft | NotAnArticle:
    """Return the article on a page as a draft, or why there is none.

    `data` are the page's bytes as they came, `url` its address (relative links are resolved
    against it), `headers` those of the answer (Content-Type names the charset). Time and memory
    are bounded; nothing raises on account of the input. Blocks are clean: no active content.
    """
    tree = read_page(data, headers=headers)
    if isinstance(tree, NotAnArticle):
        return tree
    page = _read(tree, url)
    leaves = page.runs.leaves
    headline = find_headline(page.head, page.structured, leaves, url=url)
    covered = _covered(tree, page.runs, url)
    byline = find_byline(
        page.structured, page.head, tree, leaves, min(covered, default=0),
        sites_of(page.head, page.structured, url=url),
    )  # fmt: skip
    choice = choose_leaves(
        leaves, covered, headline=headline.value, declared=article_body(page.structured),
        authors=byline.value,
    )  # fmt: skip
    refused = refusal(
        page.runs, choice, page.head, page.structured, tree, has_scripts=page.has_scripts
    )
    if refused is not None:
        return refused
    draft = _draft(page, choice, headline, byline)
    if not draft.body.value:
        # What looked like text was in an element that no page shows: a title that is never closed.
        return NotAnArticle(Reason.NOT_AN_ARTICLE, "There is no article on the page.")
    return draft


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as read: its tree, what its head and data declare, its runs of text."""

    tree: HtmlElement
    url: str
    base: str
    head: Head
    structured: StructuredData
    runs: Runs
    has_scripts: bool


def _read(tree: HtmlElement, url: str) -> _Page:
    head = read_head(tree)
    structured = read_structured(head.scripts)
    base = _base(tree, url)
    has_scripts = _strip_furniture(tree)
    root = tree.find("body") if tree.tag == "html" else tree
    runs = read_runs(root if root is not None else tree)
    return _Page(tree, url, base, head, structured, runs, has_scripts)


def _draft(
    page: _Page, choice: Choice, headline: Found[str], byline: Found[tuple[str, ...]]
) -> Draft:
    """Return the draft of a page on which there is a body; the tree is used up."""
    head, structured, leaves = page.head, page.structured, page.runs.leaves
    pictures = settled(page_pictures(page.runs, base=page.base), choice.body)
    first = min(choice.body)
    near = leaves[max(0, first - _NEAR) : first + 1]
    return Draft(
        headline=headline,
        dek=find_dek(head, structured, leaves, first),
        byline=byline,
        published=find_published(structured, head, page.tree, near, url=page.url),
        updated=find_updated(structured, head),
        lead_picture=lead_picture(
            pictures, declared=_declared_pictures(head, structured), structured=structured,
            first=first, base=page.base,
        ),
        site_name=find_site_name(head, structured, url=page.url),
        canonical=find_canonical(head, url=page.url, base=page.base),
        language=find_language(head, structured),
        licence=find_licence(head, structured, page.tree, base=page.base),
        # Last: it takes the tree apart.
        body=_body(page.runs, choice, pictures, base=page.base),
    )  # fmt: skip


def _strip_furniture(tree: HtmlElement) -> bool:
    """Take scripts, styles and drawings out, which each copy would carry; say if scripts ran."""
    has_scripts = False
    for element in list(tree.iter("script", "style", "svg")):
        parent = element.getparent()
        if element.tag == "script":
            if "ld+json" in (element.get("type") or "").lower():
                continue
            has_scripts = True
        if parent is not None:
            remove(parent, element)
    return has_scripts


def _covered(tree: HtmlElement, runs: Runs, url: str) -> set[int]:
    """Return the runs that trafilatura takes for the article.

    Its quick way is enough where it took most paragraphs of the page; else its whole cascade,
    which costs twice as much, compares other readings.
    """
    covered = covered_leaves(runs.leaves, _main_text(tree, url, fast=True))
    if has_most_paragraphs(runs.leaves, covered):
        return covered
    return covered_leaves(runs.leaves, _main_text(tree, url, fast=False))


def _main_text(tree: HtmlElement, url: str, *, fast: bool) -> str:
    """Return the text that trafilatura takes for the article; '' when it finds none."""
    # It works on a copy of a tree that it is given.
    document = bare_extraction(tree, url=url or None, include_comments=False, fast=fast)
    return "" if document is None or isinstance(document, dict) else document.text or ""


def _base(tree: HtmlElement, url: str) -> str:
    """Return the address that relative links are resolved against (HTML standard 2.4.3)."""
    element = tree.find(".//base[@href]")
    href = element.get("href") if element is not None else ""
    try:
        return urljoin(url, (href or "").strip()) if href else url
    except ValueError:
        return url


def _declared_pictures(head: Head, structured: StructuredData) -> list[tuple[str, str]]:
    alt = head.first("og:image:alt", "twitter:image:alt")
    found = [(url, alt) for url in head.all("og:image", "og:image:url", "twitter:image")[:2]]
    for value in structured.resolved(structured.article.get("image"))[:2]:
        url = value if isinstance(value, str) else value.get("url") or value.get("contentUrl")
        if isinstance(url, str):
            found.append((url, ""))
    return found


def _body(
    runs: Runs,
    choice: Choice,
    pictures: list[PagePicture],
    *,
    base: str,
) -> Found[tuple[BodyPart, ...]]:
    first, last = min(choice.body), max(choice.body)
    foreign = {"nav", "related", "aside", "footer", "author", "comments", "share", "signup", "ad"}
    foreign &= choice.roles
    kept = [one for one in pictures
            if first < one.spot.before <= last + 1 and not one.spot.roles & foreign]  # fmt: skip
    embeds = [spot for spot in runs.embeds
              if first < spot.before <= last and not spot.roles & foreign]  # fmt: skip
    choice.related = {order for order in choice.related if first < order <= last}
    choice.embedded = {order for order in choice.embedded if first < order <= last + 2}
    parts = assemble(runs, choice, kept, embeds, base=base)
    if choice.agrees:
        return Found(parts, "json-ld", 0.95)
    return Found(parts, "markup", 0.75)
