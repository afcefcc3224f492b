"""Moderators get what is written here; every other address of the newsroom is refused to them.

Wagtail lets whoever may enter look through choosers, workflows and reports. For people who have a
part in stories that is right; moderators have none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

_OPEN = {
    "newsroom_desk",
    "newsroom_reading",
    "newsroom_enter",
    "newsroom_join",
    "newsroom_push_worker",
    "wagtailadmin_account",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_dismissibles",
    "usersessions_list",
}
# Signing in, out, and one's own account.
_OPEN_BEGINNINGS = ("account_", "mfa_")


class ModeratorMiddleware:
    """Refuses moderators what is not theirs, before any view runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Lead to what they read, or refuse what a script asks; None lets the request go on.

        The account carries the answer (see `StaffBackend.get_user`): no query of its own.
        """
        if not request.path.startswith(settings.NEWSROOM_PATH):
            return None
        if not getattr(request.user, "only_moderates", False):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in _OPEN or name.startswith(_OPEN_BEGINNINGS):
            return None
        if request.method != "GET" or request.headers.get("x-requested-with"):
            raise PermissionDenied
        messages.error(request, "Moderators do not have permission for that page.")
        return HttpResponseRedirect(reverse("newsroom_reading"))
