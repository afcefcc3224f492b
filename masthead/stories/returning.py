"""Giving readers back a story that they had: the end of a hold, and the undoing of a withdrawal.

The version that readers had comes back, not what somebody has written since.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from masthead.stories import snapshot

if TYPE_CHECKING:
    from masthead.stories.models import Publication, Story


def give_back(
    row: Story,
    publication: Publication,
    *,
    at: datetime,
    live_revision: int | None = None,
    has_unpublished_changes: bool | None = None,
) -> None:
    """Make a story live again with the version that it has, at its address and in its places.

    The caller holds the lock, has asked the rules, and announces. The moment since when it is
    live stays, unless an embargo has ended since. What Wagtail's row says comes from the caller
    when it is known; otherwise the newest revision is compared with what readers get.
    """
    if live_revision is None and has_unpublished_changes is None:
        live_revision, has_unpublished_changes = _compare(row, publication)
    publication.state = type(publication).State.LIVE
    publication.ended_at, publication.ended_by, publication.ended_reason = None, None, ""
    embargo = publication.embargo_until
    if publication.live_since is None or (embargo and publication.live_since < embargo):
        publication.live_since = at
    publication.save()
    row.placements.filter(
        models.Q(starts_at=None) | models.Q(starts_at__lte=at),
        models.Q(ends_at=None) | models.Q(ends_at__gt=at),
    ).update(is_live=True, published_at=publication.first_published_at)
    type(row)._default_manager.filter(pk=row.pk).update(
        live=True,
        expired=False,
        live_revision_id=live_revision,
        has_unpublished_changes=bool(has_unpublished_changes),
    )


def _compare(row: Story, publication: Publication) -> tuple[int | None, bool]:
    """The revision that readers get, if the newest is it, and whether there are changes since."""
    latest, version = row.latest_revision, publication.version
    if latest is None or version is None:
        return None, False
    if snapshot.digest(snapshot.take_snapshot(latest.as_object())) == version.digest:
        return latest.pk, False
    return None, True
