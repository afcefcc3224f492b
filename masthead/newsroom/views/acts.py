"""Acts on a story that are not edits: withdraw, kill, hide a published version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from masthead.newsroom.access import KILL, PUBLISH, WITHDRAW, PermissionNeeded, member_of
from masthead.newsroom.forms.acts import OptionalReasonForm, ReasonForm
from masthead.newsroom.selectors import publication_with_address, versions_of
from masthead.stories.models import Publication, Story, Version
from masthead.stories.rules import Gate, PublicationRefused
from masthead.stories.services.history import hide_version
from masthead.stories.services.publication import kill_story, withdraw_story

if TYPE_CHECKING:
    # Generic for the type checker alone: Django's class takes no parameter at run time.
    _FormView = FormView[forms.Form]
else:
    _FormView = FormView


def edit_url(story: Story) -> str:
    """Where a story is edited."""
    return reverse("wagtailsnippets_stories_story:edit", args=[story.pk])


class StoryScreen(PermissionNeeded, WagtailAdminTemplateMixin):
    """A screen about one story, with its place among the others above it."""

    story: Story
    publication: Publication

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the story and its publication."""
        super().setup(request, *args, **kwargs)
        self.story = get_object_or_404(Story, pk=kwargs["pk"])
        self.publication = publication_with_address(self.story)

    def get_page_subtitle(self) -> str:
        """The story's headline."""
        return str(self.story)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Desk, story, this screen."""
        return [
            {"url": reverse("newsroom_desk"), "label": "Desk"},
            {"url": edit_url(self.story), "label": str(self.story)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the story and its publication."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"story": self.story, "publication": self.publication}


class ActView(StoryScreen, _FormView):
    """Asks once, with the reason, then acts."""

    template_name = "newsroom/act.html"
    form_class: type[forms.Form] = ReasonForm
    button: ClassVar[str]
    warning: ClassVar[str]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds what the act means."""
        return super().get_context_data(**kwargs) | {
            "button": self.button,
            "warning": self.warning,
            "back_url": edit_url(self.story),
            "refusal": self.refusal(),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Act, if it still makes sense: the story may have changed since the page was read.

        Raises `PublicationRefused` if not, which the middleware turns into words.
        """
        if reason := self.refusal():
            raise PublicationRefused(Gate("act", reason))
        return super().post(request, *args, **kwargs)

    def refusal(self) -> str:
        """Why the act makes no sense for this story now; empty when it does."""
        return ""


class WithdrawView(ActView):
    """Take a story off every page."""

    permission = WITHDRAW
    page_title = "Withdraw"
    form_class = OptionalReasonForm
    button = "Withdraw the story"
    warning = (
        "Readers no longer get the story: its address says politely that it was withdrawn, and "
        "every list and feed drops it. You can publish it again."
    )

    def refusal(self) -> str:
        """Only what readers have can be withdrawn."""
        if self.publication.is_live:
            return ""
        return "Readers do not have this story: there is nothing to withdraw."

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Withdraw."""
        withdraw_story(
            story=self.story, by=member_of(self.request), reason=form.cleaned_data["reason"]
        )
        messages.success(self.request, f"“{self.story}” is withdrawn.")
        return HttpResponseRedirect(edit_url(self.story))


class KillView(ActView):
    """Take a story off every page for good."""

    permission = KILL
    page_title = "Kill"
    button = "Kill the story for good"
    warning = (
        "This is for good. Readers never get the story again, not even its history, and nobody "
        "can publish it again: no earlier version, no schedule, no administrator. To take it off "
        "the site and perhaps publish it later, withdraw it instead."
    )

    def refusal(self) -> str:
        """A story dies once."""
        return "This story was killed before." if self.publication.is_killed else ""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Kill."""
        kill_story(story=self.story, by=member_of(self.request), reason=form.cleaned_data["reason"])
        messages.success(self.request, f"“{self.story}” is killed.")
        return HttpResponseRedirect(edit_url(self.story))


class VersionsView(StoryScreen, TemplateView):
    """What readers have had: every published version, and whether it is shown in the history."""

    permission = PUBLISH
    page_title = "Published versions"
    template_name = "newsroom/versions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the versions."""
        return super().get_context_data(**kwargs) | {"versions": versions_of(self.story)}


class HideVersionView(ActView):
    """Take one version out of the public history."""

    permission = PUBLISH
    page_title = "Hide a version"
    button = "Hide the version"
    warning = (
        "Readers no longer see this version in the story’s history; they see that it was hidden, "
        "and the reason you give here. This cannot be undone: what readers were told was taken out "
        "would come back without a word."
    )
    version: Version

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the version among the story's own."""
        super().setup(request, *args, **kwargs)
        self.version = get_object_or_404(
            Version.objects.select_related("story__publication"),
            story=self.story,
            number=kwargs["number"],
        )

    def get_page_subtitle(self) -> str:
        """Which version."""
        return str(self.version)

    def refusal(self) -> str:
        """The version that readers have now is corrected or withdrawn, not hidden."""
        if self.publication.version_id == self.version.pk:
            return "This is the version readers have now: correct or withdraw it."
        return ""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Hide."""
        hide_version(
            version=self.version,
            by=member_of(self.request),
            reason=form.cleaned_data["reason"],
        )
        messages.success(self.request, f"Version {self.version.number} is hidden.")
        return HttpResponseRedirect(reverse("newsroom_versions", args=[self.story.pk]))
