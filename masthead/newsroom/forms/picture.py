"""The form of a picture, in its own screen and in the chooser's upload."""

from __future__ import annotations

from django import forms
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.images.forms import BaseImageForm


class PictureForm(BaseImageForm):
    """Wagtail's form with fields that grow with their text, so that Upload stays in sight.

    The moment is the browser's own control: the chooser puts this form into a running page, where
    the content policy lets no further script in.
    """

    class Meta(BaseImageForm.Meta):
        widgets = BaseImageForm.Meta.widgets | {
            "caption": AdminAutoHeightTextInput(attrs={"rows": 2}),
            "usage_terms": AdminAutoHeightTextInput(attrs={"rows": 1}),
            "rights_end_at": forms.DateTimeInput(
                attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
            ),
        }
