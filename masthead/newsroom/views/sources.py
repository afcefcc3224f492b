"""Wire sources: how they are doing, trying an address, fetching one now."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from masthead.kernel.clock import now
from masthead.newsroom.access import CHANGE_SOURCES, READ_SOURCES, PermissionNeeded
from masthead.wire.health import sources_health
from masthead.wire.models import Feed
from masthead.wire.sources import fetch_soon, try_feed

# More of a trial's headlines are not read.
MOST_TRIED = 30


class SourcesView(PermissionNeeded, WagtailAdminTemplateMixin, TemplateView):
    """Every polled source with its last good fetch, what came, what went wrong, what is next."""

    permission = READ_SOURCES
    page_title = "How the wire is doing"
    template_name = "newsroom/sources.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the sources."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"lines": sources_health(now())}

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Desk, this screen."""
        return [
            {"url": reverse("newsroom_desk"), "label": "Desk"},
            {"url": "", "label": self.page_title},
        ]


class TrySourceView(PermissionNeeded, WagtailAdminTemplateMixin, TemplateView):
    """What would come in from an address: fetched now, nothing kept."""

    permission = CHANGE_SOURCES
    page_title = "Try a feed"
    template_name = "newsroom/try_source.html"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Desk, sources, this screen."""
        return [
            {"url": reverse("newsroom_desk"), "label": "Desk"},
            {"url": reverse("newsroom_sources"), "label": "Wire"},
            {"url": "", "label": self.page_title},
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Fetch it and show what it holds. POST: asking another server is not a page to reload."""
        address = request.POST.get("address", "").strip()
        if not address:
            messages.error(request, "Give the address of a feed.")
            return HttpResponseRedirect(reverse("newsroom_source_try"))
        trial = try_feed(address)
        context = self.get_context_data(**kwargs) | {
            "trial": trial,
            "headlines": trial.headlines[:MOST_TRIED],
            "more": max(len(trial.headlines) - MOST_TRIED, 0),
        }
        return self.render_to_response(context)


class FetchNowView(PermissionNeeded, View):
    """Have the worker ask a source now."""

    permission = CHANGE_SOURCES
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Enqueue it and go back to the list, which shows how it went."""
        feed = get_object_or_404(Feed.objects.select_related("source"), pk=kwargs["pk"])
        fetch_soon(feed)
        messages.success(request, f"“{feed.source}” is being asked; look again in a moment.")
        return HttpResponseRedirect(reverse("newsroom_sources"))
