"""The store that this installation has, one object a process."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from masthead.delivery.program import program_mark
from masthead.delivery.reads import Reads
from masthead.delivery.store import PageStore


def installed_store() -> PageStore | None:
    """The store that settings name; None when it is switched off by a size of nothing."""
    if settings.MASTHEAD_PAGES_BYTES <= 0:
        return None
    return _store(Path(settings.MASTHEAD_PAGES_FOLDER), settings.MASTHEAD_PAGES_BYTES)


@lru_cache(maxsize=4)
def _store(root: Path, limit: int) -> PageStore:
    return PageStore(root, limit=limit, program=program_mark())


def purge_serial() -> int | None:
    """How many purges this machine's store has seen; None without a store that works.

    What is remembered from before it changed may be out of date.
    """
    store = installed_store()
    return store.serial() if store is not None else None


# What this process has counted since the keeper last took it.
reads = Reads()
