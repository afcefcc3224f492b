"""What the keeper does beside purging: in steps, so that nothing waits long for the lock."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections import Counter

from masthead.delivery.generations import generations
from masthead.delivery.layout import PRIVATE, host_folder
from masthead.delivery.store import PageStore, set_meta

# Pages given up in one step: some 20 ms of the lock.
STEP = 500
# So many steps for pages that are wrong: below the second in which the keeper looks again.
_EXPIRY_STEPS = 30
# Old generations are emptied so many files a step.
_FILES = 2_000
# A row whose files were never placed, or a draft, was left by a process that died.
_ABANDONED_SECONDS = 600.0
# Longer than a rendering's ticket holds.
_PURGED_SECONDS = 900.0
# Room is made down to this share of the limit, so that it is not made for each page.
_ROOMY = 0.9
# Reads count half after a day: yesterday's hit gives way to today's.
_FADING_SECONDS = 86_400.0

Row = tuple[int, str, str, str]


def keep_house(store: PageStore) -> None:
    """One step of everything, and all pages whose time has come.

    Raises `IndexLost`, `OSError` and `sqlite3.Error`.
    """
    moment = time.time()
    _give_up_expired(store, moment)
    with store.index.writing() as index:
        _give_up_lazy(store, index)
        _make_room(store, index)
        _give_up(store, index, _abandoned(index, moment))
        index.execute("DELETE FROM purged WHERE at < ?", (moment - _PURGED_SECONDS,))
        index.execute("DELETE FROM stamps WHERE mtime < ?", (moment - _ABANDONED_SECONDS,))
        _fade(index, moment)
    _remove_old_generations(store)
    _remove_drafts(store, moment)


def note_reads(store: PageStore, sampled: Counter[tuple[str, str]], hits: int, misses: int) -> None:
    """Note what a process counted: Host header and raw path of each sampled read."""
    if not (hits or misses):
        return
    rows = [
        (count, host, raw.encode("latin-1").decode("utf-8", "replace"))
        for (header, raw), count in sampled.items()
        if (host := host_folder(header)) is not None
    ]
    with store.index.writing() as index:
        index.executemany("UPDATE entries SET reads = reads + ? WHERE host = ? AND path = ?", rows)
        index.execute("UPDATE meta SET value = value + ? WHERE name = 'hits'", (hits,))
        index.execute("UPDATE meta SET value = value + ? WHERE name = 'misses'", (misses,))


def _give_up(store: PageStore, index: sqlite3.Connection, rows: list[Row]) -> None:
    if rows:
        store.remove(index, rows)


def _give_up_expired(store: PageStore, moment: float) -> None:
    """All pages that are wrong from now on, in steps between which others get the lock."""
    for _ in range(_EXPIRY_STEPS):
        with store.index.writing() as index:
            rows = _expired(index, moment)
            _give_up(store, index, rows)
        if len(rows) < STEP:
            return


def _expired(index: sqlite3.Connection, moment: float) -> list[Row]:
    return index.execute(
        "SELECT id, host, generation, path FROM entries WHERE expires_at <= ?"
        " ORDER BY expires_at LIMIT ?",
        (moment, STEP),
    ).fetchall()


def _give_up_lazy(store: PageStore, index: sqlite3.Connection) -> None:
    """Pages whose lists of other stories have changed: some of them each time, oldest first."""
    left = STEP
    for key, serial in index.execute("SELECT key, serial FROM waiting LIMIT ?", (STEP,)).fetchall():
        rows = index.execute(
            "SELECT id, host, generation, path FROM entries WHERE serial < ? AND id IN"
            " (SELECT entry FROM entry_keys WHERE key = ? AND is_lazy = 1) LIMIT ?",
            (serial, key, left),
        ).fetchall()
        _give_up(store, index, rows)
        left -= len(rows)
        if left <= 0:
            return
        index.execute("DELETE FROM waiting WHERE key = ?", (key,))


def _make_room(store: PageStore, index: sqlite3.Connection) -> None:
    """Above the limit: what is of no generation any more goes first, then the least read."""
    used = index.execute("SELECT value FROM meta WHERE name = 'used'").fetchone()[0]
    old = index.execute(
        "SELECT entries.id, entries.host, entries.generation, path, bytes FROM entries JOIN sites"
        " ON sites.host = entries.host AND sites.generation <> entries.generation LIMIT ?",
        (STEP,),
    ).fetchall()
    least: list[tuple[int, str, str, str, int]] = []
    if used > store.limit:
        least = index.execute(
            "SELECT id, host, generation, path, bytes FROM entries ORDER BY reads, kept_at LIMIT ?",
            (STEP,),
        ).fetchall()
    rows = [row[:4] for row in old]
    gone = {row[0] for row in rows}
    used -= sum(row[4] for row in old)
    for row in least:
        if used <= store.limit * _ROOMY:
            break
        if row[0] not in gone:
            rows.append(row[:4])
            used -= row[4]
    _give_up(store, index, rows)


def _abandoned(index: sqlite3.Connection, moment: float) -> list[Row]:
    return index.execute(
        "SELECT id, host, generation, path FROM entries WHERE is_placed = 0 AND kept_at < ?"
        " LIMIT ?",
        (moment - _ABANDONED_SECONDS, STEP),
    ).fetchall()


def _fade(index: sqlite3.Connection, moment: float) -> None:
    row = index.execute("SELECT value FROM meta WHERE name = 'faded'").fetchone()
    if row is None or moment - row[0] > _FADING_SECONDS:
        set_meta(index, "faded", moment)
        if row is not None:
            index.execute("UPDATE entries SET reads = reads / 2 WHERE reads > 0")


def _remove_old_generations(store: PageStore) -> None:
    """Empty folders that are no host's generation: so many files, then the next time more."""
    with store.index.writing() as index:
        present = set(index.execute("SELECT host, generation FROM sites"))
        old = [
            folder for host, folder in generations(store.root) if (host, folder.name) not in present
        ]
    left = _FILES
    for folder in old:
        for place in folder.rglob("*"):
            if left <= 0:
                return
            if place.is_file():
                place.unlink(missing_ok=True)
                left -= 1
        # Files are gone; what is left are folders, and a page placed this instant by a process
        # that had not heard: nobody is served from here.
        shutil.rmtree(folder, ignore_errors=True)


def _remove_drafts(store: PageStore, moment: float) -> None:
    folder = store.root / PRIVATE / "drafts"
    if not folder.is_dir():
        return
    for draft in folder.iterdir():
        try:
            if draft.stat().st_ctime < moment - _ABANDONED_SECONDS:
                draft.unlink()
        except FileNotFoundError:
            # Its own process took it away meanwhile.
            continue
