"""Where people land who read stories and do not write them: moderators."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.generic import View

from masthead.newsroom.access import PermissionNeeded
from masthead.newsroom.selectors_people import newest_published

READ = "stories.view_story"


class ReadingView(PermissionNeeded, View):
    """What readers have got, newest first, with the way to each page."""

    permission = READ

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the list."""
        context = {"header_title": "Published", "stories": newest_published()}
        return render(request, "newsroom/reading.html", context)
