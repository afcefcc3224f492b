"""Addresses as people type and paste them: capitals, a slash too many."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase

_SLASHES = re.compile("/{2,}")
_NOT_OURS = (settings.NEWSROOM_PATH, settings.STATIC_URL, settings.MEDIA_URL)


def tidied(path: str) -> str:
    """``path`` as the site's own addresses are written: small letters, single slashes, none last.

    Begins with a slash, and never with two: it cannot lead to another host.
    """
    return _SLASHES.sub("/", f"/{path}").rstrip("/").lower() or "/"


class TidyAddressMiddleware:
    """Leads to a page from any form of its address, by one permanent redirect (RFC 9110 15.4.2).

    The page is asked for at its tidy address: one that is not there, is gone or has moved says so
    itself, and nobody is led on twice or to nowhere. Stands before the page store, which knows the
    tidy address alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer ``request``."""
        path = tidied(request.path_info)
        if (
            path == request.path_info
            or request.method not in ("GET", "HEAD")
            or request.path_info.startswith(_NOT_OURS)
        ):
            return self.get_response(request)
        request.path = request.path_info = path
        response = self.get_response(request)
        if response.status_code not in (200, 304):
            return response
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(quote(path) + (f"?{query}" if query else ""))
