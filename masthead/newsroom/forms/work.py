"""Giving work to people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet

from masthead.accounts.models import User
from masthead.kernel.clock import now
from masthead.newsroom.access import ASSIGN_WORK
from masthead.newsroom.work.people import people_for_work

if TYPE_CHECKING:
    # Generic for the type checker alone: Django's class takes no parameter at run time.
    _PersonField = forms.ModelChoiceField[User]
else:
    _PersonField = forms.ModelChoiceField


class PersonField(_PersonField):
    """Somebody who works on stories, by name."""

    def label_from_instance(self, obj: User) -> str:
        """The name, and the address where there is none."""
        return str(obj)


class AssignmentForm(forms.Form):
    """A piece of work: what, who, by when. Moments are in the newsroom's zone."""

    slugline = forms.CharField(
        max_length=150, label="What", help_text="A few words: harbour fire, council budget."
    )
    person = PersonField(
        queryset=User.objects.none(), required=False, label="Who", empty_label="Whoever has time"
    )
    due_at = forms.DateTimeField(
        label="Due",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )
    note = forms.CharField(
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        label="Note",
        help_text="What it is about, whom to call, how long.",
    )

    def __init__(self, *args: Any, by: User, has_story: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        people: QuerySet[User] = people_for_work()
        if not by.has_perm(ASSIGN_WORK):
            # A reporter plans her own.
            people = people.filter(pk=by.pk)
            field.required = True
            self.initial.setdefault("person", by.pk)
        if isinstance(field, PersonField):
            field.queryset = people
        if has_story:
            del self.fields["slugline"]

    def clean_due_at(self) -> Any:
        """A time to come: work cannot be late when it is given."""
        due = self.cleaned_data["due_at"]
        if due <= now():
            raise forms.ValidationError("This time has passed: choose one to come.")
        return due
