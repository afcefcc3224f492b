"""The audit log as the newsroom reads it: every act, by person, story, kind and time.

Numbers of entries grow with their moments, so the log is read backwards by number alone: the first
page of a million costs what the first of ten does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from masthead.stories.log_words import WORDS
from masthead.stories.models import Story

PAGE = 50
# Rows of a download that are read at a time.
_CHUNK = 1000


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What somebody wants to see of the log; times in UTC."""

    person: int | None = None
    story: int | None = None
    act: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Entry:
    """One act: when, by whom, to what, and the sentence that says it."""

    number: int
    at: datetime
    person: str
    act: str
    kind: str
    title: str
    url: str
    words: str


@dataclass(frozen=True)
class AuditPage:
    """Some entries, newest first, and the number before which the next page begins."""

    entries: tuple[Entry, ...]
    older: int | None


def audit_page(wanted: Wanted, *, before: int | None = None) -> AuditPage:
    """A page of the log; four queries at most (two of them only to turn times into numbers)."""
    rows = _rows(wanted, before=before)[: PAGE + 1]
    found = [_entry(row) for row in rows]
    older = found[PAGE - 1].number if len(found) > PAGE else None
    return AuditPage(tuple(found[:PAGE]), older)


def all_entries(wanted: Wanted) -> Iterator[Entry]:
    """Every entry wanted, newest first, a thousand at a time: for downloads."""
    before: int | None = None
    while True:
        chunk = [_entry(row) for row in _rows(wanted, before=before)[:_CHUNK]]
        yield from chunk
        if len(chunk) < _CHUNK:
            return
        before = chunk[-1].number


def _rows(wanted: Wanted, *, before: int | None) -> QuerySet[ModelLogEntry]:
    entries = ModelLogEntry.objects.select_related("user", "content_type").order_by("-id")
    if wanted.person is not None:
        entries = entries.filter(user_id=wanted.person)
    if wanted.story is not None:
        kind = ContentType.objects.get_for_model(Story)
        # The kind as a range: of two equalities SQLite may take the index that all rows share.
        entries = entries.filter(
            content_type_id__gte=kind.pk, content_type_id__lte=kind.pk, object_id=str(wanted.story)
        )
    if wanted.act:
        entries = entries.filter(action=wanted.act)
    first, last = _first_from(wanted.since), _last_until(wanted.until)
    if wanted.since is not None:
        entries = entries.filter(id__gte=first) if first else entries.none()
    if wanted.until is not None:
        entries = entries.filter(id__lte=last) if last else entries.none()
    if before is not None:
        entries = entries.filter(id__lt=before)
    rows: QuerySet[ModelLogEntry] = entries
    return rows


def _first_from(since: datetime | None) -> int | None:
    if since is None:
        return None
    number: int | None = (
        ModelLogEntry.objects.filter(timestamp__gte=since)
        .order_by("timestamp", "id")
        .values_list("id", flat=True)
        .first()
    )
    return number


def _last_until(until: datetime | None) -> int | None:
    if until is None:
        return None
    number: int | None = (
        ModelLogEntry.objects.filter(timestamp__lte=until)
        .order_by("-timestamp", "-id")
        .values_list("id", flat=True)
        .first()
    )
    return number


def _entry(row: ModelLogEntry) -> Entry:
    kind = row.content_type
    model = kind.model_class() if kind else None
    return Entry(
        number=row.pk,
        at=row.timestamp,
        person=str(row.user_display_name),
        act=row.action,
        kind=str(model._meta.verbose_name) if model else "",
        title=row.label,
        url=_story_url(row) if model is Story else "",
        words=_words(row),
    )


def _words(row: ModelLogEntry) -> str:
    """The act's sentence, and what was before and after where another's sentence leaves it out."""
    words, data = str(row.message), row.data or {}
    if row.action in WORDS or "before" not in data or "after" not in data:
        return words
    return f"{words}: was {data['before'] or 'none'}, is {data['after'] or 'none'}"


def _story_url(row: ModelLogEntry) -> str:
    try:
        return reverse("wagtailsnippets_stories_story:history", args=[row.object_id])
    except NoReverseMatch:
        return ""


def acts() -> list[tuple[str, str]]:
    """Every act that the log knows, by its label; no query."""
    return sorted(registry.get_choices(), key=lambda choice: str(choice[1]))
