"""Where a document stands in the index: a number that grows with its moment. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

# Seconds since then fit into 35 bits until 2688; before it there were no newspapers (1605).
_BEGINNING = datetime(1600, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_MOST_SECONDS = (1 << 35) - 1
# The rest of a signed 64-bit number tells documents of one second apart.
_KIND_BITS = 3
_NUMBER_BITS = 25
MOST_KINDS = 1 << _KIND_BITS


def place_of(moment: datetime, *, code: int, number: int) -> int:
    """The place of row ``number`` of the kind with ``code``, at ``moment`` (aware).

    Unique but for two rows of one kind and second whose numbers differ by a multiple of 33,554,432.
    Moments outside 1600 to 2688 stand at that end.
    """
    seconds = min(max((moment - _BEGINNING) // _SECOND, 0), _MOST_SECONDS)
    tail = code << _NUMBER_BITS | number & ((1 << _NUMBER_BITS) - 1)
    return seconds << (_KIND_BITS + _NUMBER_BITS) | tail
