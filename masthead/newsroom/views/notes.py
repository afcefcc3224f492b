"""Notes among editors."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import View

from masthead.newsroom.access import EDIT, PermissionNeeded, member_of
from masthead.newsroom.forms.acts import NoteForm
from masthead.newsroom.work.noting import leave_note
from masthead.stories.models import Note, Story
from masthead.stories.services.notes import mentions_in, resolve_note


class WriteNoteView(PermissionNeeded, View):
    """Leave a note on a story."""

    permission = EDIT
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write, say who is told, and go back to the story."""
        story = get_object_or_404(Story, pk=kwargs["pk"])
        form = NoteForm(request.POST)
        if form.is_valid():
            note = leave_note(story=story, by=member_of(request), text=form.cleaned_data["text"])
            names = ", ".join(str(user) for user in note.mentions.all())
            messages.success(
                request,
                f"Note written; it is on the desk of {names}." if names else "Note written.",
            )
            for name in mentions_in(note.text).unclear:
                messages.warning(
                    request,
                    f"“@{name}” is nobody’s name here, or more than one person’s: write the "
                    "address to reach somebody.",
                )
        else:
            messages.error(request, " ".join(map(str, form.errors["text"])))
        return _back(story.pk)


class ResolveNoteView(PermissionNeeded, View):
    """Mark a note as done."""

    permission = EDIT
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Resolve and go back to the story."""
        note = get_object_or_404(Note, pk=kwargs["pk"])
        resolve_note(note=note, by=member_of(request))
        messages.success(request, "The note is marked as done.")
        return _back(note.story_id)


def _back(story_id: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("wagtailsnippets_stories_story:edit", args=[story_id]))
