"""“What happens next” as the newsroom shows it: times in its own zone and the edition's."""

from __future__ import annotations

import heapq
import json
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from masthead.kernel.clock import parse_moment
from masthead.newsroom.models import Assignment
from masthead.stories.upcoming import upcoming
from masthead.stories.upcoming_rows import Key, Upcoming, behind

PAGE = 50


@dataclass(frozen=True)
class Line:
    """One line of the list. ``there`` is the edition's own time, where it differs."""

    row: Upcoming
    url: str
    there: str
    is_overdue: bool


@dataclass(frozen=True)
class NextPage:
    """A page of the list and the key of the next, if there is one."""

    lines: tuple[Line, ...]
    later: str


def next_page(*, at: datetime, after: str = "") -> NextPage:
    """A page of what the clock will do, and of work that falls due.

    One query beside those of `masthead.stories.upcoming.upcoming`.
    """
    key = _read_key(after)
    clock = upcoming(at=at, count=PAGE + 1, after=key)
    rows = list(heapq.merge(clock, _work(at, key, PAGE + 1), key=lambda row: row.key))
    shown = rows[:PAGE]
    later = _write_key(shown[-1].key) if len(rows) > PAGE else ""
    return NextPage(tuple(_line(row, at=at) for row in shown), later)


def _work(at: datetime, after: Key | None, count: int) -> list[Upcoming]:
    """Assignments that fall due from ``at`` on; late ones stand under “Work”. One query."""
    rows = (
        Assignment.objects.filter(
            behind("due_at", "pk", "work", after), due_at__gte=at, done_at=None
        )
        .select_related("story", "person", "assigned_by")
        .defer("story__body")
        .order_by("due_at", "pk")
    )
    return [
        Upcoming(
            at=row.due_at,
            kind="work",
            number=row.story_id or 0,
            title=str(row),
            key=(row.due_at, "work", row.pk),
            detail=str(row.person or "Nobody has it yet"),
            set_by=str(row.assigned_by),
        )
        for row in rows[:count]
    ]


def _line(row: Upcoming, *, at: datetime) -> Line:
    return Line(row=row, url=_url(row), there=_there(row), is_overdue=row.at < at)


def _url(row: Upcoming) -> str:
    """Where the moment is changed."""
    if row.kind == "rights":
        return reverse("wagtailimages:edit", args=[row.number])
    if row.kind == "work":
        return reverse("newsroom_work")
    return reverse("wagtailsnippets_stories_story:edit", args=[row.number])


def _there(row: Upcoming) -> str:
    """The time in the edition's zone, when its clock says another than the newsroom's."""
    if row.edition is None:
        return ""
    here = row.at.astimezone(timezone.get_current_timezone())
    there = row.at.astimezone(ZoneInfo(row.edition.zone))
    if here.utcoffset() == there.utcoffset():
        return ""
    return f"{there:%H:%M}, {there.day} {there:%b} in {row.edition.zone.rpartition('/')[2]}"


def _write_key(key: Key) -> str:
    text = json.dumps([key[0].isoformat(), key[1], key[2]])
    return urlsafe_base64_encode(text.encode())


def _read_key(text: str) -> Key | None:
    """The key that ``text`` stands for; None for none, and for what somebody made up."""
    try:
        moment, kind, number = json.loads(urlsafe_base64_decode(text))
        at = parse_moment(moment)
        return (at, str(kind), int(number)) if at else None
    except (ValueError, TypeError):
        return None
