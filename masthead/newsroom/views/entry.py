"""Signing in by a link that works once."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from masthead.accounts.services import use_sign_in_link


@never_cache
@require_GET
def enter(request: HttpRequest, secret: str) -> HttpResponse:
    """Sign in whoever the link was made for, once; answer 410 to a link that no longer works.

    A spent link, an old one and one that never was get the same answer: who tries secrets learns
    nothing from it. The address holds the secret, so no page it leads to may hear of it.
    """
    user = use_sign_in_link(secret=secret)
    if user is None:
        response = render(request, "newsroom/link_spent.html", status=410)
    else:
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
        response = HttpResponseRedirect(reverse("newsroom_desk"))
    response["Referrer-Policy"] = "no-referrer"
    return response


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What an editor sees when a form comes from a page that is too old (CSRF_FAILURE_VIEW)."""
    return render(request, "newsroom/stale_form.html", status=403)
