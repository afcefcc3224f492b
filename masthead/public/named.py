"""Pages and feeds of what has a list of its own: the row is found by the words of the address."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from masthead.delivery.keys import declare, note
from masthead.public.requests import edition_of
from masthead.stories.addresses import author_path, section_path, topic_path
from masthead.stories.models import Author, Edition, Section, Topic
from masthead.stories.moved import author_at, section_at, topic_at

_Row = TypeVar("_Row", Section, Topic, Author)
_View = Callable[..., HttpResponse]


def _decorator(
    find: Callable[[Edition, str], _Row | None],
    *,
    path_of: Callable[[_Row], str],
    declares: Callable[[_Row], None],
) -> Callable[[_View], _View]:
    """Makes ``view(request, row, …)`` one of the address: at a former slug it leads on."""

    def decorate(view: _View) -> _View:
        @wraps(view)
        def answer(request: HttpRequest, slug: str, **parts: Any) -> HttpResponse:
            row = find(edition_of(request), slug)
            if row is None:
                raise Http404(f"nothing is called {slug}")
            if row.slug != slug:
                return _moved(request, path_of(row))
            declares(row)
            return view(request, row, **parts)

        return answer

    return decorate


def _moved(request: HttpRequest, path: str) -> HttpResponse:
    """The same below the present address: its feed, its place in the list."""
    _, _, _, *below = request.path.split("/", 3)
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect("/".join((path, *below)) + (f"?{query}" if query else ""))


def _section(edition: Edition, slug: str) -> Section | None:
    section = section_at(edition, slug)
    if section is not None:
        section.edition = edition  # as it was read for the host: with its sections and its bar
    return section


def _declare_section(section: Section) -> None:
    declare("section", section.slug)


def _declare_topic(topic: Topic) -> None:
    declare("about", topic.pk)
    note("topic", topic.pk)


def _declare_author(author: Author) -> None:
    declare("by", author.pk)
    note("author", author.pk)


of_section = _decorator(_section, path_of=section_path, declares=_declare_section)
of_topic = _decorator(
    lambda edition, slug: topic_at(slug), path_of=topic_path, declares=_declare_topic
)
of_author = _decorator(
    lambda edition, slug: author_at(slug), path_of=author_path, declares=_declare_author
)
