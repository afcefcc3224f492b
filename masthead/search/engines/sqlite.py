"""SQLite: an FTS5 table whose rowid is the entry's place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from masthead.search.engines.base import Search, Words, beginning_word, is_kept_beginning
from masthead.search.parsing import Term

# https://sqlite.org/fts5.html. Words come folded, with blanks between: the tokenizer only parts
# them, and leaves the signs of facets and beginnings in theirs. No prefix index: it would double
# the cost of every save. Rowids are places, so FTS5 itself gives the newest first and stops.
_TABLE = """
CREATE VIRTUAL TABLE IF NOT EXISTS search_words USING fts5(
    title, text, marks, tokenize = "ascii tokenchars '=^_-'"
)
"""
# Words go with their entry, whoever deletes it.
_TRIGGER = """
CREATE TRIGGER IF NOT EXISTS search_words_follow AFTER DELETE ON search_entry
BEGIN DELETE FROM search_words WHERE rowid = OLD.place; END
"""


class SqliteEngine:
    """FTS5."""

    def install(self, cursor: Any) -> None:
        """Make the table and the trigger."""
        cursor.execute(_TABLE)
        cursor.execute(_TRIGGER)

    def put(self, cursor: Any, places: Sequence[tuple[int, Words]]) -> None:
        """Add rows."""
        cursor.executemany(
            "INSERT INTO search_words (rowid, title, text, marks) VALUES (%s, %s, %s, %s)",
            [(place, *_columns(words)) for place, words in places],
        )

    def find(self, cursor: Any, search: Search, *, before: int, count: int) -> list[int]:
        """Read the rows that match from the newest on."""
        cursor.execute(
            "SELECT rowid FROM search_words WHERE search_words MATCH %s AND rowid < %s "
            "ORDER BY rowid DESC LIMIT %s",
            [match_expression(search), before, count],
        )
        return [place for (place,) in cursor.fetchall()]

    def count(self, cursor: Any) -> int:
        """Count the documents that FTS5 keeps a length of: one row each, and small."""
        cursor.execute("SELECT count(*) FROM search_words_docsize")
        return int(cursor.fetchone()[0])


def _columns(words: Words) -> tuple[str, str, str]:
    marks = [*words.facets, *map(beginning_word, words.beginnings)]
    return " ".join(words.title), " ".join(words.text), " ".join(marks)


def match_expression(search: Search) -> str:
    """The search in FTS5's language. Words hold letters and digits only: nothing to escape."""
    parts = [_any([f'"{word}"' for word in words], column="marks") for words in search.facets]
    in_title = " AND ".join(_term(term, column="title") for term in search.wanted)
    if search.tier == 1:
        parts.append(in_title)
    else:
        parts += [_term(term) for term in search.wanted]
    unwanted = [_term(term) for term in search.unwanted]
    if search.tier == 2:
        unwanted.append(f"({in_title})")
    wanted = " AND ".join(parts)
    return f"({wanted}) NOT ({' OR '.join(unwanted)})" if unwanted else wanted


def _term(term: Term, *, column: str = "") -> str:
    where = f"{column}: " if column else ""
    if is_kept_beginning(term):
        kept = f'marks: "{beginning_word(term.words[-1])}"'
        return f"({kept})" if column else f'({kept} OR "{term.words[-1]}")'
    return f'({where}"{" ".join(term.words)}"{" *" if term.is_prefix else ""})'


def _any(choices: Sequence[str], *, column: str) -> str:
    return f"{column}: ({' OR '.join(choices)})"
