"""The form of a picture, in its own screen and in the chooser's upload."""

from __future__ import annotations

from typing import Any

from django import forms
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.images.forms import BaseImageForm

from masthead.stories.services.pictures import checked_suffix


class PictureForm(BaseImageForm):
    """Wagtail's form with fields that grow with their text, so that Upload stays in sight.

    The moment is the browser's own control: the chooser puts this form into a running page, where
    the content policy lets no further script in.
    """

    def clean_file(self) -> Any:
        """Refuse a file of which no sizes could be made, in words, before it is kept."""
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            file.seek(0)
            checked_suffix(file.read())
            file.seek(0)
        return file

    class Meta(BaseImageForm.Meta):
        widgets = BaseImageForm.Meta.widgets | {
            "caption": AdminAutoHeightTextInput(attrs={"rows": 2}),
            "usage_terms": AdminAutoHeightTextInput(attrs={"rows": 1}),
            "rights_end_at": forms.DateTimeInput(
                attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
            ),
        }
