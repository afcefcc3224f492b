"""Writes about accounts: the first editor, links that sign in."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import timezone

from masthead.accounts.models import SignInLink, User

# Long enough to read the terminal, walk to another desk and open it; short enough that a link in a
# scrollback is dead the next day.
LINK_LIFETIME = timedelta(hours=12)

EDITORS = "Editors"


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

    Running twice makes one account; an account that is there keeps its name and password.
    """
    user = User.objects.filter(is_superuser=True, is_active=True).order_by("id").first()
    if user is None:
        user = User.objects.create_superuser(email, first_name=first_name, last_name=last_name)
    return user


@transaction.atomic
def ensure_editors_group() -> Group:
    """The group whose members may edit, publish and end stories, keep pictures, read the wire."""
    group, _ = Group.objects.get_or_create(name=EDITORS)
    wanted = Permission.objects.filter(
        content_type__app_label__in=["stories", "wire"],
        codename__regex=r"^(add|change|view|publish|lock|unlock|choose|withdraw|kill)_",
    ) | Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    group.permissions.add(*wanted)
    return group
