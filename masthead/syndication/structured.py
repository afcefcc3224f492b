"""Structured data: a story as schema.org/NewsArticle, in JSON-LD.

Rules: https://schema.org/NewsArticle and its properties' expected types; correction as
schema.org/CorrectionComment (the pending ``correction`` property of CreativeWork).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

# The nearest subtype of NewsArticle that schema.org has for a kind.
_TYPES = {
    "opinion": "OpinionNewsArticle",
    "analysis": "AnalysisNewsArticle",
    "review": "ReviewNewsArticle",
    "sponsored": "AdvertiserContentArticle",
}


@dataclass(frozen=True, kw_only=True)
class ArticleAuthor:
    """A name over a story; ``address`` for staff, absolute."""

    name: str
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class ArticleImage:
    """A picture with its absolute address and pixels."""

    address: str
    width: int
    height: int
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, kw_only=True)
class ArticleCorrection:
    """A public correction and its moment (UTC)."""

    text: str
    corrected_at: datetime


@dataclass(frozen=True, kw_only=True)
class Article:
    """The facts of a story; what is empty is left out of the document."""

    kind: str
    address: str
    headline: str
    language: str
    published_at: datetime
    modified_at: datetime
    publisher_name: str
    publisher_address: str
    description: str = ""
    section: str = ""
    agency: str = ""
    place: str = ""
    copyright_notice: str = ""
    word_count: int = 0
    authors: Sequence[ArticleAuthor] = ()
    images: Sequence[ArticleImage] = ()
    corrections: Sequence[ArticleCorrection] = ()
    keywords: Sequence[str] = ()


def article_json(article: Article) -> str:
    """The JSON-LD document for ``article``; every moment with its offset (ISO 8601)."""
    return json.dumps(article_document(article), ensure_ascii=False, separators=(",", ":"))


def article_document(article: Article) -> dict[str, Any]:
    """The same as a dictionary."""
    publisher = {
        "@type": "NewsMediaOrganization",
        "name": article.publisher_name,
        "url": article.publisher_address,
    }
    document = {
        "@context": "https://schema.org",
        "@type": _TYPES.get(article.kind, "NewsArticle"),
        "mainEntityOfPage": {"@type": "WebPage", "@id": article.address},
        "url": article.address,
        "headline": article.headline,
        "description": article.description,
        "inLanguage": article.language,
        "datePublished": article.published_at.isoformat(timespec="seconds"),
        "dateModified": article.modified_at.isoformat(timespec="seconds"),
        "articleSection": article.section,
        "wordCount": article.word_count,
        "author": [_author(author) for author in article.authors] or [publisher],
        "publisher": publisher,
        "sourceOrganization": {"@type": "Organization", "name": article.agency}
        if article.agency
        else None,
        "contentLocation": {"@type": "Place", "name": article.place} if article.place else None,
        "copyrightNotice": article.copyright_notice,
        "image": [_image(image) for image in article.images],
        "keywords": list(article.keywords),
        "correction": [_correction(entry) for entry in article.corrections],
        "isAccessibleForFree": True,
    }
    return {key: value for key, value in document.items() if value not in ("", None, [], 0)}


def _author(author: ArticleAuthor) -> dict[str, str]:
    person = {"@type": "Person", "name": author.name}
    return person | {"url": author.address} if author.address else person


def _image(image: ArticleImage) -> dict[str, Any]:
    document = {
        "@type": "ImageObject",
        "url": image.address,
        "width": image.width,
        "height": image.height,
        "caption": image.caption,
        "creditText": image.credit,
    }
    return {key: value for key, value in document.items() if value}


def _correction(correction: ArticleCorrection) -> dict[str, str]:
    return {
        "@type": "CorrectionComment",
        "text": correction.text,
        "datePublished": correction.corrected_at.isoformat(timespec="seconds"),
    }
