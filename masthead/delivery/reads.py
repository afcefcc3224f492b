"""Which pages are read: counted in memory, sampled, and noted in batches by the keeper."""

from __future__ import annotations

from collections import Counter

# One read in so many is looked at; the others only count for the share of hits.
SAMPLE = 16
# Sampled pages between two flushes; a flood of addresses must not fill the memory.
_MOST = 5_000


class Reads:
    """Counters of one process. Threads may lose a count to each other: it is an estimate."""

    def __init__(self) -> None:
        self.hits = 0
        self.misses = 0
        self._sampled: Counter[tuple[str, str]] = Counter()

    def hit(self, host: str, path: str) -> None:
        """A page was answered from the store; host and path as the request wrote them."""
        self.hits += 1
        if not self.hits % SAMPLE and len(self._sampled) < _MOST:
            self._sampled[(host, path)] += SAMPLE

    def miss(self) -> None:
        """A page that is stored from now on was rendered."""
        self.misses += 1

    def take(self) -> tuple[Counter[tuple[str, str]], int, int]:
        """What was counted since the last time: sampled reads, hits, misses."""
        taken = (self._sampled, self.hits, self.misses)
        self._sampled, self.hits, self.misses = Counter(), 0, 0
        return taken
