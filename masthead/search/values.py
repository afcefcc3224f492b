"""What goes into the index and what comes out of it. Plain values, no Django."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Order = Literal["newest", "best"]


@dataclass(frozen=True, kw_only=True)
class Document:
    """What a domain says of one of its rows.

    ``moment`` (UTC) gives the order. ``names`` are people and agencies, ``codes`` sluglines and
    identifiers; both are searched like the headline. ``facets`` are what a search may be narrowed
    to: ``{"state": ["live"], "edition": ["1", "2"]}``, values of ASCII letters, digits, ``_``
    and ``-``.
    """

    kind: str
    number: int
    moment: datetime
    headline: str
    summary: str = ""
    body: str = ""
    names: Sequence[str] = ()
    codes: Sequence[str] = ()
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Query:
    """What is looked for. ``words`` is what somebody typed: any text is allowed.

    All words have to occur; ``"words in quotes"`` stand together; ``-word`` must not occur; the
    last word may be unfinished unless a blank follows it. Without words, everything is found that
    the facets allow: several values of a facet mean any of them, several facets all of them.
    ``order`` best puts matches in the headline, names and codes before those in the text; either
    way the newer comes first.
    """

    words: str = ""
    kinds: Collection[str] = ()
    facets: Mapping[str, Collection[str]] = field(default_factory=dict)
    order: Order = "newest"


@dataclass(frozen=True)
class Excerpt:
    """A piece of plain text and which parts of it were looked for, as (start, end)."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()

    @property
    def pieces(self) -> tuple[tuple[str, bool], ...]:
        """The text in pieces, each with whether it is marked: for a template that escapes."""
        pieces = []
        done = 0
        for start, end in self.marks:
            pieces += [(self.text[done:start], False), (self.text[start:end], True)]
            done = end
        pieces.append((self.text[done:], False))
        return tuple(piece for piece in pieces if piece[0])


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One thing found: ``kind`` and ``number`` say which row of which domain."""

    kind: str
    number: int
    moment: datetime
    headline: Excerpt
    excerpt: Excerpt


@dataclass(frozen=True)
class Page:
    """Some hits in order, and the cursor for those that follow; "" at the end."""

    hits: tuple[Hit, ...] = ()
    older: str = ""
