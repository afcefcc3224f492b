"""A story's page, its history, and every form its address ever had."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from masthead.delivery.keys import declare, note_lazily
from masthead.public.history import history_page
from masthead.public.pages import page_response, site_around
from masthead.public.requests import edition_of
from masthead.public.staff_bar import is_staff_request, staff_bar
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
    is_staff = is_staff_request(request)
    if not publication.is_live:
        return gone(publication, edition=edition, is_staff=is_staff)
    if redirect := _redirect(request, publication, edition=edition, suffix=""):
        return redirect
    return live_story(publication, edition=edition, is_staff=is_staff)


def live_story(publication: Publication, *, edition: Edition, is_staff: bool) -> HttpResponse:
    """The page of a story that is live; with ``is_staff``, under the bar that leads to the acts."""
    with translation.override(edition.language):
        told = published_story(publication, edition=edition)
        page = story_page(told, edition=edition)
    bar = staff_bar(publication) if is_staff else None
    site = site_around(edition, current=told.section, staff=bar)
    if not is_staff:
        declare("story", publication.pk)
        # Which stories stand beside it, from these lists, may lag; their words may not.
        note_lazily("about", *told.content["topics"])
        if told.section is not None:
            note_lazily("section", told.section.slug)
    return page_response(page.template, site=site, page=page)


def read_story(publication: Publication) -> HttpResponse:
    """A story's page for staff, whichever host they are on (`settings.MASTHEAD_STORY_READ`).

    In its home edition; the answer is never stored. Raises `Http404` for a story that readers
    never had.
    """
    if publication.home is None:
        raise Http404("no home")
    edition = publication.home.edition
    if not publication.is_live:
        return gone(publication, edition=edition, is_staff=True)
    return live_story(publication, edition=edition, is_staff=True)


@require_safe
def history(request: HttpRequest, number: str, **address: str) -> HttpResponse:
    """What changed in a story since it was published; gone with the story."""
    edition = edition_of(request)
    publication = _publication(number)
    if not publication.is_live:
        return gone(publication, edition=edition)
    if redirect := _redirect(request, publication, edition=edition, suffix="/history"):
        return redirect
    declare("story", publication.pk)
    with translation.override(edition.language):
        page = history_page(publication, edition=edition)
    return page_response(page.template, site=site_around(edition), page=page)


def gone(publication: Publication, *, edition: Edition, is_staff: bool = False) -> HttpResponse:
    """410 for a story that readers had once; `Http404` for one that they never had.

    One on hold answers 404: gone for now, and nobody knows for how long (RFC 9110 section 15.5.5).
    410 would say for good, 503 that the site is in trouble, 451 that a law demanded it.
    """
    if publication.first_published_at is None:
        raise Http404("never published")
    with translation.override(edition.language):
        note = gone_note(publication)
        # Without the headline: a page that is gone must not go on saying what was taken back.
        is_held = publication.state == Publication.State.HELD
        title = (
            _("This story is not available at present")
            if is_held
            else _("This story is no longer here")
        )
        page = GonePage(head=Head(title=title, is_kept_from_search=True), note=note)
    site = site_around(edition, staff=staff_bar(publication) if is_staff else None)
    return page_response(page.template, site=site, page=page, status=404 if is_held else 410)


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
