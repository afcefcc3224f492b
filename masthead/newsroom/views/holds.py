"""Putting a story on hold and lifting the hold; undoing a withdrawal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.generic import View

from masthead.newsroom.access import EDIT, HOLD, PUBLISH, PermissionNeeded, member_of
from masthead.newsroom.forms.holds import HoldForm, LiftForm
from masthead.newsroom.views.acts import ActView, edit_url
from masthead.stories.models import Story
from masthead.stories.services.holds import lift_hold, open_hold, place_on_hold
from masthead.stories.services.restoring import restore_story


class HoldView(ActView):
    """Take a story offline until a named person lifts it."""

    permission = HOLD
    page_title = "Put on hold"
    form_class = HoldForm
    button = "Put the story on hold"
    warning = (
        "Readers lose the story and its comments at once, its history too. Until the person you "
        "name lifts the hold nobody and nothing publishes it, and nothing of it can be deleted. "
        "Lifting gives back exactly what was there."
    )

    def get_initial(self) -> dict[str, Any]:
        """The person who asks lifts it unless they name another."""
        return super().get_initial() | {"lifter": member_of(self.request).pk}

    def refusal(self) -> str:
        """A story is held once."""
        return "This story is on hold already." if self.publication.is_held else ""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Hold."""
        place_on_hold(
            story=self.story,
            by=member_of(self.request),
            reason=form.cleaned_data["reason"],
            lifter=form.cleaned_data["lifter"],
        )
        messages.success(
            self.request,
            f"“{self.story}” is on hold. {form.cleaned_data['lifter']} lifts it.",
        )
        return HttpResponseRedirect(edit_url(self.story))


class LiftView(ActView):
    """End a hold. Anybody who edits sees the screen; only the person named gets the button."""

    permission = EDIT
    page_title = "Lift the hold"
    form_class = LiftForm
    button = "Lift the hold"
    warning = "The hold ends now. What fell due meanwhile stays undone: give it a new time."

    def refusal(self) -> str:
        """Only what is held is lifted, and only by the person named or an administrator."""
        hold = open_hold(self.story)
        if hold is None:
            return "This story is not on hold."
        by = member_of(self.request)
        if by.pk != hold.lifter_id and not by.is_superuser:
            return f"Only {hold.lifter} or an administrator lifts this hold: {hold.reason}"
        return ""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Lift."""
        lift_hold(
            story=self.story,
            by=member_of(self.request),
            note=form.cleaned_data["reason"],
            give_it_back=form.cleaned_data["give_it_back"] == "yes",
        )
        self.publication.refresh_from_db()
        state = self.publication.get_state_display().lower()
        messages.success(self.request, f"The hold is lifted: “{self.story}” is {state}.")
        return HttpResponseRedirect(edit_url(self.story))


class RestoreView(PermissionNeeded, View):
    """Undo a withdrawal."""

    permission = PUBLISH
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give it back; `PublicationRefused` is told in words by the middleware."""
        story = get_object_or_404(Story, pk=pk)
        restore_story(story=story, by=member_of(request))
        messages.success(request, f"Readers have “{story}” again, as they had it.")
        return HttpResponseRedirect(edit_url(story))
