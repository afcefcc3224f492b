"""The passage of a text that shows why it was found. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from masthead.search.folding import fold_with_places
from masthead.search.parsing import Term
from masthead.search.values import Excerpt

# Two lines in a list.
LENGTH = 180
# So much stands before the first word that was looked for.
_LEAD = 50


def pattern_of(terms: Sequence[Term]) -> re.Pattern[str] | None:
    """What finds ``terms`` in a folded text; None for no terms."""
    if not terms:
        return None
    longest_first = sorted(terms, key=lambda term: -sum(map(len, term.words)))
    return re.compile("|".join(_expression(term) for term in longest_first))


def _expression(term: Term) -> str:
    words = r"\s+".join(re.escape(word) for word in term.words)
    end = r"\S*" if term.is_prefix else r"(?!\S)"
    return rf"(?<!\S){words}{end}"


def marked(text: str, pattern: re.Pattern[str] | None) -> Excerpt:
    """All of ``text`` (composed), with what was looked for marked."""
    return Excerpt(text, _marks(text, pattern))


def excerpt(text: str, pattern: re.Pattern[str] | None) -> Excerpt:
    """At most about `LENGTH` characters of ``text`` (composed), around the first match."""
    marks = _marks(text, pattern)
    start = max(marks[0][0] - _LEAD, 0) if marks and marks[0][1] > LENGTH else 0
    if start:
        start = _next_word(text, start, marks[0][0])
    end = min(start + LENGTH, len(text))
    if end < len(text):
        end = _last_word(text, start, end)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shift = len(before) - start
    return Excerpt(
        f"{before}{text[start:end]}{after}".replace("\n", " "),
        tuple((left + shift, right + shift) for left, right in marks if right <= end),
    )


def _marks(text: str, pattern: re.Pattern[str] | None) -> tuple[tuple[int, int], ...]:
    if pattern is None:
        return ()
    folded, places = fold_with_places(text)
    spans = [match.span() for match in pattern.finditer(folded)]
    if places is None:
        return tuple(spans)
    marks: list[tuple[int, int]] = []
    for start, end in spans:
        left, right = places[start], places[end - 1] + 1
        # One sign may fold into two words (¼ is 1 and 4): it is marked once.
        if not marks or left >= marks[-1][1]:
            marks.append((left, right))
    return tuple(marks)


def _next_word(text: str, start: int, latest: int) -> int:
    blank = text.find(" ", start, latest)
    return start if blank < 0 else blank + 1


def _last_word(text: str, start: int, end: int) -> int:
    blank = text.rfind(" ", start + 1, end)
    return end if blank < 0 else blank
