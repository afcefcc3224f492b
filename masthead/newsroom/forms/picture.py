"""The forms of pictures: for one or many uploads, for the words about one, and for the acts."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Any

from django import forms
from django.forms import FileField
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from masthead.kernel.photo_facts import PhotoFacts, read_photo_facts
from masthead.kernel.text import shorten
from masthead.newsroom.forms.acts import ReasonForm
from masthead.stories.models import Picture
from masthead.stories.services.pictures import checked_suffix, refuse_taken_down, sha1
from masthead.stories.wording import ALT_HINT

# Which of the form's fields a file's facts fill when they are empty.
_FILLED = {
    "caption": "caption",
    "description": "alt",
    "credit": "credit",
    "copyright_notice": "copyright_notice",
    "usage_terms": "usage_terms",
    "place": "place",
    "taken": "taken",
}


class PictureFileField(WagtailImageField):
    """A picture's file, checked by its own bytes before anything unpacks them."""

    def to_python(self, data: Any) -> Any:
        """The file. Raises `ValidationError`, in words, for one of which no sizes can be made."""
        file = FileField.to_python(self, data)
        if file is None:
            return None
        self.check_image_file_size(file)
        file.seek(0)
        checked_suffix(file.read())
        file.seek(0)
        return super().to_python(data)


class PictureForm(BaseImageForm):
    """Wagtail's form with fields that grow with their text, so that Upload stays in sight.

    What the file says of itself fills what is left empty. The moment is the browser's own control:
    the chooser puts this form into a running page, where the content policy lets no further script
    in. The file of a picture that is kept is replaced by an act of its own, with a reason.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "description" in self.fields:
            self.fields["description"].label = "Alternative text"
            self.fields["description"].help_text = ALT_HINT
        if self.instance.pk is not None:
            self.fields.pop("file", None)
        elif "file" in self.fields:
            shown = self.fields["file"]
            self.fields["file"] = PictureFileField(label=shown.label, widget=shown.widget)

    def clean_file(self) -> Any:
        """Refuse the file of a picture that was taken down."""
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            file.seek(0)
            refuse_taken_down(sha1(file.read()))
            file.seek(0)
        return file

    def clean(self) -> dict[str, Any]:
        """Fill what is empty with what the file says; a title that is its name makes way too."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        if not file or "file" not in self.changed_data:
            return cleaned
        file.seek(0)
        facts = read_photo_facts(file.read())
        file.seek(0)
        for field, fact in _FILLED.items():
            if field in self.fields and not (cleaned.get(field) or "").strip():
                longest = getattr(self.fields[field], "max_length", None)
                words = str(getattr(facts, fact))
                cleaned[field] = shorten(words, longest) if longest else words
        self._name(cleaned, facts, file_name=str(file.name))
        return cleaned

    def _name(self, cleaned: dict[str, Any], facts: PhotoFacts, *, file_name: str) -> None:
        """Take the headline for a title when nobody has written one: it is the file's name then."""
        title = _letters(cleaned.get("title") or "")
        if facts.headline and title in {_letters(PurePath(file_name).stem), _letters(file_name)}:
            cleaned["title"] = shorten(facts.headline, 255)

    class Meta(BaseImageForm.Meta):
        widgets = BaseImageForm.Meta.widgets | {
            "caption": AdminAutoHeightTextInput(attrs={"rows": 2}),
            "usage_terms": AdminAutoHeightTextInput(attrs={"rows": 1}),
            "rights_end_at": forms.DateTimeInput(
                attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
            ),
        }


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


class ReplaceForm(ReasonForm):
    """The right picture for a wrong one, its words, and why."""

    file = PictureFileField(label="The right picture")
    description = forms.CharField(
        label="Alternative text",
        max_length=255,
        help_text=ALT_HINT,
        error_messages={"required": "Say what it shows."},
    )
    credit = forms.CharField(
        max_length=200,
        help_text="Whose picture it is.",
        error_messages={"required": "Say whose picture it is."},
    )
    caption = forms.CharField(
        required=False,
        max_length=5000,
        help_text="Left empty, each story keeps the caption it has.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @property
    def data_of_file(self) -> bytes:
        """The file's bytes. The form is valid."""
        file = self.cleaned_data["file"]
        file.seek(0)
        data: bytes = file.read()
        return data


def may_change(picture: Picture, user: Any) -> bool:
    """Whether ``user`` may change what is said about ``picture``."""
    policy = PictureForm.permission_policy
    return bool(policy.user_has_permission_for_instance(user, "change", picture))
