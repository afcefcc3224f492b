"""PostgreSQL: a tsvector beside the entry, made here word by word, with a GIN index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from masthead.search.engines.base import Search, Words, beginning_word, is_kept_beginning
from masthead.search.parsing import Term

# A column that Django's model does not know: no other database has its type.
_INSTALL = (
    "ALTER TABLE search_entry ADD COLUMN IF NOT EXISTS words tsvector",
    "CREATE INDEX IF NOT EXISTS search_entry_words ON search_entry USING gin (words)",
    # Left alone, the planner reads all documents in the order of time for a word that none has
    # (7.8 s at 150,000), and sorts all for a word that each has. So: the newest few hundred by
    # place, which fill the page when the words are common; else by the words, which are then rare.
    # What SET names is restored when the function ends, set_config included.
    """
    CREATE OR REPLACE FUNCTION search_places(query tsquery, upper_place bigint, most integer)
    RETURNS SETOF bigint LANGUAGE plpgsql STABLE
    SET enable_seqscan = off SET enable_indexscan = on AS $$
    DECLARE
        lower_place bigint;
        found_rows integer;
    BEGIN
        SELECT min(newest.place) INTO lower_place FROM (
            SELECT place FROM search_entry WHERE place < upper_place
            ORDER BY place DESC LIMIT 300
        ) newest;
        RETURN QUERY SELECT place FROM search_entry
            WHERE place < upper_place AND place >= lower_place AND words @@ query
            ORDER BY place DESC LIMIT most;
        GET DIAGNOSTICS found_rows = ROW_COUNT;
        IF found_rows < most THEN
            PERFORM set_config('enable_indexscan', 'off', true);
            RETURN QUERY SELECT place FROM search_entry
                WHERE words @@ query AND place < lower_place
                ORDER BY place DESC LIMIT most - found_rows;
        END IF;
    END $$
    """,
)
# https://www.postgresql.org/docs/current/textsearch-limitations.html: no position is above.
_LAST_POSITION = 16_383
# So far apart that no phrase reaches from the title into the text.
_GAP = 20


class PostgresqlEngine:
    """Text search without a dictionary: words come folded, and the index takes them as they are."""

    def install(self, cursor: Any) -> None:
        """Add the column, its index and the function that reads them."""
        for statement in _INSTALL:
            cursor.execute(statement)

    def put(self, cursor: Any, places: Sequence[tuple[int, Words]]) -> None:
        """Write the words beside their entries."""
        cursor.executemany(
            "UPDATE search_entry SET words = %s::tsvector WHERE place = %s",
            [(_vector(words), place) for place, words in places],
        )

    def find(self, cursor: Any, search: Search, *, before: int, count: int) -> list[int]:
        """Read the newest that match, as the function above does."""
        cursor.execute(
            "SELECT * FROM search_places(%s::tsquery, %s, %s)",
            [query_expression(search), before, count],
        )
        return [place for (place,) in cursor.fetchall()]

    def count(self, cursor: Any) -> int:
        """Count entries with words."""
        cursor.execute("SELECT count(*) FROM search_entry WHERE words IS NOT NULL")
        return int(cursor.fetchone()[0])


def _vector(words: Words) -> str:
    """The words as PostgreSQL reads a tsvector; they hold nothing that needs escaping but this."""
    marks = [*words.facets, *map(beginning_word, words.beginnings)]
    lexemes = [
        *_placed(words.title, start=1, weight="A"),
        *_placed(words.text, start=len(words.title) + _GAP, weight=""),
        *(_quoted(mark) for mark in marks),
    ]
    return " ".join(lexemes)


def _placed(words: Iterable[str], *, start: int, weight: str) -> Iterator[str]:
    for position, word in enumerate(words, start=start):
        yield f"{_quoted(word)}:{min(position, _LAST_POSITION)}{weight}"


def _quoted(word: str) -> str:
    return f"'{word}'"


def query_expression(search: Search) -> str:
    """The search as PostgreSQL reads a tsquery."""
    parts = [f"({' | '.join(map(_quoted, words))})" for words in search.facets]
    in_title = " & ".join(_term(term, weight="A") for term in search.wanted)
    if search.tier == 1:
        parts.append(in_title)
    else:
        parts += [_term(term) for term in search.wanted]
    parts += [f"!({_term(term)})" for term in search.unwanted]
    if search.tier == 2:
        parts.append(f"!({in_title})")
    return " & ".join(parts)


def _term(term: Term, *, weight: str = "") -> str:
    if is_kept_beginning(term):
        kept = _quoted(beginning_word(term.words[-1]))
        return kept if weight else f"({kept} | {_quoted(term.words[-1])})"
    suffix = f":{'*' if term.is_prefix else ''}{weight}"
    words = [_quoted(word) + (suffix if len(suffix) > 1 else "") for word in term.words]
    return f"({' <-> '.join(words)})"
