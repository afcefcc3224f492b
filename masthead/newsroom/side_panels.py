"""Panels beside the story's form."""

from __future__ import annotations

from typing import Any

from django.middleware.csrf import get_token
from django.urls import reverse
from wagtail.admin.ui.side_panels import BaseSidePanel

from masthead.newsroom.gatekeeping import checks_of_story, verdict
from masthead.newsroom.selectors import notes_on, publication_with_address
from masthead.newsroom.work.people import handle_of, people_for_work


class GatesSidePanel(BaseSidePanel):
    """What stands between the story and its publication; gates.js keeps it up to date."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """The button that opens the panel, with the number of gates that are shut."""

        aria_label = "Toggle what is missing"
        icon_name = "tasks"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            """Adds the count."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["count"] = self.panel.verdict["shut"]
            return context

    name = "gates"
    title = "Before publishing"
    template_name = "newsroom/gates_panel.html"
    order = 240

    def __init__(self, object: Any, request: Any) -> None:
        super().__init__(object, request)
        checks = checks_of_story(object, publication_with_address(object))
        self.verdict = verdict(checks)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Adds the checklist, and where a fresh one is asked for."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        address = reverse("newsroom_gates", args=[self.object.pk])
        return context | self.verdict | {"gates_url": address}


class NotesSidePanel(BaseSidePanel):
    """Notes among editors: read, write, mark as done. Readers never see them."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """The button that opens the panel, with the number of notes that are not done."""

        aria_label = "Toggle notes"
        icon_name = "comment"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            """Adds the count."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["count"] = sum(note.resolved_at is None for note in self.panel.notes)
            return context

    name = "notes"
    title = "Notes"
    template_name = "newsroom/notes_panel.html"
    order = 250

    def __init__(self, object: Any, request: Any) -> None:
        super().__init__(object, request)
        self.notes = notes_on(object)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Adds the notes. A component is rendered without the request's own context."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        return context | {
            "notes": self.notes,
            "people": [
                {"handle": handle_of(person), "name": str(person)} for person in people_for_work()
            ],
            "story": self.object,
            "csrf_token": get_token(self.request),
        }
