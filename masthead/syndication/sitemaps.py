"""Sitemaps (sitemaps.org protocol 0.9) and Google's news sitemap.

Stories are listed by their home edition, whose addresses are canonical, in parts of a fixed range
of story numbers: a part of old stories is the same for years, and none outgrows the protocol.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef
from lxml import etree

from masthead.kernel.characters import without_forbidden
from masthead.kernel.clock import now, rfc3339
from masthead.stories.addresses import dated_path, edition_origin
from masthead.stories.models import Author, Edition, Listing, Placement, Publication, Topic
from masthead.stories.selectors import sections_of

# Story numbers in a part. The protocol takes 50,000 addresses and 50 MB; this is 2 MB at most.
PART = 10_000
# https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap: stories of the
# last two days, a thousand at most.
NEWS_AGE = timedelta(days=2)
NEWS_MOST = 1_000

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


@dataclass(frozen=True, kw_only=True)
class Address:
    """One absolute address of a sitemap, and when the page changed last (UTC), if known."""

    location: str
    changed_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class NewsAddress:
    """A story in the news sitemap."""

    location: str
    title: str
    language: str
    published_at: datetime


def story_parts(edition: Edition) -> list[int]:
    """The parts that have stories of this edition, in order; one query, on an index alone."""
    numbers = (
        Placement.objects.in_edition(edition)
        .filter(is_live=True)
        .order_by()
        .annotate(part=F("story_id") / PART)
        .values_list("part", flat=True)
        .distinct()
    )
    return sorted({int(number) for number in numbers})


def story_addresses(edition: Edition, *, part: int) -> list[Address]:
    """The live stories of a part whose home this edition is; one query.

    Those that the newsroom keeps from search engines are left out.
    """
    origin = edition_origin(edition)
    rows = (
        Publication.objects.filter(
            story__gte=part * PART,
            story__lt=(part + 1) * PART,
            state=Publication.State.LIVE,
            home__edition=edition,
            story__is_noindex=False,
        )
        .order_by("story")
        .values_list(
            "story_id",
            "address_date",
            "version__slug",
            "substantively_updated_at",
            "first_published_at",
        )
    )
    return [
        Address(
            location=origin + dated_path(on=on, slug=slug, story_id=number),
            changed_at=updated_at or published_at,
        )
        for number, on, slug, updated_at, published_at in rows
        if on is not None and slug is not None
    ]


def list_paths(edition: Edition) -> tuple[list[str], list[Topic], list[Author]]:
    """Sections by slug, and the topics and staff authors with stories here; two queries."""
    listings = Listing.objects.in_edition(edition).filter(number=OuterRef("pk"))
    return (
        [section.slug for section in sections_of(edition)],
        list(Topic.objects.filter(Exists(listings.filter(subject="topic"))).order_by("pk")),
        list(Author.objects.filter(Exists(listings.filter(subject="author"))).order_by("pk")),
    )


def news_addresses(edition: Edition) -> list[NewsAddress]:
    """The newest stories, as Google News takes them; one query. What was paid for is left out."""
    origin = edition_origin(edition)
    rows = (
        Placement.objects.in_edition(edition)
        .live()
        .filter(
            published_at__gt=now() - NEWS_AGE,
            story__is_noindex=False,
            story__publication__home=F("pk"),
        )
        .exclude(story__publication__version__kind="sponsored")
        .newest_first()
        .select_related("story__publication__version")
        .defer("story__publication__version__content", "story__body")[:NEWS_MOST]
    )
    return [
        NewsAddress(
            location=origin
            + dated_path(on=publication.address_date, slug=version.slug, story_id=row.story_id),
            title=without_forbidden(version.headline),
            language=news_language(version.language or edition.language),
            published_at=row.published_at,
        )
        for row in rows
        if (publication := row.story.publication)
        and (version := publication.version)
        and row.published_at
        and publication.address_date
    ]


def news_language(tag: str) -> str:
    """A language as Google's news sitemap names it: two or three letters, but two for Chinese."""
    lowered = tag.lower()
    language = lowered.partition("-")[0]
    if language != "zh":
        return language
    return "zh-tw" if any(part in lowered for part in ("hant", "-tw", "-hk")) else "zh-cn"


def write_index(locations: Iterable[str]) -> bytes:
    """A sitemap index of the sitemaps at these absolute addresses, in UTF-8."""
    document = _document("sitemapindex")
    for location in locations:
        _text(etree.SubElement(document, f"{{{_SITEMAP}}}sitemap"), _SITEMAP, "loc", location)
    return _written(document)


def write_sitemap(addresses: Iterable[Address]) -> bytes:
    """A sitemap, in UTF-8."""
    document = _document("urlset")
    for address in addresses:
        element = etree.SubElement(document, f"{{{_SITEMAP}}}url")
        _text(element, _SITEMAP, "loc", address.location)
        if address.changed_at is not None:
            _text(element, _SITEMAP, "lastmod", rfc3339(address.changed_at))
    return _written(document)


def write_news(addresses: Iterable[NewsAddress], *, publication: Edition) -> bytes:
    """Google's news sitemap, in UTF-8."""
    document = _document("urlset", news=_NEWS)
    for address in addresses:
        element = etree.SubElement(document, f"{{{_SITEMAP}}}url")
        _text(element, _SITEMAP, "loc", address.location)
        news = etree.SubElement(element, f"{{{_NEWS}}}news")
        paper = etree.SubElement(news, f"{{{_NEWS}}}publication")
        _text(paper, _NEWS, "name", without_forbidden(publication.name))
        _text(paper, _NEWS, "language", address.language)
        _text(news, _NEWS, "publication_date", rfc3339(address.published_at))
        _text(news, _NEWS, "title", address.title)
    return _written(document)


def _document(name: str, **more: str) -> etree._Element:
    # No prefix for the protocol's own names; the stubs know prefixes alone.
    names: dict[str | None, str] = {None: _SITEMAP}
    names.update(more)
    return etree.Element(f"{{{_SITEMAP}}}{name}", nsmap=names)  # type: ignore[arg-type]


def _text(parent: etree._Element, namespace: str, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{namespace}}}{name}").text = text


def _written(document: etree._Element) -> bytes:
    return etree.tostring(document, encoding="utf-8", xml_declaration=True)
