"""Forms about people: asking in, joining, changing, and the rules of signing in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from masthead.accounts.roles import SUMMARIES, Role

ROLES = [(role.value, role.value) for role in Role]
# More at once is a paste of the wrong column.
MOST_ADDRESSES = 50


class AddressesField(forms.CharField):
    """Addresses, one a line or with commas between; gives a list without doubles."""

    widget = forms.Textarea

    def clean(self, value: Any) -> list[str]:
        """The addresses. Raises `ValidationError` naming the first that is none."""
        text: str = super().clean(value)
        found = list(dict.fromkeys(text.replace(",", " ").replace(";", " ").split()))
        if len(found) > MOST_ADDRESSES:
            raise ValidationError(f"Enter {MOST_ADDRESSES} addresses at most.")
        for address in found:
            try:
                validate_email(address)
            except ValidationError as error:
                raise ValidationError(f"“{address}” is not an e-mail address.") from error
        return found


class InviteForm(forms.Form):
    """Whom to ask in, and as what."""

    emails = AddressesField(
        label="E-mail addresses",
        help_text="One a line, or with commas between.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    role = forms.ChoiceField(label="Role", choices=ROLES, initial=Role.REPORTER.value)


class PersonForm(forms.Form):
    """Somebody's name, address and role."""

    first_name = forms.CharField(label="First name", max_length=150)
    last_name = forms.CharField(label="Last name", max_length=150, required=False)
    email = forms.EmailField(label="E-mail address", max_length=254)
    role = forms.ChoiceField(label="Role", choices=ROLES)


class JoinForm(forms.Form):
    """Who accepts an invitation: a name, and a password unless a passkey takes its place."""

    first_name = forms.CharField(
        label="First name",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label="Last name",
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    password = forms.CharField(
        label="Password",
        required=False,
        strip=False,
        help_text="At least twelve characters. Three or four words that only you would put "
        "together are easy to remember and hard to guess.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class SecondFactorForm(forms.Form):
    """Which roles sign in with a second factor."""

    roles = forms.MultipleChoiceField(
        label="Ask for a second factor from",
        choices=ROLES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def explained_roles() -> list[tuple[str, str]]:
    """Each role with what it may, for pages that offer a choice."""
    return [(role.value, SUMMARIES[role]) for role in Role]
