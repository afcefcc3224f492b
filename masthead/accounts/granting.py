"""Putting the table of roles to work: groups that have their permissions, people that have a role.

People keep the groups that an administrator made by hand; a role replaces another role only.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Collection, GroupCollectionPermission

from masthead.accounts.models import RoleGrant, User
from masthead.accounts.roles import MAY, MAY_WITH_PICTURES, Role

PICTURES = "wagtailimages"


class LastAdministratorError(Exception):
    """The newsroom would be left without anybody who may do everything."""


@transaction.atomic
def ensure_roles() -> dict[Role, Group]:
    """Every role's group, with each permission of `roles` given to it once.

    What was given before and is gone was taken by an administrator: it is not given again. A
    permission that the database does not have yet is given by a later call.
    """
    return {role: _ensure_role(role) for role in Role}


def _ensure_role(role: Role) -> Group:
    group, _ = Group.objects.get_or_create(name=role.value)
    given = set(RoleGrant.objects.filter(group=group).values_list("permission", flat=True))
    wanted = _known(set(MAY[role]) - given)
    group.permissions.add(*wanted.values())
    pictures = _known({f"{PICTURES}.{name}" for name in MAY_WITH_PICTURES[role]} - given)
    pictures = _grant_over_pictures(group, pictures)
    RoleGrant.objects.bulk_create(
        [RoleGrant(group=group, permission=name) for name in sorted({*wanted, *pictures})],
        ignore_conflicts=True,
    )
    return group


def _known(names: Iterable[str]) -> dict[str, Permission]:
    """The permissions among ``names`` that the database has, by name."""
    wanted = set(names)
    rows = Permission.objects.select_related("content_type").filter(
        content_type__app_label__in={name.partition(".")[0] for name in wanted},
        codename__in={name.partition(".")[2] for name in wanted},
    )
    by_name = {f"{row.content_type.app_label}.{row.codename}": row for row in rows}
    return {name: row for name, row in by_name.items() if name in wanted}


def _grant_over_pictures(group: Group, wanted: dict[str, Permission]) -> dict[str, Permission]:
    """Grant by collection, over the one in which all others stand; nothing while there is none."""
    root = Collection.get_first_root_node()
    if root is None:
        return {}
    for permission in wanted.values():
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=permission
        )
    return wanted


def role_of(user: User) -> Role | None:
    """The role that ``user`` has; None for an account that nobody gave one.

    Takes one query, or none when the groups were prefetched or for an administrator.
    """
    if user.is_superuser:
        return Role.ADMINISTRATOR
    names = {group.name for group in user.groups.all()}
    # The strongest of several, in the table's order from below: Wagtail's screens allow several.
    for role in (Role.EDITOR, Role.PRODUCER, Role.REPORTER, Role.MODERATOR):
        if role in names:
            return role
    return None


@transaction.atomic
def give_role(*, user: User, role: Role, by: User | None) -> None:
    """Give ``user`` this role in the place of the one they had; logged when it changes.

    Raises `LastAdministratorError` when nobody else could do everything afterwards.
    """
    before = role_of(user)
    if before is Role.ADMINISTRATOR and role is not Role.ADMINISTRATOR:
        refuse_to_lose(user)
    group, _ = Group.objects.get_or_create(name=role.value)
    user.groups.remove(*Group.objects.filter(name__in=[each.value for each in Role]))
    user.groups.add(group)
    user.is_superuser = user.is_staff = role is Role.ADMINISTRATOR
    user.save(update_fields=["is_superuser", "is_staff"])
    if before is not role:
        log(
            instance=user,
            action="accounts.role",
            user=by,
            data={"before": before.value if before else "", "after": role.value},
        )


def refuse_to_lose(user: User) -> None:
    """Raise `LastAdministratorError` when ``user`` is the only administrator who may sign in.

    Locks the administrators' rows: of two who demote each other at once, one is refused.
    """
    chiefs = User.objects.select_for_update().filter(is_superuser=True, is_active=True)
    if user.is_active and not [chief for chief in chiefs if chief.pk != user.pk]:
        raise LastAdministratorError
