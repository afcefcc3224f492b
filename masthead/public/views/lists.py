"""Front page, section, topic, author, and all the news."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import translation
from django.views.decorators.http import require_safe

from masthead.delivery.keys import declare, note
from masthead.public import lists
from masthead.public.pages import page_response, site_around
from masthead.public.requests import cursor_of, edition_of
from masthead.stories.models import Author, Edition, Section, Topic


def _answer(page: Any, *, edition: Edition, current: Section | None = None) -> HttpResponse:
    return page_response(page.template, site=site_around(edition, current=current), page=page)


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The front page of the edition."""
    edition = edition_of(request)
    declare("front")
    with translation.override(edition.language):
        page = lists.front_page(edition)
    return _answer(page, edition=edition)


@require_safe
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """A section's stories."""
    edition = edition_of(request)
    row = Section.objects.filter(edition=edition, slug=slug).first()
    if row is None:
        raise Http404(f"no section {slug}")
    row.edition = edition  # as it was read for the host: with its sections and its bar at hand
    declare("section", row.slug)
    with translation.override(edition.language):
        page = lists.section_list(row, **_places(request))
    return _answer(page, edition=edition, current=row)


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Stories on a topic."""
    edition = edition_of(request)
    row = Topic.objects.filter(slug=slug).first()
    if row is None:
        raise Http404(f"no topic {slug}")
    declare("about", row.pk)
    note("topic", row.pk)
    with translation.override(edition.language):
        page = lists.topic_list(row, edition=edition, **_places(request))
    return _answer(page, edition=edition)


@require_safe
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """A staff author's stories."""
    edition = edition_of(request)
    row = Author.objects.filter(slug=slug).first()
    if row is None:
        raise Http404(f"no author {slug}")
    declare("by", row.pk)
    note("author", row.pk)
    with translation.override(edition.language):
        page = lists.author_list(row, edition=edition, **_places(request))
    return _answer(page, edition=edition)


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """All the news, by date."""
    edition = edition_of(request)
    declare("news")
    with translation.override(edition.language):
        page = lists.news_index(edition, **_places(request))
    return _answer(page, edition=edition)


@require_safe
def without_slash(request: HttpRequest) -> HttpResponse:
    """The one address of a list, for those who typed a slash after it; its place is kept."""
    path = quote(request.path.rstrip("/"))
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)


def _places(request: HttpRequest) -> dict[str, Any]:
    return {"before": cursor_of(request, "before"), "after": cursor_of(request, "after")}
