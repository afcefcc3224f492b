"""Where a story stands, until when, and which stories are translations of each other."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.log_actions import log

from masthead.accounts.models import User
from masthead.kernel.clock import now
from masthead.stories import publishing
from masthead.stories.acts import announce, check_permission, is_committed, locked
from masthead.stories.following import one_act
from masthead.stories.models import Placement, Publication, Section, Story


@one_act()
def place_at_home(*, story: Story, section: Section, by: User | None) -> Placement:
    """Give the story its home: the section, and so the edition, whose address is its own.

    Moving within the edition moves the placement. Another edition becomes home only before the
    first publication: afterwards the address belongs to the old one for good, and
    `ValidationError` is raised. Raises `PermissionDenied` when readers had the story, or it is
    scheduled, and ``by`` (None for the clockwork, the wire and the demo) may not publish.
    """
    row, publication = locked(story)
    before = publication.home
    if before is not None and before.section_id == section.pk:
        story.publication = publication
        return before
    # Read now: moving within the edition changes this very row.
    before_id, before_name = (
        (before.section_id, before.section.name) if before is not None else (None, "")
    )
    if by is not None and is_committed(row, publication):
        check_permission(by, "publish")
    home = _home_in(story, publication, section)
    if home.section_id != section.pk:
        home.section = section
        home.save(update_fields=["section"])
    if before is not None:
        moved = {
            "from": before_id,
            "to": section.pk,
            "before": before_name,
            "section": section.name,
        }
        log(instance=row, action="masthead.move", user=by, data=moved)
        if publication.is_live:
            announce(row, publication)
    # The instance in the caller's hand must not say what was true a moment ago.
    story.publication = publication
    return home


def _home_in(story: Story, publication: Publication, section: Section) -> Placement:
    """The story's home in the edition of ``section``, made there when it stood elsewhere."""
    home = publication.home
    if home is not None and home.edition_id == section.edition_id:
        return home
    if home is not None:
        if publication.first_published_at is not None:
            raise ValidationError(
                "The story was published in another edition; its address stays there."
            )
        publication.home = None
        publication.save(update_fields=["home"])
        home.delete()
    home, _ = Placement.objects.get_or_create(
        story=story, edition=section.edition, defaults={"section": section}
    )
    publication.home = home
    publication.save(update_fields=["home"])
    return home


@one_act()
def set_limits(
    *,
    story: Story,
    embargo_until: datetime | None,
    expire_at: datetime | None,
    by: User | None,
) -> Publication:
    """Set the moments (UTC) before and after which readers do not get the story.

    A revision that waits for the embargo's end waits for the new one, and goes out at once when
    nothing holds it any more. Raises `ValidationError` when the moments cannot both hold, or when
    readers already had the story before the embargo's end: withdraw it first. Raises
    `PermissionDenied` when readers had the story, or it is scheduled, and ``by`` (None for the
    clockwork and the wire) may not publish; and when the expiry takes it from readers now and
    ``by`` may not withdraw.
    """
    row, publication = locked(story)
    if (embargo_until, expire_at) == (publication.embargo_until, publication.expire_at):
        story.publication = publication
        return publication
    if embargo_until and expire_at and expire_at <= embargo_until:
        raise ValidationError("The story would expire before its embargo ends.")
    since = publication.live_since if publication.is_live else None
    if since and embargo_until and embargo_until > since:
        raise ValidationError("Readers already have the story: withdraw it before an embargo.")
    if by is not None and is_committed(row, publication):
        check_permission(by, "publish")
        if expire_at and expire_at != publication.expire_at and expire_at <= now():
            check_permission(by, "withdraw")
    was = {"embargo_until": publication.embargo_until, "expire_at": publication.expire_at}
    publication.embargo_until = embargo_until
    publication.expire_at = expire_at
    publication.save(update_fields=["embargo_until", "expire_at"])
    # Wagtail's own expiry says the same; what is scheduled follows the embargo.
    Story.objects.filter(pk=row.pk).update(expire_at=expire_at)
    data = _in_json({"embargo_until": embargo_until, "expire_at": expire_at})
    data["before"] = _in_json(was)
    log(instance=row, action="masthead.limit", user=by, data=data)
    publishing.reschedule(story=row, publication=publication)
    story.publication, story.expire_at = publication, expire_at
    return publication


def _in_json(moments: dict[str, datetime | None]) -> dict[str, Any]:
    return {name: moment.isoformat() if moment else None for name, moment in moments.items()}


@one_act()
def join_translations(*, story: Story, original: Story | None, by: User | None) -> None:
    """Make ``story`` a translation of ``original``, or (None) of no other story.

    The pages of both name the other once each is published. Outside every revision, like the home.
    Raises `ValidationError` for a translation of itself, and `PermissionDenied` when readers had
    the story, or it is scheduled, and ``by`` (None for the wire and the demo) may not publish.
    """
    if original is not None and original.pk == story.pk:
        raise ValidationError("A story is no translation of itself.")
    row, publication = locked(story)
    others = Story.objects.filter(translation_group=row.translation_group).exclude(pk=row.pk)
    if original is None:
        group = uuid.uuid4() if others.exists() else row.translation_group
    else:
        group = Story.objects.values_list("translation_group", flat=True).get(pk=original.pk)
    if group != row.translation_group:
        if by is not None and is_committed(row, publication):
            check_permission(by, "publish")
        Story.objects.filter(pk=row.pk).update(translation_group=group)
        data = {"original": original.pk if original else None}
        log(instance=row, action="masthead.translate", user=by, data=data)
        if publication.is_live:
            announce(row, publication)
    story.translation_group = group
