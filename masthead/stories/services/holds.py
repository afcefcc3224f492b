"""Putting a story on hold, and lifting it.

A libel threat, a doubt: the story is offline for readers at once, with its history, and stays so
whatever the clock, the wire or a colleague does, until the person who was named lifts the hold.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from wagtail.log_actions import log

from masthead.accounts.models import User
from masthead.kernel.clock import now
from masthead.stories.acts import announce, check_permission, locked
from masthead.stories.following import one_act
from masthead.stories.holding import keep_media
from masthead.stories.models import Hold, Publication, Story
from masthead.stories.returning import give_back
from masthead.stories.rules import Gate, PublicationRefused, decide_return

# Who lifts a hold has to be able to see the story.
_SEE = "stories.change_story"


@one_act()
def place_on_hold(*, story: Story, by: User, reason: str, lifter: User) -> Hold:
    """Take a story and its comments offline until ``lifter`` (or an administrator) lifts it.

    A story that is not live can be held too: then nothing brings it out, and nothing of it goes.
    Its schedule stays, and what falls due meanwhile becomes a missed moment. Raises
    `PermissionDenied` when ``by`` may not, `PublicationRefused` without a reason, when it is on
    hold already, or when ``lifter`` cannot enter the newsroom.
    """
    row, publication = locked(story)
    check_permission(by, "hold")
    if not reason.strip():
        raise PublicationRefused(Gate("reason", "Say why the story is put on hold."))
    if publication.is_held:
        raise PublicationRefused(Gate("act", "The story is on hold already."))
    if not (lifter.is_active and lifter.has_perm(_SEE)):
        message = f"{lifter} cannot open stories: name somebody who can."
        raise PublicationRefused(Gate("lifter", message))
    moment, state = now(), Publication.State
    hold = Hold.objects.create(
        story=row,
        placed_at=moment,
        placed_by=by,
        reason=reason.strip(),
        lifter=lifter,
        state_before=publication.state,
        live_revision_before=row.live_revision_id,
        had_unpublished_changes=row.has_unpublished_changes,
    )
    keep_media(hold)
    was_live = publication.is_live
    publication.is_held = True
    if was_live:
        publication.state = state.HELD
        publication.ended_at, publication.ended_by = moment, by
        publication.ended_reason = hold.reason
        # Not Wagtail's own unpublishing: that would end the schedule, which a hold outlives.
        Story.objects.filter(pk=row.pk).update(
            live=False, live_revision=None, has_unpublished_changes=True
        )
    publication.save()
    row.placements.update(is_live=False)
    data = {
        "reason": hold.reason,
        "lifter": str(lifter),
        "before": hold.state_before,
        "after": publication.state,
    }
    log(instance=row, action="masthead.hold", user=by, data=data)
    announce(row, publication)
    story.publication, story.live = publication, False
    return hold


@one_act()
def lift_hold(*, story: Story, by: User, note: str = "", give_it_back: bool = True) -> Hold:
    """End the hold: the story is exactly as it was before, address, version and places.

    With ``give_it_back`` false a story that was live stays offline, as withdrawn. One that was
    killed, withdrawn, expired or embargoed meanwhile stays that. Raises `PermissionDenied` for
    anybody but the person named and administrators, `PublicationRefused` without a hold.
    """
    row, publication = locked(story)
    hold = open_hold(row)
    if hold is None:
        raise PublicationRefused(Gate("act", "The story is not on hold."))
    if by.pk != hold.lifter_id and not (by.is_active and by.is_superuser):
        raise PermissionDenied(f"Only {hold.lifter} or an administrator lifts this hold.")
    moment = now()
    hold.lifted_at, hold.lifted_by, hold.lifted_note = moment, by, note.strip()
    hold.save(update_fields=["lifted_at", "lifted_by", "lifted_note"])
    before = publication.state
    publication.is_held = False
    if publication.state == Publication.State.HELD:
        _end_offline(row, publication, hold, by=by, wanted=give_it_back)
    publication.save()
    data = {"note": hold.lifted_note, "before": before, "after": publication.state}
    log(instance=row, action="masthead.lift", user=by, data=data)
    announce(row, publication)
    row.refresh_from_db()
    story.publication, story.live = publication, row.live
    return hold


def _end_offline(
    row: Story, publication: Publication, hold: Hold, *, by: User, wanted: bool
) -> None:
    """Decide what a story that was live before its hold is now, and write it."""
    moment = now()
    decided = decide_return(
        wanted=wanted,
        expire_at=publication.expire_at,
        embargo_until=publication.embargo_until,
        at=moment,
    )
    if decided == "live":
        has_changes = hold.had_unpublished_changes or (
            row.latest_revision_id is not None
            and row.latest_revision_id != hold.live_revision_before
        )
        give_back(
            row,
            publication,
            at=moment,
            live_revision=hold.live_revision_before,
            has_unpublished_changes=has_changes,
        )
        return
    publication.state = Publication.State(decided)
    publication.ended_at, publication.ended_by = moment, by
    if decided == "expired":
        publication.ended_by, publication.ended_reason = None, "Its time ran out."


def open_hold(story: Story) -> Hold | None:
    """The hold that a story is under, with its people; one query."""
    found: Hold | None = (
        Hold.objects.filter(story_id=story.pk, lifted_at=None)
        .select_related("lifter", "placed_by")
        .first()
    )
    return found


def is_held(story_id: int) -> bool:
    """Whether a story, and so its comments, is on hold; one query."""
    return Publication.objects.filter(pk=story_id, is_held=True).exists()
