"""The marker that tells public pages that a browser is staff's."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

ENTER = "wagtailadmin.access_admin"


class StaffMarkMiddleware:
    """Gives signed-in staff a cookie without any identity, and takes it from who signed out.

    The session's own cookie stays on the newsroom's path: no public page ever gets it. With the
    marker a story's public page has the bar that leads back into the newsroom, where session and
    permission are asked for. A newsroom on a host of its own has no public pages and marks nobody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path_info.startswith(settings.NEWSROOM_PATH):
            return response
        is_marked = settings.MASTHEAD_STAFF_COOKIE in request.COOKIES
        is_staff = request.user.is_authenticated
        if is_marked and not is_staff:
            response.delete_cookie(settings.MASTHEAD_STAFF_COOKIE, path="/", samesite="Lax")
        elif is_staff and not is_marked and not settings.MASTHEAD_NEWSROOM_HOST:
            self._mark(request, response)
        return response

    def _mark(self, request: HttpRequest, response: HttpResponse) -> None:
        if request.user.has_perm(ENTER):
            response.set_cookie(
                settings.MASTHEAD_STAFF_COOKIE,
                "1",
                max_age=settings.SESSION_COOKIE_AGE,
                path="/",
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
