"""Reads of fronts. Each says how many queries it takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from masthead.fronts.arranging import Arrangement, read_arrangement
from masthead.fronts.models import FrontDraft, FrontVersion
from masthead.stories.models import Edition

# More than may be scheduled (`services.MOST_SCHEDULED`): the first that is live is among them.
_LOOK = 12


@dataclass(frozen=True, kw_only=True)
class LiveFront:
    """What readers have at a moment, and until when it is so by what is known now."""

    arrangement: Arrangement
    version: FrontVersion | None
    changes_at: datetime | None


def live_front(edition: Edition, *, at: datetime) -> LiveFront:
    """The arrangement of ``edition`` at ``at`` (UTC), empty when nobody made one; one query."""
    rows = FrontVersion.objects.filter(edition=edition.pk, called_off_at=None)
    newest = list(rows.order_by("-live_at", "-number")[:_LOOK])
    live = next((row for row in newest if row.live_at <= at), None)
    coming = [row.live_at for row in newest if row.live_at > at]
    arrangement = read_arrangement(live.arrangement) if live else Arrangement()
    if end := arrangement.next_end(at):
        coming.append(end)
    return LiveFront(arrangement=arrangement, version=live, changes_at=min(coming, default=None))


def draft_of(edition: Edition, *, at: datetime) -> FrontDraft:
    """What is being arranged; before the first change, what readers have. Two queries at most."""
    draft = FrontDraft.objects.filter(edition=edition.pk).select_related("changed_by").first()
    if draft is not None:
        return draft
    live = live_front(edition, at=at).version
    return FrontDraft(edition=edition, arrangement=live.arrangement if live else {})


def versions_of(edition: Edition, *, count: int) -> list[FrontVersion]:
    """The newest versions, scheduled ones first; one query."""
    rows = FrontVersion.objects.filter(edition=edition.pk).select_related("published_by")
    return list(rows.order_by("-number")[:count])


def scheduled_fronts(*, at: datetime) -> list[FrontVersion]:
    """The versions of all editions that lie ahead of ``at`` (UTC), next first; one query."""
    rows = FrontVersion.objects.filter(live_at__gt=at, called_off_at=None)
    return list(rows.select_related("edition", "published_by").order_by("live_at", "pk"))
