"""The store's index: a small SQLite file beside the pages, and the lock on both.

It may be lost at any time: then the pages are cleared with it, and the store is merely cold. So it
is never flushed to the disk; after a restart of the machine, which could leave half of it, it is
thrown away.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from masthead.delivery.layout import PRIVATE

SCHEMA_VERSION = 2
# Who waits longer for the lock renders without the store.
LOCK_SECONDS = 5.0
_PAUSE = 0.002

_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
-- An edition's present generation, by its host.
CREATE TABLE sites (
    host TEXT PRIMARY KEY, edition INTEGER NOT NULL, generation TEXT NOT NULL,
    language TEXT NOT NULL
) WITHOUT ROWID;
-- A row is there before its files are, and until after they are gone.
CREATE TABLE entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    host TEXT NOT NULL, path TEXT NOT NULL, edition INTEGER NOT NULL, generation TEXT NOT NULL,
    serial INTEGER NOT NULL, bytes INTEGER NOT NULL, expires_at REAL,
    reads INTEGER NOT NULL DEFAULT 0, kept_at REAL NOT NULL, is_placed INTEGER NOT NULL DEFAULT 0,
    UNIQUE (host, path)
);
CREATE INDEX entries_expiry ON entries (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX entries_reads ON entries (reads, kept_at);
CREATE INDEX entries_generation ON entries (host, generation);
CREATE TABLE entry_keys (
    key TEXT NOT NULL, entry INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
    is_lazy INTEGER NOT NULL, PRIMARY KEY (key, is_lazy, entry)
) WITHOUT ROWID;
CREATE INDEX entry_keys_entry ON entry_keys (entry);
-- The last second that a file of a path bore: the next text there gets a later one.
CREATE TABLE stamps (
    host TEXT NOT NULL, path TEXT NOT NULL, mtime INTEGER NOT NULL, PRIMARY KEY (host, path)
) WITHOUT ROWID;
CREATE TRIGGER entries_more AFTER INSERT ON entries BEGIN
    UPDATE meta SET value = value + NEW.bytes WHERE name = 'used';
END;
CREATE TRIGGER entries_fewer AFTER DELETE ON entries BEGIN
    UPDATE meta SET value = value - OLD.bytes WHERE name = 'used';
END;
-- When a key was purged last, by the store's own count of purges.
CREATE TABLE purged (key TEXT PRIMARY KEY, serial INTEGER NOT NULL, at REAL NOT NULL) WITHOUT ROWID;
-- Keys whose lazy pages are still to be given up, those stored before a serial.
CREATE TABLE waiting (key TEXT PRIMARY KEY, serial INTEGER NOT NULL) WITHOUT ROWID;
-- Rows of the main database's log that have been applied.
CREATE TABLE applied (number INTEGER PRIMARY KEY, token TEXT NOT NULL, made_at REAL NOT NULL);
"""


class IndexLost(Exception):
    """The index cannot be used; the message says why."""


def boot_mark() -> str:
    """A name for the time since the machine started; empty where the system has none."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


class Index:
    """The index in ``root``'s private folder; usable from any thread and process.

    ``program`` names what draws the pages: one that another program made is not this one's.
    """

    def __init__(self, root: Path, *, program: str = "") -> None:
        self.program = program
        self.folder = root / PRIVATE
        self.file = self.folder / "index.sqlite3"
        self._lock_file = self.folder / "lock"
        self._local = threading.local()

    def exists(self) -> bool:
        """Whether there is an index at all."""
        return self.file.exists()

    def reading(self) -> sqlite3.Connection:
        """A connection to the index as it is, outside any lock.

        Raises `IndexLost` when there is none yet, or it is not of this start of the machine, or
        not of this program.
        """
        try:
            facts = self.file.stat()
        except OSError as error:
            raise IndexLost("there is no index") from error
        mark = (os.getpid(), facts.st_dev, facts.st_ino)
        if getattr(self._local, "mark", None) != mark:
            self._local.mark, self._local.connection = None, None
            self._local.connection = self._connect()
            self._local.mark = mark
        connection: sqlite3.Connection = self._local.connection
        return connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The lock on index and pages, and a transaction in the index.

        Raises `IndexLost` when either cannot be had.
        """
        with self.lock():
            connection = self.reading()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    @contextmanager
    def lock(self) -> Iterator[None]:
        """The lock alone, which the system lets go of when its holder dies."""
        deadline = time.monotonic() + LOCK_SECONDS
        while True:
            descriptor = self._open_lock()
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(descriptor)
                if time.monotonic() > deadline:
                    raise IndexLost("another process keeps the store locked") from None
                time.sleep(_PAUSE)
                continue
            if self._is_lock(descriptor):
                break
            # Somebody removed the store between the two calls: this lock locks nothing.
            os.close(descriptor)
        try:
            yield
        finally:
            os.close(descriptor)

    def create(self) -> None:
        """Make an empty index in place of what is there. The caller holds the lock.

        Its count of purges begins at a number that no earlier one had, so that nothing which was
        drawn for that one is taken for drawn for this one.
        """
        for name in ("", "-wal", "-shm"):
            self.file.with_name(self.file.name + name).unlink(missing_ok=True)
        fresh = self.file.with_name("fresh.sqlite3")
        fresh.unlink(missing_ok=True)
        first = secrets.randbelow(2**40) * 2**20
        connection = sqlite3.connect(fresh, isolation_level=None)
        try:
            connection.executescript(_SCHEMA)
            connection.executemany(
                "INSERT INTO meta VALUES (?, ?)",
                [
                    ("boot", boot_mark()),
                    ("program", self.program),
                    ("born", time.time()),
                    ("first", first),
                    ("serial", first),
                    ("used", 0),
                    ("hits", 0),
                    ("misses", 0),
                ],
            )
            connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
            # Here, before anybody else has it open: turning it on needs the file alone.
            connection.execute("PRAGMA journal_mode=WAL")
        finally:
            connection.close()
        fresh.replace(self.file)

    def _open_lock(self) -> int:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return os.open(self._lock_file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise IndexLost(str(error)) from error

    def _is_lock(self, descriptor: int) -> bool:
        try:
            named = self._lock_file.stat()
        except OSError:
            return False
        held = os.fstat(descriptor)
        return (named.st_dev, named.st_ino) == (held.st_dev, held.st_ino)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"file:{self.file}?mode=rw", uri=True, isolation_level=None, timeout=LOCK_SECONDS
        )
        try:
            connection.execute("PRAGMA synchronous=OFF")
            connection.execute("PRAGMA foreign_keys=ON")
            # A replaced row is counted out by the trigger only with this.
            connection.execute("PRAGMA recursive_triggers=ON")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            facts = dict(connection.execute("SELECT * FROM meta WHERE name IN ('boot', 'program')"))
        except sqlite3.Error as error:
            connection.close()
            raise IndexLost(f"the index cannot be read: {error}") from error
        if version != SCHEMA_VERSION or facts != {"boot": boot_mark(), "program": self.program}:
            connection.close()
            raise IndexLost("the index is of another start of the machine, or another version")
        return connection
