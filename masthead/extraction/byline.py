"""Who wrote it: names from structured data, head and markup, cleaned of everything else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from lxml.etree import XPath
from lxml.html import HtmlElement

from masthead.extraction.headline import fold
from masthead.extraction.leaves import Leaf
from masthead.extraction.metatags import Head
from masthead.extraction.structured import StructuredData, text_of
from masthead.extraction.values import Found, Origin, nothing
from masthead.kernel.text import collapse

_LEAD = re.compile(
    r"\A(?:(?:written|reported|posted|published|submitted|story|words|text|interview|opinion|"
    r"analysis|geschrieben|ein beitrag)\s+)?"
    r"(?:by|von|par|por|di|da|af|av|door|od|autor(?:e|en|in)?|author|text|words|redaktion)\b\s*[:：]?\s+",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\A(?:by|author|autor(?:in)?|von|par|por|text|words)\s*[:：]\s*", re.IGNORECASE
)
_SEPARATOR = re.compile(
    r"\s*[;|•·/\n]\s*|\s*,\s+(?!(?:jr|sr|ph\.?d|md|m\.d|esq|ii|iii)\b)|\s*&\s*|"
    r"\s+(?:and|und|et|y|e|och|og|en|with|i|ja|和)\s+",
    re.IGNORECASE,
)
_JUNK = re.compile(
    r"https?://|www\.|@|\d{3,}|\.(?:com|org|net)/|[{}<>=\[\]]|"
    r"\b(?:admin|administrator|webmaster|editor-in-chief|unknown|anonymous|null|undefined|n/a)\b",
    re.IGNORECASE,
)
# Words of the furniture around bylines, which no name holds.
_NOT_A_NAME = re.compile(
    r"\b(?:share|published|updated|minutes?|mins?|read|posted|comments?|follow|january|february|march|"
    r"april|june|july|august|september|october|november|december|personal finance|home|news desk|"
    r"\d{1,2}:\d\d)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:correspondent|reporter|editor|writer|contributor|korrespondent(?:in)?|redakteur(?:in)?|"
    r"journalist(?:e|in)?|chief|producer|columnist|follow|twitter|updated|published|min read|"
    r"minutes?|read more|contact|profile|view all|photo|biography|about|staff writer|newsletter)\b",
    re.IGNORECASE,
)
_TRAIL = re.compile(
    r"\s*\((?:[^()]{0,60})\)\s*\Z|\s+[-–—]\s+.*\Z|\s+(?:on|am|le)\s+\d.*\Z|\s+for\s+.*\Z"
)

_HEAD_NAMES = (
    "author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator",
    "article:author", "cxenseparse:author", "og:article:author", "citation_author", "byl",
)  # fmt: skip

# More names than any story has; a list of all contributors is no byline.
_MOST = 12
_LONGEST = 60


def clean_names(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the names in bylines as pages write them: without "By", roles, handles, addresses."""
    names: dict[str, str] = {}
    for text in texts:
        if "://" in text or "@" in text.partition(" ")[0]:
            continue
        text = _LABEL.sub("", _LEAD.sub("", collapse(text)))
        for part in _SEPARATOR.split(text):
            name = _TRAIL.sub("", _LEAD.sub("", part.strip(" ,.;:-–—*"))).strip(" ,;:-–—*")
            if _is_name(name):
                names.setdefault(fold(name), _cased(name))
    return tuple(list(names.values())[:_MOST])


def _is_name(text: str) -> bool:
    return (
        _NOT_A_NAME.search(text) is None
        and 1 < len(text) <= _LONGEST
        and len(text.split()) <= 7
        and any(char.isalpha() for char in text)
        and _JUNK.search(text) is None
    )


def _cased(name: str) -> str:
    """A name in capitals is a style of the page: ADA BYRON is Ada Byron; an agency's stays."""
    if name.isupper() and " " in name and len(name) > 5:
        return name.title()
    return name


