"""The stylesheet with an edition's own colours."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from masthead.public.pages import CACHE_CONTROL
from masthead.public.requests import edition_of
from masthead.stories.looks import stylesheet_mark, stylesheet_of

_FOREVER = "public, max-age=31536000, immutable"


@require_safe
def looks(request: HttpRequest, mark: str) -> HttpResponse:
    """The edition's tokens; no query.

    A page from before a change asks for the mark it knows and gets the colours of now, which it
    may not keep.
    """
    edition = edition_of(request)
    if not edition.looks.is_own:
        raise Http404("this edition has the house's looks")
    response = HttpResponse(stylesheet_of(edition.looks), content_type="text/css; charset=utf-8")
    is_current = mark == stylesheet_mark(edition.looks)
    response.headers["Cache-Control"] = _FOREVER if is_current else CACHE_CONTROL
    return response
