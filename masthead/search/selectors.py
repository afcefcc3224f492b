"""Reads of the index. Each says how many queries it takes; none is an error for any text."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import replace

from django.db import connection

from masthead.search.engines import Search, engine_for
from masthead.search.excerpts import excerpt, marked, pattern_of
from masthead.search.facets import narrowings
from masthead.search.models import Entry
from masthead.search.parsing import parse
from masthead.search.registry import kinds
from masthead.search.values import Hit, Page, Query

_CURSOR = re.compile(r"([12])-(\d{1,19})\Z")
# Above every place.
_END = 2**63 - 1


def find(query: Query, *, count: int = 20, before: str = "") -> Page:
    """A page of what ``query`` finds; two queries, or three in the order "best".

    ``before`` is `Page.older` of the page above; a text that is no such cursor gives the first
    page. Cost follows what is shown, not what there is.
    """
    search = _search(query)
    if search is None:
        return Page()
    tiers = (1, 2) if query.order == "best" and search.wanted else (None,)
    places = _places(search, tiers=tiers, count=count + 1, before=_parse(before))
    shown = places[:count]
    older = f"{shown[-1][0]}-{shown[-1][1]}" if len(places) > count else ""
    return Page(_hits([place for _, place in shown], search), older)


def find_numbers(query: Query, *, most: int = 500) -> list[int]:
    """The numbers of at most ``most`` rows that ``query`` finds, newest first; two queries.

    For a query of one kind, to narrow a list of that kind to them.
    """
    search = _search(query)
    if search is None:
        return []
    places = [place for _, place in _places(search, tiers=(None,), count=most, before=None)]
    numbers = dict(Entry.objects.filter(place__in=places).values_list("place", "number"))
    return [numbers[place] for place in places if place in numbers]


def _search(query: Query) -> Search | None:
    """What the engine is to look for; None when nothing can be found."""
    asked = parse(query.words)
    facets = narrowings(query.kinds or [kind.name for kind in kinds()], query.facets)
    # A facet of which no value is allowed allows nothing.
    if asked.is_idle or not all(facets):
        return None
    return Search(wanted=asked.wanted, unwanted=asked.unwanted, facets=facets)


def _places(
    search: Search,
    *,
    tiers: Sequence[int | None],
    count: int,
    before: tuple[int, int] | None,
) -> list[tuple[int, int]]:
    """At most ``count`` places, each with its tier, after the place that ``before`` names."""
    engine = engine_for(connection.vendor)
    first, place = before or (1, _END)
    found: list[tuple[int, int]] = []
    with connection.cursor() as cursor:
        for tier in tiers:
            number = tier or 1
            if number < first or len(found) >= count:
                continue
            places = engine.find(
                cursor,
                replace(search, tier=tier),
                before=place if number == first else _END,
                count=count - len(found),
            )
            found += [(number, entry) for entry in places]
    return found


def _parse(cursor: str) -> tuple[int, int] | None:
    match = _CURSOR.match(cursor)
    if match is None or int(match[2]) > _END:
        return None
    return int(match[1]), int(match[2])


def _hits(places: Sequence[int], search: Search) -> tuple[Hit, ...]:
    entries = Entry.objects.in_bulk(places) if places else {}
    pattern = pattern_of(search.wanted)
    return tuple(
        Hit(
            kind=entry.kind,
            number=entry.number,
            moment=entry.moment,
            headline=marked(entry.headline, pattern),
            excerpt=excerpt(zlib.decompress(bytes(entry.packed)).decode(), pattern),
        )
        for place in places
        if (entry := entries.get(place)) is not None
    )
