"""Notes among editors."""

from __future__ import annotations

import re

from django.db import transaction

from masthead.accounts.models import User
from masthead.kernel.clock import now
from masthead.stories.acts import check_permission
from masthead.stories.models import Note, Story

# @ and an e-mail address, or the part before its @: how people address each other in a note.
_MENTION = re.compile(r"(?<![\w.])@([\w.+-]{1,64}(?:@[\w.-]{1,190}\w)?)")


def mentioned(text: str) -> list[User]:
    """The active staff that ``text`` names with @address or @name-before-the-at-sign."""
    names = {name.rstrip(".").lower() for name in _MENTION.findall(text)}
    if not names:
        return []
    return [
        user
        for user in User.objects.filter(is_active=True)
        if user.email.lower() in names or user.email.lower().split("@")[0] in names
    ]


@transaction.atomic
def write_note(*, story: Story, by: User, text: str) -> Note:
    """Leave a note on a story.

    Raises `ValueError` for an empty one, `PermissionDenied` when ``by`` may not edit stories.
    """
    check_permission(by, "change")
    if not text.strip():
        raise ValueError("A note needs words.")
    note = Note.objects.create(story=story, written_by=by, text=text.strip())
    note.mentions.set(mentioned(text))
    return note


@transaction.atomic
def resolve_note(*, note: Note, by: User) -> None:
    """Mark a note as done; a note that is done keeps who did it first.

    Raises `PermissionDenied` when ``by`` may not edit stories.
    """
    check_permission(by, "change")
    Note.objects.filter(pk=note.pk, resolved_at=None).update(resolved_at=now(), resolved_by=by)
    note.refresh_from_db()
