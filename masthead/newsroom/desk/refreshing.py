"""Writing the desk's lines: after each change of what they repeat, by the clock, and from scratch.

A refresh runs in the transaction of the change. It locks the subject's lines before it reads the
truth: of two transactions that change one story, the second waits and then sees what the first did.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields
from datetime import datetime, timedelta
from itertools import islice

from django.db import connection, transaction
from django.db.models import Q

from masthead.kernel.clock import now
from masthead.newsroom.desk.concerns import TIMED_CODES, timed_concerns
from masthead.newsroom.desk.rules import LineValues, decide_difference, item_lines, story_lines
from masthead.newsroom.desk.tabs import GONE, Tab
from masthead.newsroom.desk.truth import read_items, read_stories, scheduled
from masthead.newsroom.models import Line
from masthead.stories.models import Story
from masthead.wire.models import Item

# An open desk asks every few seconds; one that slept longer starts anew.
KEEP_GONE = timedelta(hours=12)
# So many subjects at a time: one statement of SQLite takes 32,766 values at most.
BATCH = 1_000
_COLUMNS = tuple(field.name for field in fields(LineValues))
_KEY = ("subject", "number", "tab")


@transaction.atomic(savepoint=False)
def refresh_stories(numbers: Collection[int]) -> int:
    """Bring the lines of these stories up to date; returns how many stories had changed."""
    _lock_stories(numbers)
    kept = _locked("story", numbers)
    wanted = {facts.number: story_lines(facts) for facts in read_stories(numbers)}
    return _write("story", numbers, wanted, kept)


@transaction.atomic(savepoint=False)
def refresh_items(numbers: Collection[int]) -> int:
    """Bring the lines of these items up to date; returns how many items had changed."""
    kept = _locked("item", numbers)
    wanted = {facts.number: item_lines(facts) for facts in read_items(numbers)}
    return _write("item", numbers, wanted, kept)


@transaction.atomic
def forget(subject: str, number: int) -> None:
    """Say that a story or an item was deleted: its line goes from every open desk."""
    line = Line.objects.filter(subject=subject, number=number).first()
    Line.objects.filter(subject=subject, number=number).delete()
    if line is not None:
        line.pk, line.tab, line.state, line.tone = None, GONE, "Deleted", "ended"
        line.changed_at = now()
        line.save(force_insert=True)


def sweep() -> int:
    """Bring up to date what the clock alone has changed; returns how many stories had changed.

    Also mends lines of schedules that were changed past every signal, and forgets what has gone.
    """
    Line.objects.filter(tab=GONE, changed_at__lt=now() - KEEP_GONE).delete()
    stale = _stale()
    return refresh_stories(stale) if stale else 0


def _stale() -> set[int]:
    """The stories whose lines say otherwise than the clock or the schedule."""
    told: dict[int, set[str]] = {}
    known = Line.objects.filter(subject="story", tab=Tab.ATTENTION)
    for number, concerns in known.values_list("number", "concerns"):
        told[number] = set(concerns.strip("|").split("|")) & TIMED_CODES
    actual = timed_concerns()
    stale = {
        number
        for number in told.keys() | actual.keys()
        if told.get(number, set()) != actual.get(number, set())
    }
    due = scheduled()
    lines = dict(Line.objects.filter(tab=Tab.SCHEDULED).values_list("number", "moment"))
    return stale | {
        number for number in due.keys() | lines.keys() if due.get(number) != lines.get(number)
    }


def needs_rebuild() -> bool:
    """Whether there are stories or items and not one line: a newsroom from before the lines."""
    if Line.objects.exists():
        return False
    return Story.objects.exists() or Item.objects.exists()


def rebuild() -> int:
    """Write all lines anew from the truth; returns how many there are. Takes a minute per 100,000.

    Each batch is a transaction of its own, so that the newsroom goes on working meanwhile.
    """
    for numbers in _batches(Item.objects.order_by("pk").values_list("pk", flat=True)):
        refresh_items(numbers)
    for numbers in _batches(Story.objects.order_by("pk").values_list("pk", flat=True)):
        refresh_stories(numbers)
    _forget_unknown()
    return Line.objects.exclude(tab=GONE).count()


def _forget_unknown() -> None:
    """Delete lines whose story or item is no longer there."""
    lines = Line.objects.exclude(tab=GONE)
    lines.filter(subject="story").exclude(number__in=Story.objects.values("pk")).delete()
    lines.filter(subject="item").exclude(number__in=Item.objects.values("pk")).delete()


def _batches(numbers: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(list(numbers))
    while batch := list(islice(rest, BATCH)):
        yield batch


def _lock_stories(numbers: Collection[int]) -> None:
    """Lock the stories' rows before their lines, as every act of publishing does.

    A save writes the revision, and with it the line, before the story's own row: a kill that had
    locked that row and then wanted the line would deadlock with it. SQLite locks nothing by row.
    """
    if connection.features.has_select_for_update:
        rows = Story.objects.select_for_update(no_key=True).filter(pk__in=numbers)
        list(rows.order_by("pk").values_list("pk", flat=True))


def _locked(subject: str, numbers: Collection[int]) -> dict[int, dict[str, LineValues]]:
    """The lines there are, by subject's number and tab, locked until the transaction ends."""
    kept: defaultdict[int, dict[str, LineValues]] = defaultdict(dict)
    rows = Line.objects.select_for_update().filter(subject=subject, number__in=numbers)
    for values in rows.order_by("pk").values(*_COLUMNS):
        line = LineValues(**values)
        kept[line.number][line.tab] = line
    return kept


def _write(
    subject: str,
    numbers: Collection[int],
    wanted: dict[int, tuple[LineValues, ...]],
    kept: dict[int, dict[str, LineValues]],
) -> int:
    moment = now()
    rows: list[Line] = []
    old = Q()
    count = 0
    for number in numbers:
        difference = decide_difference(wanted.get(number, ()), kept.get(number, {}))
        if difference is None or number not in wanted:
            continue
        count += 1
        rows += [_row(line, moment) for line in difference.write]
        if difference.delete:
            old |= Q(number=number, tab__in=difference.delete)
    if old:
        Line.objects.filter(old, subject=subject).delete()
    if rows:
        Line.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=_KEY,
            update_fields=[name for name in (*_COLUMNS, "changed_at") if name not in _KEY],
            batch_size=BATCH,
        )
    return count


def _row(line: LineValues, moment: datetime) -> Line:
    return Line(**vars(line), changed_at=moment)
