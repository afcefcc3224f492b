"""What each role may, and that an update does not give back what was taken."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission

from masthead.accounts.granting import (
    LastAdministratorError,
    ensure_roles,
    give_role,
    role_of,
)
from masthead.accounts.models import User
from masthead.accounts.roles import MAY, SUMMARIES, Role
from tests.factories.stories import make_user

pytestmark = pytest.mark.django_db


def member(role: Role) -> User:
    """Somebody with this role and no other right."""
    ensure_roles()
    user = make_user(is_superuser=False)
    give_role(user=user, role=role, by=None)
    return User.objects.get(pk=user.pk)


def test_every_permission_of_the_table_is_one_that_there_is() -> None:
    rows = Permission.objects.values_list("content_type__app_label", "codename")
    known = {f"{label}.{name}" for label, name in rows}
    assert [name for names in MAY.values() for name in names if name not in known] == []


def test_every_role_says_in_words_what_it_may() -> None:
    assert set(SUMMARIES) == set(Role) == set(MAY)


def test_what_acts_alone_may_write_is_in_nobodys_list() -> None:
    names = {name for names in MAY.values() for name in names}
    for kind in ("publication", "version", "correction", "take", "edition", "source", "user"):
        assert not [name for name in names if name.endswith(f"_{kind}") and "view" not in name]


@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        (Role.REPORTER, "change", ("publish", "withdraw", "kill", "lock", "delete")),
        (Role.EDITOR, "kill", ("delete",)),
        (Role.PRODUCER, "publish", ("kill", "delete")),
        (Role.MODERATOR, "view", ("add", "change", "publish", "withdraw", "kill", "delete")),
    ],
)
def test_a_role_may_what_its_name_says(role: Role, may: str, may_not: tuple[str, ...]) -> None:
    user = member(role)
    assert user.has_perm("wagtailadmin.access_admin")
    assert user.has_perm(f"stories.{may}_story")
    assert [act for act in may_not if user.has_perm(f"stories.{act}_story")] == []
    assert not user.has_perm("accounts.change_user")


def test_an_update_leaves_a_group_as_an_administrator_made_it() -> None:
    group = ensure_roles()[Role.EDITOR]
    group.permissions.remove(*Permission.objects.filter(codename="kill_story"))
    group.permissions.add(Permission.objects.get(codename="delete_story"))
    before = set(group.permissions.all())
    assert set(ensure_roles()[Role.EDITOR].permissions.all()) == before


def test_a_permission_that_a_later_version_adds_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    ensure_roles()
    monkeypatch.setitem(MAY, Role.REPORTER, (*MAY[Role.REPORTER], "stories.delete_topic"))
    assert ensure_roles()[Role.REPORTER].permissions.filter(codename="delete_topic").exists()


def test_another_role_takes_the_place_of_the_first_and_leaves_other_groups() -> None:
    user = member(Role.EDITOR)
    own = Group.objects.create(name="Football")
    user.groups.add(own)
    give_role(user=user, role=Role.REPORTER, by=None)
    assert set(user.groups.values_list("name", flat=True)) == {"Football", "Reporter"}
    assert role_of(User.objects.get(pk=user.pk)) is Role.REPORTER


def test_an_administrator_may_everything_until_another_role_is_given() -> None:
    first, second = make_user(), member(Role.ADMINISTRATOR)
    assert second.has_perm("accounts.change_user")
    give_role(user=second, role=Role.REPORTER, by=first)
    assert not User.objects.get(pk=second.pk).has_perm("accounts.change_user")


def test_the_last_administrator_stays_one() -> None:
    chief = member(Role.ADMINISTRATOR)
    make_user(is_active=False)
    with pytest.raises(LastAdministratorError):
        give_role(user=chief, role=Role.EDITOR, by=chief)
    assert role_of(User.objects.get(pk=chief.pk)) is Role.ADMINISTRATOR


def test_wagtails_own_groups_have_become_roles() -> None:
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()
