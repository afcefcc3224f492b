"""What to show of the audit log."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from masthead.accounts.models import User
from masthead.newsroom.audit import Wanted, acts


class AuditForm(forms.Form):
    """Filters; each may be left out."""

    person = forms.ModelChoiceField(
        queryset=User.objects.order_by("first_name", "last_name", "email"),
        required=False,
        empty_label="Everybody",
    )
    act = forms.ChoiceField(required=False)
    story = forms.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, label="Story’s number"
    )
    since = forms.DateField(
        required=False, label="From", widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        required=False, label="To", widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        act = self.fields["act"]
        if isinstance(act, forms.ChoiceField):
            act.choices = [("", "Everything"), *acts()]

    def wanted(self) -> Wanted:
        """What the valid form asks for; days are days of the newsroom's zone, both included."""
        data = self.cleaned_data
        until = data["until"]
        return Wanted(
            person=data["person"].pk if data["person"] else None,
            story=data["story"],
            act=data["act"],
            since=_midnight(data["since"]) if data["since"] else None,
            until=_midnight(until + timedelta(days=1)) if until else None,
        )


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
