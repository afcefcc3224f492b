"""Range requests: RFC 9110 section 14. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

# A player asks for the next part when it needs it; more at once would only fill memory.
LARGEST_PART = 4 * 1024 * 1024
# Section 14.1: the names of units are not case-sensitive.
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Slice:
    """The bytes from ``start`` to ``end``, both included."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """How many bytes that is."""
        return self.end - self.start + 1


def parse_range(header: str | None, *, size: int) -> Slice | Literal["unsatisfiable"] | None:
    """What a Range header asks of a file of ``size`` bytes.

    None means the whole file: no header, one that is not understood, or several ranges, which a
    server may ignore (section 14.2). An open end is cut at `LARGEST_PART`.
    """
    match = _RANGE.fullmatch(header.strip()) if header else None
    if match is None or (not match[1] and not match[2]):
        return None
    if not match[1]:
        length = int(match[2])
        if length == 0 or size == 0:
            return "unsatisfiable"
        start, end = max(size - length, 0), size - 1
    else:
        start = int(match[1])
        end = min(int(match[2]), size - 1) if match[2] else size - 1
        if start >= size:
            return "unsatisfiable"
        if end < start:
            return None
    return Slice(start, min(end, start + LARGEST_PART - 1))
