"""Writes about accounts: the first editor, links that sign in."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from masthead.accounts.granting import ensure_roles, give_role
from masthead.accounts.models import FirstSteps, SignInLink, User
from masthead.accounts.roles import Role

# Long enough to read the terminal, walk to another desk and open it; short enough that a link in a
# scrollback is dead the next day.
LINK_LIFETIME = timedelta(hours=12)

# RFC 2606 section 2: names in .invalid are never anybody's.
FOUNDER = "first@newsroom.invalid"


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_sign_in_link(*, user: User) -> str:
    """A fresh secret that signs ``user`` in once within `LINK_LIFETIME`; older ones stop working.

    Returns the secret; the database keeps its SHA-256 alone, so that a copy of the database
    signs nobody in.
    """
    secret = secrets.token_urlsafe(32)
    SignInLink.objects.filter(user=user, used_at=None).delete()
    SignInLink.objects.create(
        user=user, digest=_digest(secret), expires_at=timezone.now() + LINK_LIFETIME
    )
    return secret


def find_sign_in_link(*, secret: str) -> User | None:
    """The account that ``secret`` would sign in, or None. Spends nothing; one query."""
    link = (
        SignInLink.objects.select_related("user")
        .filter(
            digest=_digest(secret),
            used_at=None,
            expires_at__gt=timezone.now(),
            user__is_active=True,
        )
        .first()
    )
    return link.user if link else None


@transaction.atomic
def use_sign_in_link(*, secret: str) -> User | None:
    """The account that ``secret`` signs in, or None if it is unknown, spent, too old or disabled.

    Marks the link as used in the same transaction: of two requests with one secret, one wins.
    """
    link = (
        SignInLink.objects.select_for_update()
        .select_related("user")
        .filter(digest=_digest(secret), used_at=None, expires_at__gt=timezone.now())
        .first()
    )
    if link is None or not link.user.is_active:
        return None
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])
    return link.user


@transaction.atomic
def ensure_first_editor(*, email: str, first_name: str = "", last_name: str = "") -> User:
    """The newsroom's first editor: an existing account with full rights, or a new one.

    Running twice makes one account; an account that is there keeps its name and password, but
    for the founder's, whose address was never anybody's.
    """
    user = User.objects.filter(is_superuser=True, is_active=True).order_by("id").first()
    if user is None:
        user = User.objects.create_superuser(email, first_name=first_name, last_name=last_name)
        give_role(user=user, role=Role.ADMINISTRATOR, by=None)
    elif user.email == FOUNDER:
        user.email, user.first_name, user.last_name = email, first_name, last_name
        user.save(update_fields=["email", "first_name", "last_name"])
    return user


@transaction.atomic
def ensure_founder() -> None:
    """In a newsroom without any account: one for whoever started it, and first steps to go.

    The account has an address of nobody's until that person says who they are.
    """
    if User.objects.exists():
        return
    ensure_first_editor(email=FOUNDER)
    FirstSteps.objects.get_or_create()


def finish_first_steps() -> None:
    """There is nothing left to ask the first person; one query."""
    FirstSteps.objects.filter(finished_at=None).update(finished_at=timezone.now())


@transaction.atomic
def ensure_editors_group() -> Group:
    """The group of editors, as `granting.ensure_roles` makes it."""
    return ensure_roles()[Role.EDITOR]
