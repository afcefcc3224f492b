"""A page's bytes in, a draft's fields out. Pure: no database, no network, no clock."""

from __future__ import annotations

import copy
import logging
from collections.abc import Mapping
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
from masthead.extraction.values import BodyPart, Draft, Found, NotAnArticle

_NO_HEADERS: Mapping[str, str] = MappingProxyType({})

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
    head = read_head(tree)
    structured = read_structured(head.scripts)
    base = _base(tree, url)
    has_scripts = _strip_furniture(tree)
    root = tree.find("body") if tree.tag == "html" else tree
    runs = read_runs(root if root is not None else tree)
    headline = find_headline(head, structured, runs.leaves, url=url)
    covered = _covered(tree, runs, url)
    first = min(covered, default=0)
    byline = find_byline(
        structured, head, tree, runs.leaves, first, sites_of(head, structured, url=url)
    )
    choice = choose_leaves(
        runs.leaves, covered, headline=headline.value, declared=article_body(structured),
        authors=byline.value,
    )  # fmt: skip
    refused = refusal(runs, choice, head, structured, tree, has_scripts=has_scripts)
    if refused is not None:
        return refused
    first = min(choice.body)
    published = find_published(
        structured, head, tree, runs.leaves[max(0, first - 8) : first + 1], url=url
    )
    pictures = settled(page_pictures(runs, base=base), choice.body)
    lead = lead_picture(
        pictures, declared=_declared_pictures(head, structured), structured=structured,
        first=first, base=base,
    )  # fmt: skip
    dek = find_dek(head, structured, runs.leaves, first)
    body = _body(runs, choice, pictures, base=base)
    return Draft(
        headline=headline,
        dek=dek,
        byline=byline,
        published=published,
        updated=find_updated(structured, head),
        body=body,
        lead_picture=lead,
        site_name=find_site_name(head, structured, url=url),
        canonical=find_canonical(head, url=url, base=base),
        language=find_language(head, structured),
        licence=find_licence(head, structured, tree, base=base),
    )


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
    document = bare_extraction(
        copy.deepcopy(tree), url=url or None, include_comments=False, fast=fast
    )
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
