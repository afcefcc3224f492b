"""A view of the desk: a list and filters. What stands in the address is the view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.dateparse import parse_date
from django.utils.timezone import get_current_timezone

from masthead.newsroom.desk.tabs import Tab

# The person who looks, whoever that is: a shared view may say “mine”.
ME = "me"
# Longer words than these are in no headline, agency or language tag.
_LONGEST = 200
# The largest number that a 64-bit column holds has 19 digits.
_MOST_DIGITS = 18


@dataclass(frozen=True, kw_only=True)
class View:
    """Which lines are shown. ``urgency`` is the least urgent that is; dates are whole days."""

    tab: Tab | None = None
    edition: int | None = None
    section: int | None = None
    source: int | None = None
    agency: str = ""
    urgency: int | None = None
    kind: str = ""
    language: str = ""
    person: str = ""
    since: date | None = None
    until: date | None = None

    @classmethod
    def parse(cls, query: Mapping[str, Any]) -> View:
        """The view that an address asks for. What cannot be understood is left out."""
        person = _text(query, "person")
        return cls(
            tab=Tab(query["tab"]) if query.get("tab") in set(Tab) else None,
            edition=_number(query, "edition"),
            section=_number(query, "section"),
            source=_number(query, "source"),
            agency=_text(query, "agency"),
            urgency=_number(query, "urgency"),
            kind=_text(query, "kind"),
            language=_text(query, "language").lower(),
            person=person if person == ME or _number(query, "person") else "",
            since=_date(query, "since"),
            until=_date(query, "until"),
        )

    @property
    def list(self) -> Tab:
        """The list that is shown when the address names none: what came in."""
        return self.tab or Tab.JUST_IN

    @property
    def query(self) -> str:
        """The view as it stands in an address, without the question mark."""
        return urlencode(
            {each.name: str(getattr(self, each.name)) for each in fields(self) if self._has(each)}
        )

    @property
    def filters_query(self) -> str:
        """The filters alone, for links that name a list of their own."""
        return replace(self, tab=None).query

    @property
    def filter_count(self) -> int:
        """How many filters are set."""
        return sum(self._has(each) for each in fields(self) if each.name != "tab")

    def _has(self, field: Any) -> bool:
        return getattr(self, field.name) not in (None, "")

    def conditions(self, *, me: int) -> Q:
        """The filters as a condition on lines; ``me`` is the number of the person who looks."""
        asked = Q()
        if self.edition:
            asked &= Q(places__contains=f"|e{self.edition}|")
        if self.section:
            asked &= Q(places__contains=f"|s{self.section}|")
        if self.source:
            asked &= Q(source_number=self.source)
        if self.agency:
            asked &= Q(agency__icontains=self.agency)
        if self.urgency:
            asked &= Q(urgency__lte=self.urgency)
        if self.kind:
            asked &= Q(kind=self.kind)
        if self.language:
            # “en” is every English; “en-gb” that one (RFC 4647 section 3.3.1, basic filtering).
            asked &= Q(language=self.language) | Q(language__startswith=f"{self.language}-")
        if self.person:
            asked &= Q(people__contains=f"|{me if self.person == ME else self.person}|")
        return asked & self._days()

    def _days(self) -> Q:
        asked = Q()
        if self.since:
            asked &= Q(moment__gte=_midnight(self.since))
        if self.until:
            asked &= Q(moment__lt=_midnight(self.until + timedelta(days=1)))
        return asked


def _text(query: Mapping[str, Any], name: str) -> str:
    text = str(query.get(name, "")).strip()[:_LONGEST]
    return text.replace("\x00", "")


def _number(query: Mapping[str, Any], name: str) -> int | None:
    text = _text(query, name)
    is_number = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    return (int(text) or None) if is_number else None


def _date(query: Mapping[str, Any], name: str) -> date | None:
    try:
        day = parse_date(_text(query, name))
    except ValueError:
        return None
    # The days around it have to be days too, in every zone.
    return day if day and 1900 <= day.year < 9000 else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=get_current_timezone())
