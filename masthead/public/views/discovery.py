"""What machines ask of a site: sitemaps, robots.txt, manifest, security.txt, OpenSearch."""

from __future__ import annotations

import json
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from lxml import etree

from masthead.kernel.characters import without_forbidden
from masthead.kernel.clock import now, rfc3339
from masthead.public import addresses
from masthead.public.brand import icon_path
from masthead.public.requests import edition_of
from masthead.standing.selectors import menus_of
from masthead.stories.addresses import author_path, edition_origin, section_path_of, topic_path
from masthead.stories.brand import brand_of
from masthead.stories.looks import PAPER
from masthead.stories.models import Edition
from masthead.syndication import sitemaps

# Robots come a few times a day; whoever comes more often gets the same for so long.
_KEPT = "public, max-age=600"
# RFC 9116 section 2.5.5: less than a year ahead. Drawn anew with each request, so never stale.
_SECURITY_VALID = timedelta(days=180)
_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"


def _answer(body: bytes | str, content_type: str) -> HttpResponse:
    response = HttpResponse(body, content_type=content_type)
    response.headers["Cache-Control"] = _KEPT
    return response


def _xml(body: bytes) -> HttpResponse:
    return _answer(body, "application/xml; charset=utf-8")


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The index of all sitemaps; one query."""
    edition = edition_of(request)
    parts = [f"/sitemaps/stories-{part}.xml" for part in sitemaps.story_parts(edition)]
    origin = edition_origin(edition)
    return _xml(sitemaps.write_index([origin + path for path in ("/sitemaps/lists.xml", *parts)]))


@require_safe
def sitemap_stories(request: HttpRequest, part: str) -> HttpResponse:
    """One part of the stories; one query."""
    # No story has a number that a database cannot hold.
    found = sitemaps.story_addresses(edition_of(request), part=int(part)) if len(part) < 12 else []
    if not found:
        raise Http404(f"no stories in part {part}")
    return _xml(sitemaps.write_sitemap(found))


@require_safe
def sitemap_lists(request: HttpRequest) -> HttpResponse:
    """Front page, sections, topics, authors and standing pages; two queries."""
    edition = edition_of(request)
    sections, topics, authors = sitemaps.list_paths(edition)
    paths = ["/", addresses.NEWS]
    if edition.stream_address:
        paths.append(addresses.LISTEN)
    paths += [section_path_of(slug) for slug in sections]
    paths += [topic_path(topic) for topic in topics]
    paths += [author_path(author) for author in authors]
    paths += sorted(set(menus_of(edition).paths.values()))
    origin = edition_origin(edition)
    return _xml(sitemaps.write_sitemap(sitemaps.Address(location=origin + path) for path in paths))


@require_safe
def sitemap_news(request: HttpRequest) -> HttpResponse:
    """The stories of the last two days, for Google News; one query."""
    edition = edition_of(request)
    found = sitemaps.news_addresses(edition)
    return _xml(sitemaps.write_news(found, publication=edition))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Who may read what (RFC 9309), and where the sitemaps are."""
    origin = edition_origin(edition_of(request))
    lines = [
        "User-agent: *",
        f"Disallow: {settings.NEWSROOM_PATH}",
        f"Disallow: {addresses.SEARCH}",
        f"Disallow: {addresses.SPONSORS}",
        "",
        f"Sitemap: {origin}/sitemap.xml",
        f"Sitemap: {origin}/sitemap-news.xml",
        "",
    ]
    return _answer("\n".join(lines), "text/plain; charset=utf-8")


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest (W3C): what a phone needs to keep the site on its home screen."""
    edition = edition_of(request)
    looks = edition.looks
    brand = brand_of(edition)
    icons = [
        {"src": icon_path(brand, size), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    told = {
        "name": edition.name,
        "short_name": edition.name,
        "description": edition.tagline or edition.name,
        "lang": edition.language,
        "dir": edition.direction,
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "browser",
        "background_color": looks.paper or PAPER,
        "theme_color": looks.paper or PAPER,
        "icons": icons,
    }
    body = json.dumps(told, ensure_ascii=False)
    return _answer(body, "application/manifest+json; charset=utf-8")


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser searches the site from its address bar (OpenSearch 1.1)."""
    edition = edition_of(request)
    origin = edition_origin(edition)
    document = etree.Element(
        f"{{{_OPENSEARCH}}}OpenSearchDescription",
        nsmap={None: _OPENSEARCH},  # type: ignore[dict-item]
    )
    with translation.override(edition.language):
        words = _("Search %(name)s") % {"name": edition.name}
    # Sixteen letters at most (OpenSearch 1.1, ShortName).
    _part(document, "ShortName", without_forbidden(edition.name)[:16])
    _part(document, "Description", without_forbidden(words)[:1024])
    _part(document, "InputEncoding", "UTF-8")
    _part(document, "Language", edition.language)
    icon = _part(document, "Image", origin + icon_path(brand_of(edition), 192))
    icon.attrib.update({"width": "192", "height": "192", "type": "image/png"})
    page = _part(document, "Url", "")
    template = f"{origin}{addresses.SEARCH}?q={{searchTerms}}"
    page.attrib.update({"type": "text/html", "method": "get", "template": template})
    body = etree.tostring(document, encoding="utf-8", xml_declaration=True)
    return _answer(body, "application/opensearchdescription+xml; charset=utf-8")


def _part(document: etree._Element, name: str, text: str) -> etree._Element:
    part = etree.SubElement(document, f"{{{_OPENSEARCH}}}{name}")
    part.text = text or None
    return part


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a hole (RFC 9116); 404 while nobody is named."""
    edition = edition_of(request)
    contact = _security_contact(edition)
    if not contact:
        raise Http404("no contact is set")
    lines = [
        f"Contact: {contact}",
        f"Expires: {rfc3339(now() + _SECURITY_VALID)}",
        f"Preferred-Languages: {', '.join(dict.fromkeys((edition.language, 'en')))}",
        f"Canonical: {edition_origin(edition)}/.well-known/security.txt",
        "",
    ]
    return _answer("\n".join(lines), "text/plain; charset=utf-8")


def _security_contact(edition: Edition) -> str:
    """An address that RFC 9116 section 2.5.3 takes: the installation's, else the edition's."""
    operator = settings.MASTHEAD_FETCH_POLICY.contact
    if urlsplit(operator).scheme in {"mailto", "https", "tel"}:
        return str(operator)
    return f"mailto:{edition.email}" if edition.email else ""


@require_safe
def change_password(request: HttpRequest) -> HttpResponse:
    """Where a password manager changes the password of somebody in the newsroom (W3C)."""
    if settings.MASTHEAD_NEWSROOM_HOST:
        raise Http404("the newsroom is at a host of its own")
    return HttpResponseRedirect(reverse("account_change_password"))


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """The icon for programs that ask for it by its old name."""
    edition = edition_of(request)
    response = HttpResponseRedirect(icon_path(brand_of(edition), 192))
    response.headers["Cache-Control"] = _KEPT
    return response
