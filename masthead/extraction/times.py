"""When it was published and updated, as the page says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from htmldate import find_date
from lxml.etree import XPath
from lxml.html import HtmlElement

from masthead.extraction.leaves import Leaf
from masthead.extraction.metatags import Head
from masthead.extraction.structured import StructuredData
from masthead.extraction.values import Found, Origin, nothing
from masthead.kernel.clock import parse_time
from masthead.kernel.text import collapse

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "dcterms.created",
    "dc.date.issued", "dcterms.date", "dc.date", "publish-date", "publishdate", "publication_date",
    "pubdate", "date", "article.published", "citation_publication_date", "datepublished",
    "itemprop:datepublished", "dcterms.issued", "shareaholic:article_published_time",
    "bt:pubdate", "rnews:datepublished", "originalpublicationdate", "created", "last-published",
)  # fmt: skip
_UPDATED = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "dcterms.modified",
    "dc.date.modified", "itemprop:datemodified", "datemodified", "last-modified", "lastmod",
)  # fmt: skip

_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
# The web is younger than this, and no page is from the future by more than a slip of zones.
_EARLIEST_YEAR = 1990


def read_time(text: str) -> str:
    """Return a time as ISO 8601, its zone kept; a day alone as a day; '' if it is neither."""
    text = collapse(text)[:60]
    iso = text.replace(" ", "T", 1) if _DAY.match(text) and " " in text else text
    iso = re.sub(r"T(?=[+-]|UTC|GMT)", "", iso)
    iso = re.sub(r"\s+(?=[+-]\d)|\s*(?:UTC|GMT)\Z", "", iso)
    if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?", iso):
        # Kept as written: the zone tells the day that readers saw.
        return (
            iso if _is_plausible(iso) and (parse_time(iso).moment or parse_time(iso).local) else ""
        )
    parsed = parse_time(text)
    if parsed.moment is not None:
        return parsed.moment.isoformat() if _is_plausible(parsed.moment.isoformat()) else ""
    if parsed.local is not None and len(parsed.local) >= 10:
        return parsed.local if _is_plausible(parsed.local) else ""
    day = _DAY.match(text)
    if day:
        iso_day = f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}"
        return iso_day if parse_time(iso_day).local and _is_plausible(iso_day) else ""
    return ""


_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?=[/_-])")
# The beginnings of months' names in the languages of Europe that share letters; three tell.
_MONTHS = {
    name: number
    for number, names in enumerate((
        "jan ene gen jän", "feb fév fev", "mar mär mrt maa", "apr avr abr", "mai may mag maj mei",
        "jun giu", "jul lug", "aug aoû ago", "sep set", "oct okt ott out", "nov",
        "dec dez déc dic des",
    ), 1)
    for name in names.split()
}  # fmt: skip
_WORDED = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})(?:\.|st|nd|rd|th|er)?\s+(?:de\s+)?(?P<m>[^\W\d]{3,10})\.?,?\s+(?:de\s+)?"
    r"(?P<y>(?:19|20)\d\d)(?!\d)|"
    r"(?P<m2>[^\W\d]{3,10})\.?\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y2>(?:19|20)\d\d)(?!\d)"
)
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)\d\d)(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.年]\s?(\d{1,2})[-/.月]\s?(\d{1,2})(?!\d)")


def day_in(text: str) -> str:
    """Return the day that a line prints, as ISO 8601; '' for none. 03/04/2020 says nothing."""
    if match := _YEAR_FIRST.search(text):
        return _day(match[1], match[2], match[3])
    if match := _DOTTED.search(text):
        return _day(match[3], match[2], match[1])
    for match in _WORDED.finditer(text):
        name = (match["m"] or match["m2"]).lower()
        # French June and July share three letters.
        month = {"juin": 6, "juil": 7}.get(name[:4]) or _MONTHS.get(name[:3])
        if month:
            return _day(match["y"] or match["y2"], str(month), match["d"] or match["d2"])
    return ""


def _day(year: str, month: str, day: str) -> str:
    iso = f"{year}-{int(month):02}-{int(day):02}"
    return iso if _is_plausible(iso) and parse_time(iso).local else ""


def _is_plausible(iso: str) -> bool:
    return iso[:4].isdigit() and int(iso[:4]) >= _EARLIEST_YEAR


def find_published(
    structured: StructuredData, head: Head, tree: HtmlElement, near: Sequence[Leaf], *, url: str
) -> Found[str]:
    """Return when the page was first published: declared, marked up, or read from its text.

    `near` are the runs of text around the headline, where a page prints its date.
    """
    found = _declared(structured, head, "datePublished", _PUBLISHED)
    if found.value:
        return found
    marked = _marked(tree)
    if marked:
        return Found(marked, "markup", 0.7)
    seen = next(filter(None, (day_in(leaf.text) for leaf in near if len(leaf.text) < 120)), "")
    if seen:
        return Found(seen, "markup", 0.5)
    in_url = _IN_URL.search(url)
    if in_url and (day := _day(in_url[1], in_url[2], in_url[3])):
        return Found(day, "guess", 0.6)
    guess = find_date(tree, original_date=True, url=url or None)
    return Found(guess, "guess", 0.4) if guess else nothing("")


def find_updated(structured: StructuredData, head: Head) -> Found[str]:
    """Return when the page was last changed, as it declares it."""
    return _declared(structured, head, "dateModified", _UPDATED)


def _declared(
    structured: StructuredData, head: Head, name: str, names: Sequence[str]
) -> Found[str]:
    from_head = next(filter(None, (read_time(value) for key in names
                                   for value in head.meta.get(key, ()))), "")  # fmt: skip
    sources: list[tuple[str, Origin]] = [(read_time(structured.text(name)), "json-ld"),
                                         (from_head, "open-graph")]  # fmt: skip
    for text, origin in sources:
        if text:
            agreed = sum(other[:10] == text[:10] for other, _ in sources) > 1
            return Found(text, origin, 0.98 if agreed else 0.9)
    return nothing("")


_MARKED = XPath(
    "//*[@itemprop='datePublished' or @property='datePublished' or "
    "contains(@class, 'dt-published') or (self::time and (@pubdate or "
    "contains(@class, 'published') or contains(@class, 'entry-date')))]"
)
# A time in an article that says nothing of itself is most likely the article's, the first one.
_ANY_TIME = XPath("//time[@datetime][not(ancestor::nav or ancestor::aside or ancestor::footer)]")
_MOST_MARKED = 10


def _marked(tree: HtmlElement) -> str:
    """Return the time that an element marks as the publication's."""
    for path in (_MARKED, _ANY_TIME):
        found: Any = path(tree)
        for element in list(found)[:_MOST_MARKED]:
            for name in ("datetime", "content", "title"):
                text = read_time(element.get(name) or "")
                if text:
                    return text
    return ""
