"""“What happens next” as the newsroom shows it: times in its own zone and the edition's."""

from __future__ import annotations

import heapq
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from masthead.kernel.clock import parse_moment
from masthead.stories.upcoming import Upcoming, upcoming

PAGE = 50

Key = tuple[datetime, str, int]
# Rows of another kind (assignments that fall due) from the moment on, earliest first:
# ``source(at, after, count)``.
Source = Callable[[datetime, Key | None, int], Iterable[Upcoming]]

_sources: list[Source] = []


def add_source(source: Source) -> Source:
    """Have ``source``'s rows stand in the list too; its queries are its own affair."""
    if source not in _sources:
        _sources.append(source)
    return source


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
    """A page of what the clock will do; the queries of `masthead.stories.upcoming.upcoming`."""
    key = _read_key(after)
    sources = [upcoming(at=at, count=PAGE + 1, after=key)]
    sources += [list(source(at, key, PAGE + 1)) for source in _sources]
    rows = list(heapq.merge(*sources, key=lambda row: row.key))
    shown = rows[:PAGE]
    later = _write_key(shown[-1].key) if len(rows) > PAGE else ""
    return NextPage(tuple(_line(row, at=at) for row in shown), later)


def _line(row: Upcoming, *, at: datetime) -> Line:
    return Line(row=row, url=_url(row), there=_there(row), is_overdue=row.at < at)


def _url(row: Upcoming) -> str:
    """Where the moment is changed."""
    if row.kind == "rights":
        return reverse("wagtailimages:edit", args=[row.number])
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
