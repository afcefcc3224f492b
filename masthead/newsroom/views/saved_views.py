"""Saved views of the desk: keeping one, and the page where they are put in order."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.generic import View

from masthead.accounts.models import User
from masthead.newsroom.access import EDIT, PermissionNeeded, member_of
from masthead.newsroom.desk.saved import (
    change_view,
    delete_view,
    move_view,
    save_view,
    start_view_of,
    start_with,
    views_for,
)
from masthead.newsroom.models import SavedView

_DELETED = "deleted_desk_view"


class SavedViewsView(PermissionNeeded, View):
    """All views of one person, and what can be done to them."""

    permission = EDIT

    def get(self, request: HttpRequest) -> HttpResponse:
        """The views in order, each with its acts."""
        person = member_of(request)
        context = {
            "header_title": "Saved views",
            "saved_views": views_for(person),
            "start": start_view_of(person),
            "deleted": request.session.pop(_DELETED, None),
            "breadcrumbs_items": [
                {"url": reverse("newsroom_desk"), "label": "Desk"},
                {"url": "", "label": "Saved views"},
            ],
        }
        return render(request, "newsroom/views.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save a view, or do what ``act`` names to the one that ``view`` names."""
        person = member_of(request)
        act = request.POST.get("act", "save")
        try:
            if act == "save":
                return _save(request, person)
            if act == "restore":
                _save(request, person)
                return HttpResponseRedirect(reverse("newsroom_views"))
            if act == "no_start":
                start_with(view=None, by=person)
            else:
                _do(act, request, person)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        return HttpResponseRedirect(reverse("newsroom_views"))


def _save(request: HttpRequest, person: User) -> HttpResponse:
    """Keep the view that the desk shows, and go back to it."""
    view = save_view(
        owner=person,
        name=request.POST.get("name", ""),
        query=request.POST.get("query", ""),
        is_shared="is_shared" in request.POST,
    )
    if "is_start" in request.POST:
        start_with(view=view, by=person)
    messages.success(request, f"The view “{view.name}” is saved.")
    return HttpResponseRedirect(f"{reverse('newsroom_desk')}?{view.query or 'tab=just-in'}")


def _do(act: str, request: HttpRequest, person: User) -> None:
    number = request.POST.get("view", "")
    view = get_object_or_404(SavedView, pk=number if number.isdecimal() else 0)
    match act:
        case "change":
            name = request.POST.get("name", "")
            change_view(view=view, by=person, name=name, is_shared="is_shared" in request.POST)
            messages.success(request, f"The view “{view.name}” is saved.")
        case "up" | "down":
            move_view(view=view, by=person, step=-1 if act == "up" else 1)
        case "start":
            start_with(view=view, by=person)
            messages.success(request, f"Your desk opens with “{view.name}”.")
        case "delete":
            delete_view(view=view, by=person)
            # The page that comes next offers it back, once.
            request.session[_DELETED] = {
                "name": view.name,
                "query": view.query,
                "is_shared": view.is_shared,
            }
        case _:
            raise ValidationError("Nothing was done: the page is out of date. Try again.")
