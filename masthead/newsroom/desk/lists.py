"""The desk's lists, their counts and what has changed in them since somebody looked.

Each list is one query over the index `line_list`, paged by moment and number, so that lines that
arrive meanwhile neither repeat nor skip any. docs/decisions/0019-desk-lines.md has the figures.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_datetime

from masthead.kernel.clock import now
from masthead.newsroom.desk.filters import View
from masthead.newsroom.desk.rows import Row, row_of
from masthead.newsroom.desk.rules import item_lines
from masthead.newsroom.desk.tabs import Tab
from masthead.newsroom.desk.truth import read_items
from masthead.newsroom.models import Line
from masthead.wire.models import Item

# About two screens: more is read by nobody and searched for instead.
PAGE = 50
# Tabs count this far and then say "99+": a count of everything reads everything.
MOST_COUNTED = 100
# IPTC urgency 1 and 2: flash and bulletin.
MOST_URGENT = 2
# An hour after it came in a flash is either being worked on or was none.
URGENT_FOR = timedelta(hours=2)
# One line of a strip.
MOST_URGENT_SHOWN = 5
# A transaction that began before an open desk asked may commit after: so far back it asks again.
OVERLAP = timedelta(seconds=20)
# More changes than this at once, and the desk offers to load the list anew.
MOST_CHANGES = 200


@dataclass(frozen=True)
class Cursor:
    """A place in a list: the moment it is ordered by and the line's number."""

    moment: datetime
    number: int

    def __str__(self) -> str:
        return f"{self.moment.isoformat()}_{self.number}"

    @classmethod
    def parse(cls, text: str) -> Cursor | None:
        """The cursor that ``text`` writes; None for what is not one (an old or mangled link)."""
        written, _, number = text.rpartition("_")
        moment = parse_moment(written)
        if moment is None or not number.isascii() or not number.isdigit() or len(number) > 18:
            return None
        return cls(moment, int(number))


def parse_moment(text: str) -> datetime | None:
    """The moment that ``text`` writes with its zone (ISO 8601); None for anything else."""
    try:
        moment = parse_datetime(text) if text else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None


@dataclass(frozen=True)
class Page:
    """Some rows of a list and where the next ones start."""

    rows: tuple[Row, ...]
    older: Cursor | None


def desk_page(view: View, *, me: int, before: Cursor | None = None) -> Page:
    """One page of a list; one query."""
    lines = _lines(view, me=me)
    is_ascending = view.list is Tab.SCHEDULED  # what falls due next comes first
    if before is not None:
        sign = "gt" if is_ascending else "lt"
        # The first condition alone lets an index seek; the second decides equal moments.
        lines = lines.filter(**{f"moment__{sign}e": before.moment}).filter(
            Q(**{f"moment__{sign}": before.moment}) | Q(**{f"pk__{sign}": before.number})
        )
    order = ("moment", "pk") if is_ascending else ("-moment", "-pk")
    found = list(lines.order_by(*order)[: PAGE + 1])
    moment = now()
    rows = tuple(row_of(line, at=moment) for line in found[:PAGE])
    if len(found) <= PAGE:
        return Page(rows, None)
    last = found[PAGE - 1]
    return Page(rows, Cursor(last.moment, last.pk))


def tab_counts(view: View, *, me: int) -> dict[Tab, str]:
    """How many lines each list has under the view's filters, up to 99; a query for each list."""
    conditions = view.conditions(me=me)
    counts = {}
    for tab in Tab:
        count = Line.objects.filter(conditions, tab=tab).order_by()[:MOST_COUNTED].count()
        counts[tab] = f"{MOST_COUNTED - 1}+" if count == MOST_COUNTED else str(count)
    return counts


def _lines(view: View, *, me: int) -> QuerySet[Line]:
    return Line.objects.filter(view.conditions(me=me), tab=view.list)


@dataclass(frozen=True)
class Changes:
    """What changed since an open desk last asked, in whatever list.

    ``mark`` is the same as long as nothing else has changed; ``until`` is what to ask from next.
    """

    mark: str
    until: datetime
    lines: tuple[int, ...]
    is_too_much: bool


def changes_since(since: datetime) -> Changes:
    """What changed since ``since`` (UTC), in whatever list; one query over the index of changes."""
    until = now() - OVERLAP
    changed = list(
        Line.objects.filter(changed_at__gt=since)
        .order_by("changed_at", "pk")
        .values_list("pk", "changed_at")[: MOST_CHANGES + 1]
    )
    digest = hashlib.sha256(repr(changed).encode()).hexdigest()[:32]
    return Changes(
        mark=f'"{digest}"',
        until=until,
        lines=tuple(pk for pk, _ in changed[:MOST_CHANGES]),
        is_too_much=len(changed) > MOST_CHANGES,
    )


@dataclass(frozen=True)
class Arrival:
    """A changed line: whether it stands in the view, and the row that shows it."""

    row: Row
    is_here: bool


def arrivals(changes: Changes, view: View, *, me: int) -> tuple[Arrival, ...]:
    """What has changed, each story and item once: as it stands in the view, if it does.

    Two queries.
    """
    moment = now()
    lines = Line.objects.filter(pk__in=changes.lines).order_by("pk")
    here = set(_lines(view, me=me).filter(pk__in=changes.lines).values_list("pk", flat=True))
    found: dict[str, Arrival] = {}
    for line in lines:
        row = row_of(line, at=moment)
        if line.pk in here or row.key not in found:
            found[row.key] = Arrival(row, line.pk in here)
    return tuple(found.values())


def urgent_rows(*, at: datetime) -> tuple[Row, ...]:
    """Flashes and bulletins that came in lately and that nobody has opened; one query."""
    lines = Line.objects.filter(
        tab=Tab.JUST_IN,
        moment__gte=at - URGENT_FOR,
        urgency__range=(1, MOST_URGENT),
        is_usable=True,
    ).order_by("-moment", "-pk")
    return tuple(row_of(line, at=at) for line in lines[:MOST_URGENT_SHOWN])


def rows_of(subjects: Iterable[tuple[str, int]], *, at: datetime) -> dict[tuple[str, int], Row]:
    """The rows of these stories and items (``("story", 7)``), whatever list; three queries.

    Items that were opened have no line for long; their rows are made from the items.
    """
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for subject, number in subjects:
        numbers[subject].append(number)
    rows = {}
    for subject, wanted in numbers.items():
        for line in Line.objects.filter(subject=subject, number__in=wanted).order_by("pk"):
            rows[subject, line.number] = row_of(line, at=at)
    opened = [number for number in numbers["item"] if ("item", number) not in rows]
    for facts in read_items(opened) if opened else ():
        for values in item_lines(facts):
            rows["item", facts.number] = row_of(Line(**vars(values), changed_at=at), at=at)
    return rows


def items_beside(item: Item) -> tuple[int | None, int | None]:
    """The items that wait above and below this one in “Just in”; two queries."""
    waiting = Line.objects.filter(tab=Tab.JUST_IN).exclude(number=item.pk)
    moment = item.last_received_at
    above = waiting.filter(moment__gte=moment).order_by("moment", "pk")
    below = waiting.filter(moment__lte=moment).order_by("-moment", "-pk")
    return (
        above.values_list("number", flat=True).first(),
        below.values_list("number", flat=True).first(),
    )
