"""The page store: keeps pages as files, and gives them up. Knows keys, not stories.

Three rules hold it together, whatever dies when:

1. A file is never there without its row in the index: the row is committed before the files are
   placed, and the files go before the row does.
2. A page that was rendered before a change is never stored after it: a rendering takes a `Ticket`
   before it reads the database, and the store refuses it when one of the page's keys has been
   purged since. Both happen under one lock.
3. A purge is marked as applied in the transaction that removes the rows.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from masthead.delivery.drafts import place_drafts, remove_empty, room_for, write_drafts
from masthead.delivery.generations import begin_generation, is_current, set_current, sites
from masthead.delivery.index import Index, IndexLost
from masthead.delivery.keys import ALL
from masthead.delivery.layout import CURRENT, ENCODINGS, PRIVATE, SUFFIXES, Encoding, file_name
from masthead.delivery.lease import Lease
from masthead.delivery.points import reached
from masthead.delivery.stamps import next_stamp

# A rendering that took longer is not stored: what it must be compared with is pruned.
TICKET_SECONDS = 300.0
# Above the limit by this factor nothing is stored until the keeper has made room.
_OVERFULL = 1.05
# Nothing before the store has begun to follow the log. One query: each request asks.
_SERIAL = """
SELECT value FROM meta
WHERE name = 'serial' AND EXISTS (SELECT 1 FROM meta WHERE name = 'position')
"""


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """A rendering's right to be stored: ``serial`` was asked for before it read the database."""

    host: str
    edition: int
    serial: int
    taken_at: float = field(default_factory=time.monotonic)


@dataclass(frozen=True, kw_only=True)
class Page:
    """A rendered page: its bytes, and what it depends on; ``expires_at`` is in UTC."""

    path: str
    body: bytes
    language: str
    keys: frozenset[str]
    lazy: frozenset[str] = field(default_factory=frozenset)
    expires_at: datetime | None = None


