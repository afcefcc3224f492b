"""Times of files: no two texts at one address ever bear the same second."""

from __future__ import annotations

import sqlite3

# How far a stamp may run ahead of the clock when texts follow each other within a second. What
# would be further ahead is not stored for a moment.
AHEAD_SECONDS = 4


def next_stamp(index: sqlite3.Connection, *, host: str, path: str, moment: float) -> int | None:
    """The second for a new file at a path, noted; None when it would run too far ahead.

    ``moment`` is the time now. In an index made this instant nobody knows what an earlier one gave
    out, so its stamps begin behind all that it could have given.
    """
    born = index.execute("SELECT value FROM meta WHERE name = 'born'").fetchone()[0]
    last = index.execute(
        "SELECT mtime FROM stamps WHERE host = ? AND path = ?", (host, path)
    ).fetchone()
    present = int(moment)
    after = (last[0] if last else int(born) + AHEAD_SECONDS - 1) + 1
    stamp = max(present, after)
    if stamp > present + AHEAD_SECONDS:
        return None
    index.execute("INSERT OR REPLACE INTO stamps VALUES (?, ?, ?)", (host, path, stamp))
    return stamp
