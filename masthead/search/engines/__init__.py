"""The two ways of keeping words: SQLite's FTS5 and PostgreSQL's text search.

An engine turns words, already folded, into its own structure beside `Entry`, and a `Search` into a
condition of its own. Both keep the order of places and both find the same.
"""

from __future__ import annotations

from masthead.search.engines.base import Engine, Search, Words
from masthead.search.engines.postgresql import PostgresqlEngine
from masthead.search.engines.sqlite import SqliteEngine

_ENGINES: dict[str, Engine] = {"sqlite": SqliteEngine(), "postgresql": PostgresqlEngine()}


def engine_for(vendor: str) -> Engine:
    """The engine for a database's ``vendor``; raises NotImplementedError for another one."""
    if vendor not in _ENGINES:
        raise NotImplementedError(f"no search in {vendor}")
    return _ENGINES[vendor]


__all__ = ["Engine", "Search", "Words", "engine_for"]
