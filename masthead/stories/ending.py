"""Taking a story down and killing it: the acts behind `Story.unpublish` and services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.actions.unpublish import UnpublishAction
from wagtail.log_actions import log

from masthead.kernel.clock import now
from masthead.stories.acts import announce, check_permission, locked
from masthead.stories.following import one_act
from masthead.stories.rules import Gate, PublicationRefused

if TYPE_CHECKING:
    from masthead.accounts.models import User
    from masthead.stories.models import Publication, Story


def take_down(
    *,
    story: Story,
    by: User | None,
    is_expiry: bool = False,
    reason: str = "",
    is_logged: bool | str = True,
) -> None:
    """Take a story off every page and list: its address answers 410 from now on.

    A story that readers do not get yet loses its schedule, no more. With ``is_expiry``, nothing is
    done to one whose time has been moved on since somebody looked. Raises `PermissionDenied` when
    ``by`` may not.
    """
    with one_act():
        row, publication = locked(story)
        check_permission(by, "withdraw")
        if not publication.is_live:
            if publication.state == type(publication).State.HELD and not is_expiry:
                # Taken back while on hold: it stays on hold, and lifting does not bring it back.
                _withdraw_held(row, publication, by=by, reason=reason)
            if not is_expiry:
                # Withdrawn before it was out: what is scheduled must not bring it out after all.
                _unschedule(row, by=by)
            return
        if is_expiry and not (publication.expire_at and publication.expire_at <= now()):
            return
        state, before = type(publication).State, publication.state
        publication.state = state.EXPIRED if is_expiry else state.WITHDRAWN
        # Wagtail's clockwork passes the name of its own act; ours says why and what was before.
        action = False if is_logged is True else is_logged
        _end(row, publication, by=by, reason=reason, is_expiry=is_expiry, log_action=action)
        if is_logged is True:
            data = {"reason": reason, "before": before, "after": publication.state}
            log(
                instance=row,
                action="masthead.expire" if is_expiry else "masthead.withdraw",
                user=by,
                data=data,
            )
        _tell(story, row)


def _unschedule(row: Story, *, by: User | None) -> None:
    """End what is scheduled, and say so. The caller holds the lock."""
    for revision in row.revisions.filter(approved_go_live_at__isnull=False):
        data = {"due": revision.approved_go_live_at.isoformat()}
        log(instance=row, action="masthead.unschedule", user=by, data=data)
    row.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)


def _withdraw_held(row: Story, publication: Publication, *, by: User | None, reason: str) -> None:
    """Write that a story on hold was withdrawn. The caller holds the lock."""
    publication.state = type(publication).State.WITHDRAWN
    publication.ended_at, publication.ended_by, publication.ended_reason = now(), by, reason
    publication.save()
    log(instance=row, action="masthead.withdraw", user=by, data={"reason": reason})
    announce(row, publication)


def kill(*, story: Story, by: User | None, reason: str) -> None:
    """Kill a story, for good: whatever is scheduled or restored later, readers never get it again.

    Killing twice changes nothing. Raises `PublicationRefused` without a reason.
    """
    if not reason.strip():
        raise PublicationRefused(Gate("reason", "Say why the story is killed."))
    with one_act():
        row, publication = locked(story)
        check_permission(by, "kill")
        if publication.is_killed:
            return
        before, publication.state = publication.state, type(publication).State.KILLED
        _end(row, publication, by=by, reason=reason, is_expiry=False, log_action=False)
        data = {"reason": reason, "before": before, "after": publication.state}
        log(instance=row, action="masthead.kill", user=by, data=data)
        _tell(story, row)


def _end(
    row: Story,
    publication: Publication,
    *,
    by: User | None,
    reason: str,
    is_expiry: bool,
    log_action: bool | str,
) -> None:
    """Write the end of a story's public life. The caller has set the state and holds the lock.

    ``row`` is the story as the database has it, so that edits in memory that were never published
    are not written by this.
    """
    publication.ended_at = now()
    publication.ended_by = by
    publication.ended_reason = reason
    publication.save()
    row.placements.update(is_live=False)
    # Wagtail's own record: what is scheduled is unscheduled, the row is no longer live.
    UnpublishAction(row, set_expired=is_expiry, user=by, log_action=log_action)._unpublish_object(
        row, is_expiry, True, by, log_action
    )
    row.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
    announce(row, publication)


def _tell(story: Story, row: Story) -> None:
    """Let the instance in the caller's hand say what the row says."""
    story.live, story.live_revision, story.expired = row.live, None, row.expired
