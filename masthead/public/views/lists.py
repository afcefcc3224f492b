"""Front page, section, topic, author, and all the news."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from masthead.delivery.keys import declare
from masthead.public import lists
from masthead.public.named import of_author, of_section, of_topic
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
@of_section
def section(request: HttpRequest, section: Section) -> HttpResponse:
    """A section's stories."""
    edition = section.edition
    with translation.override(edition.language):
        page = lists.section_list(section, **_places(request))
    return _answer(page, edition=edition, current=section)


@require_safe
@of_topic
def topic(request: HttpRequest, topic: Topic) -> HttpResponse:
    """Stories on a topic."""
    edition = edition_of(request)
    with translation.override(edition.language):
        page = lists.topic_list(topic, edition=edition, **_places(request))
    return _answer(page, edition=edition)


@require_safe
@of_author
def author(request: HttpRequest, author: Author) -> HttpResponse:
    """A staff author's stories."""
    edition = edition_of(request)
    with translation.override(edition.language):
        page = lists.author_list(author, edition=edition, **_places(request))
    return _answer(page, edition=edition)


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """All the news, by date."""
    edition = edition_of(request)
    declare("news")
    with translation.override(edition.language):
        page = lists.news_index(edition, **_places(request))
    return _answer(page, edition=edition)


def _places(request: HttpRequest) -> dict[str, Any]:
    return {"before": cursor_of(request, "before"), "after": cursor_of(request, "after")}
