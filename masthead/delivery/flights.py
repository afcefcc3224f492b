"""One rendering at a time of each page, in all threads and processes of a machine."""

from __future__ import annotations

import fcntl
import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from masthead.delivery.layout import PRIVATE

# Whoever waits longer renders for itself: one slow page must not hold every thread.
WAIT_SECONDS = 3.0
_PAUSE = 0.004
# Two pages that share a lock wait for each other now and then, which does no harm.
_LOCKS = 1_024


@contextmanager
def flight(
    root: Path, host: str, path: str, *, until: Callable[[], bool], wait: float = WAIT_SECONDS
) -> Iterator[None]:
    """Enter alone for a page, or when ``until`` says that there is nothing left to wait for, or
    after ``wait`` seconds. The lock dies with the process that holds it.

    Raises `OSError` when the store's folder takes no lock.
    """
    name = int.from_bytes(hashlib.blake2b(f"{host}{path}".encode(), digest_size=4).digest())
    folder = root / PRIVATE / "locks"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder / str(name % _LOCKS), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        deadline = time.monotonic() + wait
        while not _takes(descriptor) and not until() and time.monotonic() < deadline:
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(descriptor)


def _takes(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
