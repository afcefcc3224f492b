"""Which host a request is for: an edition, the newsroom, or nobody we know; and what is packed.

``ALLOWED_HOSTS`` lets everything pass, because editors add hosts while the site runs; this
middleware is the check in its place. Only headers and static files come before it.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.http.request import split_domain_port
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from masthead.delivery.stores import purge_serial
from masthead.kernel.urls import is_loopback
from masthead.public.pages import bad_host, not_found
from masthead.stories.addresses import edition_origin
from masthead.stories.models import Edition
from masthead.stories.selectors import edition_at, edition_with_alias

# How long a process remembers which edition lives at a host: a new name or zone shows within it.
EDITION_SECONDS = 1.0
# What gains from being packed. Pictures and recordings are packed already, and a part of one
# (206) that were packed would no longer be the bytes that its Content-Range names.
_PACKED_TYPES = ("text/", "application/rss+xml", "application/json", "application/javascript")

# What the newsroom's screens load from beside its own path.
_FILES = (settings.STATIC_URL, settings.MEDIA_URL)

Handler = Callable[[HttpRequest], HttpResponse]


class HostMiddleware:
    """Sets ``request.edition`` (or None, for the newsroom on a host of its own).

    Answers 400 for a host that nobody here has. With ``newsroom_host`` set, the newsroom answers
    there alone, and that host serves nothing else but files.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self._known: dict[str, tuple[float, int | None, Edition]] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host, _ = split_domain_port(request.META.get("HTTP_HOST") or request.META["SERVER_NAME"])
        is_newsroom_path = request.path_info.startswith(settings.NEWSROOM_PATH)
        newsroom_host = settings.MASTHEAD_NEWSROOM_HOST.lower()
        if newsroom_host and host == newsroom_host:
            return self._newsroom(request, is_newsroom_path=is_newsroom_path)
        # Asked before anything is read for a page: what is purged from now on must not be stored.
        serial = purge_serial()
        edition = self._edition(host, serial)
        # Whoever sits at the machine reaches the newsroom under its own names too, whatever the
        # editions are called: before the first one is made, and when its host is wrong.
        is_newsroom = is_newsroom_path or request.path_info.startswith(_FILES)
        if edition is None and not (is_newsroom and is_loopback(host)):
            # By its other names an edition's readers are led to the one that it goes by.
            target = edition_with_alias(host)
            return _moved(request, target) if target else bad_host()
        if newsroom_host and is_newsroom_path:
            return not_found(edition) if edition else bad_host()
        request.edition = edition  # type: ignore[attr-defined]
        request.page_serial = serial  # type: ignore[attr-defined]
        return self.get_response(request)

    def _newsroom(self, request: HttpRequest, *, is_newsroom_path: bool) -> HttpResponse:
        request.edition = None  # type: ignore[attr-defined]
        if is_newsroom_path or request.path_info.startswith(settings.MEDIA_URL):
            return self.get_response(request)
        return HttpResponseRedirect(settings.NEWSROOM_PATH)

    def _edition(self, host: str, serial: int | None) -> Edition | None:
        """The edition at ``host``; any of this machine's own names reaches the one that has one."""
        if not host:
            return None
        moment = time.monotonic()
        known = self._known.get(host)
        if known and moment - known[0] < EDITION_SECONDS and known[1] == serial:
            return known[2]
        edition = edition_at(host)
        if edition is None and is_loopback(host) and edition_with_alias(host) is None:
            rows = Edition.objects.prefetch_related("sections")
            return next((row for row in rows if is_loopback(row.host)), None)
        if edition is not None:
            # Only hosts that editions have are remembered: this machine alone has millions of
            # names (127.0.0.0/8, *.localhost), and nobody outside may fill the table.
            self._known[host] = (moment, serial, edition)
        return edition


def _moved(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The same address at the edition's own host."""
    return HttpResponsePermanentRedirect(edition_origin(edition) + request.get_full_path())


class TextGZipMiddleware(GZipMiddleware):
    """Packs pages, feeds and scripts; never files, which are packed or asked for in parts."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Pack ``response`` if the browser can unpack it and it is text in one piece.

        What has a validator is as the page store or a view wants it: packed, it would be another.
        """
        is_text = response.headers.get("Content-Type", "").startswith(_PACKED_TYPES)
        if response.status_code == 206 or response.has_header("ETag") or not is_text:
            return response
        return super().process_response(request, response)
