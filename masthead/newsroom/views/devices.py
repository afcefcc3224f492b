"""A person's own devices for push messages, and the script that shows the messages there."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from masthead.alerts.devices import add_device, remove_device
from masthead.alerts.keys import vapid_key
from masthead.alerts.push import SubscriptionRefused
from masthead.alerts.selectors import devices_of
from masthead.newsroom.access import PermissionNeeded, member_of
from masthead.newsroom.views.alerts import READ_ALERTS

# A subscription is about 500 bytes.
_MOST_BYTES = 8_000
_WORKER = "masthead/newsroom/push-worker.js"


class DevicesView(PermissionNeeded, WagtailAdminTemplateMixin, TemplateView):
    """The browsers that alerts come to, and a button that adds this one."""

    permission = READ_ALERTS
    page_title = "Alerts on my devices"
    template_name = "newsroom/devices.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The devices and the newsroom's public key; two queries."""
        return super().get_context_data(**kwargs) | {
            "devices": devices_of(member_of(self.request)),
            "public_key": vapid_key().public,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Add the browser that asks: JSON from the page's own script, after a click."""
        if len(request.body) > _MOST_BYTES:
            return _refused("The browser sent too much.")
        try:
            sent = json.loads(request.body)
            subscription = {
                "endpoint": str(sent["endpoint"]),
                "p256dh": str(sent["keys"]["p256dh"]),
                "auth": str(sent["keys"]["auth"]),
            }
            add_device(person=member_of(request), name=str(sent.get("name", "")), **subscription)
        except (KeyError, TypeError, ValueError, RecursionError) as error:
            reason = str(error) if isinstance(error, SubscriptionRefused) else ""
            return _refused(reason or "The browser’s subscription cannot be read.")
        return JsonResponse({"added": True})

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Desk, alerts, devices."""
        return [
            {"url": reverse("newsroom_desk"), "label": "Desk"},
            {"url": reverse("newsroom_alerts"), "label": "Alerts"},
            {"url": "", "label": self.page_title},
        ]


class RemoveDeviceView(PermissionNeeded, View):
    """Send nothing to a device any more."""

    permission = READ_ALERTS
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Forget it, if it is the person's own."""
        if remove_device(person=member_of(request), device_id=kwargs["pk"]):
            messages.success(request, "No more alerts go to that device.")
        return HttpResponseRedirect(reverse("newsroom_devices"))


@require_safe
def push_worker(request: HttpRequest) -> HttpResponse:
    """The service worker: below the newsroom's path, so that it reaches no reader's page.

    Its scope is where its address lies (Service Workers, section 4.2); it holds nothing secret and
    browsers ask for it without a session.
    """
    response = HttpResponse(_worker_script(), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@cache
def _worker_script() -> bytes:
    found = finders.find(_WORKER)
    if not isinstance(found, str):
        raise FileNotFoundError(_WORKER)
    return Path(found).read_bytes()


def _refused(reason: str) -> HttpResponse:
    return JsonResponse({"added": False, "reason": reason}, status=400)
