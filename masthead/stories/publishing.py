"""Publishing and scheduling: the acts behind `Story.publish` and services.

This module is below the models: it works on the story it is given and reaches the rest through the
story's relations. Each act runs in one transaction under a lock on the story's publication, so
that a kill and a publication at the same moment happen one after the other, and the second sees
what the first did. The database's own checks and triggers stand behind every line here.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.log_actions import log

from masthead.kernel.clock import now
from masthead.stories import missed, snapshot
from masthead.stories.acts import announce, check_permission, locked
from masthead.stories.following import one_act
from masthead.stories.rules import (
    Gate,
    PublicationRefused,
    StoryFacts,
    decide_change,
    decide_publication,
    decide_release,
    is_late,
    too_early,
)

if TYPE_CHECKING:
    from masthead.accounts.models import User
    from masthead.stories.models import Publication, Story, Version


logger = logging.getLogger(__name__)

# What Wagtail's clockwork passes as log_action when a scheduled revision falls due.
SCHEDULED = "wagtail.publish.scheduled"


def publish_revision(
    *,
    revision: Any,
    by: User | None,
    changed: bool = True,
    log_action: bool | str = True,
    previous_revision: Any = None,
    is_permission_checked: bool = False,
) -> None:
    """Publish a revision now, or schedule it when its time or the embargo's end is still to come.

    ``by`` is None for the clockwork and the wire. Raises `PublicationRefused` when a gate is shut
    and `PermissionDenied` when ``by`` may not publish.
    """
    with one_act():
        story = revision.as_object()
        row, publication = locked(story)
        if not is_permission_checked:
            check_permission(by, "publish")
        _keep_present(story, row, publication)
        moment = now()
        due = decide_release(
            go_live_at=story.go_live_at, embargo_until=publication.embargo_until, at=moment
        )
        _check_gates(story, publication, at=due or moment)
        asked, note = story.change, story.change_note
        if due is None:
            # They spoke of this one publication; the row starts the next with a clean sheet.
            story.change, story.change_note = type(story).Change.UPDATE, ""
        else:
            story.go_live_at = due
            if publication.is_live and story.live_revision_id is None:
                # Wagtail knows by the live revision that readers have a text and leaves that be; a
                # story published unedited has none. It stops before it would save this.
                story.live_revision_id = revision.pk
        action = PublishRevisionAction(
            revision,
            user=by,
            changed=changed,
            # Wagtail's type says bool; its own clockwork passes the name of the act.
            log_action=log_action,  # type: ignore[arg-type,unused-ignore]
            previous_revision=previous_revision,
        )
        action.object = story
        action._publish_revision(revision, story, by, changed, log_action, previous_revision)
        if due is None:
            _go_live(story, publication, by=by, asked=asked, note=note, at=moment)


def release(*, revision: Any) -> None:
    """Publish a scheduled revision that fell due, or note in the story's history why it was not.

    Looks again under the lock: a revision that was unscheduled, moved or published since the
    caller read it is left alone. A shut gate ends the schedule, so that a story that cannot go out
    neither returns every second nor holds up the ones behind it; nothing is raised for it.
    """
    with one_act():
        story, publication = locked(revision.content_object)
        due = story.revisions.filter(pk=revision.pk, approved_go_live_at__lte=now()).first()
        if due is None:
            return
        due_at, kind = due.approved_go_live_at, "update" if publication.is_live else "publish"
        told = {"title": str(story), "kind": kind, "due_at": due_at, "set_by": due.user}
        try:
            with transaction.atomic():
                publish_revision(
                    revision=due, by=None, log_action=SCHEDULED, is_permission_checked=True
                )
        except PublicationRefused as refusal:
            missed.record_refusal(story.missed_moments, refusal=refusal, **told)
            log(
                instance=story,
                action="masthead.missed",
                revision=due,
                data={"reason": str(refusal), "due": due.approved_go_live_at.isoformat()},
            )
            story.revisions.filter(pk=due.pk).update(approved_go_live_at=None)
            logger.warning("story %s was due and refused: %s", story.pk, refusal)
            return
        # Put off once more by an embargo that was moved, it is not out and not late.
        is_out = not story.revisions.filter(pk=due.pk, approved_go_live_at__gt=due_at).exists()
        if is_out and is_late(due_at=due_at, done_at=(done_at := now())):
            missed.record_late(story.missed_moments, done_at=done_at, **told)
            data = {"due": due_at.isoformat(), "done": done_at.isoformat()}
            log(instance=story, action="masthead.late", data=data)


def reschedule(*, story: Story, publication: Publication) -> None:
    """Let what is scheduled follow an embargo that was moved. The caller holds the lock."""
    revision = story.revisions.filter(approved_go_live_at__isnull=False).first()
    if revision is None:
        return
    moment = now()
    due = decide_release(
        go_live_at=revision.as_object().go_live_at,
        embargo_until=publication.embargo_until,
        at=moment,
    )
    revision.approved_go_live_at = due or moment
    revision.save(update_fields=["approved_go_live_at"])


def publish_unedited(*, story: Story, by: User | None, at: datetime | None = None) -> None:
    """Publish a story that nobody has edited yet: no revision is written for it.

    ``at`` is the moment (UTC) when it was published, for what is moved in from elsewhere; a moment
    ahead counts as now. Raises as `publish_revision`. A story whose time or embargo is ahead is
    refused: there is no revision that could wait for it.
    """
    with one_act():
        row, publication = locked(story)
        check_permission(by, "publish")
        _keep_present(story, row, publication)
        today = now()
        moment = min(at or today, today)
        # What readers get today has to be sound today, whatever date it bears.
        _check_gates(story, publication, at=today)
        due = decide_release(
            go_live_at=story.go_live_at, embargo_until=publication.embargo_until, at=moment
        )
        if due:
            raise PublicationRefused(too_early(due))
        asked, note = story.change, story.change_note
        story.change, story.change_note = type(story).Change.UPDATE, ""
        story.live, story.expired = True, False
        story.has_unpublished_changes = False
        story.first_published_at = story.first_published_at or moment
        story.last_published_at = moment
        story.save()
        log(instance=story, action="wagtail.publish", user=by)
        _go_live(story, publication, by=by, asked=asked, note=note, at=moment)


# What is true of the story as a whole: an older revision's word on it does not count. Wagtail
# itself keeps some of these and forgets the rest.
_OF_THE_STORY = (
    "live",
    "has_unpublished_changes",
    "first_published_at",
    "last_published_at",
    "live_revision_id",
    "latest_revision_id",
    "expired",
    "locked",
    "locked_at",
    "locked_by_id",
    "translation_group",
    "created_at",
)


def _keep_present(story: Story, row: Story, publication: Publication) -> None:
    """Give ``story``, made from a revision or read a while ago, what the database says today."""
    for name in _OF_THE_STORY:
        setattr(story, name, getattr(row, name))
    # Wagtail's own expiry follows ours, so that its clockwork and ours say the same.
    story.expire_at = publication.expire_at


def facts(story: Story, publication: Publication) -> StoryFacts:
    """What the rules need to know of ``story`` as it stands in memory."""
    return StoryFacts(
        headline=story.headline,
        has_text=bool(snapshot.body_entries(story)),
        is_killed=publication.is_killed,
        has_home=publication.home_id is not None,
        pictures=snapshot.picture_uses(story),
        change=story.change,
        change_note=story.change_note,
        is_first=publication.version_id is None,
        expire_at=publication.expire_at,
        embargo_until=publication.embargo_until,
        held_for=held_for(story) if publication.is_held else "",
        kind=story.kind,
        sponsor=story.sponsor,
    )


def held_for(story: Story) -> str:
    """The name of the person who lifts the hold that ``story`` is under; one query."""
    hold = story.holds.filter(lifted_at=None).select_related("lifter").first()
    return str(hold.lifter) if hold else "an administrator"


def _check_gates(story: Story, publication: Publication, *, at: datetime) -> None:
    if gates := decide_publication(facts(story, publication), at=at):
        raise PublicationRefused(*gates)


def _go_live(
    story: Story,
    publication: Publication,
    *,
    by: User | None,
    asked: str,
    note: str,
    at: datetime,
) -> None:
    """Write the version, the publication and the placements. The caller holds the lock."""
    version = _keep_version(story, publication, by=by, asked=asked, note=note, at=at)
    home = publication.home
    if home is None:  # the gate above refuses this; the database would too
        raise PublicationRefused(Gate("section", "Choose the section where the story stands."))
    if version is not None:
        publication.version = version
        if version.change in {"update", "correction"}:
            publication.substantively_updated_at = at
    if publication.first_published_at is None:
        publication.first_published_at = at
        publication.address_date = at.astimezone(home.edition.timezone).date()
    if not publication.is_live:
        publication.live_since = at
    publication.state = type(publication).State.LIVE
    publication.ended_at, publication.ended_by, publication.ended_reason = None, None, ""
    publication.save()
    story.placements.filter(
        models.Q(starts_at=None) | models.Q(starts_at__lte=at),
        models.Q(ends_at=None) | models.Q(ends_at__gt=at),
    ).update(is_live=True, published_at=publication.first_published_at)
    announce(story, publication)


def _keep_version(
    story: Story, publication: Publication, *, by: User | None, asked: str, note: str, at: datetime
) -> Version | None:
    """The new immutable version, or None if readers would see no difference."""
    content = snapshot.take_snapshot(story)
    fingerprint = snapshot.digest(content)
    current = publication.version
    change = decide_change(
        asked=asked,
        is_first=current is None,
        is_text_changed=current is None or current.digest != fingerprint,
        is_said=current is not None
        and current.change == "correction"
        and current.note == note.strip(),
    )
    if change is None:
        return None
    lead = content["lead_picture"] or {}
    version: Version = story.versions.create(
        number=(current.number if current else 0) + 1,
        published_at=at,
        published_by=by,
        change=change,
        note="" if change == "first" else note.strip(),
        lead_picture_id=lead.get("picture"),
        lead_alt=lead.get("alt", ""),
        content=content,
        digest=fingerprint,
        sponsor=content.get("sponsor", ""),
        **{name: content[name] for name in _VERSION_COLUMNS},
    )
    version.uses.bulk_create(
        version.uses.model(version=version, picture_id=number)
        for number in sorted(set(snapshot.picture_numbers(content)))
    )
    if change == "correction":
        story.corrections.create(version=version, text=note.strip(), corrected_at=at)
    return version


# The columns of a version that repeat its content, for lists.
_VERSION_COLUMNS = (
    "headline",
    "short_headline",
    "dek",
    "kicker",
    "kind",
    "language",
    "urgency",
    "slug",
)
