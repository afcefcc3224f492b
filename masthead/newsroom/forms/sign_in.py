"""Forms of signing in, in the newsroom's words."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm


class SignInForm(LoginForm):
    """Address, password, and whether this device remembers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-mail address"
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"
        self.fields["password"].label = "Password"
        self.fields["password"].help_text = ""
        self.fields["remember"].label = "Keep me signed in on this device for two weeks"
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class ForgottenPasswordForm(ResetPasswordForm):
    """The address that the letter goes to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "E-mail address"
        self.fields["email"].widget.attrs.pop("placeholder", None)


class PasskeyForm(AddWebAuthnForm):
    """A passkey: one that signs in alone, unless its owner wants a second factor only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "What to call it, such as “My phone”"
        self.fields["passwordless"].label = "Sign in with it alone, without a password"
        self.fields[
            "passwordless"
        ].help_text = "Without this it is asked for after the password, as a second factor."
        self.initial.setdefault("passwordless", True)
