"""Letters about work: what one was given, and notes that ask for somebody."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from masthead.accounts.mailing import is_mail_set_up, queue_mail
from masthead.accounts.models import User
from masthead.newsroom.models import Assignment, LetterChoice
from masthead.stories.models import Note
from masthead.stories.newsroom_address import newsroom_origin

_HOW_TO_STOP = "You can switch these letters off at {}."


def wants_letters(person: User) -> bool:
    """Whether ``person`` gets letters about own work and mentions; one query."""
    return not LetterChoice.objects.filter(person=person, is_wanted=False).exists()


@transaction.atomic
def choose_letters(*, person: User, is_wanted: bool) -> None:
    """Switch letters about own work and mentions on or off."""
    LetterChoice.objects.update_or_create(person=person, defaults={"is_wanted": is_wanted})


def tell_of_assignment(*, assignment: Assignment) -> None:
    """Write to whom work was given, in the transaction that gives it; nobody writes to herself."""
    person = assignment.person
    if person is None or person.pk == assignment.assigned_by_id or not _may_write_to(person):
        return
    due = timezone.localtime(assignment.due_at)
    lines = [
        f"{assignment.assigned_by} gave you “{assignment}”.",
        f"Due {due:%A} {due.day} {due:%B, %H:%M %Z}.",
        *([assignment.note] if assignment.note else []),
        _address_of(assignment),
    ]
    queue_mail(
        to=[person.email],
        subject=f"For you by {due:%H:%M}: {assignment}",
        text=_letter(lines),
        # Given anew to somebody else or to another time, it is another letter.
        key=f"work-{assignment.pk}-{person.pk}-{assignment.due_at:%Y%m%d%H%M}",
    )


def tell_of_mention(*, note: Note) -> None:
    """Write to those whom ``note`` names, in the transaction that keeps it."""
    for person in note.mentions.all():
        if person.pk == note.written_by_id or not _may_write_to(person):
            continue
        address = reverse("wagtailsnippets_stories_story:edit", args=[note.story_id])
        queue_mail(
            to=[person.email],
            subject=f"{note.written_by} asks for you: {note.story}",
            text=_letter([f"{note.written_by} wrote on “{note.story}”:", note.text, _url(address)]),
            key=f"mention-{note.pk}-{person.pk}",
        )


def _may_write_to(person: User) -> bool:
    return is_mail_set_up() and person.is_active and bool(person.email) and wants_letters(person)


def _address_of(assignment: Assignment) -> str:
    if assignment.story_id is None:
        return _url(reverse("newsroom_work"))
    return _url(reverse("wagtailsnippets_stories_story:edit", args=[assignment.story_id]))


def _letter(lines: list[str]) -> str:
    return "\n\n".join([*lines, _HOW_TO_STOP.format(_url(reverse("newsroom_work")))]) + "\n"


def _url(path: str) -> str:
    return newsroom_origin() + path
