"""What happens next, and what did not happen when it should have."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from masthead.fronts.selectors import scheduled_fronts
from masthead.kernel.clock import now
from masthead.newsroom.access import EDIT, PermissionNeeded, member_of
from masthead.newsroom.clockwork import next_page
from masthead.stories.models import MissedMoment
from masthead.stories.services.moments import acknowledge, open_moments


class NextView(PermissionNeeded, WagtailAdminTemplateMixin, TemplateView):
    """One list of all that the clock will do, under what it missed."""

    permission = EDIT
    page_title = "What happens next"
    template_name = "newsroom/next.html"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Desk, and here."""
        return [
            {"url": reverse("newsroom_desk"), "label": "Desk"},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the page of the list, and the missed moments on its first page."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        after = self.request.GET.get("after", "")
        return context | {
            "page": next_page(at=now(), after=after),
            "is_first_page": not after,
            "missed": [] if after else open_moments(),
            "fronts": [] if after else scheduled_fronts(at=now()),
            "zone": timezone.get_current_timezone_name(),
        }


class AcknowledgeMomentView(PermissionNeeded, View):
    """Say that one has seen a missed moment."""

    permission = EDIT
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Acknowledge, and back to where the button was."""
        moment = get_object_or_404(MissedMoment, pk=pk)
        acknowledge(moment=moment, by=member_of(request))
        messages.success(request, f"Acknowledged by {moment.acknowledged_by}: {moment}.")
        back = request.POST.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
        return HttpResponseRedirect(back if is_ours else reverse("newsroom_next"))
