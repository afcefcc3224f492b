"""Writes about accounts: the first editor, links that sign in."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import timezone
from wagtail.models import Collection, GroupCollectionPermission

from masthead.accounts.models import SignInLink, User

# Long enough to read the terminal, walk to another desk and open it; short enough that a link in a
# scrollback is dead the next day.
LINK_LIFETIME = timedelta(hours=12)

EDITORS = "Editors"

# What the group may when it is made, by the application that the permission is of. Publications,
# versions, corrections and takes are written by acts and by nobody's form; editions and sources
# are an administrator's. Pictures are granted by collection, in `_let_keep_pictures`.
_WRITE = ("add", "change", "view")
_ACTS = ("publish", "lock", "unlock", "withdraw", "kill")
_KINDS = ("recording", "author", "topic", "section")
EDITORS_MAY = {
    "wagtailadmin": ("access_admin",),
    "stories": (
        *(f"{act}_story" for act in (*_WRITE, *_ACTS)),
        *(f"{act}_{kind}" for kind in _KINDS for act in _WRITE),
        "view_edition",
    ),
    "wire": ("view_item", "view_source"),
}


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


def _let_keep_pictures(group: Group) -> None:
    """Wagtail grants pictures by collection: here the one in which all others stand."""
    root = Collection.get_first_root_node()
    wanted = Permission.objects.filter(
        content_type__app_label="wagtailimages",
        codename__in=["add_image", "change_image", "choose_image"],
    )
    for permission in wanted if root else ():
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=permission
        )


@transaction.atomic
def ensure_editors_group() -> Group:
    """The group whose members may edit, publish and end stories, keep pictures, read the wire.

    Its permissions are set while it has none over stories: what an administrator took from it or
    gave to it stays so through every update.
    """
    group, _ = Group.objects.get_or_create(name=EDITORS)
    if not group.permissions.filter(content_type__app_label="stories").exists():
        for label, names in EDITORS_MAY.items():
            group.permissions.add(
                *Permission.objects.filter(content_type__app_label=label, codename__in=names)
            )
        _let_keep_pictures(group)
    return group
