"""Guards and migrations: SQLite rebuilds a table to alter it, and triggers stand in its way."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection, models
from django.db.migrations import Migration

from masthead.stories import guards
from masthead.stories.models import Placement, Publication, Version


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("model", "name"),
    [(Publication, "ended_reason"), (Placement, "dek"), (Version, "note")],
)
def test_a_migration_may_rebuild_a_guarded_table_and_the_guards_are_back(
    model: type[models.Model], name: str
) -> None:
    old = model._meta.get_field(name)
    new = models.TextField(blank=True, default="none given")
    new.set_attributes_from_name(name)
    new.model = model
    plan = [(Migration("0002_rebuild", "stories"), False)]
    about: dict[str, Any] = {"verbosity": 0, "interactive": False, "db": "default", "apps": apps}
    emit_pre_migrate_signal(plan=plan, **about)
    with connection.schema_editor() as editor:
        editor.alter_field(model, old, new, strict=True)  # type: ignore[arg-type]
        editor.alter_field(model, new, old, strict=True)  # type: ignore[arg-type]
    emit_post_migrate_signal(plan=plan, **about)
    assert guards.missing_guards(using="default") == set()


@pytest.mark.django_db(transaction=True)
def test_migrating_with_nothing_to_do_never_takes_the_guards_off() -> None:
    emit_pre_migrate_signal(verbosity=0, interactive=False, db="default", plan=[], apps=apps)
    assert guards.missing_guards(using="default") == set()
