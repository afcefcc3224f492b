"""Triggers: what the database itself refuses, beyond the CHECK constraints of the models.

- a killed story stays killed, and is never deleted;
- a published version and a correction are written once: no UPDATE, no DELETE;
- a placement is live only while its story's publication is;
- when a publication stops being live, its placements stop in the same statement;
- a publication's home and version belong to the same story, for ever;
- the home of a story that was published stays in its edition, whose address it has;
- a placement's section is one of its edition;
- nothing is live since a moment to come: with the CHECK on the embargo, nothing is live before it;
- of a story on hold nothing is deleted, and the audit log is written once (`held_guards`).

Packages above add their own by `protect`: what came over the wire is kept with a story on hold.

They are installed after every migration, not in one: SQLite rebuilds a table to alter it, the
triggers of the old table go with it, and triggers of other tables that read it make the rebuild
fail. So there they are off while a migration runs, and `missing_guards` says when one has failed
half-way. Installing twice is harmless.
"""

from __future__ import annotations

from django.db import connections, transaction

from masthead.stories.guard import Guard
from masthead.stories.held_guards import HELD_GUARDS


def _on_write(name: str, table: str, condition: str, message: str) -> tuple[Guard, Guard]:
    """The same guard on INSERT and on UPDATE."""
    return (
        Guard(f"{name}_insert", table, "INSERT", condition, message),
        Guard(f"{name}_update", table, "UPDATE", condition, message),
    )


# Table names are written out: this is SQL of ours over tables of ours, checked by the tests.
GUARDS = (
    Guard(
        "guard_killed_is_terminal",
        "stories_publication",
        "UPDATE",
        "OLD.state = 'killed' AND NEW.state <> 'killed'",
        "a killed story cannot be revived",
    ),
    Guard(
        "guard_published_is_not_deleted",
        "stories_publication",
        "DELETE",
        "OLD.first_published_at IS NOT NULL OR OLD.state = 'killed'",
        "a story that was published or killed is never deleted",
    ),
    *_on_write(
        "guard_publication_owns_home",
        "stories_publication",
        "NEW.home_id IS NOT NULL AND NEW.story_id <> "
        "(SELECT story_id FROM stories_placement WHERE id = NEW.home_id)",
        "the home is a placement of another story",
    ),
    *_on_write(
        "guard_publication_owns_version",
        "stories_publication",
        "NEW.version_id IS NOT NULL AND NEW.story_id <> "
        "(SELECT story_id FROM stories_version WHERE id = NEW.version_id)",
        "the version is one of another story",
    ),
    # A minute, because the database's clock need not be the application's to the second.
    *_on_write(
        "guard_publication_not_ahead",
        "stories_publication",
        "NEW.state = 'live' AND NEW.live_since > {soon}",
        "a story is not live since a moment to come",
    ),
    Guard(
        "guard_publication_story_fixed",
        "stories_publication",
        "UPDATE",
        "NEW.story_id <> OLD.story_id",
        "a publication belongs to its story for ever",
    ),
    Guard(
        "guard_home_keeps_edition",
        "stories_publication",
        "UPDATE",
        "OLD.first_published_at IS NOT NULL AND OLD.home_id IS NOT NULL AND ("
        "NEW.home_id IS NULL OR (SELECT edition_id FROM stories_placement WHERE id = NEW.home_id)"
        " <> (SELECT edition_id FROM stories_placement WHERE id = OLD.home_id))",
        "the home of a published story stays in its edition",
    ),
    Guard(
        "guard_placement_fixed",
        "stories_placement",
        "UPDATE",
        "NEW.story_id <> OLD.story_id OR NEW.edition_id <> OLD.edition_id",
        "a placement belongs to its story and edition for ever",
    ),
    *_on_write(
        "guard_placement_section",
        "stories_placement",
        "NEW.edition_id <> (SELECT edition_id FROM stories_section WHERE id = NEW.section_id)",
        "the section is one of another edition",
    ),
    Guard(
        "guard_version_unchanged",
        "stories_version",
        "UPDATE",
        "1 = 1",
        "a published version is never changed",
    ),
    Guard(
        "guard_version_kept",
        "stories_version",
        "DELETE",
        "1 = 1",
        "a published version is never deleted",
    ),
    Guard(
        "guard_correction_unchanged",
        "stories_correction",
        "UPDATE",
        "1 = 1",
        "a correction is never changed",
    ),
    Guard(
        "guard_correction_kept",
        "stories_correction",
        "DELETE",
        "1 = 1",
        "a correction is never deleted",
    ),
    *_on_write(
        "guard_placement_live",
        "stories_placement",
        "NEW.is_live AND NOT EXISTS (SELECT 1 FROM stories_publication "
        "WHERE story_id = NEW.story_id AND state = 'live'{lock})",
        "a placement is live only while its story is",
    ),
    *HELD_GUARDS,
)

