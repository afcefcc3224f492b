"""When there is something to tell, and whom next: pure decisions."""

from __future__ import annotations

from datetime import datetime, timedelta

# Below a twentieth, or half a gigabyte, a busy day's pictures and wire files fill the rest.
DISK_SHARE = 0.05
DISK_BYTES = 500 * 1024 * 1024
# What is over must be well over, or the alert would come and go with every temporary file.
_RELIEF = 1.2
# The rota's next, then the administrators. Whoever has not answered by then will not answer a mail.
LAST_STEP = 2


def is_disk_nearly_full(*, free: int, total: int, was_full: bool) -> bool:
    """Whether the disk is nearly full. With ``was_full`` it takes a fifth more to be well again."""
    limit = max(total * DISK_SHARE, DISK_BYTES)
    return free < (limit * _RELIEF if was_full else limit)


def decide_step(
    *, step: int, stepped_at: datetime, at: datetime, patience: timedelta
) -> int | None:
    """The step that an unacknowledged alert takes at ``at``, or None for not yet and no more."""
    if step >= LAST_STEP or at - stepped_at < patience:
        return None
    return step + 1


def is_worker_well(*, started_at: datetime | None, at: datetime, steady: timedelta) -> bool:
    """Whether a worker has lived long enough to be trusted again; None when none lives."""
    return started_at is not None and at - started_at >= steady
