"""The form that puts somebody on call."""

from __future__ import annotations

from django import forms

from masthead.accounts.models import User

# The browser's own control: a phone has its best one there.
_MOMENT = {"type": "datetime-local"}
_AS_TYPED = "%Y-%m-%dT%H:%M"


class DutyForm(forms.Form):
    """Who, from when, until when; in the newsroom's own time."""

    person: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        queryset=User.objects.filter(is_active=True).order_by("first_name", "last_name", "email"),
        label="Who",
        empty_label="Choose somebody",
        error_messages={"required": "Choose somebody."},
    )
    starts_at = forms.DateTimeField(
        label="From",
        widget=forms.DateTimeInput(attrs=_MOMENT, format=_AS_TYPED),
        error_messages={"required": "Choose when it begins.", "invalid": "Choose a day and time."},
    )
    ends_at = forms.DateTimeField(
        label="To",
        widget=forms.DateTimeInput(attrs=_MOMENT, format=_AS_TYPED),
        error_messages={"required": "Choose when it ends.", "invalid": "Choose a day and time."},
    )
