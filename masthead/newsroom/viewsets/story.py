"""Stories in the admin: Wagtail's snippet views, with what a newsroom needs of them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import RevisionsRevertMixin
from wagtail.snippets.views.snippets import (
    CreateView,
    EditView,
    SnippetViewSet,
    UnpublishView,
)

from masthead.newsroom.access import member_of
from masthead.newsroom.choosers import StoryChooser
from masthead.newsroom.panels import STORY
from masthead.newsroom.selectors import item_of, publication_with_address, received_url
from masthead.newsroom.side_panels import GatesSidePanel, NotesSidePanel
from masthead.newsroom.viewsets.keeping import BirthMixin, KeepingMixin
from masthead.newsroom.viewsets.previewing import StoryPreviewOnCreate, StoryPreviewOnEdit
from masthead.newsroom.work.noting import leave_note
from masthead.stories.addresses import story_address
from masthead.stories.models import Story
from masthead.stories.services.holds import open_hold


class PlacingMixin:
    """Writes what stands outside the revision with the save, and tells the form of a publish."""

    def get_form(self, form_class: Any = None) -> Any:
        """The form, which checks the gates when the story is to go out."""
        form = super().get_form(form_class)  # type: ignore[misc]
        form.is_publishing = getattr(self, "action", "") == "publish"
        return form

    def get_side_panels(self) -> MediaContainer:
        """Wagtail's panels but its content checks, which read a toolbar our pages do not carry."""
        panels = super().get_side_panels()  # type: ignore[misc]
        return MediaContainer([panel for panel in panels if panel.name != "checks"])

    def save_instance(self) -> Story:
        """Save as Wagtail does; place the story in the same transaction.

        Autosave keeps an editor's words, it does not act: it never moves a story that readers
        know, or one that is scheduled. What was chosen is in the form still, and holds with the
        next save by hand.
        """
        story: Story = super().save_instance()  # type: ignore[misc]
        form = self.form  # type: ignore[attr-defined]
        if not (self.expects_json_response and form.is_committed):  # type: ignore[attr-defined]
            form.place(story, by=member_of(self.request))  # type: ignore[attr-defined]
        return story

    def submit_action(self) -> Any:
        """Submit for review as Wagtail does; the note goes into the story's notes."""
        answer = super().submit_action()  # type: ignore[misc]
        words = self.form.cleaned_data.get("submit_note", "")  # type: ignore[attr-defined]
        if words.strip():
            leave_note(story=self.object, by=member_of(self.request), text=words)  # type: ignore[attr-defined]
        return answer

    def workflow_action_action(self) -> Any:
        """Answer a review: what is approved is what the form shows, saved a moment ago.

        Wagtail would count the approval for the revision that was submitted, find a newer one (the
        approver's own save) and ask for approval again, for ever.
        """
        task_state = self.object.current_workflow_task_state  # type: ignore[attr-defined]
        task_state.revision = self.new_revision  # type: ignore[attr-defined]
        task_state.save(update_fields=["revision"])
        return super().workflow_action_action()  # type: ignore[misc]

    def get_success_message(self, instance: Story | None = None) -> str:
        """What happened, in the newsroom's words."""
        story = instance or self.object  # type: ignore[attr-defined]
        if self.action == "submit":  # type: ignore[attr-defined]
            return f"“{story.headline}” is sent to the editors."
        if self.action == "workflow-action":  # type: ignore[attr-defined]
            is_back = self.workflow_action == "reject"  # type: ignore[attr-defined]
            return f"“{story.headline}” is {'back with its reporter' if is_back else 'approved'}."
        if self.action != "publish":  # type: ignore[attr-defined]
            message: str = super().get_success_message()  # type: ignore[misc]
            return message
        self.new_revision.refresh_from_db()  # type: ignore[attr-defined]
        if self.new_revision.approved_go_live_at:  # type: ignore[attr-defined]
            return f"“{story.headline}” is scheduled."
        return f"“{story.headline}” is published."

    def get_success_buttons(self) -> list[Any]:
        """A way to the page that readers get, and back to the story."""
        buttons: list[Any] = super().get_success_buttons()  # type: ignore[misc]
        publication = publication_with_address(self.object)  # type: ignore[attr-defined]
        if self.action == "publish" and publication.is_live:  # type: ignore[attr-defined]
            buttons.insert(0, messages.button(story_address(publication), "See the page"))
        return buttons

    def get_success_url(self) -> str:
        """The desk after a publication; the story itself after a save."""
        if self.action == "publish":  # type: ignore[attr-defined]
            return reverse("newsroom_desk")
        url: str = super().get_success_url()  # type: ignore[misc]
        return url


