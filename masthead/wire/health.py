"""How the sources are doing: what came when, what went wrong, who has gone quiet."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from masthead.wire.models import Feed, Item
from masthead.wire.polling import rhythm_of_source
from masthead.wire.rhythm import decide_quiet_after

# After so many failures running an editor should look: half an hour of a server's silence.
WORRYING_FAILURES = 5


@dataclass(frozen=True, kw_only=True)
class QuietSource:
    """A feed from which nothing comes any more: since when (UTC), and in words why that matters."""

    feed: Feed
    since: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class SourceHealth:
    """A line of the health page. ``state`` is good, failing, quiet or off."""

    feed: Feed
    state: str
    items_today: int
    items_a_day: float
    quiet_since: datetime | None = None


def quiet_sources(at: datetime) -> list[QuietSource]:
    """The feeds that have gone quiet or keep failing at ``at``; two queries and one a feed.

    A source may be quiet because nothing happens or because it is broken: both look the same from
    here, and an editor on call can tell them apart.
    """
    feeds = Feed.objects.filter(is_active=True).select_related("source")
    return [quiet for feed in feeds if (quiet := quietness(feed, at=at))]


def quietness(feed: Feed, *, at: datetime) -> QuietSource | None:
    """Whether a feed has gone quiet, with the reason; one query."""
    if feed.failure_count >= WORRYING_FAILURES:
        return QuietSource(
            feed=feed,
            since=feed.last_good_at or feed.started_at,
            reason=f"It cannot be fetched: {feed.last_error}.",
        )
    since = feed.last_new_at or feed.started_at
    limit = decide_quiet_after(rhythm=rhythm_of_source(feed.source), chosen=feed.quiet_after)
    if at - since < limit:
        return None
    return QuietSource(feed=feed, since=since, reason="It answers, but nothing new has come.")


def sources_health(at: datetime) -> list[SourceHealth]:
    """Every polled source with what came today (the last 24 hours) and in the last seven days.

    Two queries and one a feed: a newsroom has tens of them.
    """
    week: dict[int, int] = defaultdict(int)
    day: dict[int, int] = defaultdict(int)
    for counts, since in ((week, timedelta(days=7)), (day, timedelta(days=1))):
        rows = (
            Item.objects.filter(last_received_at__gt=at - since)
            .values_list("source")
            .annotate(count=Count("pk"))
            .order_by()
        )
        counts.update(dict(rows))
    lines = []
    for feed in Feed.objects.select_related("source").order_by("source__name"):
        quiet = quietness(feed, at=at) if feed.is_active else None
        lines.append(
            SourceHealth(
                feed=feed,
                state=_state(feed, quiet),
                items_today=day[feed.pk],
                items_a_day=week[feed.pk] / 7,
                quiet_since=quiet.since if quiet else None,
            )
        )
    return lines


def _state(feed: Feed, quiet: QuietSource | None) -> str:
    if not feed.is_active:
        return "off"
    if feed.failure_count:
        return "failing"
    return "quiet" if quiet else "good"
