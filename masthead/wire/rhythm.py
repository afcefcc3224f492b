"""When a feed is asked again, and when its silence is worth a call. Pure: no clock, no chance."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from masthead.kernel.clock import parse_moment

# A newsroom wants the news soon; asked more often than this, servers begin to refuse.
SHORTEST_PAUSE = timedelta(minutes=2)
# A feed that brings something once a week may bring it now.
LONGEST_PAUSE = timedelta(hours=1)
# After a failure: a server that restarts is back within minutes, one that is gone may come back.
FIRST_FAILURE_PAUSE = timedelta(minutes=1)
LONGEST_FAILURE_PAUSE = timedelta(hours=2)
# Servers have been seen to ask for years (RFC 9110 section 10.2.3 sets no bound).
LONGEST_OBEYED = timedelta(days=1)
# A feed is asked about this many times between two of its items.
_ASKED_BETWEEN = 4
# A silence so many times as long as the longest seen lately is unusual; a night is seen daily.
_QUIET_GAPS = 2
_SHORTEST_QUIET = timedelta(hours=3)
_LONGEST_QUIET = timedelta(days=3)
# Fewer say nothing about a rhythm.
_FEWEST_FOR_RHYTHM = 8

_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What asking a feed once came to. ``status`` is None when no answer came."""

    status: int | None
    new_count: int = 0
    retry_after: str = ""
    cache_control: str = ""

    @property
    def is_good(self) -> bool:
        """Whether the server has said what it has, or that it has nothing new."""
        return self.status in {200, 304}


def decide_pause(asked: Asked, *, rhythm: Rhythm | None, failures: int) -> timedelta:
    """How long to leave a feed alone after ``asked``; ``failures`` counts this one too.

    After an answer: a fraction of the gap between the feed's items, within bounds, but not before
    the answer that was given has grown old (RFC 9111 section 5.2.2.1). After a failure the pauses
    double up to a bound: a feed is never given up.
    """
    if not asked.is_good:
        doubled = FIRST_FAILURE_PAUSE * float(2 ** min(failures - 1, 16))
        return min(doubled, LONGEST_FAILURE_PAUSE)
    wanted = rhythm.usual_gap / _ASKED_BETWEEN if rhythm else SHORTEST_PAUSE
    match = _MAX_AGE.search(asked.cache_control)
    fresh = timedelta(seconds=int(match[1])) if match else timedelta()
    return min(max(wanted, fresh, SHORTEST_PAUSE), LONGEST_PAUSE)


def decide_host_pause(asked: Asked, *, at: datetime) -> timedelta | None:
    """How long the whole server wants to be left alone (RFC 9110 section 10.2.3), or None.

    Only 429 and 503 speak for the server; both forms of Retry-After count, absurd values are cut.
    """
    if asked.status not in {429, 503}:
        return None
    text = asked.retry_after.strip()
    if text.isascii() and text.isdigit():
        wanted = timedelta(seconds=min(int(text[:12]), int(LONGEST_OBEYED.total_seconds())))
    elif moment := parse_moment(text):
        wanted = moment - at
    else:
        return None
    return min(max(wanted, timedelta()), LONGEST_OBEYED)


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """The gaps between a feed's newest items: the usual one (the mean) and the longest."""

    usual_gap: timedelta
    longest_gap: timedelta


def rhythm_of(moments: list[datetime]) -> Rhythm | None:
    """The rhythm of items made at ``moments`` (UTC, any order); None when they tell of none."""
    if len(moments) < _FEWEST_FOR_RHYTHM:
        return None
    ordered = sorted(moments)
    gaps = [later - earlier for earlier, later in pairwise(ordered)]
    if not any(gaps):
        return None
    return Rhythm(usual_gap=(ordered[-1] - ordered[0]) / len(gaps), longest_gap=max(gaps))


def decide_quiet_after(*, rhythm: Rhythm | None, chosen: timedelta | None) -> timedelta:
    """After how long without an item a feed counts as gone quiet: as chosen, or by its rhythm."""
    if chosen is not None:
        return chosen
    if rhythm is None:
        return _LONGEST_QUIET
    return min(max(rhythm.longest_gap * _QUIET_GAPS, _SHORTEST_QUIET), _LONGEST_QUIET)
