"""The checklist of gates, asked for by the form while somebody types."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.generic import View

from masthead.newsroom.access import EDIT, PermissionNeeded, member_of
from masthead.newsroom.gatekeeping import checks_of_form, verdict
from masthead.stories.models import Story


class GatesView(PermissionNeeded, View):
    """What stands between the form as it is and its publication. Nothing is saved."""

    permission = EDIT
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """The list alone, to be put into the panel."""
        story = Story()
        if pk is not None:
            story = get_object_or_404(Story, pk=pk).get_latest_revision_as_object()
        checks = checks_of_form(request.POST, story=story, by=member_of(request))
        return render(request, "newsroom/gates_list.html", verdict(checks))
