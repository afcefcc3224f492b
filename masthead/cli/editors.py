"""Editors' accounts, for verbs that make or find one."""

from __future__ import annotations

from masthead.accounts.models import User
from masthead.accounts.services import make_sign_in_link
from masthead.cli.addresses import entry_address
from masthead.kernel.installation import Installation


class NoEditorError(Exception):
    """There is nobody to sign in; the message says how to make an account."""


def sign_in_address(here: Installation, *, email: str | None = None) -> str:
    """A fresh link for the account with this address, or for the first administrator.

    Raises `NoEditorError` when there is no such account, or it is switched off.
    """
    staff = User.objects.filter(is_active=True).order_by("pk")
    user = (staff.filter(email__iexact=email) if email else staff.filter(is_superuser=True)).first()
    if user is None:
        whom = f"account with the address {email}" if email else "administrator's account"
        raise NoEditorError(
            f"There is no active {whom}. Make one: masthead init --email you@example.org"
        )
    return entry_address(here, make_sign_in_link(user=user))
