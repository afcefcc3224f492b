"""What an engine is given, and what it has to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from masthead.search.parsing import LONGEST_BEGINNING, Term


@dataclass(frozen=True, kw_only=True)
class Words:
    """A document's words: those of its title (headline, names, codes), its text, its facets.

    ``beginnings`` are those of the words in the title.
    """

    title: Sequence[str]
    text: Sequence[str]
    beginnings: Sequence[str]
    facets: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Search:
    """What to look for. Of each of ``facets`` one word has to occur.

    ``tier`` is None for all matches, 1 for those whose title has all of ``wanted``, 2 for the
    others.
    """

    wanted: Sequence[Term]
    unwanted: Sequence[Term]
    facets: Sequence[tuple[str, ...]]
    tier: int | None = None


def beginning_word(beginning: str) -> str:
    """How the beginning of a word in a title is kept: no text folds to this."""
    return f"^{beginning}"


def is_kept_beginning(term: Term) -> bool:
    """Whether an unfinished word is so short that only beginnings in titles are looked for.

    All words that begin with two letters are a good part of a language; going through the
    documents of each took seconds. Those in titles are kept as words of their own.
    """
    return term.is_prefix and len(term.words[-1]) <= LONGEST_BEGINNING


class Engine(Protocol):
    """Keeps words beside entries, in the same database and the same transaction."""

    def install(self, cursor: Any) -> None:
        """Make what is missing of the structure; nothing happens to what is there."""

    def put(self, cursor: Any, places: Sequence[tuple[int, Words]]) -> None:
        """Keep the words of entries that are there and have none yet."""

    def find(self, cursor: Any, search: Search, *, before: int, count: int) -> list[int]:
        """The places of at most ``count`` matches before ``before``, the newest first."""

    def count(self, cursor: Any) -> int:
        """How many entries have words."""
