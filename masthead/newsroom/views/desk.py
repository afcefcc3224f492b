"""The desk: the home of the newsroom."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.generic import View

from masthead.newsroom.access import EDIT
from masthead.newsroom.desk import TAB_NAMES, Cursor, Tab, desk_page, tab_counts
from masthead.newsroom.selectors import notes_for


class DeskView(View):
    """Lists of items and stories, by state. The first address of the newsroom."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one list. Staff without any part in stories is told so, not sent in circles."""
        if not request.user.has_perm(EDIT):
            return render(request, "newsroom/no_access.html", {"header_title": "Desk"}, status=403)
        words = request.GET.get("q", "").strip()[:200]
        counts = tab_counts(words=words)
        tab = _tab(request.GET.get("tab", ""), counts, is_search=bool(words))
        before = Cursor.parse(request.GET.get("before", ""))
        context: dict[str, Any] = {
            "header_title": "Desk",
            "tab": tab,
            "tabs": [(each, TAB_NAMES[each], counts[each]) for each in Tab],
            "page": desk_page(tab, words=words, before=before),
            "words": words,
            "is_first_page": before is None,
            "notes": notes_for(request.user),
        }
        return render(request, "newsroom/desk.html", context)


def _tab(asked: str, counts: dict[Tab, str], *, is_search: bool) -> Tab:
    """The list asked for; a search that asks for none opens the first list with a find."""
    if asked in set(Tab):
        return Tab(asked)
    if is_search:
        return next((tab for tab in Tab if counts[tab] != "0"), Tab.JUST_IN)
    return Tab.JUST_IN
