"""Previews of words that are not saved, in the place that the form gives the story."""

from __future__ import annotations

from typing import Any

from wagtail.snippets.views.snippets import PreviewOnCreateView, PreviewOnEditView


class PlacedPreviewMixin:
    """Tells the story which section its unsaved form names, for the edition it is shown in."""

    def validate_form(self, form: Any) -> bool:
        """Whether the form can be shown; the section goes to the story that it fills."""
        is_valid: bool = super().validate_form(form)  # type: ignore[misc]
        if is_valid:
            form.instance.preview_section = form.cleaned_data.get("section")
        return is_valid


class StoryPreviewOnEdit(PlacedPreviewMixin, PreviewOnEditView):
    """The preview beside the form of a story."""


class StoryPreviewOnCreate(PlacedPreviewMixin, PreviewOnCreateView):
    """The preview beside the form of a new story."""