class StoryCreateView(BirthMixin, PlacingMixin, CreateView):
    """A new story."""


class WorkingCopyMixin(KeepingMixin, PlacingMixin):
    """The edit screens of a story that is there: state, notes, the wire's item."""

    def get_object(self, queryset: Any = None) -> Story:
        """The working copy.

        What an earlier publication told its readers is not carried into the next: once the latest
        revision is out, or an old one is taken up again, the choice starts clean.
        """
        story: Story = super().get_object(queryset)  # type: ignore[misc]
        live = self.live_object  # type: ignore[attr-defined]
        is_out = live.latest_revision_id is not None and (
            live.latest_revision_id == live.live_revision_id
        )
        if is_out or self.view_name == "revisions_revert":  # type: ignore[attr-defined]
            story.change, story.change_note = Story.Change.UPDATE, ""
        return story

    def get_side_panels(self) -> MediaContainer:
        """Wagtail's panels and the notes."""
        panels = super().get_side_panels()
        # After autosave made a story out of the “new” screen, there is no place yet to put it.
        if self.expects_json_response or self.hydrate_create_view:  # type: ignore[attr-defined]
            return panels
        notes = NotesSidePanel(self.object, self.request)  # type: ignore[attr-defined]
        gates = GatesSidePanel(self.object, self.request)  # type: ignore[attr-defined]
        return MediaContainer([*panels, gates, notes])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the publication, the address readers have, and the wire's item."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        publication = publication_with_address(self.object)  # type: ignore[attr-defined]
        item = item_of(self.object)  # type: ignore[attr-defined]
        context |= {
            "publication": publication,
            "hold": open_hold(self.object) if publication.is_held else None,  # type: ignore[attr-defined]
            "public_url": story_address(publication) if publication.is_live else "",
            "item": item,
            "received_url": received_url(item) if item and item.take_id else "",
        }
        return context


class StoryEditView(WorkingCopyMixin, EditView):
    """The edit screen."""


class StoryRevertView(WorkingCopyMixin, RevisionsRevertMixin, EditView):
    """The edit screen with an earlier revision in it."""

    view_name = "revisions_revert"

    def latest_story(self) -> Story:
        """The newest words, not those of the revision that is taken up again."""
        row = Story.objects.get(pk=self.object.pk)
        story: Story = row.get_latest_revision_as_object()
        story.change, story.change_note = Story.Change.UPDATE, ""
        return story

    def base_story(self) -> Story:
        """As `latest_story`: reverting changes every field in which the two differ."""
        return self.latest_story()


class StoryWithdrawRedirect(UnpublishView):
    """Wagtail's “unpublish” leads to our own withdrawal, which asks for the reason."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send the editor on."""
        return HttpResponseRedirect(reverse("newsroom_withdraw", args=[self.object.pk]))


class StoryViewSet(SnippetViewSet):
    """Stories."""

    model = Story
    icon = "doc-full"
    menu_label = "Stories"
    menu_name = "stories"
    menu_order = 110
    add_to_admin_menu = True
    copy_view_enabled = False
    chooser_viewset_class = StoryChooser
    list_display = [
        "headline",
        Column("publication.get_state_display", label="State"),
        Column("get_kind_display", label="Kind"),
    ]
    list_per_page = 50
    edit_handler = STORY
    add_view_class = StoryCreateView
    edit_view_class = StoryEditView
    preview_on_add_view_class = StoryPreviewOnCreate
    preview_on_edit_view_class = StoryPreviewOnEdit
    unpublish_view_class = StoryWithdrawRedirect

    @property
    def revisions_revert_view_class(self) -> type[StoryRevertView]:
        """Our own: Wagtail would put its mixin before ours, and the save would not place."""
        return StoryRevertView

    def get_queryset(self, request: HttpRequest) -> Any:
        """The list with each story's state, in one query."""
        return Story.objects.select_related("publication")
