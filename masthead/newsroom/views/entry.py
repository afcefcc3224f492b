"""Signing in by a link that works once."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from masthead.accounts.models import User
from masthead.accounts.services import FOUNDER, find_sign_in_link, use_sign_in_link

BACKEND = "masthead.accounts.backends.StaffBackend"


@never_cache
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask whoever opens the link to press a button, and sign in who does: once.

    Opening spends nothing: scanners of mail and previews of chats open every link that they see.
    A spent link, an old one and one that never was get the same 410: who tries secrets learns
    nothing from it. The address holds the secret, so no page it leads to may hear of it.
    """
    if request.method == "POST":
        user = use_sign_in_link(secret=secret)
        if user is not None:
            sign_in(request, user, method="link")
            return _quiet(HttpResponseRedirect(reverse("newsroom_desk")))
    elif (user := find_sign_in_link(secret=secret)) is not None:
        return _quiet(
            render(
                request,
                "newsroom/enter.html",
                {"person": user, "is_founder": user.email == FOUNDER},
            )
        )
    return _quiet(render(request, "newsroom/link_spent.html", status=410))


def sign_in(request: HttpRequest, user: User, *, method: str) -> None:
    """Begin a session for ``user``, who showed by ``method`` that it is they.

    Counts as a fresh proof: who came by the operator's link, or has just set a password, can set
    up a passkey without being asked for what they do not have.
    """
    login(request, user, backend=BACKEND)
    record_authentication(request, user, method=method, reauthenticated=True)
    UserSession.objects.create_from_request(request)


def _quiet(response: HttpResponse) -> HttpResponse:
    # The origin alone: with “no-referrer” browsers send the form with “Origin: null”, which the
    # check against forged forms refuses.
    response["Referrer-Policy"] = "strict-origin"
    return response


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What an editor sees when a form comes from a page that is too old (CSRF_FAILURE_VIEW)."""
    return render(request, "newsroom/stale_form.html", status=403)
