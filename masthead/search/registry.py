"""The kinds of documents that domains have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from masthead.search.places import MOST_KINDS
from masthead.search.values import Document


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of document and how to get all of them, for building the index.

    ``code`` is its own among kinds, from 0 to 7, and never changes. ``numbers(after, count)``
    gives the numbers of at most ``count`` rows above ``after``, ascending; ``documents(numbers)``
    what is to be in the index of them, with the rows locked until the transaction ends, so that
    nobody's edit is overwritten by what was read before it. ``count`` says how many there are.
    """

    name: str
    code: int
    numbers: Callable[[int, int], Sequence[int]]
    documents: Callable[[Sequence[int]], Sequence[Document]]
    count: Callable[[], int]


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known, when its app starts. Raises ValueError if its name or code is taken."""
    if not 0 <= kind.code < MOST_KINDS:
        raise ValueError(f"{kind.name}: the code must be from 0 to {MOST_KINDS - 1}")
    if any(kind.name == other.name or kind.code == other.code for other in _kinds.values()):
        raise ValueError(f"{kind.name}: the name or the code {kind.code} is taken")
    _kinds[kind.name] = kind


def kinds() -> list[Kind]:
    """All kinds, in the order of their codes."""
    return sorted(_kinds.values(), key=lambda kind: kind.code)


def kind_named(name: str) -> Kind:
    """The kind of that name. Raises LookupError for one that nobody registered."""
    return _kinds[name]
