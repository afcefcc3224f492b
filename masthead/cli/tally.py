"""What came of an intake, counted and put into sentences. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

REFUSED = "refused"


@dataclass
class IntakeTally:
    """Counts by state, and by reason where there is one."""

    states: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)

    def add(self, *, state: str, reason: str, left_out: Sequence[str]) -> None:
        """Count one item: its state, why (or empty), and what of it was left out."""
        self.states[state] += 1
        if reason:
            self.reasons[reason] += 1
        self.left_out.update(left_out)

    @property
    def is_all_refused(self) -> bool:
        """Whether nothing at all could be read."""
        return self.states.total() == self.states[REFUSED]

    def sentences(self) -> Iterator[str]:
        """The summary for people, the most frequent first."""
        total = self.states.total()
        counts = ", ".join(f"{count} {state}" for state, count in self.states.most_common())
        yield f"{total} {'item' if total == 1 else 'items'}" + (f": {counts}." if counts else ".")
        for title, counter in (("Reasons", self.reasons), ("Left out", self.left_out)):
            if counter:
                yield f"{title}:"
                for what, count in counter.most_common():
                    yield f"  {count} × {what}"
