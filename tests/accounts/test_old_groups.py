"""An installation from before the roles: its groups become them, with people and permissions."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission

from masthead.accounts.granting import ensure_roles
from masthead.accounts.models import RoleGrant
from masthead.accounts.roles import Role
from tests.factories.stories import make_user

pytestmark = pytest.mark.django_db

migration = import_module("masthead.accounts.migrations.0003_groups")


def old_group(name: str, *codenames: str) -> Group:
    """A group as Masthead made it once."""
    Group.objects.filter(name__in=[name, name.removesuffix("s")]).delete()
    group = Group.objects.create(name=name)
    group.permissions.set(Permission.objects.filter(codename__in=codenames))
    return group


def test_editors_stay_editors_without_what_an_administrator_took_away() -> None:
    group = old_group("Editors", "add_story", "change_story", "publish_story")
    mara = make_user(is_superuser=False)
    mara.groups.add(group)
    migration.rename_groups(apps, None)
    ensure_roles()
    editor = Group.objects.get(name=Role.EDITOR.value)
    assert list(editor.user_set.all()) == [mara]
    assert not Group.objects.filter(name="Editors").exists()
    mara = type(mara).objects.get(pk=mara.pk)
    assert mara.has_perm("stories.publish_story")
    # It was there to be given and was taken away; what is new since then arrives.
    assert not mara.has_perm("stories.kill_story")
    assert RoleGrant.objects.filter(group=editor).exists()
    assert mara.has_perm("stories.hold_story")


def test_people_of_both_groups_come_together_when_the_role_is_there_already() -> None:
    ensure_roles()
    group = Group.objects.create(name="Editors")
    ben = make_user(is_superuser=False)
    ben.groups.add(group)
    migration.rename_groups(apps, None)
    assert ben.groups.filter(name=Role.EDITOR.value).exists()


def test_superusers_become_administrators() -> None:
    chief = make_user()
    chief.groups.clear()
    migration.mark_administrators(apps, None)
    assert list(chief.groups.values_list("name", flat=True)) == [Role.ADMINISTRATOR.value]