def find_byline(
    structured: StructuredData,
    head: Head,
    tree: HtmlElement,
    leaves: Sequence[Leaf],
    first: int,
    sites: frozenset[str],
) -> Found[tuple[str, ...]]:
    """Return the names of those who wrote the article, people and organisations.

    `first` is the order of the body's first run: a byline in the markup stands near it.
    """
    declared = _structured_names(structured)
    sources: list[tuple[Origin, float, Callable[[], Sequence[str]]]] = [
        ("json-ld", 0.9, lambda: declared),
        ("open-graph", 0.8, lambda: head.all(*_HEAD_NAMES)),
        ("markup", 0.7, lambda: _marked_names(tree)),
        ("markup", 0.6, lambda: _markup_names(leaves, first)),
    ]
    if sites.issuperset(map(fold, declared)):
        # The site as its own author is what systems fill in; a person on the page knows better.
        sources = [*sources[1:], sources[0]]
    for origin, confidence, read in sources:
        names = clean_names(read())
        if names:
            return Found(names, origin, confidence)
    return nothing(())


def _structured_names(structured: StructuredData) -> list[str]:
    names = []
    for value in structured.resolved(structured.article.get("author")):
        name = text_of(value.get("name")) if isinstance(value, dict) else text_of(value)
        names.append(name)
    return [name for name in names if name]


_MARKED = XPath(
    "//*[self::a[contains(concat(' ', @rel, ' '), ' author ')] or @itemprop='author' or "
    "@data-testid='byline' or @data-component='byline' or contains(@class, 'author-name') or "
    "contains(@class, 'author_name') or contains(@class, 'authorName') or contains(@class, "
    "'byline')"
    " or contains(concat(' ', @class, ' '), ' author ') or contains(@class, 'Byline') or "
    "contains(@class, 'post-author') or contains(@class, 'p-author')]"
    "[not(ancestor::*[contains(@class, 'comment') or contains(@id, 'comment')])]"
    "[not(ancestor::aside or ancestor::nav)]"
)


# Elements looked at, and names taken from the links of one.
_MOST_MARKED, _MOST_LINKED = 6, 4


def _marked_names(tree: HtmlElement) -> list[str]:
    """Return the names in the first element that the markup calls an author or byline."""
    found: Any = _MARKED(tree)
    marked: list[HtmlElement] = list(found)[:_MOST_MARKED]
    for element in marked:
        links = [collapse(" ".join(link.itertext())) for link in element.iter("a")]
        named = [collapse(" ".join(one.itertext())) for one in element.iter()
                 if one.get("itemprop") == "name"]  # fmt: skip
        whole = collapse(" ".join(element.itertext())) or collapse(element.get("content") or "")
        for texts in (named[:_MOST_LINKED], links[:_MOST_LINKED], [whole]):
            if names := [text for text in texts if _may_be_byline(text)]:
                return names
    return []


def _may_be_byline(text: str) -> bool:
    return 2 < len(text) <= 90 and bool(clean_names([text])) and not _ROLE.search(text)


_BY_LINE = re.compile(
    r"\A(?:(?:written|reported|posted|words|text|story)\s+)?(?:by|von|par|por|di|af|av|door|text|"
    r"author|autor(?:in)?)\b\s*[:：]?\s+\S", re.IGNORECASE
)  # fmt: skip


_NO_BYLINE = frozenset({"nav", "comments", "related", "form"})


def _markup_names(leaves: Sequence[Leaf], first: int) -> list[str]:
    """Return the byline that stands between headline and body, by its markup or by its words."""
    marked = [leaf for leaf in leaves[max(0, first - 40) : first + 4]
              if len(leaf.text) <= 100 and not leaf.roles & _NO_BYLINE]  # fmt: skip
    for leaf in marked:
        if "author" in leaf.roles and not _ROLE.search(leaf.text) and len(leaf.text) > 3:
            return [leaf.text]
    for leaf in marked:
        if _BY_LINE.match(leaf.text) and len(leaf.text) < 70:
            return [leaf.text]
    return []
