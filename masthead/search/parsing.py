"""What somebody typed into a search box, understood. Pure; no text is an error."""

from __future__ import annotations

import re
from dataclasses import dataclass

from masthead.search.folding import fold

# Typed words beyond these are left out: nobody searches for a page of text, and each costs.
LONGEST_QUERY = 500
MOST_TERMS = 12
MOST_WORDS_IN_TERM = 12
# What is indexed as the beginning of a word; a shorter one is taken as a whole word, a longer one
# is looked up among all words.
SHORTEST_BEGINNING = 2
LONGEST_BEGINNING = 4

_QUOTES = '"“”„«»‟＂'
_TERM = re.compile(
    rf"""
    (?P<minus> (?<!\S) - )?
    (?: [{_QUOTES}] (?P<phrase> [^{_QUOTES}]* ) (?: [{_QUOTES}] | $ )
      | (?P<word> [^\s{_QUOTES}]+ ) )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Term:
    """Words that stand together, in order; the last may be unfinished."""

    words: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True)
class Asked:
    """What has to occur, and what must not. ``is_idle``: words were typed, and none is one."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()
    is_idle: bool = False


def parse(text: str) -> Asked:
    """The terms of ``text``. A quote that is not closed reaches to the end."""
    wanted: list[Term] = []
    unwanted: list[Term] = []
    text = text[:LONGEST_QUERY]
    for match in _TERM.finditer(text):
        phrase, word = match["phrase"], match["word"]
        words = fold(phrase if word is None else word)[:MOST_WORDS_IN_TERM]
        if not words:
            continue
        if match["minus"]:
            unwanted.append(Term(tuple(words)))
        elif word is not None and match.end() == len(text):
            wanted += _unfinished(words, word)
        else:
            wanted.append(Term(tuple(words)))
    is_idle = bool(text.strip()) and not wanted and not unwanted
    return Asked(tuple(wanted[:MOST_TERMS]), tuple(unwanted[:MOST_TERMS]), is_idle=is_idle)


def _unfinished(words: list[str], typed: str) -> list[Term]:
    """The word at the end of what was typed: its last part is a beginning, if it can be one."""
    last = words[-1]
    if not typed[-1].isalnum() or len(last) < SHORTEST_BEGINNING:
        return [Term(tuple(words))]
    before = [Term(tuple(words[:-1]))] if len(words) > 1 else []
    return [*before, Term((last,), is_prefix=True)]
