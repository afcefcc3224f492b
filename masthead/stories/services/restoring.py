"""Undoing a withdrawal: readers get back the version that they had."""

from __future__ import annotations

from wagtail.log_actions import log

from masthead.accounts.models import User
from masthead.kernel.clock import now
from masthead.stories.acts import announce, check_permission, locked
from masthead.stories.following import one_act
from masthead.stories.models import Publication, Story
from masthead.stories.publishing import held_for
from masthead.stories.returning import give_back
from masthead.stories.rules import Gate, PublicationRefused


@one_act()
def restore_story(*, story: Story, by: User) -> None:
    """Give readers back a withdrawn story exactly as they had it, whatever was drafted since.

    Raises `PermissionDenied` when ``by`` may not publish, and `PublicationRefused` when the story
    is not withdrawn, on hold, under an embargo or past its time: publish it then.
    """
    row, publication = locked(story)
    check_permission(by, "publish")
    if gates := _refusals(row, publication):
        raise PublicationRefused(*gates)
    before = publication.state
    give_back(row, publication, at=now())
    data = {"before": before, "after": publication.state}
    log(instance=row, action="masthead.restore", user=by, data=data)
    announce(row, publication)
    story.publication, story.live = publication, True


def _refusals(row: Story, publication: Publication) -> list[Gate]:
    if publication.is_held:
        return [Gate("act", f"The story is on hold: {held_for(row)} lifts it.", "hold")]
    if publication.is_killed:
        return [Gate("act", "This story was killed. It can never be published again.", "killed")]
    if publication.state != Publication.State.WITHDRAWN or publication.version_id is None:
        return [Gate("act", "The story is not withdrawn: there is nothing to give back.")]
    moment = now()
    if publication.embargo_until and publication.embargo_until > moment:
        return [Gate("act", "The story is under an embargo: schedule it instead.", "embargo")]
    if publication.expire_at and publication.expire_at <= moment:
        return [Gate("act", "The story’s time has run out: move its expiry first.", "expiry")]
    return []
