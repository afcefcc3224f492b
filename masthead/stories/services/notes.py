"""Notes among editors."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db import transaction
from wagtail.log_actions import log

from masthead.accounts.models import User
from masthead.kernel.clock import now
from masthead.stories.acts import check_permission
from masthead.stories.models import Note, Story

# @ and an e-mail address, the part before its @, or a name written as one word: how people address
# each other in a note.
_MENTION = re.compile(r"(?<![\w.])@([\w.+-]{1,64}(?:@[\w.-]{1,190}\w)?)")


@dataclass(frozen=True)
class Mentions:
    """Whom a text names, and the names in it that are nobody's or more than one person's."""

    people: tuple[User, ...]
    unclear: tuple[str, ...]


def mentions_in(text: str) -> Mentions:
    """The active staff that ``text`` names by @; one query when it names any.

    A name counts when it is one person's alone: an address, the part before its @, a first name,
    or first and last name with a full stop or nothing between them.
    """
    written = dict.fromkeys(name.rstrip(".").lower() for name in _MENTION.findall(text))
    if not written:
        return Mentions((), ())
    known: dict[str, list[User]] = {}
    for user in User.objects.filter(is_active=True).order_by("pk"):
        for name in _names_of(user):
            known.setdefault(name, []).append(user)
    people, unclear = {}, []
    for name in written:
        match known.get(name, []):
            case [user]:
                people[user.pk] = user
            case _:
                unclear.append(name)
    return Mentions(tuple(people.values()), tuple(unclear))


def _names_of(user: User) -> set[str]:
    """The ways to write ``user`` after an @."""
    first, last = ("".join(part.lower().split()) for part in (user.first_name, user.last_name))
    address = user.email.lower()
    names = {address, address.split("@")[0], first}
    if first and last:
        names |= {f"{first}.{last}", f"{first}{last}"}
    return names - {""}


@transaction.atomic
def write_note(*, story: Story, by: User, text: str) -> Note:
    """Leave a note on a story.

    Raises `ValueError` for an empty one, `PermissionDenied` when ``by`` may not edit stories.
    """
    check_permission(by, "change")
    if not text.strip():
        raise ValueError("A note needs words.")
    note = Note.objects.create(story=story, written_by=by, text=text.strip())
    note.mentions.set(mentions_in(text).people)
    return note


@transaction.atomic
def resolve_note(*, note: Note, by: User) -> None:
    """Mark a note as done; a note that is done keeps who did it first.

    Raises `PermissionDenied` when ``by`` may not edit stories.
    """
    check_permission(by, "change")
    is_first = Note.objects.filter(pk=note.pk, resolved_at=None).update(
        resolved_at=now(), resolved_by=by
    )
    note.refresh_from_db()
    if is_first:
        log(instance=note.story, action="masthead.note_resolve", user=by, data={"note": note.text})
