"""The form of the mail server."""

from __future__ import annotations

from typing import Any

from django import forms

from masthead.accounts.models import MailServer


class MailServerForm(forms.Form):
    """Where letters go, and as whom. An empty password keeps the one that is there."""

    host = forms.CharField(
        label="Mail server", max_length=253, help_text="Such as mail.example.org."
    )
    security = forms.ChoiceField(label="Encryption", choices=MailServer.Security.choices)
    port = forms.IntegerField(label="Port", min_value=1, max_value=65535, initial=587)
    user = forms.CharField(label="User name", max_length=254, required=False)
    password = forms.CharField(
        label="Password",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="Kept encrypted. Leave it empty to keep the one that is there; with another "
        "mail server it has to be entered again.",
    )
    sender = forms.EmailField(label="Letters come from", help_text="An address of your own.")

    @classmethod
    def of(cls, server: MailServer | None) -> MailServerForm:
        """The form filled in with what is there."""
        if server is None:
            return cls(initial={"security": MailServer.Security.STARTTLS})
        names = ("host", "security", "port", "user", "sender")
        return cls(initial={name: getattr(server, name) for name in names})

    def values(self) -> dict[str, Any]:
        """What `set_mail_server` takes, of a valid form."""
        return self.cleaned_data | {"password": self.cleaned_data["password"] or None}
