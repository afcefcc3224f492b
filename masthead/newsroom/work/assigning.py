"""Work with a due time: giving it, taking it, finishing it, beginning what was only planned."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.log_actions import log

from masthead.accounts.models import User
from masthead.kernel.clock import now
from masthead.newsroom.access import ASSIGN_WORK, EDIT, TAKE_WORK
from masthead.newsroom.models import Assignment
from masthead.newsroom.work.telling import tell_of_assignment
from masthead.stories.following import one_act
from masthead.stories.models import Story
from masthead.stories.services.drafting import create_story


@one_act()
def assign_work(
    *,
    by: User,
    due_at: datetime,
    person: User | None,
    story: Story | None = None,
    slugline: str = "",
    note: str = "",
) -> Assignment:
    """Give a story, or one that is not written yet, to a person by a time (UTC).

    Without ``person`` whoever has time may take it. Somebody who may only take work may plan her
    own. Raises `PermissionDenied` otherwise, and `ValidationError` for work without a story or
    slugline, or for a person who may not edit stories.
    """
    if person != by and not by.has_perm(ASSIGN_WORK):
        raise PermissionDenied("You may plan your own work; an editor gives work to others.")
    _check_may_take(by if person is None else person, is_own=person == by)
    assignment = Assignment(
        story=story,
        slugline=slugline.strip(),
        person=person,
        note=note.strip(),
        due_at=due_at,
        assigned_by=by,
        assigned_at=now(),
    )
    assignment.full_clean(exclude=["slugline"] if story else [])
    assignment.save()
    _log(assignment, by=by, action="masthead.assign", person=str(person) if person else "")
    tell_of_assignment(assignment=assignment)
    return assignment


def _check_may_take(person: User, *, is_own: bool) -> None:
    """Raise unless ``person`` could do the work."""
    if person.is_active and (person.has_perm(TAKE_WORK) or person.has_perm(ASSIGN_WORK)):
        return
    if is_own:
        raise PermissionDenied("You may not take work.")
    raise ValidationError({"person": f"{person} may not work on stories: choose somebody else."})


@one_act()
def change_assignment(
    *, assignment: Assignment, by: User, due_at: datetime, person: User | None, note: str
) -> Assignment:
    """Move an assignment to another person or time. Raises as `assign_work`."""
    row = _locked(assignment)
    if not by.has_perm(ASSIGN_WORK):
        raise PermissionDenied("An editor gives work to others and moves its time.")
    if person is not None and person != row.person:
        _check_may_take(person, is_own=False)
    is_other = person != row.person
    before = {"due": row.due_at.isoformat(), "person": str(row.person) if row.person else ""}
    row.person, row.due_at, row.note = person, due_at, note.strip()
    row.save(update_fields=["person", "due_at", "note"])
    _log(row, by=by, action="masthead.reassign", before=before, person=str(person or ""))
    if is_other:
        tell_of_assignment(assignment=row)
    return row


@one_act()
def take_work(*, assignment: Assignment, by: User) -> Assignment:
    """Take work that nobody has. Of two who take it at once, one has it.

    Raises `PermissionDenied` for who may not, and `ValidationError` when it has somebody or is
    done.
    """
    row = _locked(assignment)
    if not (by.has_perm(TAKE_WORK) or by.has_perm(ASSIGN_WORK)):
        raise PermissionDenied("You may not take work.")
    if row.done_at is not None:
        raise ValidationError("This is done already.")
    if row.person is not None and row.person != by:
        raise ValidationError(f"{row.person} has it already.")
    row.person = by
    row.save(update_fields=["person"])
    _log(row, by=by, action="masthead.take", person=str(by))
    return row


@one_act()
def finish_work(*, assignment: Assignment, by: User) -> Assignment:
    """Say that the work is done; who said so first stays.

    Raises `PermissionDenied` unless it is one's own or one may give work to others.
    """
    row = _locked(assignment)
    _check_own(row, by)
    if row.done_at is None:
        row.done_at, row.done_by = now(), by
        row.save(update_fields=["done_at", "done_by"])
        _log(row, by=by, action="masthead.finish")
    return row


@one_act()
def reopen_work(*, assignment: Assignment, by: User) -> Assignment:
    """Say that the work is not done after all. Raises as `finish_work`."""
    row = _locked(assignment)
    _check_own(row, by)
    if row.done_at is not None:
        row.done_at, row.done_by = None, None
        row.save(update_fields=["done_at", "done_by"])
        _log(row, by=by, action="masthead.reopen")
    return row


@one_act()
def begin_story(*, assignment: Assignment, by: User) -> Story:
    """Make the story that a line of the budget plans; the one there is when it was made before.

    Raises `PermissionDenied` for who may not write stories.
    """
    row = _locked(assignment)
    if not (by.has_perm(EDIT) and by.has_perm("stories.add_story")):
        raise PermissionDenied("You may not write stories.")
    if row.story is not None:
        return row.story
    if row.person is None:
        row.person = by
    row.story = create_story(section=None, headline=row.slugline)
    row.save(update_fields=["story", "person"])
    _log(row, by=by, action="masthead.begin")
    return row.story


def _locked(assignment: Assignment) -> Assignment:
    """The row as it stands, locked until the transaction ends."""
    return (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("story", "person")
        .get(pk=assignment.pk)
    )


def _check_own(row: Assignment, by: User) -> None:
    if by.has_perm(ASSIGN_WORK) or (row.person == by and by.has_perm(TAKE_WORK)):
        return
    raise PermissionDenied("This is somebody else’s work.")


def _log(row: Assignment, *, by: User, action: str, **data: Any) -> None:
    """Into the story's history when there is a story, else into the assignment's own."""
    facts = {"slugline": row.slugline, "due": row.due_at.isoformat()} | data
    log(instance=row.story or row, action=action, user=by, data=facts)