_added: list[Guard] = []


def protect(*guards: Guard) -> None:
    """Have these installed with ours: for tables of packages above, when their app is ready."""
    _added.extend(guard for guard in guards if guard not in _added)


def all_guards() -> tuple[Guard, ...]:
    """Every guard there is, ours and those that were added."""
    return (*GUARDS, *_added)


_CASCADE = "guard_placements_follow"
_CASCADE_BODY = (
    "UPDATE stories_placement SET is_live = {false} WHERE story_id = NEW.story_id AND is_live"
)


def install_guards(*, using: str) -> None:
    """(Re)create every trigger in the database ``using``: SQLite or PostgreSQL.

    Raises `NotImplementedError` for another vendor: without the guards Masthead must not run.
    """
    connection = connections[using]
    writers = {"sqlite": _sqlite_statements, "postgresql": _postgresql_statements}
    if connection.vendor not in writers:
        raise NotImplementedError(f"no guards for {connection.vendor}")
    with transaction.atomic(using=using), connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        # A table of a package above need not be there yet: its own migration brings us here again.
        guards = [guard for guard in all_guards() if guard.table in present]
        for statement in writers[connection.vendor](guards):
            cursor.execute(statement)


def make_way(*, using: str, has_work: bool) -> None:
    """Before a migration: take the guards off where they would make it fail."""
    if has_work and connections[using].vendor == "sqlite":
        remove_guards(using=using)


def missing_guards(*, using: str) -> set[str]:
    """The names of triggers that should be in the database and are not: a failed migration."""
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(catalogue[connection.vendor])
        present = {name for (name,) in cursor.fetchall()}
    return ({guard.name for guard in all_guards()} | {_CASCADE}) - present


def remove_guards(*, using: str) -> None:
    """Drop every trigger: for moving a whole database out or emptying one in a test."""
    connection = connections[using]
    tables = {guard.name: guard.table for guard in all_guards()} | {_CASCADE: "stories_publication"}
    with transaction.atomic(using=using), connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        for name, table in tables.items():
            if table not in present:  # before the first migration there is nothing to guard
                continue
            place = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{place}")


def _sqlite_statements(guards: list[Guard]) -> list[str]:
    # As Django writes moments: text in UTC, so that comparing as text compares in time. One writer
    # at a time needs no lock on the row.
    soon = "strftime('%Y-%m-%d %H:%M:%f', 'now', '+1 minute')"
    statements = []
    for guard in guards:
        condition = guard.condition.format(soon=soon, lock="")
        statements += [
            f"DROP TRIGGER IF EXISTS {guard.name}",
            f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} "
            f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{guard.message}'); END",
        ]
    return [
        *statements,
        f"DROP TRIGGER IF EXISTS {_CASCADE}",
        f"CREATE TRIGGER {_CASCADE} AFTER UPDATE OF state ON stories_publication "
        f"WHEN NEW.state <> 'live' BEGIN {_CASCADE_BODY.format(false='0')}; END",
    ]


def _postgresql_statements(guards: list[Guard]) -> list[str]:
    statements = []
    for guard in guards:
        row = "OLD" if guard.event == "DELETE" else "NEW"
        condition = guard.condition.format(
            soon="clock_timestamp() + interval '1 minute'", lock=" FOR SHARE"
        )
        statements += [
            f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN IF {condition} THEN RAISE EXCEPTION '{guard.message}' "
            f"USING ERRCODE = 'check_violation'; END IF; RETURN {row}; END $$",
            f"DROP TRIGGER IF EXISTS {guard.name} ON {guard.table}",
            f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {guard.name}()",
        ]
    return [
        *statements,
        f"CREATE OR REPLACE FUNCTION {_CASCADE}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF NEW.state <> 'live' THEN {_CASCADE_BODY.format(false='false')}; END IF; "
        f"RETURN NEW; END $$",
        f"DROP TRIGGER IF EXISTS {_CASCADE} ON stories_publication",
        f"CREATE TRIGGER {_CASCADE} AFTER UPDATE OF state ON stories_publication "
        f"FOR EACH ROW EXECUTE FUNCTION {_CASCADE}()",
    ]
