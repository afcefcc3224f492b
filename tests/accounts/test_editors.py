"""What the group of editors may, and that an update does not give back what was taken."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission

from masthead.accounts.services import EDITORS_MAY, ensure_editors_group

pytestmark = pytest.mark.django_db


def test_every_permission_on_the_list_is_one_that_there_is() -> None:
    known = set(Permission.objects.values_list("content_type__app_label", "codename"))
    assert known >= {(label, name) for label, names in EDITORS_MAY.items() for name in names}


def test_what_acts_alone_may_write_is_no_editors_to_change() -> None:
    names = {row.codename for row in ensure_editors_group().permissions.all()}
    assert "publish_story" in names
    for kind in ("publication", "version", "correction", "take", "edition", "source"):
        assert not {f"add_{kind}", f"change_{kind}", f"delete_{kind}"} & names


def test_an_update_leaves_the_group_as_an_administrator_made_it() -> None:
    group = ensure_editors_group()
    group.permissions.remove(*Permission.objects.filter(codename__in=["kill_story"]))
    group.permissions.add(Permission.objects.get(codename="delete_story"))
    before = set(group.permissions.all())
    assert set(ensure_editors_group().permissions.all()) == before
