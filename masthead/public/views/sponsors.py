"""A sponsor's link and picture: our own addresses, counted without knowing who asks."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    HttpResponseRedirect,
)
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from masthead.kernel.clock import now
from masthead.public.mediatypes import media_type_of
from masthead.public.requests import edition_of
from masthead.public.staff_bar import is_staff_request
from masthead.sponsors.agents import is_reader
from masthead.sponsors.counting import What, count
from masthead.sponsors.models import Sponsorship
from masthead.sponsors.selectors import picture_file, sponsorship_in

# The browser keeps the picture and asks whether it is still the same: a view costs a few bytes and
# is counted. Nobody on the way keeps or repacks it.
_ASK_AGAIN = "private, no-cache, no-transform"


@require_safe
def follow(request: HttpRequest, number: str) -> HttpResponse:
    """On to the sponsor's page (302); a click is counted."""
    found = _sponsorship(request, number)
    _count(request, found, "click")
    response = HttpResponseRedirect(found.address)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@require_safe
def picture(request: HttpRequest, number: str, width: str) -> HttpResponseBase:
    """The sponsor's picture in the size that suits ``width``; a view is counted.

    Every showing of a page asks for it, since nothing keeps it unasked; most are answered 304.
    """
    found = _sponsorship(request, number)
    is_webp = "image/webp" in request.headers.get("Accept", "")
    formats = ("webp", "jpeg") if is_webp else ("jpeg",)
    name = picture_file(found, width=int(width), formats=formats)
    path = Path(settings.MEDIA_ROOT) / name if name else None
    if path is None or not path.is_file():
        raise Http404("no file of this picture")
    _count(request, found, "view")
    # A file's name is never another's: see `stories.models.media.rendition_stem`.
    etag = f'"{path.stem}"'
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if not isinstance(response, HttpResponseNotModified):
        response = FileResponse(path.open("rb"), content_type=media_type_of(path.name))
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = _ASK_AGAIN
    response.headers["Vary"] = "Accept"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _sponsorship(request: HttpRequest, number: str) -> Sponsorship:
    """The one that is meant, unless nobody can have seen it yet. Raises `Http404`."""
    found = sponsorship_in(edition_of(request), int(number))
    if found is None or found.starts_at > now():
        raise Http404("no such sponsor")
    return found


def _count(request: HttpRequest, sponsorship: Sponsorship, what: What) -> None:
    """Count a reader's GET; staff, robots and pages fetched ahead are nobody's views."""
    if request.method != "GET" or is_staff_request(request) or not is_reader(request.headers):
        return
    count(sponsorship, what, at=now())
