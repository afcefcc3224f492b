"""Facets as words of the index: no text folds to one, so that none is mistaken for one. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

_VALUE = re.compile(r"[A-Za-z0-9_-]*\Z")
_NOT_TAG = re.compile(r"[^A-Za-z0-9-]")
KIND = "is"


def tag_value(tag: str) -> str:
    """A language's tag as a facet's value: a draft's, or an agency's, may hold anything."""
    return _NOT_TAG.sub("", tag)


def facet_word(name: str, value: str) -> str:
    """The word for a facet's value. Raises ValueError for a value with other characters."""
    if not _VALUE.match(value) or not _VALUE.match(name):
        raise ValueError(f"the facet {name!r} cannot have the value {value!r}")
    return f"{name}={value.lower()}"


def facet_words(kind: str, facets: Mapping[str, Sequence[str]]) -> list[str]:
    """The words of a document's facets, its kind the first."""
    words = [facet_word(name, value) for name, values in facets.items() for value in values]
    return [facet_word(KIND, kind), *words]


def narrowings(
    kinds: Collection[str], facets: Mapping[str, Collection[str]]
) -> list[tuple[str, ...]]:
    """What a query is narrowed to: of each entry, one of its words must occur."""
    asked = {KIND: kinds} if kinds else {}
    return [
        tuple(facet_word(name, value) for value in values)
        for name, values in [*asked.items(), *facets.items()]
    ]
