"""Decisions about wire items: which take is newer, what a status means. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from masthead.stories.rules import has_words
from masthead.wire.dispatch import Status

# NewsML-G2 1.9.2: version is a positive integer; the trade sends up to ten digits.
_NUMBER = re.compile(r"\d{1,10}")


@dataclass(frozen=True)
class TakeKey:
    """What two takes of one item are compared by; ``versioned_at`` in UTC."""

    version: str
    versioned_at: datetime | None


def is_newer(arrived: TakeKey, kept: TakeKey) -> bool:
    """Whether a take that arrived now goes before the one that was kept as the newest.

    By version number where both have one, then by the agency's own time, whatever the order of
    arrival; a take that says neither, or the same, is newer because it came later.
    """
    if _NUMBER.fullmatch(arrived.version) and _NUMBER.fullmatch(kept.version):
        numbers = int(arrived.version), int(kept.version)
        if numbers[0] != numbers[1]:
            return numbers[0] > numbers[1]
    if arrived.versioned_at and kept.versioned_at and arrived.versioned_at != kept.versioned_at:
        return arrived.versioned_at > kept.versioned_at
    return True


FilingState = Literal["new", "newer", "older", "unchanged"]


def decide_status(arrived: Status, kept: Status | None, *, is_newest: bool) -> Status:
    """The item's status after a take: a kill is final, whatever arrives before or after it."""
    if Status.CANCELED in (arrived, kept):
        return Status.CANCELED
    if kept is None or is_newest:
        return arrived
    return kept


def decide_hold(
    *, status: Status, headline: str, has_body: bool, embargo_until: datetime | None, at: datetime
) -> str:
    """Why an item cannot be published now, in words for an editor; empty when it can."""
    if status is Status.CANCELED:
        return "the agency killed it"
    if status is Status.WITHHELD:
        return "the agency withholds it"
    if embargo_until and embargo_until > at:
        return f"under embargo until {embargo_until.isoformat(timespec='minutes')}"
    if not has_words(headline):
        return "it has no headline"
    if not has_body:
        return "it has no text"
    return ""
