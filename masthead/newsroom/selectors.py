"""Reads for the newsroom's screens. Each says how many queries it takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.urls import reverse

from masthead.kernel.clock import now
from masthead.newsroom.models import Assignment
from masthead.stories.models import Note, Publication, Story, Version
from masthead.wire.models import Item

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from masthead.accounts.models import User

# More notes than this are not read on a desk; the stories have them all.
MOST_NOTES = 5
# The same holds for work; the page of assignments has all of it.
MOST_WORK = 6


def notes_for(user: User | AnonymousUser) -> list[Note]:
    """The newest notes that ask for somebody and are not done; one query."""
    return list(
        Note.objects.filter(mentions=user.pk, resolved_at=None)
        .select_related("story", "written_by")
        .order_by("-written_at")[:MOST_NOTES]
    )


@dataclass(frozen=True)
class Work:
    """An assignment as its person's desk shows it."""

    story_id: int | None
    story: str
    slugline: str
    note: str
    due_at: datetime
    is_late: bool


def assigned_to(user: User) -> list[Work]:
    """What somebody has to do, the most pressing first; one query."""
    moment = now()
    assignments = (
        Assignment.objects.filter(person=user.pk, done_at=None)
        .select_related("story")
        .order_by("due_at", "pk")[:MOST_WORK]
    )
    return [
        Work(
            story_id=each.story_id,
            story=str(each.story) if each.story else "",
            slugline=each.slugline,
            note=each.note,
            due_at=each.due_at,
            is_late=each.is_overdue(at=moment),
        )
        for each in assignments
    ]


def notes_on(story: Story) -> list[Note]:
    """All notes on a story, those that are not done first; one query."""
    notes = Note.objects.filter(story_id=story.pk).select_related("written_by", "resolved_by")
    return sorted(notes, key=lambda note: note.resolved_at is not None)


def item_of(story: Story) -> Item | None:
    """The wire's item that a story was made from, if it came from the wire; one query."""
    return Item.objects.select_related("source", "take").filter(story_id=story.pk).first()


def publication_with_address(story: Story) -> Publication:
    """The story's publication with all that its address is made of; one query."""
    publication: Publication = Publication.objects.select_related(
        "version", "home__edition", "home__section"
    ).get(story_id=story.pk)
    return publication


def versions_of(story: Story) -> QuerySet[Version]:
    """The published versions of a story, newest first, with who and what was hidden; one query."""
    versions: QuerySet[Version] = (
        story.versions.select_related("published_by", "hiding__hidden_by")
        .defer("content")
        .order_by("-number")
    )
    return versions


def received_url(item: Item) -> str:
    """Where the bytes of an item's newest take can be read."""
    return reverse("newsroom_as_received", args=[item.take_id])
