"""Nobody whose role signs in with a second factor gets past setting one up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

# What it takes to set one up, to look right meanwhile, and to leave.
_ALLOWED = {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "account_reauthenticate",
    "account_set_password",
    "account_change_password",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "account_logout",
    "wagtailadmin_logout",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
}


class SecondFactorMiddleware:
    """Leads to the security page from every other address of the newsroom."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Redirect, or refuse where a redirect would not be seen; None lets the request go on.

        The account carries the answer (see `StaffBackend.get_user`): no query of its own.
        """
        if not request.path.startswith(settings.NEWSROOM_PATH):
            return None
        if not getattr(request.user, "lacks_second_factor", False):
            return None
        match = request.resolver_match
        if match is not None and match.view_name in _ALLOWED:
            return None
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            raise PermissionDenied
        messages.warning(request, "Set up a passkey or an authenticator app first.")
        return HttpResponseRedirect(reverse("mfa_index"))
