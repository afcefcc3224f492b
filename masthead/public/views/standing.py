"""Standing pages: about, contact, privacy and what else an edition has."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import translation
from django.views.decorators.http import require_safe

from masthead.delivery.keys import declare
from masthead.public.pages import page_response, site_around
from masthead.public.requests import edition_of
from masthead.public.standing import standing_view
from masthead.standing.selectors import menus_of, standing_page


@require_safe
def standing(request: HttpRequest, slug: str) -> HttpResponse:
    """The standing page at ``/slug``, or the way to where it is now."""
    edition = edition_of(request)
    path = menus_of(edition).paths.get(slug)
    if path is None:
        raise Http404(f"no page {slug}")
    if path != request.path:
        return HttpResponsePermanentRedirect(path)
    row = standing_page(edition, slug)
    if row is None:
        raise Http404(f"the page {slug} was taken down a moment ago")
    row.edition = edition  # as it was read for the host: with its menus at hand
    declare("standing", row.pk)
    with translation.override(edition.language):
        page = standing_view(row)
    return page_response(page.template, site=site_around(edition), page=page)


def _has_page(request: HttpRequest, slug: str) -> bool:
    return slug in menus_of(edition_of(request)).paths


# Its pattern takes any word: the page store treats those that lead nowhere as if no view had them.
standing.has_page = _has_page  # type: ignore[attr-defined]
