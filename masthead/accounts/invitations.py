"""Asking people in: a link that works once, for seven days, and opens an account with a role."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from wagtail.log_actions import log

from masthead.accounts.granting import ensure_roles, give_role
from masthead.accounts.mail_server import is_mail_set_up
from masthead.accounts.mailing import queue_mail
from masthead.accounts.models import Invitation, User
from masthead.accounts.people import require_manager
from masthead.accounts.roles import SUMMARIES, Role
from masthead.kernel.clock import now

LIFETIME = timedelta(days=7)

# From a secret to the address that opens it; the caller knows at which host the newsroom is.
LinkOf = Callable[[str], str]


class AlreadyHereError(Exception):
    """The address has an account already."""


class InvitationSpentError(Exception):
    """The invitation was used, revoked, is too old, or never was."""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """An invitation, its link, and whether a letter with it is on its way."""

    invitation: Invitation
    link: str
    is_mailed: bool


@transaction.atomic
def invite(*, email: str, role: Role, by: User, link_of: LinkOf) -> Sent:
    """Ask somebody in; an open invitation to the same address is replaced.

    Raises `PermissionDenied`, `AlreadyHereError`, and `ValidationError` for what is no address.
    """
    require_manager(by)
    address = User.objects.normalize_email(email.strip())
    validate_email(address)
    if User.objects.filter(email__iexact=address).exists():
        raise AlreadyHereError
    _open().filter(email__iexact=address).update(revoked_at=now())
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=address,
        role=role.value,
        digest=_digest(secret),
        invited_by=by,
        invited_at=now(),
        expires_at=now() + LIFETIME,
    )
    data = {"email": address, "role": role.value}
    log(instance=invitation, action="accounts.invite", user=by, data=data)
    return _send(invitation, link=link_of(secret), by=by)


@transaction.atomic
def resend(*, invitation: Invitation, by: User, link_of: LinkOf) -> Sent:
    """Send an open invitation again, with a new link and seven more days; the old link ends.

    Raises `PermissionDenied`, and `InvitationSpentError` for one that is not open.
    """
    require_manager(by)
    row = _locked(pk=invitation.pk)
    secret = secrets.token_urlsafe(32)
    row.digest, row.invited_at, row.expires_at = _digest(secret), now(), now() + LIFETIME
    row.save(update_fields=["digest", "invited_at", "expires_at"])
    return _send(row, link=link_of(secret), by=by)


@transaction.atomic
def revoke(*, invitation: Invitation, by: User) -> None:
    """Take an open invitation back. Raises `PermissionDenied` and `InvitationSpentError`."""
    require_manager(by)
    row = _locked(pk=invitation.pk)
    row.revoked_at = now()
    row.save(update_fields=["revoked_at"])
    log(instance=row, action="accounts.revoke", user=by, data={"email": row.email})


def find_invitation(*, secret: str) -> Invitation | None:
    """The invitation that ``secret`` opens, or None. Spends nothing; one query."""
    rows = _open().select_related("invited_by")
    return rows.filter(digest=_digest(secret), expires_at__gt=now()).first()


@transaction.atomic
def accept(*, secret: str, first_name: str, last_name: str, password: str | None) -> User:
    """Make the account that an invitation is for. Without a password it needs a passkey.

    Raises `InvitationSpentError`, `AlreadyHereError`, and `ValidationError` for a password that
    will not do. Of two requests with one secret, one wins.
    """
    row = _locked(digest=_digest(secret), expires_at__gt=now())
    if User.objects.filter(email__iexact=row.email).exists():
        raise AlreadyHereError
    if password is not None:
        person = User(email=row.email, first_name=first_name, last_name=last_name)
        validate_password(password, person)
    user = User.objects.create_user(row.email, password, first_name=first_name, last_name=last_name)
    ensure_roles()
    give_role(user=user, role=Role(row.role), by=row.invited_by)
    row.accepted_by, row.accepted_at = user, now()
    row.save(update_fields=["accepted_by", "accepted_at"])
    log(instance=user, action="accounts.join", user=user, data={"email": row.email})
    return user


def open_invitations() -> list[Invitation]:
    """Invitations that were neither accepted nor revoked, newest first; one query."""
    return list(_open().select_related("invited_by").order_by("-invited_at"))


def _open() -> QuerySet[Invitation]:
    return Invitation.objects.filter(accepted_at=None, revoked_at=None)


def _locked(**which: object) -> Invitation:
    row = _open().select_for_update(of=("self",)).filter(**which).first()
    if row is None:
        raise InvitationSpentError
    return row


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _send(invitation: Invitation, *, link: str, by: User) -> Sent:
    is_mailed = is_mail_set_up()
    if is_mailed:
        role = Role(invitation.role)
        queue_mail(
            to=[invitation.email],
            subject=f"{by} invites you to the newsroom",
            text=(
                f"{by} invites you to the newsroom, as {_with_article(role)}.\n\n"
                f"{SUMMARIES[role]}\n\n"
                f"Open this link within seven days and choose a password:\n\n{link}\n\n"
                "It works once. If you did not expect this letter, leave it: nothing happens.\n"
            ),
            key=f"invitation:{invitation.digest}",
        )
    return Sent(invitation=invitation, link=link, is_mailed=is_mailed)


def _with_article(role: Role) -> str:
    word = role.value.lower()
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"
