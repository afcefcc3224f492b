"""Notes, with a letter to those whom they name."""

from __future__ import annotations

from django.db import transaction

from masthead.accounts.models import User
from masthead.newsroom.work.telling import tell_of_mention
from masthead.stories.models import Note, Story
from masthead.stories.services.notes import write_note


@transaction.atomic
def leave_note(*, story: Story, by: User, text: str) -> Note:
    """Leave a note on ``story`` and write to those whom it names. Raises as `write_note`."""
    note = write_note(story=story, by=by, text=text)
    tell_of_mention(note=note)
    return note
