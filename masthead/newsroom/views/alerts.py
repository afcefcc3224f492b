"""Alerts: the list, one of them, that somebody is on it, and who is on call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from masthead.alerts.models import Alert, Duty
from masthead.alerts.selectors import Place, alerts_page, duties_from, on_call
from masthead.alerts.services import (
    ACKNOWLEDGE,
    SET_ROTA,
    RotaRefused,
    acknowledge_alert,
    remove_duty,
    set_duty,
)
from masthead.kernel.clock import now
from masthead.newsroom.access import PermissionNeeded, member_of
from masthead.newsroom.forms.rota import DutyForm

if TYPE_CHECKING:
    # Generic for the type checker alone: Django's class takes no parameter at run time.
    _RotaView = FormView[DutyForm]
else:
    _RotaView = FormView

# Everybody with a part in stories hears what is wrong; who may act on it is asked at each act.
READ_ALERTS = "stories.view_story"


def _place_of(request: HttpRequest) -> Place | None:
    """Where older alerts begin, as a link wrote it; None for a mangled one."""
    written, _, number = request.GET.get("before", "").rpartition("_")
    try:
        moment = parse_datetime(written)
    except ValueError:
        return None
    if moment is None or moment.tzinfo is None or not number.isascii() or not number.isdigit():
        return None
    return Place(moment, int(number)) if len(number) < 19 else None


class AlertsView(PermissionNeeded, WagtailAdminTemplateMixin, TemplateView):
    """What happened, newest first."""

    permission = READ_ALERTS
    page_title = "Alerts"
    template_name = "newsroom/alerts.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of the list, as filtered, and who is on call; three queries at most."""
        asked = self.request.GET.get("kind", "")
        kind = asked if asked in Alert.Kind.values else ""
        only_open = self.request.GET.get("state") == "open"
        page = alerts_page(kind=kind, only_open=only_open, before=_place_of(self.request))
        older = f"{page.older.raised_at.isoformat()}_{page.older.number}" if page.older else ""
        return super().get_context_data(**kwargs) | {
            "alerts": page.alerts,
            "older": older,
            "kinds": Alert.Kind.choices,
            "kind": kind,
            "state": "open" if only_open else "",
            "on_call": on_call(now()),
        }

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Desk, alerts."""
        return [
            {"url": reverse("newsroom_desk"), "label": "Desk"},
            {"url": "", "label": self.page_title},
        ]


class AlertView(PermissionNeeded, WagtailAdminTemplateMixin, TemplateView):
    """One alert: what to do, whom it reached, who is on it."""

    permission = READ_ALERTS
    page_title = "Alert"
    template_name = "newsroom/alert.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The alert and its notices; two queries."""
        alert = get_object_or_404(
            Alert.objects.select_related("story", "acknowledged_by"), pk=kwargs["pk"]
        )
        return super().get_context_data(**kwargs) | {
            "alert": alert,
            "notices": alert.notices.select_related("person"),
            "may_acknowledge": self.request.user.has_perm(ACKNOWLEDGE),
        }

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Desk, alerts, this one."""
        return [
            {"url": reverse("newsroom_desk"), "label": "Desk"},
            {"url": reverse("newsroom_alerts"), "label": "Alerts"},
            {"url": "", "label": self.page_title},
        ]


class AcknowledgeView(PermissionNeeded, View):
    """Say that one is on it."""

    permission = ACKNOWLEDGE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Acknowledge, or say who was first."""
        alert = get_object_or_404(Alert.objects.select_related("acknowledged_by"), pk=kwargs["pk"])
        if acknowledge_alert(alert=alert, by=member_of(request)):
            messages.success(request, "You are on it. Nobody else is called.")
        else:
            messages.info(request, f"{alert.acknowledged_by} was on it before you.")
        return HttpResponseRedirect(reverse("newsroom_alert", args=[alert.pk]))


class RotaView(PermissionNeeded, WagtailAdminTemplateMixin, _RotaView):
    """Who is on call, and when."""

    permission = READ_ALERTS
    page_title = "On call"
    template_name = "newsroom/rota.html"
    form_class = DutyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds who is on call now and the times to come; three queries at most."""
        moment = now()
        return super().get_context_data(**kwargs) | {
            "duties": duties_from(moment),
            "on_call": on_call(moment),
            "now": moment,
            "may_set": self.request.user.has_perm(SET_ROTA),
        }

    def form_valid(self, form: DutyForm) -> HttpResponse:
        """Write it down, or say what is wrong with the times."""
        try:
            duty = set_duty(**form.cleaned_data, by=member_of(self.request))
        except RotaRefused as refusal:
            form.add_error("ends_at", str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"{duty.person} is on call then.")
        return HttpResponseRedirect(reverse("newsroom_rota"))

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Desk, alerts, rota."""
        return [
            {"url": reverse("newsroom_desk"), "label": "Desk"},
            {"url": reverse("newsroom_alerts"), "label": "Alerts"},
            {"url": "", "label": self.page_title},
        ]


class RemoveDutyView(PermissionNeeded, View):
    """Take a time on call off the rota."""

    permission = SET_ROTA
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Remove it, and say whose it was."""
        duty = get_object_or_404(Duty.objects.select_related("person"), pk=kwargs["pk"])
        remove_duty(duty=duty, by=member_of(request))
        messages.success(request, f"{duty.person} is not on call then any more.")
        return HttpResponseRedirect(reverse("newsroom_rota"))
