"""Readers who save data (``Save-Data: on``) keep to the letters of their own device.

Pages are stored once for everybody, so it is the font that is answered otherwise: with nothing.
The stylesheet's fallbacks are measured against ours, and stand where ours would. The front servers
that `masthead proxy-config` writes for do the same.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase


class SaveDataMiddleware:
    """Answers 204 to who asks for a font and saves data. Stands before the static files."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer ``request``."""
        if (
            request.META.get("HTTP_SAVE_DATA", "").strip().lower() == "on"
            and request.path_info.startswith(settings.STATIC_URL)
            and request.path_info.endswith(".woff2")
        ):
            # No cache may give it to somebody else (the fonts themselves may be given to all).
            return HttpResponse(status=204, headers={"Cache-Control": "no-store"})
        return self.get_response(request)
