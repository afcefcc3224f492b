"""Situations that several tests of stories start from."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

from django.db import connection, connections
from wagtail.models import ModelLogEntry, Revision

from masthead.kernel.clock import now
from masthead.stories.models import Publication, Story


def fresh(story: Story) -> Story:
    """The story as the database has it."""
    return Story.objects.select_related("publication__home", "publication__version").get(
        pk=story.pk
    )


def revise(story: Story, **fields: Any) -> Revision:
    """Save a draft: what the edit form does when an editor presses Save."""
    draft = fresh(story).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    return draft.save_revision(clean=False)  # as the form does: a draft may lack what it likes


def publish_with(story: Story, **fields: Any) -> Story:
    """Edit and publish: what the form's Publish button does."""
    revise(story, **fields).publish()
    return fresh(story)


def schedule(story: Story, *, at: datetime, **fields: Any) -> Revision:
    """Save a draft with a time and publish it: it waits."""
    revision = revise(story, go_live_at=at, **fields)
    revision.publish()
    revision.refresh_from_db()
    return revision


def ahead(**units: float) -> datetime:
    """A moment to come, to the millisecond: a revision's JSON keeps no more."""
    moment = now() + timedelta(**units)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def ago(**units: float) -> datetime:
    """A moment that has passed."""
    return now() - timedelta(**units)


def force_due(revision: Revision) -> None:
    """Make a revision look scheduled and due, past everything that would forbid it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE wagtailcore_revision SET approved_go_live_at = %s WHERE id = %s",
            [ago(minutes=1) if connection.vendor == "postgresql" else _text(ago(minutes=1)),
             revision.pk],
        )  # fmt: skip


def _text(moment: datetime) -> str:
    """A moment as Django writes it into SQLite."""
    return moment.strftime("%Y-%m-%d %H:%M:%S.%f")


def sql(statement: str, *arguments: Any) -> None:
    """Run one statement as somebody with a database shell would."""
    ready = [
        _text(value) if isinstance(value, datetime) and connection.vendor == "sqlite" else value
        for value in arguments
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement, ready)


def acts_on(story: Story) -> list[str]:
    """The names of what the audit log has on a story, oldest first."""
    entries = ModelLogEntry.objects.filter(object_id=str(story.pk)).order_by("timestamp", "id")
    return [entry.action for entry in entries]


def is_out(story: Story) -> bool:
    """Whether anything of the story could reach a reader, by any flag there is."""
    row = fresh(story)
    publication = Publication.objects.get(pk=story.pk)
    return row.live or publication.is_live or row.placements.filter(is_live=True).exists()


def at_once(*acts: Callable[[], Any]) -> list[BaseException | None]:
    """Do the acts at the same moment, each in a thread; what each raised, None for nothing."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> BaseException | None:
        try:
            barrier.wait(timeout=20)
            act()
        except Exception as error:  # noqa: BLE001 - the caller asserts what may have happened
            return error
        finally:
            connections.close_all()
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
