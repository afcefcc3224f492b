"""Which host a request is for: an edition, the newsroom, or nobody we know.

``ALLOWED_HOSTS`` lets everything pass, because editors add hosts while the site runs; this
middleware is the check in its place, and comes before everything else.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseRedirect
from django.http.request import split_domain_port

from masthead.kernel.urls import is_loopback
from masthead.public.pages import bad_host
from masthead.stories.models import Edition
from masthead.stories.selectors import edition_at

# How long a process remembers which edition lives at a host: a new name or zone shows within it.
EDITION_SECONDS = 1.0

Handler = Callable[[HttpRequest], HttpResponse]


class HostMiddleware:
    """Sets ``request.edition`` (or None, for the newsroom on a host of its own).

    Answers 400 for a host that nobody here has. With ``newsroom_host`` set, the newsroom answers
    there alone, and that host serves nothing else but files.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self._known: dict[str, tuple[float, Edition]] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host, _ = split_domain_port(request.META.get("HTTP_HOST") or request.META["SERVER_NAME"])
        is_newsroom_path = request.path_info.startswith(settings.NEWSROOM_PATH)
        newsroom_host = settings.MASTHEAD_NEWSROOM_HOST
        if newsroom_host and host == newsroom_host:
            return self._newsroom(request, is_newsroom_path=is_newsroom_path)
        edition = self._edition(host)
        # The newsroom of an installation without an edition is where the first one is made.
        if edition is None and not (is_newsroom_path and is_loopback(host)):
            return bad_host()
        if newsroom_host and is_newsroom_path:
            return HttpResponseNotFound()
        request.edition = edition  # type: ignore[attr-defined]
        return self.get_response(request)

    def _newsroom(self, request: HttpRequest, *, is_newsroom_path: bool) -> HttpResponse:
        request.edition = None  # type: ignore[attr-defined]
        if is_newsroom_path or request.path_info.startswith(
            (settings.STATIC_URL, settings.MEDIA_URL)
        ):
            return self.get_response(request)
        return HttpResponseRedirect(settings.NEWSROOM_PATH)

    def _edition(self, host: str) -> Edition | None:
        """The edition at ``host``; any of this machine's own names reaches the one that has one."""
        if not host:
            return None
        moment = time.monotonic()
        if (known := self._known.get(host)) and moment - known[0] < EDITION_SECONDS:
            return known[1]
        edition = edition_at(host)
        if edition is None and is_loopback(host):
            rows = Edition.objects.prefetch_related("sections")
            edition = next((row for row in rows if is_loopback(row.host)), None)
        if edition is not None:
            # Only hosts that exist are remembered: the table cannot be filled from outside.
            self._known[host] = (moment, edition)
        return edition
