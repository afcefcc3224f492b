"""The station's live stream."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from masthead.public import addresses
from masthead.public.pages import page_response, site_around
from masthead.public.requests import edition_of
from masthead.public.standingviews import ListenPage
from masthead.public.viewmodels import Head
from masthead.stories.addresses import edition_origin


@require_safe
def listen(request: HttpRequest) -> HttpResponse:
    """The page with the player. Nothing is fetched from the stream before somebody presses play.

    Not kept in the store: it alone may play from the stream's host, and stored pages share their
    headers.
    """
    edition = edition_of(request)
    if not edition.stream_address:
        raise Http404("this edition has no live stream")
    with translation.override(edition.language):
        title = _("Listen live")
    page = ListenPage(
        head=Head(
            title=title,
            description=edition.stream_name,
            canonical=edition_origin(edition) + addresses.LISTEN,
        ),
        name=edition.stream_name or edition.name,
        stream_address=edition.stream_address,
    )
    response = page_response(page.template, site=site_around(edition), page=page)
    parts = urlsplit(edition.stream_address)
    # django-csp adds it to the policy of this one answer.
    response._csp_update = {"media-src": f"{parts.scheme}://{parts.netloc}"}  # type: ignore[attr-defined]
    return response
