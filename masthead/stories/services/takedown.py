"""Taking a wrong picture away from readers in one act: taken down, replaced, or given back.

In the act's transaction every size loses its row and its name is noted as gone, so that from the
commit on no page, feed, card or address has it; a job takes the files off the disk afterwards
(`masthead.stories.tasks.delete_gone_files`) and may run twice. The original, which was never
public, stays with a picture that was taken down: it is what a dispute is about.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.log_actions import log

from masthead.accounts.models import User
from masthead.jobs.queue import enqueue
from masthead.kernel.clock import now
from masthead.kernel.photo_facts import read_photo_facts
from masthead.kernel.text import shorten
from masthead.stories.following import one_act
from masthead.stories.models import GoneFile, HeldMedia, Picture, Story
from masthead.stories.picture_uses import uses_of
from masthead.stories.rules import Gate, PublicationRefused, has_words
from masthead.stories.services.notes import write_note
from masthead.stories.services.pictures import checked_suffix, give_file, sha1
from masthead.stories.services.rights import announce_users
from masthead.stories.tasks import delete_gone_files

PERMISSION = "stories.take_down_picture"
_LONGEST_REASON = 300


@one_act()
def take_down_picture(*, picture: Picture, by: User, reason: str) -> Picture:
    """Take ``picture`` off every page and address, in every version; twice is as once.

    The editors of the stories that have it find a note there. Raises `PermissionDenied`, and
    `PublicationRefused` without a reason.
    """
    row, reason = _begin(picture, by=by, reason=reason)
    if row.taken_down_at is not None:
        return row
    stories = uses_of(row).stories
    row.taken_down_at, row.taken_down_by, row.taken_down_reason = now(), by, reason
    row.save(update_fields=["taken_down_at", "taken_down_by", "taken_down_reason"])
    _retire_files(row, at=row.taken_down_at)
    announce_users(row)
    _tell(row, stories, action="masthead.picture_takedown", by=by, reason=reason)
    for story in stories:
        text = f"The picture “{row.title}” was taken down everywhere: {reason}"
        write_note(story=story, by=by, text=f"{_sentence(text)} Choose another picture.")
    return row


@one_act()
def give_back_picture(*, picture: Picture, by: User, reason: str) -> Picture:
    """Give a picture that was taken down back to the pages that have it, at new addresses.

    What was not taken down stays as it is. Raises as `take_down_picture`.
    """
    row, reason = _begin(picture, by=by, reason=reason)
    if row.taken_down_at is None:
        return row
    row.taken_down_at, row.taken_down_by, row.taken_down_reason = None, None, ""
    row.save(update_fields=["taken_down_at", "taken_down_by", "taken_down_reason"])
    announce_users(row)
    stories = uses_of(row).stories
    _tell(row, stories, action="masthead.picture_back", by=by, reason=reason)
    return row


@one_act()
def replace_picture(
    *,
    picture: Picture,
    data: bytes,
    file_name: str,
    description: str,
    credit: str,
    caption: str = "",
    by: User,
    reason: str,
) -> Picture:
    """Put another file in the place of a wrong one, everywhere, at new addresses.

    Until the worker has made its sizes pages show a placeholder. The words of uses that are
    published already were about the wrong one: the new picture's own stand there instead. Raises
    `PermissionDenied`; `PublicationRefused` without a reason, words, or while a hold keeps the file
    that is there; and `ValidationError` for bytes that are no picture we take, or the same ones.
    """
    suffix = checked_suffix(data)
    row, reason = _begin(picture, by=by, reason=reason)
    if HeldMedia.objects.filter(picture=row, hold__lifted_at=None).exists():
        message = "A story on hold keeps this file. Take the picture down instead."
        raise PublicationRefused(Gate("file", message))
    if not has_words(description) or not has_words(credit):
        raise PublicationRefused(Gate("description", "Say what it shows, and whose picture it is."))
    digest = sha1(data)
    if digest == row.file_hash:
        raise ValidationError("This is the file that is there already.")
    stories, moment, wrong = uses_of(row).stories, now(), row.file.name
    GoneFile.objects.get_or_create(
        name=wrong, defaults={"picture_id": row.pk, "gone_at": moment, "deleted_at": None}
    )
    give_file(row, data, file_name=file_name, suffix=suffix)
    _forget_old(row, data)
    row.file_hash, row.description = digest, shorten(description, 255)
    row.credit, row.caption = shorten(credit, 200), caption.strip()
    row.replaced_at = moment
    row.taken_down_at, row.taken_down_by, row.taken_down_reason = None, None, ""
    row.save()
    _retire_files(row, at=moment)
    announce_users(row)
    _tell(row, stories, action="masthead.picture_replace", by=by, reason=reason)
    for story in stories:
        text = f"The picture “{row.title}” was replaced: {reason}"
        write_note(story=story, by=by, text=f"{_sentence(text)} Check its words in this story.")
    return row


def _begin(picture: Picture, *, by: User, reason: str) -> tuple[Picture, str]:
    """The picture's row, locked, and the reason in plain words."""
    if not by.has_perm(PERMISSION):
        raise PermissionDenied("You may not take pictures down.")
    if not has_words(reason):
        raise PublicationRefused(Gate("reason", "Say why."))
    row: Picture = Picture.objects.select_for_update(no_key=True).get(pk=picture.pk)
    return row, shorten(reason, _LONGEST_REASON)


def _forget_old(row: Picture, data: bytes) -> None:
    """What the new file says of itself; what was known of the old one goes."""
    facts = read_photo_facts(data)
    row.usage_terms, row.copyright_notice = facts.usage_terms, facts.copyright_notice
    row.place, row.taken, row.rights_end_at = shorten(facts.place, 200), facts.taken, None
    row.set_focal_point(None)


def _retire_files(row: Picture, *, at: datetime) -> None:
    """Every size that there is goes; the listener notes their names (`stories.listeners`)."""
    for rendition in row.renditions.all():
        rendition.delete()
    enqueue(delete_gone_files, row.pk, key=f"{row.pk}:{at.isoformat()}")


def _tell(row: Picture, stories: Iterable[Story], *, action: str, by: User, reason: str) -> None:
    """Write it into the history of the picture and of each story that has it."""
    data = {"picture": row.title, "reason": reason}
    log(instance=row, action=action, user=by, data=data)
    for story in stories:
        log(instance=story, action=action, user=by, data=data)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
