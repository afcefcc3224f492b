"""Wire items: reading them, opening them as stories, and the bytes as they came."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import get_valid_filename
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from masthead.newsroom.access import EDIT, READ_WIRE, PermissionNeeded, member_of
from masthead.newsroom.desk.lists import items_beside
from masthead.newsroom.wirepages import facts_of, text_of
from masthead.wire.models import Item, Take
from masthead.wire.records import from_json
from masthead.wire.services import take_up_item

# What the page shows of the bytes; a browser is not asked to lay out a whole archive. The download
# has all of it.
MOST_SHOWN = 1_000_000
# Of what stayed behind, said above the new story: more lines than this are not read.
MOST_TOLD = 10


class ItemView(PermissionNeeded, WagtailAdminTemplateMixin, TemplateView):
    """What an item says, before anybody opens it."""

    permission = READ_WIRE
    template_name = "newsroom/item.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The item's newest take, all takes, and what waits above and below; five queries."""
        item = get_object_or_404(
            Item.objects.select_related("source", "take__received", "story"), pk=kwargs["pk"]
        )
        self.page_title = item.headline or item.guid
        context: dict[str, Any] = super().get_context_data(**kwargs)
        dispatch = from_json(item.take.dispatch) if item.take else None
        previous, following = items_beside(item)
        return context | {
            "previous_url": reverse("newsroom_item", args=[previous]) if previous else "",
            "next_url": reverse("newsroom_item", args=[following]) if following else "",
            "item": item,
            "dispatch": dispatch,
            "text": text_of(dispatch) if dispatch else (),
            "facts": facts_of(dispatch) if dispatch else (),
            "remarks": item.take.received.remarks if item.take else [],
            "takes": item.takes.select_related("received").defer("dispatch").order_by("-pk"),
            "is_killed": item.status == Item.Status.CANCELED,
        }

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Desk, this item."""
        return [
            {"url": reverse("newsroom_desk"), "label": "Desk"},
            {"url": "", "label": self.page_title},
        ]


class OpenItemView(PermissionNeeded, View):
    """Make a story of an item, or go to the one there is."""

    permission = EDIT
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Open, say what stayed behind, and go to the story.

        A killed item is refused in words by the middleware.
        """
        item = get_object_or_404(Item, pk=kwargs["pk"])
        opened = take_up_item(item=item, by=member_of(request))
        for words in opened.left_out[:MOST_TOLD]:
            messages.warning(request, f"Left out: {words}.")
        if (more := len(opened.left_out) - MOST_TOLD) > 0:
            messages.warning(request, f"Left out: {more} more.")
        address = reverse("wagtailsnippets_stories_story:edit", args=[opened.story.pk])
        return HttpResponseRedirect(address)


class AsReceivedView(PermissionNeeded, WagtailAdminTemplateMixin, TemplateView):
    """The bytes as text: escaped, never rendered."""

    permission = READ_WIRE
    page_title = "As received"
    template_name = "newsroom/as_received.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The take and its bytes, decoded as well as they can be; one query."""
        take = get_object_or_404(Take.objects.select_related("received", "item"), pk=kwargs["pk"])
        self.take = take
        context: dict[str, Any] = super().get_context_data(**kwargs)
        data = take.received.data
        return context | {
            "take": take,
            "received": take.received,
            "text": data[:MOST_SHOWN].decode("utf-8", "replace"),
            "is_cut": len(data) > MOST_SHOWN,
        }

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Desk, the item, the bytes."""
        return [
            {"url": reverse("newsroom_desk"), "label": "Desk"},
            {
                "url": reverse("newsroom_item", args=[self.take.item_id]),
                "label": str(self.take.item),
            },
            {"url": "", "label": self.page_title},
        ]


class RawBytesView(PermissionNeeded, View):
    """The bytes themselves, as a file to keep."""

    permission = READ_WIRE

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send them so that no browser takes them for a page, whatever they hold."""
        take = get_object_or_404(Take.objects.select_related("received"), pk=kwargs["pk"])
        received = take.received
        response = HttpResponse(received.data, content_type="text/plain")
        stem = received.name.rpartition("/")[2] or f"received-{received.pk}"
        name = get_valid_filename(f"{stem}.txt")
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response
