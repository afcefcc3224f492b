"""What must be three taps away: correct, withdraw, breaking; and the public page beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.module_loading import import_string
from django.views.generic import FormView, TemplateView, View

from masthead.newsroom.access import EDIT, PUBLISH, PermissionNeeded, member_of
from masthead.newsroom.forms.crisis import BreakingForm, CorrectionForm
from masthead.newsroom.selectors import publication_with_address
from masthead.newsroom.views.acts import StoryScreen, edit_url
from masthead.stories.addresses import story_address
from masthead.stories.breaking_bars import running_bars, running_bars_of
from masthead.stories.models import Edition, Story
from masthead.stories.rules import PublicationRefused
from masthead.stories.services.breaking import break_story, end_breaking
from masthead.stories.services.correcting import Correctable, correctable, publish_correction

if TYPE_CHECKING:
    # Generic for the type checker alone: Django's class takes no parameter at run time.
    _CorrectionView = FormView[CorrectionForm]
    _BreakingView = FormView[BreakingForm]
else:
    _CorrectionView = _BreakingView = FormView

BREAK = "stories.break_story"


def acts_url(story: Story) -> str:
    """The screen with a story's acts."""
    return reverse("newsroom_acts", args=[story.pk])


class ActsView(StoryScreen, TemplateView):
    """A story's acts in reach of a thumb."""

    permission = EDIT
    page_title = "Acts"
    template_name = "newsroom/acts.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the page that readers have and the bars that run; one query more."""
        public_url = story_address(self.publication) if self.publication.is_live else ""
        return super().get_context_data(**kwargs) | {
            "public_url": public_url,
            "bars": running_bars_of(self.story.pk),
        }


class CorrectView(StoryScreen, _CorrectionView):
    """Correct a published story in one go: the words that change, and what readers are told."""

    permission = PUBLISH
    page_title = "Correct"
    template_name = "newsroom/correct.html"
    form_class = CorrectionForm
    text: Correctable

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the text that readers have."""
        super().setup(request, *args, **kwargs)
        if request.user.has_perm(self.permission):
            self.text = correctable(self.story, by=member_of(request))

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form has a field for each paragraph."""
        return super().get_form_kwargs() | {"text": self.text}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds why this screen will not do, if it will not."""
        return super().get_context_data(**kwargs) | {
            "refusal": self.text.refusal,
            "form_url": edit_url(self.story),
            "back_url": acts_url(self.story),
        }

    def form_valid(self, form: CorrectionForm) -> HttpResponse:
        """Publish the correction; a shut gate is said at its field and nothing is lost."""
        try:
            story = publish_correction(
                story=self.story,
                token=form.cleaned_data["token"],
                headline=form.cleaned_data["headline"],
                dek=form.cleaned_data["dek"],
                paragraphs=form.paragraphs,
                words=form.cleaned_data["words"],
                by=member_of(self.request),
            )
        except PublicationRefused as refusal:
            for gate in refusal.gates:
                form.show_gate(gate.field, gate.message)
            return self.form_invalid(form)
        messages.success(self.request, f"The correction of “{story}” is published.")
        return HttpResponseRedirect(acts_url(self.story))


class BreakingView(StoryScreen, _BreakingView):
    """Mark a story as breaking, or end that."""

    permission = BREAK
    page_title = "Breaking"
    template_name = "newsroom/breaking.html"
    form_class = BreakingForm

    def get_initial(self) -> dict[str, Any]:
        """The short headline, where the story is at home, for the usual time."""
        home = self.publication.home
        text = self.story.short_headline or self.story.headline
        return {
            "text": text if len(text) <= 100 else "",
            "editions": [home.edition_id] if home else list(Edition.objects.all()[:1]),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the bars that run, this story's and those that would make way."""
        bars = running_bars()
        is_live = self.publication.is_live
        return super().get_context_data(**kwargs) | {
            "own_bars": [bar for bar in bars if bar.story_id == self.story.pk],
            "other_bars": [bar for bar in bars if bar.story_id != self.story.pk],
            "refusal": "" if is_live else "Readers do not have this story: publish it first.",
            "back_url": acts_url(self.story),
        }

    def form_valid(self, form: BreakingForm) -> HttpResponse:
        """Put up the bar."""
        try:
            bars = break_story(
                story=self.story,
                editions=list(form.cleaned_data["editions"]),
                text=form.cleaned_data["text"],
                lasts=form.cleaned_data["lasts"],
                by=member_of(self.request),
            )
        except PublicationRefused as refusal:
            for gate in refusal.gates:
                form.add_error(gate.field if gate.field in form.fields else None, gate.message)
            return self.form_invalid(form)
        where = ", ".join(bar.edition.name for bar in bars)
        messages.success(self.request, f"“{bars[0].text}” is breaking on {where}.")
        return HttpResponseRedirect(acts_url(self.story))


class EndBreakingView(PermissionNeeded, View):
    """Take a story's bars down at once."""

    permission = BREAK
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """End them, and say whether any ran."""
        story = get_object_or_404(Story, pk=kwargs["pk"])
        count = end_breaking(story=story, by=member_of(request))
        words = "is no longer breaking." if count else "was not breaking any more."
        messages.success(request, f"“{story}” {words}")
        return HttpResponseRedirect(acts_url(story))


class ReadView(PermissionNeeded, View):
    """The public page with the bar for staff, for a newsroom on a host of its own."""

    permission = EDIT

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page as the public site draws it (`settings.MASTHEAD_STORY_READ`)."""
        publication = publication_with_address(get_object_or_404(Story, pk=kwargs["pk"]))
        response: HttpResponse = import_string(settings.MASTHEAD_STORY_READ)(publication)
        return response
