"""Guards and migrations: SQLite rebuilds a table to alter it, and its triggers go with it."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection, models

from masthead.stories.models import Publication
from tests.stories.test_database import EXPECTED, _installed


@pytest.mark.django_db(transaction=True)
def test_guards_are_back_after_a_migration_that_rebuilds_their_table() -> None:
    old = Publication._meta.get_field("ended_reason")
    new = models.TextField(blank=True, default="none given")
    new.set_attributes_from_name("ended_reason")
    new.model = Publication
    with connection.schema_editor() as editor:
        editor.alter_field(Publication, old, new, strict=True)
        editor.alter_field(Publication, new, old, strict=True)
        if connection.vendor == "sqlite":
            editor._remake_table(Publication)
    if connection.vendor == "sqlite":
        assert _installed() < EXPECTED, "a rebuild loses triggers: the reason for post_migrate"
    call_command("migrate", verbosity=0)
    assert _installed() == EXPECTED
