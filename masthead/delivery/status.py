"""How a store is doing, for ``masthead pages`` and ``masthead doctor``."""

from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass
from datetime import datetime

from masthead.delivery.applying import read_position
from masthead.delivery.index import IndexLost
from masthead.delivery.layout import CURRENT, file_name
from masthead.delivery.models import Purge
from masthead.delivery.rendering import ask_site
from masthead.delivery.store import PageStore

# Some pages, without those that the keeper is about to give up.
_RANDOM = """
SELECT host, path FROM entries
WHERE is_placed = 1 AND (expires_at IS NULL OR expires_at > ?) AND NOT EXISTS (
    SELECT 1 FROM entry_keys JOIN waiting USING (key) WHERE entry = entries.id AND is_lazy = 1
) ORDER BY random() LIMIT ?
"""
# Pages that are drawn anew and compared: a few hundred milliseconds.
SAMPLE = 20


@dataclass(frozen=True, kw_only=True)
class Status:
    """What a store holds. ``hit_share`` is of all reads of pages that are stored, since it began;
    ``pending_since`` is when the oldest change was committed that it has not applied (UTC).
    """

    pages: int
    bytes: int
    limit: int
    hits: int
    misses: int
    is_trusted: bool
    pending_since: datetime | None

    @property
    def hit_share(self) -> float | None:
        """Hits among all reads; None before the first."""
        reads = self.hits + self.misses
        return self.hits / reads if reads else None


def status_of(store: PageStore) -> Status:
    """How ``store`` is doing; one query. Raises `IndexLost` for one that has not begun."""
    try:
        index = store.index.reading()
        meta = dict(index.execute("SELECT name, value FROM meta"))
        pages = index.execute("SELECT count(*) FROM entries").fetchone()[0]
        position = read_position(store)
    except sqlite3.Error as error:
        raise IndexLost(str(error)) from error
    if position is None:
        raise IndexLost("it has not begun")
    pending = [
        made_at
        for number, token, made_at in Purge.objects.filter(pk__gt=position.low).values_list(
            "pk", "token", "made_at"
        )
        if position.applied.get(number) != str(token)
    ]
    return Status(
        pages=pages,
        bytes=int(meta["used"]),
        limit=store.limit,
        hits=int(meta["hits"]),
        misses=int(meta["misses"]),
        is_trusted=store.lease.is_fresh(),
        pending_since=min(pending, default=None),
    )


def stale_pages(store: PageStore, *, count: int = SAMPLE) -> list[str]:
    """Addresses (host and path) among ``count`` stored pages, taken at random, that Django would
    draw otherwise now. Raises `IndexLost`.
    """
    try:
        pages: list[tuple[str, str]] = (
            store.index.reading().execute(_RANDOM, (time.time(), count)).fetchall()
        )
    except sqlite3.Error as error:
        raise IndexLost(str(error)) from error
    # Looked at twice: a change between reading and drawing is none of the store's.
    return [
        host + path
        for host, path in pages
        if _differs(store, host, path) and _differs(store, host, path)
    ]


def _differs(store: PageStore, host: str, path: str) -> bool:
    file = store.root / host / CURRENT / path.strip("/") / file_name(path)
    try:
        kept = file.read_bytes()
    except OSError:
        # Given up meanwhile: nobody is served from it.
        return False
    return ask_site(host, path, is_past_store=True) != (200, kept)
