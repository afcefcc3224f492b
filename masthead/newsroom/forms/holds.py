"""Putting on hold and lifting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.models import Permission
from django.db.models import Q

from masthead.accounts.models import User
from masthead.newsroom.forms.acts import OptionalReasonForm, ReasonForm

if TYPE_CHECKING:
    # Generic for the type checker alone: Django's class takes no parameter at run time.
    _UserField = forms.ModelChoiceField[User]
else:
    _UserField = forms.ModelChoiceField


def people_who_see_stories() -> Any:
    """The active staff who may open stories, by name; the choice of who lifts a hold."""
    sees = Permission.objects.filter(content_type__app_label="stories", codename="change_story")
    return (
        User.objects.filter(is_active=True)
        .filter(
            Q(is_superuser=True) | Q(user_permissions__in=sees) | Q(groups__permissions__in=sees)
        )
        .distinct()
        .order_by("first_name", "last_name", "email")
    )


class HoldForm(ReasonForm):
    """Why, and who alone may end it."""

    lifter = _UserField(
        queryset=User.objects.none(),
        label="Who lifts the hold",
        empty_label=None,
        help_text="Only this person, or an administrator, can end it.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["lifter"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = people_who_see_stories()


class LiftForm(OptionalReasonForm):
    """What was found, and whether readers get the story back."""

    give_it_back = forms.ChoiceField(
        label="Afterwards",
        choices=[
            ("yes", "Everything is as it was before the hold"),
            ("no", "It stays offline, as withdrawn; it can be published again"),
        ],
        initial="yes",
        widget=forms.RadioSelect,
    )
