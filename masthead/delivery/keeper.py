"""The keeper: in each machine one process applies purges every second and keeps the store tidy.

Every web process and the worker would do it; a lock that dies with its holder decides which does.
"""

from __future__ import annotations

import fcntl
import logging
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import Error as DatabaseFailure
from django.db import close_old_connections

from masthead.delivery.applying import complain, follow_log, works
from masthead.delivery.housekeeping import keep_house, note_reads
from masthead.delivery.index import IndexLost
from masthead.delivery.layout import PRIVATE
from masthead.delivery.reads import Reads
from masthead.delivery.store import PageStore

logger = logging.getLogger(__name__)

# How long a page may be stale when the process that changed it died before it purged.
PERIOD_SECONDS = 1.0
# Counters of reads are noted every so many looks.
_NOTE_EVERY = 10


def look(store: PageStore) -> bool:
    """Apply what is pending and tidy up one step, unless another process is at it.

    Returns whether it was this one. What fails is logged, and tried again the next time.
    """
    try:
        with _duty(store) as is_ours:
            if not is_ours:
                return False
            follow_log(store)
            keep_house(store)
            works(store)
            return True
    except (IndexLost, OSError, sqlite3.Error) as error:
        complain(store, error)
        return True


@contextmanager
def _duty(store: PageStore) -> Iterator[bool]:
    """The keeper's lock, if it is free."""
    folder = store.root / PRIVATE
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder / "keeper", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)


class KeeperThread(threading.Thread):
    """Looks every second, and notes what this process has counted. Ends with the process."""

    def __init__(self, store: PageStore, reads: Reads) -> None:
        super().__init__(name="page-store-keeper", daemon=True)
        self.store = store
        self.reads = reads
        self._stopping = threading.Event()

    def stop(self) -> None:
        """Let it end after its present look."""
        self._stopping.set()

    def run(self) -> None:
        """Look until stopped."""
        looks = 0
        while not self._stopping.is_set():
            started = time.monotonic()
            looks += 1
            self._look(is_noting=not looks % _NOTE_EVERY)
            self._stopping.wait(max(0.05, PERIOD_SECONDS - (time.monotonic() - started)))

    def _look(self, *, is_noting: bool) -> None:
        close_old_connections()
        try:
            look(self.store)
            if is_noting:
                note_reads(self.store, *self.reads.take())
        except (DatabaseFailure, IndexLost, OSError, sqlite3.Error) as error:
            # Without the database nobody knows what was purged: the lease runs out by itself.
            logger.debug("the page store's keeper could not look: %s", error)
        finally:
            close_old_connections()
