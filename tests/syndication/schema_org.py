"""A checker of the structured data that we write, by what schema.org and its readers ask.

Expected types: https://schema.org/NewsArticle, /ImageObject, /Person, /CorrectionComment,
/NewsMediaOrganization. What must or should be there: Google Search Central, "Article structured
data". It knows the properties that we use and takes every other for a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

ARTICLES = {"NewsArticle", "OpinionNewsArticle", "AnalysisNewsArticle", "ReviewNewsArticle",
            "AdvertiserContentArticle"}  # fmt: skip
# BCP 47 (RFC 5646), the part of it that newsrooms use.
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")

Check = Callable[[Any], bool]


def is_text(value: Any) -> bool:
    """Text with something in it."""
    return isinstance(value, str) and bool(value.strip())


def is_address(value: Any) -> bool:
    """An absolute address on the web."""
    if not isinstance(value, str) or any(ord(char) <= 0x20 for char in value):
        return False
    parts = urlsplit(value)
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def is_moment(value: Any) -> bool:
    """A date and time by ISO 8601, with its offset."""
    try:
        return datetime.fromisoformat(value).utcoffset() is not None
    except (TypeError, ValueError):
        return False


def is_whole(value: Any) -> bool:
    """A number above zero."""
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def some(check: Check) -> Check:
    """A list of at least one, each as ``check`` asks."""
    return lambda value: isinstance(value, list) and bool(value) and all(map(check, value))


def thing(types: set[str], required: dict[str, Check], optional: dict[str, Check]) -> Check:
    """An object of one of ``types`` with these properties and no others."""
    return lambda value: (
        isinstance(value, dict) and not complaints(value, types, required, optional)
    )


def complaints(
    value: dict[str, Any], types: set[str], required: dict[str, Check], optional: dict[str, Check]
) -> list[str]:
    """What is wrong with an object, in words."""
    found = [] if value.get("@type") in types else [f"@type is {value.get('@type')!r}"]
    found += [f"{name} is missing" for name in required if name not in value]
    known = required | optional
    for name, content in value.items():
        if name in {"@type", "@context"}:
            continue
        if name not in known:
            found.append(f"{name} is no property we know")
        elif not known[name](content):
            found.append(f"{name} may not be {content!r}")
    return found


PUBLISHER = thing({"NewsMediaOrganization"}, {"name": is_text, "url": is_address}, {})
PERSON = thing({"Person"}, {"name": is_text}, {"url": is_address})
IMAGE = thing(
    {"ImageObject"},
    {"url": is_address, "width": is_whole, "height": is_whole},
    {"caption": is_text, "creditText": is_text},
)
CORRECTION = thing({"CorrectionComment"}, {"text": is_text, "datePublished": is_moment}, {})
REQUIRED: dict[str, Check] = {
    "mainEntityOfPage": thing({"WebPage"}, {"@id": is_address}, {}),
    "url": is_address,
    "headline": is_text,
    "datePublished": is_moment,
    "dateModified": is_moment,
    "author": some(lambda value: PERSON(value) or PUBLISHER(value)),
    "publisher": PUBLISHER,
    "inLanguage": lambda value: isinstance(value, str) and bool(LANGUAGE.fullmatch(value)),
    "isAccessibleForFree": lambda value: value is True,
}
OPTIONAL: dict[str, Check] = {
    "description": is_text,
    "articleSection": is_text,
    "wordCount": is_whole,
    "sourceOrganization": thing({"Organization"}, {"name": is_text}, {}),
    "contentLocation": thing({"Place"}, {"name": is_text}, {}),
    "copyrightNotice": is_text,
    "image": some(IMAGE),
    "keywords": some(is_text),
    "correction": some(CORRECTION),
}


def article_complaints(document: dict[str, Any]) -> list[str]:
    """What is wrong with an article's document, in words; empty when nothing is."""
    found = complaints(document, ARTICLES, REQUIRED, OPTIONAL)
    if document.get("@context") != "https://schema.org":
        found.append("@context is not schema.org")
    moments = [document.get("datePublished"), document.get("dateModified")]
    if all(map(is_moment, moments)) and datetime.fromisoformat(
        str(moments[1])
    ) < datetime.fromisoformat(str(moments[0])):
        found.append("modified before it was published")
    return found
