"""The lists of work to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet

from masthead.accounts.models import User
from masthead.kernel.clock import now
from masthead.newsroom.models import Assignment
from masthead.newsroom.work.rules import Urgency, decide_urgency, lateness
from masthead.stories.models import Story

# More open work than this on one list is not planned but dreamt of.
MOST = 200
# What is done stays in sight until the next morning.
DONE_STAYS = timedelta(hours=18)


@dataclass(frozen=True, kw_only=True)
class Line:
    """A piece of work as the list shows it. ``tone`` colours what ``words`` say."""

    assignment: Assignment
    tone: Urgency
    words: str
    is_own: bool
    may_finish: bool


def my_work(person: User) -> list[Line]:
    """What ``person`` has to do and has done, and what anybody may take; one query and roles."""
    return _lines(_listed().filter(Q(person=person) | Q(person=None)), person)


def everyones_work(person: User) -> list[Line]:
    """What everybody has to do and has done, as ``person`` sees it; one query and roles."""
    return _lines(_listed(), person)


def work_on(story: Story, person: User) -> list[Line]:
    """The work on one story, done or not, as ``person`` sees it; one query and roles."""
    rows = Assignment.objects.select_related("person", "assigned_by", "done_by")
    return _lines(rows.filter(story=story), person)


def overdue_count(person: User) -> int:
    """How much of ``person``'s work is late; one query."""
    return Assignment.objects.filter(person=person, done_at=None, due_at__lt=now()).count()


def _listed() -> QuerySet[Assignment]:
    return (
        Assignment.objects.filter(Q(done_at=None) | Q(done_at__gte=now() - DONE_STAYS))
        .select_related("person", "assigned_by", "done_by", "story")
        .defer("story__body")
    )


def _lines(rows: QuerySet[Assignment], person: User) -> list[Line]:
    """Open work by its time, then what is done, newest first."""
    moment = now()
    may_assign = person.has_perm("newsroom.assign_work")
    found = []
    for row in rows.order_by("due_at", "pk")[:MOST]:
        tone = decide_urgency(due_at=row.due_at, done_at=row.done_at, at=moment)
        words = {
            Urgency.DONE: "Done",
            Urgency.OVERDUE: f"Overdue: {lateness(due_at=row.due_at, at=moment)}",
            Urgency.SOON: "Due soon",
            Urgency.AHEAD: "Due",
        }[tone]
        is_own = row.person_id == person.pk
        found.append(
            Line(
                assignment=row,
                tone=tone,
                words=words,
                is_own=is_own,
                may_finish=is_own or may_assign,
            )
        )
    return sorted(found, key=lambda line: line.tone is Urgency.DONE)
