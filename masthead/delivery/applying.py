"""From the log in the main database to a store: each store keeps its own position.

Numbers in the log are given before a transaction commits, and on PostgreSQL a lower one may appear
after a higher one. So the position is not a number: it is the set of rows applied within a window,
and everything below the window is taken for applied.
"""

from __future__ import annotations

import logging
import sqlite3
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from masthead.delivery.index import IndexLost
from masthead.delivery.keys import ALL
from masthead.delivery.models import Purge
from masthead.delivery.store import PageStore, meta, set_meta
from masthead.delivery.tasks import render_ahead
from masthead.jobs.queue import enqueue
from masthead.kernel.clock import now

logger = logging.getLogger(__name__)

# Longer than any transaction that changes a page stays open.
WINDOW = timedelta(minutes=15)
# How long the log is kept. A store that looked last before that cannot know what it missed.
KEEP = timedelta(hours=24)
# After a new generation so many of an edition's most read pages are rendered before anybody asks.
HOT_PAGES = 20


@dataclass(frozen=True, kw_only=True)
class Position:
    """What a store has applied: all up to ``low``, and these rows above it, with their tokens."""

    low: int
    applied: dict[int, str]
    looked_at: float


def apply_pending(store: PageStore) -> int:
    """Apply all rows of the log that this store has not applied; returns how many pages went.

    Never raises for the store: what fails is logged, tried again by the keeper, and meanwhile the
    lease runs out.
    """
    try:
        return follow_log(store)
    except (IndexLost, OSError, sqlite3.Error) as error:
        complain(store, error)
        return 0


def follow_log(store: PageStore) -> int:
    """As `apply_pending`, which see; one query of the main database when nothing is pending.

    When the store cannot be trusted to have followed the log (it is new, was away for too long, or
    followed another database), it is cleared. Raises `IndexLost`, `OSError` and `sqlite3.Error`.
    """
    store.ensure()
    position = read_position(store)
    if position is None:
        _begin(store)
        store.lease.renew()
        return 0
    moment = now()
    # From the newest applied row on, so that its absence shows.
    known = max(position.applied, default=None)
    rows = list(Purge.objects.filter(pk__gt=position.low).values_list("pk", "token", "made_at"))
    log = {number: str(token) for number, token, _ in rows}
    is_away = moment.timestamp() - position.looked_at > (KEEP - WINDOW).total_seconds()
    if is_away or (known is not None and log.get(known) != position.applied[known]):
        logger.warning("the page store has lost the thread of the log and begins anew")
        store.clear()
        _begin(store)
        store.lease.renew()
        return 0
    pending = [number for number, token in log.items() if position.applied.get(number) != token]
    count = _apply(store, pending)
    _advance(store, position)
    store.lease.renew()
    return count


def _apply(store: PageStore, pending: list[int]) -> int:
    count = 0
    for row in Purge.objects.filter(pk__in=pending) if pending else ():
        hot = {
            int(key.partition(":")[0]): hot_pages(store, edition=int(key.partition(":")[0]))
            for key in row.keys
            if key.endswith(f":{ALL}")
        }
        count += store.purge(row.keys, mark=(row.pk, str(row.token), row.made_at.timestamp()))
        for edition, pages in hot.items():
            if pages:
                enqueue(render_ahead, pages, key=f"{row.pk}:{edition}")
    return count


def hot_pages(store: PageStore, *, edition: int) -> list[list[str]]:
    """The most read pages of an edition, each a host and a path; few."""
    rows = store.index.reading().execute(
        "SELECT host, path FROM entries WHERE edition = ? AND reads > 0 AND generation ="
        " (SELECT generation FROM sites WHERE sites.host = entries.host)"
        " ORDER BY reads DESC LIMIT ?",
        (edition, HOT_PAGES),
    )
    return [[host, path] for host, path in rows]


def read_position(store: PageStore) -> Position | None:
    """What the store has applied; None for one that has not begun. Raises `IndexLost`."""
    index = store.index.reading()
    facts = dict(index.execute("SELECT name, value FROM meta"))
    if "position" not in facts:
        return None
    applied = dict(index.execute("SELECT number, token FROM applied"))
    return Position(low=facts["position"], applied=applied, looked_at=facts["looked_at"])


def _begin(store: PageStore) -> None:
    """Take all that the log has for applied: a store without pages has nothing to give up."""
    moment = now()
    newest = Purge.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    old = (
        Purge.objects.filter(made_at__lt=moment - WINDOW)
        .order_by("-pk")
        .values_list("pk", flat=True)
    )
    # The newest stays above the end: by it the log is known for the same one.
    low = min(old.first() or 0, max(newest - 1, 0))
    rows = Purge.objects.filter(pk__gt=low).values_list("pk", "token", "made_at")
    kept = [(number, str(token), made_at.timestamp()) for number, token, made_at in rows]
    with store.index.writing() as index:
        if meta(index, "position") is not None:
            # Another process began: what came since then is to be applied, not taken for applied.
            return
        index.executemany(
            "INSERT OR REPLACE INTO applied VALUES (?, ?, ?)",
            kept,
        )
        set_meta(index, "position", low)
        set_meta(index, "looked_at", moment.timestamp())


def _advance(store: PageStore, position: Position) -> None:
    """Move the window's lower end on, and note the moment; at most every few seconds."""
    moment = now().timestamp()
    if moment - position.looked_at < _NOTE_SECONDS:
        return
    with store.index.writing() as index:
        old = index.execute(
            "SELECT max(number) FROM applied WHERE made_at < ?",
            (moment - WINDOW.total_seconds(),),
        ).fetchone()[0]
        newest = index.execute("SELECT max(number) FROM applied").fetchone()[0]
        if old is not None:
            low = min(old, newest - 1)
            index.execute("DELETE FROM applied WHERE number <= ?", (low,))
            set_meta(index, "position", low)
        set_meta(index, "looked_at", moment)


# Writing the position each second would be of no use: a day's log lies behind it.
_NOTE_SECONDS = 10.0


def prune_log() -> None:
    """Delete rows of the log that are too old for any store; the newest one stays."""
    newest = Purge.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    old = Purge.objects.filter(made_at__lt=now() - KEEP, pk__lt=newest)
    while batch := list(old.values_list("pk", flat=True)[:_BATCH]):
        Purge.objects.filter(pk__in=batch).delete()


# One transaction holds SQLite's write lock; so many rows take some milliseconds.
_BATCH = 500

# Somebody else is at it: no damage.
_PASSING_CODES = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)

# Stores that do not work, as has been said: a broken disk must not fill the log.
_broken: set[Path] = set()


def complain(store: PageStore, error: Exception) -> None:
    """Log a failure, once until `works` is said of the store again.

    One whose index is broken, or has no room on the disk, is cleared: nobody knows what it should
    give up, and it makes room.
    """
    if store.root not in _broken:
        _broken.add(store.root)
        text = f"{type(error).__name__}: {error}"
        logger.warning("the page store cannot be used; pages are rendered instead (%s)", text)
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(error, sqlite3.Error) and code not in _PASSING_CODES:
        try:
            store.clear()
        except (IndexLost, OSError, sqlite3.Error):
            logger.debug("the page store could not be cleared either", exc_info=True)


def works(store: PageStore) -> None:
    """Say that all of ``store`` works: the next failure is a new one."""
    _broken.discard(store.root)
