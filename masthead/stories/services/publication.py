"""Publishing, withdrawing and killing a story, as the layers above ask for it."""

from __future__ import annotations

from datetime import datetime

from masthead.accounts.models import User
from masthead.stories import ending, publishing
from masthead.stories.acts import locked
from masthead.stories.following import one_act
from masthead.stories.models import Story


def publish_story(*, story: Story, by: User | None, at: datetime | None = None) -> Story:
    """Publish the story's latest revision, or the story as it is when nobody has edited it.

    ``by`` is None for the wire and the demo. When its time or an embargo is still to come, an
    edited story is scheduled. ``at`` dates an unedited story that was published elsewhere before;
    an edited one goes out now. Returns the story as it stands afterwards. Raises
    `masthead.stories.rules.PublicationRefused` and `PermissionDenied`.
    """
    with one_act():
        # Read again: the story in the caller's hand may be older than somebody's edit of it.
        row, _ = locked(story)
        if row.latest_revision is None:
            publishing.publish_unedited(story=row, by=by, at=at)
        else:
            publishing.publish_revision(revision=row.latest_revision, by=by)
    return Story.objects.select_related("publication").get(pk=story.pk)


def withdraw_story(*, story: Story, by: User | None, reason: str = "") -> None:
    """Take a story off every page; it can be published again."""
    ending.take_down(story=story, by=by, reason=reason)


def kill_story(*, story: Story, by: User | None, reason: str) -> None:
    """Kill a story: no page, no history, for good."""
    ending.kill(story=story, by=by, reason=reason)
