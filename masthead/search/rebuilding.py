"""Building the index anew, beside editors who work.

A few hundred documents a transaction, each read under a lock and written before the lock goes: an
edit comes before or after, never between. How far it came is kept in the same transaction, so that
a build that was interrupted goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction

from masthead.search.engines import engine_for
from masthead.search.models import Entry, Rebuild
from masthead.search.registry import Kind, kinds
from masthead.search.services import put_all, remove_all

# A fifth of a second of work, which is how long an editor's save may wait for it on SQLite.
BATCH = 100


@dataclass(frozen=True)
class Progress:
    """How far the building of one kind has come."""

    kind: str
    done: int
    total: int


@dataclass(frozen=True)
class Coverage:
    """How many rows a kind has, and how many of them the index."""

    kind: str
    rows: int
    entries: int


def rebuild(*, from_start: bool = False) -> Iterator[Progress]:
    """Bring every document of every kind into the index, and out of it what is no longer there.

    Goes on where an interrupted build stopped. What is up to date is read and left alone; with
    ``from_start`` everything is written again, from the first on.
    """
    if from_start:
        Rebuild.objects.all().delete()
    for kind in kinds():
        if not Rebuild.objects.filter(kind=kind.name).exists():
            Rebuild.objects.create(kind=kind.name, is_forced=from_start)
    for kind in kinds():
        yield from _rebuild_kind(kind)
    # Only now: whoever starts again after an interruption finds the finished kinds finished.
    Rebuild.objects.all().delete()


def _rebuild_kind(kind: Kind) -> Iterator[Progress]:
    total = kind.count()
    done = 0
    while numbers := _next_batch(kind):
        done += numbers
        yield Progress(kind.name, done, max(total, done))
    yield Progress(kind.name, total, total)


@transaction.atomic
def _next_batch(kind: Kind) -> int:
    """Index the next rows of ``kind``; returns how many, 0 when all are done."""
    state = Rebuild.objects.select_for_update().filter(kind=kind.name).first()
    if state is None:
        return 0
    numbers = list(kind.numbers(state.reached, BATCH))
    entries = Entry.objects.filter(kind=kind.name, number__gt=state.reached)
    if numbers:
        entries = entries.filter(number__lte=numbers[-1])
    documents = kind.documents(numbers) if numbers else []
    present = {document.number for document in documents}
    gone = [number for number in entries.values_list("number", flat=True) if number not in present]
    if gone:
        remove_all(kind=kind.name, numbers=gone)
    put_all(documents, is_forced=state.is_forced)
    if numbers:
        state.reached = numbers[-1]
        state.save(update_fields=["reached"])
    return len(numbers)


def coverage() -> list[Coverage]:
    """How complete the index is, by kind; two queries a kind."""
    return [
        Coverage(kind.name, kind.count(), Entry.objects.filter(kind=kind.name).count())
        for kind in kinds()
    ]


def has_words_for_all() -> bool:
    """Whether every entry has its words beside it; two queries."""
    with connection.cursor() as cursor:
        return engine_for(connection.vendor).count(cursor) == Entry.objects.count()


def is_unfinished() -> bool:
    """Whether a build was begun and not ended."""
    return Rebuild.objects.exists()
