"""The readers' search, as a page and as a feed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from masthead.public import addresses
from masthead.public.pages import page_response, site_around
from masthead.public.requests import edition_of
from masthead.public.search import LONGEST, Asked, search_page
from masthead.public.views.feeds import answer_feed
from masthead.search.selectors import find_numbers
from masthead.stories.models import Edition, Placement
from masthead.stories.selectors import sections_of
from masthead.syndication.entries import FEED_LENGTH


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What was found; the form alone without words."""
    edition = edition_of(request)
    with translation.override(edition.language):
        page = search_page(edition, _asked(request, edition))
    return page_response(page.template, site=site_around(edition), page=page)


@require_safe
def search_feed(request: HttpRequest, form: str) -> HttpResponse:
    """The newest of what the same search finds, for who wants to hear of more."""
    edition = edition_of(request)
    asked = _asked(request, edition)
    numbers: list[int] = []
    if asked.words.strip():
        numbers = find_numbers(asked.query(edition), most=FEED_LENGTH)
    with translation.override(edition.language):
        title = _("Search: %(words)s") % {"words": asked.words.strip()}
    return answer_feed(
        Placement.objects.in_edition(edition).filter(story__in=numbers),
        edition=edition,
        title=title,
        description="",
        page=asked.address(),
        path=asked.address(f"{addresses.SEARCH}.{form}"),
        form=form,
    )


def _asked(request: HttpRequest, edition: Edition) -> Asked:
    """What the address says; anything that makes no sense is as if it were not there."""
    words = request.GET.get("q", "").replace("\x00", "").lstrip()[:LONGEST]
    slug = request.GET.get("section", "")
    section = next((row for row in sections_of(edition) if row.slug == slug), None)
    order = request.GET.get("order")
    return Asked(
        words=words,
        section=section,
        order="newest" if order == "newest" else "best",
        before=request.GET.get("before", ""),
    )
