"""Short forms for single acts on a story."""

from __future__ import annotations

from django import forms


class ReasonForm(forms.Form):
    """Why an act is done; kept in the story's history."""

    reason = forms.CharField(
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why."},
    )


class OptionalReasonForm(ReasonForm):
    """A reason that may be left out."""

    reason = forms.CharField(
        max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class NoteForm(forms.Form):
    """A note to other editors."""

    text = forms.CharField(
        max_length=5000,
        label="New note",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "A note needs words."},
    )