class PageStore:
    """The store in a folder, of at most ``limit`` bytes; one object a process is enough.

    ``program`` names what draws the pages: those of another one are thrown away.
    """

    def __init__(self, root: Path, *, limit: int, program: str = "") -> None:
        self.root = root
        self.limit = limit
        self.index = Index(root, program=program)
        self.lease = Lease(root)

    # --- keeping --------------------------------------------------------------------------------

    def serial(self) -> int | None:
        """How many purges the store has seen: whoever reads a fact for a page asks this first.

        None for a store that cannot be used, or does not know yet what has been purged.
        """
        try:
            row = self.index.reading().execute(_SERIAL).fetchone()
            return int(row[0]) if row else None
        except (IndexLost, sqlite3.Error):
            return None

    def keep(self, page: Page, *, ticket: Ticket) -> bool:
        """Store a page. False when it may be out of date by now, or there is no room.

        Raises `IndexLost` for an index that cannot be used, `OSError` for a disk that is full.
        """
        drafts = write_drafts(self.root / PRIVATE, page.body)
        try:
            reached("keep: drafts written")
            row = self._announce(page, ticket=ticket, drafts=drafts)
            if row is None:
                return False
            reached("keep: row committed")
            is_placed = self._place(row, page, ticket=ticket, drafts=drafts)
        except sqlite3.Error as error:
            raise IndexLost(str(error)) from error
        finally:
            for draft in drafts.values():
                draft.unlink(missing_ok=True)
        reached("keep: placed committed")
        return is_placed

    def _announce(
        self, page: Page, *, ticket: Ticket, drafts: Mapping[Encoding, Path]
    ) -> tuple[int, str] | None:
        """Commit the page's row: its number and generation, or None if it may not be stored."""
        size = room_for(drafts)
        moment = time.time()
        with self.index.writing() as index:
            if time.monotonic() - ticket.taken_at > TICKET_SECONDS:
                return None
            if page.expires_at is not None and page.expires_at.timestamp() <= moment:
                return None
            if _is_purged(index, page, ticket=ticket):
                return None
            used = meta(index, "used") or 0
            if used + size > self.limit * _OVERFULL:
                return None
            generation = self._generation(index, page, ticket=ticket)
            stamp = next_stamp(index, host=ticket.host, path=page.path, moment=moment)
            if generation is None or stamp is None:
                return None
            for draft in drafts.values():
                os.utime(draft, (stamp, stamp))
            expires_at = page.expires_at.timestamp() if page.expires_at else None
            before = index.execute(
                "SELECT reads FROM entries WHERE host = ? AND path = ?", (ticket.host, page.path)
            ).fetchone()
            number = index.execute(
                "INSERT OR REPLACE INTO entries (host, path, edition, generation, serial, bytes,"
                " expires_at, reads, kept_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (ticket.host, page.path, ticket.edition, generation, ticket.serial, size,
                 expires_at, before[0] if before else 0, moment),
            ).lastrowid  # fmt: skip
            index.executemany(
                "INSERT OR IGNORE INTO entry_keys VALUES (?, ?, ?)",
                [(key, number, is_lazy) for is_lazy, keys in ((0, page.keys), (1, page.lazy))
                 for key in keys],
            )  # fmt: skip
            return number or 0, generation

    def _generation(self, index: sqlite3.Connection, page: Page, *, ticket: Ticket) -> str | None:
        """The generation that pages of the ticket's host go into; made for the first page."""
        site = index.execute(
            "SELECT edition, generation, language FROM sites WHERE host = ?", (ticket.host,)
        ).fetchone()
        if site is not None and (site[0], site[2]) == (ticket.edition, page.language):
            generation: str = site[1]
            if not is_current(self.root, ticket.host, generation):
                set_current(self.root, ticket.host, generation)
            return generation
        # The first page of this host; or the host went to another edition, or the edition to
        # another language, and its new pages are not to stand among the old.
        generation = begin_generation(self.root, ticket.host, language=page.language)
        index.execute(
            "INSERT OR REPLACE INTO sites VALUES (?, ?, ?, ?)",
            (ticket.host, ticket.edition, generation, page.language),
        )
        set_current(self.root, ticket.host, generation)
        return generation

    def _place(
        self,
        row: tuple[int, str],
        page: Page,
        *,
        ticket: Ticket,
        drafts: Mapping[Encoding, Path],
    ) -> bool:
        """Move the drafts to where they are served from, if the row is still there."""
        number, generation = row
        with self.index.writing() as index:
            marked = index.execute("UPDATE entries SET is_placed = 1 WHERE id = ?", (number,))
            if marked.rowcount != 1:
                return False
            folder = self.page_folder(ticket.host, generation, page.path)
            place_drafts(
                drafts,
                folder,
                name=file_name(page.path),
                above=self.root / ticket.host / generation,
            )
            reached("keep: files placed")
        return True

    def page_folder(self, host: str, generation: str, path: str) -> Path:
        """The folder of a page's files."""
        base = self.root / host / generation
        return base / path.strip("/") if path != "/" else base

    def clear(self) -> None:
        """Throw everything away: the store is cold, and right. Raises `IndexLost`, `OSError`.

        The links go first: from then on nobody is served from it. What else lies there is removed
        by the keeper, in steps.
        """
        with self.index.lock():
            self._clear()

    def ensure(self) -> None:
        """Make the index if there is none that can be used, and clear what it does not know.

        Raises `IndexLost` and `OSError` when the folder does not take it.
        """
        try:
            self.index.reading()
        except IndexLost:
            with self.index.lock():
                try:
                    # Somebody else may have made it while this one waited.
                    self.index.reading()
                except IndexLost:
                    self._clear()

    def _clear(self) -> None:
        self.root.chmod(0o755)
        for site in sites(self.root):
            (site / CURRENT).unlink(missing_ok=True)
        self.index.create()

    # --- giving up ------------------------------------------------------------------------------

    def purge(self, keys: Iterable[str], *, mark: tuple[int, str, float] | None = None) -> int:
        """Give up the pages of ``keys``, and say so in the index: how many there were.

        ``mark`` is the log's row (number, token, moment) that is applied with it; nothing is done
        for one that was applied before. Raises `OSError` when a file cannot be removed, and
        `IndexLost`.
        """
        keys = list(keys)
        hard = [key for key in keys if not key.endswith(f":{ALL}")]
        editions = [int(key.partition(":")[0]) for key in keys if key.endswith(f":{ALL}")]
        with self.index.writing() as index:
            if (
                mark
                and index.execute(
                    "SELECT 1 FROM applied WHERE number = ? AND token = ?", mark[:2]
                ).fetchone()
            ):
                return 0
            serial = (meta(index, "serial") or 0) + 1
            set_meta(index, "serial", serial)
            rows = _entries_of(index, hard)
            self.remove(index, rows)
            for edition in editions:
                self._bump(index, edition)
            moment = time.time()
            index.executemany(
                "INSERT OR REPLACE INTO purged VALUES (?, ?, ?)",
                [(key, serial, moment) for key in keys],
            )
            index.executemany(
                "INSERT OR REPLACE INTO waiting SELECT ?, ? WHERE EXISTS"
                " (SELECT 1 FROM entry_keys WHERE key = ? AND is_lazy = 1)",
                [(key, serial, key) for key in hard],
            )
            if mark:
                index.execute("INSERT OR REPLACE INTO applied VALUES (?, ?, ?)", mark)
            reached("purge: row removed")
        return len(rows)

    def remove(self, index: sqlite3.Connection, rows: Sequence[tuple[int, str, str, str]]) -> None:
        """Unlink the files of entries (id, host, generation, path), then delete their rows.

        The caller holds the lock and its transaction.
        """
        for _, host, generation, path in rows:
            folder, name = self.page_folder(host, generation, path), file_name(path)
            for encoding in reversed(ENCODINGS):
                (folder / f"{name}{SUFFIXES[encoding]}").unlink(missing_ok=True)
            remove_empty(folder, below=self.root / host / generation)
        reached("purge: files removed")
        index.executemany("DELETE FROM entries WHERE id = ?", [(row[0],) for row in rows])

    def _bump(self, index: sqlite3.Connection, edition: int) -> None:
        sites = index.execute(
            "SELECT host, language FROM sites WHERE edition = ?", (edition,)
        ).fetchall()
        for host, language in sites:
            generation = begin_generation(self.root, host, language=language)
            set_current(self.root, host, generation)
            reached("bump: link swapped")
            index.execute("UPDATE sites SET generation = ? WHERE host = ?", (generation, host))


