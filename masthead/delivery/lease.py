"""The word of the process that purges: whoever serves from the store trusts it for so long."""

from __future__ import annotations

import time
from pathlib import Path

from masthead.delivery.layout import PRIVATE

# Renewed every second. Longer than a busy machine holds up a thread; as long as a page may be
# stale when purging itself has broken (a disk turned read-only, every process killed but one).
LEASE_SECONDS = 5.0
# A look at the file costs a microsecond or two; a request should not pay it.
_LOOK_SECONDS = 0.5


class Lease:
    """A file whose time says when all purges were last known to be applied."""

    def __init__(self, root: Path) -> None:
        self.file = root / PRIVATE / "lease"
        self._look_at = 0.0
        self._holds = False

    def holds(self) -> bool:
        """Whether the store may be trusted; looks at the disk twice a second at most."""
        moment = time.monotonic()
        if moment >= self._look_at:
            self._holds = self.is_fresh()
            # Last, so that no other thread takes the old word for the new one.
            self._look_at = moment + _LOOK_SECONDS
        return self._holds

    def is_fresh(self) -> bool:
        """Whether the store may be trusted, by the file as it is now."""
        try:
            age = time.time() - self.file.stat().st_mtime
        except OSError:
            return False
        # Below zero after the clock was set back: then nobody knows how old it is.
        return -1.0 < age < LEASE_SECONDS

    def renew(self) -> None:
        """Say that all purges are applied. Raises `OSError` for a folder that takes no writing."""
        self.file.touch()
