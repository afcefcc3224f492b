"""Search over items and stories together, by Masthead's own index."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.generic import View

from masthead.kernel.clock import now
from masthead.newsroom.access import EDIT, PermissionNeeded
from masthead.newsroom.desk.lists import rows_of
from masthead.newsroom.desk.rows import Row
from masthead.search.selectors import find
from masthead.search.values import Excerpt, Order, Page, Query

# What the newsroom looks for; an index may have more kinds.
KINDS = ("item", "story")
PAGE = 30


@dataclass(frozen=True)
class Find:
    """Something found: its row on the desk, and the pieces of text where the words stand."""

    row: Row
    headline: Excerpt
    excerpt: Excerpt


class SearchView(PermissionNeeded, View):
    """What was found, in order. As a fragment too, for the desk that shows finds as one types."""

    permission = EDIT

    def get(self, request: HttpRequest) -> HttpResponse:
        """A page of finds, each with its state on the desk; four queries for the finds."""
        words = request.GET.get("q", "").replace("\x00", "").lstrip()[:200]
        order: Order = "best" if request.GET.get("order") == "best" else "newest"
        page = Page()
        if words.strip():
            query = Query(words=words, kinds=KINDS, order=order)
            page = find(query, count=PAGE, before=request.GET.get("before", ""))
        context = {
            "header_title": "Search",
            "words": words,
            "order": order,
            "rows": _finds(page),
            "older": page.older,
        }
        is_fragment = "fragment" in request.GET
        name = "newsroom/desk/results.html" if is_fragment else "newsroom/search.html"
        return render(request, name, context)


def _finds(page: Page) -> list[Find]:
    """The finds that the desk knows: one that was deleted a moment ago has no row any more."""
    rows = rows_of(((hit.kind, hit.number) for hit in page.hits), at=now())
    return [
        Find(rows[hit.kind, hit.number], hit.headline, hit.excerpt)
        for hit in page.hits
        if (hit.kind, hit.number) in rows
    ]
