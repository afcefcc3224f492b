"""When a job that failed is tried again. Pure: no clock, no database, no chance of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, kw_only=True)
class RetryPolicy:
    """How often a job is tried, and how long the pauses between tries grow.

    ``max_attempts`` counts the first try; 1 means that a failure is final.
    """

    # Eight tries with these pauses span about four minutes: a database that restarts or a disk
    # that is full for a moment is outlived, and an editor still hears of a lasting fault soon.
    max_attempts: int = 8
    first_pause_seconds: float = 2.0
    longest_pause_seconds: float = 600.0

    def __post_init__(self) -> None:
        if self.max_attempts < 1:
            raise ValueError(f"max_attempts must be at least 1, not {self.max_attempts}")
        if not 0 <= self.first_pause_seconds <= self.longest_pause_seconds:
            raise ValueError("first_pause_seconds must be from 0 to longest_pause_seconds")


DEFAULT_POLICY = RetryPolicy()


def decide_pause(policy: RetryPolicy, *, attempts: int, chance: float) -> timedelta | None:
    """How long to wait before the next try, or None when the job has failed for good.

    ``attempts`` is how many tries have begun, ``chance`` a number from 0 up to 1. The pause doubles
    with each try up to the longest; ``chance`` takes away up to half of it, so that jobs that
    failed together (the same server was down) do not come back together.
    """
    if attempts >= policy.max_attempts:
        return None
    # The exponent is held down: 2.0 ** 1024 overflows, long after the longest pause is reached.
    doubled = policy.first_pause_seconds * 2.0 ** min(attempts - 1, 64)
    full = min(doubled, policy.longest_pause_seconds)
    return timedelta(seconds=full * (1 - chance / 2))
