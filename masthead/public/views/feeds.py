"""Feeds of the edition, a section, a topic, an author; each as RSS, Atom and JSON Feed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from masthead.delivery.keys import declare
from masthead.public.named import of_author, of_section, of_topic
from masthead.public.pages import CACHE_CONTROL
from masthead.public.requests import edition_of
from masthead.stories.addresses import author_path, feed_path, section_path, topic_path
from masthead.stories.models import Author, Edition, Listing, Placement, Section, Topic
from masthead.stories.querysets import ListingQuerySet, PlacementQuerySet
from masthead.syndication.entries import make_feed
from masthead.syndication.feeds import FORMS, write_feed


@require_safe
def edition_feed(request: HttpRequest, form: str) -> HttpResponse:
    """The newest stories of the edition."""
    edition = edition_of(request)
    declare("feed")
    places = Placement.objects.in_edition(edition)
    return answer_feed(
        places, edition=edition, title="", description=edition.tagline, page="/", form=form
    )


@require_safe
@of_section
def section_feed(request: HttpRequest, section: Section, form: str) -> HttpResponse:
    """The newest stories of a section."""
    return answer_feed(
        Placement.objects.in_section(section),
        edition=section.edition,
        title=section.name,
        description=section.description,
        page=section_path(section),
        form=form,
    )


@require_safe
@of_topic
def topic_feed(request: HttpRequest, topic: Topic, form: str) -> HttpResponse:
    """The newest stories on a topic."""
    edition = edition_of(request)
    return answer_feed(
        Listing.objects.in_edition(edition).about(topic),
        edition=edition,
        title=topic.name,
        description="",
        page=topic_path(topic),
        form=form,
    )


@require_safe
@of_author
def author_feed(request: HttpRequest, author: Author, form: str) -> HttpResponse:
    """The newest stories of a staff author."""
    edition = edition_of(request)
    return answer_feed(
        Listing.objects.in_edition(edition).by(author),
        edition=edition,
        title=author.name,
        description=author.biography,
        page=author_path(author),
        form=form,
    )


def answer_feed(
    places: PlacementQuerySet | ListingQuerySet,
    *,
    edition: Edition,
    title: str,
    description: str,
    page: str,
    form: str,
    path: str = "",
) -> HttpResponse:
    """The newest of ``places`` as a feed.

    ``path`` is its own where the page's does not give it: that of a search, of which no hub hears.
    """
    feed = make_feed(
        places,
        edition=edition,
        # As the title of the list's own page: its name, then the newspaper's.
        title=f"{title} – {edition.name}" if title else edition.name,
        description=description,
        home=page,
        path=path or feed_path(page, form=form),
        is_told=not path,
    )
    with translation.override(edition.language):
        body = write_feed(feed, form=form)
    response = HttpResponse(body, content_type=FORMS[form].content_type)
    response.headers["Cache-Control"] = CACHE_CONTROL
    response.headers["Content-Language"] = edition.language
    return response