def meta(index: sqlite3.Connection, name: str) -> int | None:
    """A number that the index keeps under a name."""
    row = index.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return int(row[0]) if row else None


def set_meta(index: sqlite3.Connection, name: str, value: float) -> None:
    """Keep a number under a name."""
    index.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))


def _is_purged(index: sqlite3.Connection, page: Page, *, ticket: Ticket) -> bool:
    """Whether one of the page's keys, or its edition, may have been purged since the ticket."""
    if not (meta(index, "first") or 0) <= ticket.serial <= (meta(index, "serial") or 0):
        # Of an index that was thrown away: what has been purged since then is not known here.
        return True
    keys = [*page.keys, *page.lazy, f"{ticket.edition}:{ALL}"]
    marks = ",".join("?" * len(keys))
    row = index.execute(
        f"SELECT 1 FROM purged WHERE serial > ? AND key IN ({marks})",  # noqa: S608 - marks
        (ticket.serial, *keys),
    ).fetchone()
    return row is not None


def _entries_of(index: sqlite3.Connection, keys: Iterable[str]) -> list[tuple[int, str, str, str]]:
    """The entries that any of ``keys`` takes at once."""
    found: dict[int, tuple[int, str, str, str]] = {}
    for key in keys:
        for row in index.execute(
            "SELECT id, host, generation, path FROM entries WHERE id IN"
            " (SELECT entry FROM entry_keys WHERE key = ? AND is_lazy = 0)",
            (key,),
        ):
            found[row[0]] = row
    return list(found.values())
