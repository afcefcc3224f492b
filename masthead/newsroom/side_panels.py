"""Panels beside the story's form."""

from __future__ import annotations

from typing import Any

from django.middleware.csrf import get_token
from wagtail.admin.ui.side_panels import BaseSidePanel

from masthead.newsroom.selectors import notes_on


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
            "story": self.object,
            "csrf_token": get_token(self.request),
        }
