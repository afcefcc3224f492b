"""Words that are typed and not saved: throwing own ones away, reading a colleague's."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView, View

from masthead.newsroom.access import EDIT, PermissionNeeded, member_of
from masthead.newsroom.models import KeptWords
from masthead.newsroom.views.acts import StoryScreen, edit_url
from masthead.newsroom.work.keeping import drop_words
from masthead.newsroom.work.reading import unsaved_differences
from masthead.stories.models import Story


class DropWordsView(PermissionNeeded, View):
    """Throw away what one has typed and not saved."""

    permission = EDIT
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Throw away and show the story as it is saved."""
        story = get_object_or_404(Story, pk=kwargs["pk"])
        drop_words(story=story, by=member_of(request))
        messages.success(request, "Your words are thrown away; this is the story as it is saved.")
        return HttpResponseRedirect(edit_url(story))


class ReadWordsView(StoryScreen, TemplateView):
    """What a colleague has typed and not saved, beside what is saved."""

    permission = EDIT
    page_title = "Words that are not saved"
    template_name = "newsroom/work/unsaved.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the words, field by field."""
        kept = get_object_or_404(
            KeptWords.objects.select_related("person", "story"),
            story=self.story,
            person=self.kwargs["person"],
        )
        return super().get_context_data(**kwargs) | {
            "kept": kept,
            "differences": unsaved_differences(kept),
            "back_url": edit_url(self.story),
        }
