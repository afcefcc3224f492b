"""How near one story is to another: pure scoring."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta

# A shared topic says more than a shared section, and two say more than one; a week halves it.
TOPIC_WEIGHT = 3.0
SECTION_WEIGHT = 1.0
HALF_LIFE = timedelta(days=7)


@dataclass(frozen=True)
class Candidate:
    """A story that might stand beside another."""

    story_id: int
    published_at: datetime
    is_same_section: bool
    shared_topics: int


def score_candidate(candidate: Candidate, *, at: datetime) -> float:
    """How well ``candidate`` fits beside a story read at ``at``; 0 for nothing in common."""
    likeness = TOPIC_WEIGHT * candidate.shared_topics
    if candidate.is_same_section:
        likeness += SECTION_WEIGHT
    age = max((at - candidate.published_at) / HALF_LIFE, 0.0)
    return float(likeness * 0.5**age)


def rank_candidates(
    candidates: Sequence[Candidate], *, at: datetime, count: int, left_out: AbstractSet[int]
) -> list[int]:
    """The numbers of the ``count`` best, best first; the newer one of two that score the same."""
    fitting = [
        candidate
        for candidate in candidates
        if candidate.story_id not in left_out and score_candidate(candidate, at=at) > 0
    ]
    fitting.sort(
        key=lambda candidate: (score_candidate(candidate, at=at), candidate.published_at),
        reverse=True,
    )
    return [candidate.story_id for candidate in fitting[:count]]
