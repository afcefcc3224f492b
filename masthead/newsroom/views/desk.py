"""The desk: the home of the newsroom, and what an open one asks for every few seconds."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.generic import View as DjangoView

from masthead.accounts.models import User
from masthead.kernel.clock import now
from masthead.newsroom.access import EDIT, PermissionNeeded, member_of
from masthead.newsroom.desk.choices import filter_choices
from masthead.newsroom.desk.filters import View
from masthead.newsroom.desk.lists import (
    OVERLAP,
    Changes,
    Cursor,
    arrivals,
    changes_since,
    desk_page,
    parse_moment,
    tab_counts,
    urgent_rows,
)
from masthead.newsroom.desk.saved import start_view_of, views_for
from masthead.newsroom.desk.tabs import EMPTY_WORDS, TAB_NAMES, Tab
from masthead.newsroom.selectors import assigned_to, notes_for
from masthead.newsroom.views.reading import READ


class DeskView(DjangoView):
    """Lists of items and stories, by state. The first address of the newsroom."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one list. Staff without any part in stories is told so, not sent in circles."""
        if not request.user.has_perm(EDIT):
            if request.user.has_perm(READ):
                return HttpResponseRedirect(reverse("newsroom_reading"))
            return render(request, "newsroom/no_access.html", {"header_title": "Desk"}, status=403)
        person = member_of(request)
        if person.has_first_steps:
            return HttpResponseRedirect(reverse("newsroom_setup"))
        if "q" in request.GET:
            # Links and habits from before the search had a page of its own.
            return HttpResponseRedirect(f"{reverse('newsroom_search')}?{request.GET.urlencode()}")
        saved = views_for(person)
        if not request.GET and (start := start_view_of(person)):
            return HttpResponseRedirect(f"{reverse('newsroom_desk')}?{start.query}")
        view = View.parse(request.GET)
        before = Cursor.parse(request.GET.get("before", ""))
        # Before the list is read: what changes meanwhile is told twice rather than never.
        until = now() - OVERLAP
        context: dict[str, Any] = {
            "header_title": "Desk",
            "view": view,
            "is_me": view.person == "me",
            "tabs": _tabs(view, person),
            "page": desk_page(view, me=person.pk, before=before),
            "is_first_page": before is None,
            "until": until.isoformat(),
            "urgent": urgent_rows(at=now()),
            "empty_words": EMPTY_WORDS[view.list],
            "list_name": TAB_NAMES[view.list],
            "choices": filter_choices(),
            "saved_views": saved,
            "current_view": next((each for each in saved if each.query == view.query), None),
            "notes": notes_for(person),
            "assignments": assigned_to(person),
        }
        return render(request, "newsroom/desk.html", context)


def _tabs(view: View, person: User) -> list[tuple[Tab, str, str]]:
    counts = tab_counts(view, me=person.pk)
    return [(tab, TAB_NAMES[tab], counts[tab]) for tab in Tab]


class ChangesView(PermissionNeeded, DjangoView):
    """What has changed since an open desk last asked: 304 when nothing has, for one query."""

    permission = EDIT

    def get(self, request: HttpRequest) -> HttpResponse:
        """The changed rows of the view in the address, as HTML in JSON. 400 without a moment."""
        after = parse_moment(request.GET.get("after", ""))
        if after is None:
            return JsonResponse({"error": "Say since when: after=2026-01-01T12:00:00Z"}, status=400)
        changes = changes_since(after)
        if request.headers.get("If-None-Match") == changes.mark:
            response: HttpResponse = HttpResponse(status=304)
        else:
            response = JsonResponse(_told(request, changes))
        response["ETag"] = changes.mark
        return response


def _told(request: HttpRequest, changes: Changes) -> dict[str, Any]:
    person, view = member_of(request), View.parse(request.GET)
    told: dict[str, Any] = {"until": changes.until.isoformat(), "too_much": changes.is_too_much}
    if not changes.lines:
        return told
    return told | {
        "rows": [
            {
                "key": arrival.row.key,
                "here": arrival.is_here,
                "state": arrival.row.state,
                "tone": arrival.row.tone,
                "html": render_to_string("newsroom/desk/row.html", {"row": arrival.row}),
            }
            for arrival in arrivals(changes, view, me=person.pk)
        ],
        "counts": dict(tab_counts(view, me=person.pk)),
        "strip": render_to_string("newsroom/desk/strip.html", {"urgent": urgent_rows(at=now())}),
    }
