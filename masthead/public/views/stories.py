"""A story's page, its history, and every form its address ever had."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from masthead.public.history import history_page
from masthead.public.pages import page_response, site_around
from masthead.public.requests import edition_of
from masthead.public.story_page import gone_note, published_story, story_page
from masthead.public.viewmodels import GonePage, Head
from masthead.stories.addresses import edition_origin, story_path
from masthead.stories.models import Edition, Publication
from masthead.stories.selectors import publication_of


@require_safe
def story(request: HttpRequest, number: str, **address: str) -> HttpResponse:
    """A story at any address it has had: the number finds it, the rest may be old or mistyped."""
    edition = edition_of(request)
    publication = _publication(number)
    if not publication.is_live:
        return gone(publication, edition=edition)
    if redirect := _redirect(request, publication, edition=edition, suffix=""):
        return redirect
    with translation.override(edition.language):
        told = published_story(publication, edition=edition)
        page = story_page(told, edition=edition)
    return page_response(page.template, site=site_around(edition, current=told.section), page=page)


@require_safe
def history(request: HttpRequest, number: str, **address: str) -> HttpResponse:
    """What changed in a story since it was published; gone with the story."""
    edition = edition_of(request)
    publication = _publication(number)
    if not publication.is_live:
        return gone(publication, edition=edition)
    if redirect := _redirect(request, publication, edition=edition, suffix="/history"):
        return redirect
    with translation.override(edition.language):
        page = history_page(publication, edition=edition)
    return page_response(page.template, site=site_around(edition), page=page)


def gone(publication: Publication, *, edition: Edition) -> HttpResponse:
    """410 for a story that readers had once; `Http404` for one that they never had."""
    if publication.first_published_at is None:
        raise Http404("never published")
    with translation.override(edition.language):
        note = gone_note(publication)
        # Without the headline: a page that is gone must not go on saying what was taken back.
        title = _("This story is no longer here")
        page = GonePage(head=Head(title=title, is_kept_from_search=True), note=note)
    return page_response(page.template, site=site_around(edition), page=page, status=410)


def _publication(number: str) -> Publication:
    # Longer numbers than a story can have would overflow the database's integer.
    publication = publication_of(int(number)) if len(number) < 19 else None
    if publication is None:
        raise Http404(f"no story {number}")
    return publication


def _redirect(
    request: HttpRequest, publication: Publication, *, edition: Edition, suffix: str
) -> HttpResponse | None:
    """The one permanent redirect from an old form of an address to the one that holds now.

    In an edition where the story does not stand, to its home.
    """
    path = quote(story_path(publication)) + suffix
    home = publication.home.edition if publication.home else edition
    is_placed = home.pk == edition.pk or (
        publication.story.placements.filter(edition=edition, is_live=True).exists()
    )
    if not is_placed:
        return HttpResponsePermanentRedirect(edition_origin(home) + path)
    if quote(request.path) != path:
        # Relative to this host: within one edition, scheme and port stay as the reader has them.
        return HttpResponsePermanentRedirect(path)
    return None
