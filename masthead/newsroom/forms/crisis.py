"""Short forms for the phone: a correction in one go, a breaking bar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms

from masthead.stories.models import Edition, Story
from masthead.stories.services.breaking import USUAL
from masthead.stories.services.correcting import Correctable

_PARAGRAPH = "paragraph-"
# A line of a paragraph on a phone; a field that shows all its text need not be scrolled within.
_LETTERS_A_LINE = 38
_LONGEST_PARAGRAPH = 20_000

LASTS = {
    timedelta(minutes=30): "half an hour",
    timedelta(hours=1): "an hour",
    timedelta(hours=2): "two hours",
    timedelta(hours=4): "four hours",
    timedelta(hours=8): "eight hours",
}


class CorrectionForm(forms.Form):
    """What was wrong, and the words that change: headline, dek and the text's own paragraphs."""

    token = forms.CharField(widget=forms.HiddenInput)
    words = forms.CharField(
        label="What was wrong, and what is right",
        help_text="Readers see these words under the story, with the time.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "autofocus": True}),
        error_messages={"required": "Say in words for readers what was wrong and what is right."},
    )

    def __init__(self, *args: Any, text: Correctable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {**self.initial, "token": text.token}
        longest = Story._meta.get_field("headline").max_length
        self.fields["headline"] = _area(text.headline, label="Headline", longest=longest or 300)
        self.fields["dek"] = _area(text.dek, label="Dek", longest=500, is_required=False)
        for position, (number, typed) in enumerate(text.paragraphs.items(), 1):
            self.fields[f"{_PARAGRAPH}{number}"] = _area(
                typed,
                label=f"Paragraph {position}",
                longest=_LONGEST_PARAGRAPH,
                is_required=False,
            )

    @property
    def paragraphs(self) -> Mapping[int, str]:
        """The paragraphs as they were sent, by their number in the body. The form is valid."""
        return {
            int(name.removeprefix(_PARAGRAPH)): value
            for name, value in self.cleaned_data.items()
            if name.startswith(_PARAGRAPH)
        }

    def show_gate(self, field: str, message: str) -> None:
        """Say a shut gate at its field, or above the form where it is about none of them."""
        self.add_error(field if field in self.fields else None, message)


class BreakingForm(forms.Form):
    """The words of a bar, where it stands, and for how long."""

    text = forms.CharField(
        label="What the bar says",
        help_text="A few words. They lead to the story.",
        max_length=100,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 100}),
        error_messages={"required": "Give the bar a few words."},
    )
    editions: forms.ModelMultipleChoiceField[Edition] = forms.ModelMultipleChoiceField(
        queryset=Edition.objects.all(),
        label="On every page of",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one edition."},
    )
    lasts = forms.TypedChoiceField(
        label="For",
        help_text="It ends by itself. You can end it sooner.",
        choices=[(int(lasts.total_seconds()), words) for lasts, words in LASTS.items()],
        coerce=lambda seconds: timedelta(seconds=int(seconds)),
        initial=int(USUAL.total_seconds()),
    )


def _area(initial: str, *, label: str, longest: int, is_required: bool = True) -> forms.CharField:
    rows = sum(len(line) // _LETTERS_A_LINE + 1 for line in initial.split("\n")) or 1
    return forms.CharField(
        label=label,
        initial=initial,
        required=is_required,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": min(rows, 16), "dir": "auto"}),
    )
