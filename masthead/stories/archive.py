"""Stories by the day on which readers got them, and the corrections of an edition: its archive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, Max, Min, OuterRef, Q

from masthead.delivery.keys import note, note_lazily
from masthead.stories.models import Correction, Edition, Placement
from masthead.stories.querysets import PlacementQuerySet
from masthead.stories.selectors import Cursor, listed


@dataclass(frozen=True, kw_only=True)
class Period:
    """Days from ``first`` to ``last``, both within: a day, a month or a year."""

    first: date
    last: date

    @property
    def path(self) -> str:
        """``/2026``, ``/2026/11`` or ``/2026/11/25``."""
        if self.first == self.last:
            return f"/{self.first:%Y/%m/%d}"
        if self.first.month == self.last.month:
            return f"/{self.first:%Y/%m}"
        return f"/{self.first:%Y}"

    @property
    def name(self) -> str:
        """``2026``, ``2026-11`` or ``2026-11-25``: as the page store's keys have it."""
        return self.path.strip("/").replace("/", "-")

    def like_it(self, day: date) -> Period:
        """The day, month or year, as this one is, that ``day`` is in."""
        if self.first == self.last:
            return day_of(day)
        is_month = self.first.month == self.last.month
        return month_of(day.year, day.month) if is_month else year_of(day.year)

    def bounds(self, edition: Edition) -> tuple[datetime, datetime]:
        """From the first moment (UTC, within) to the first one after (UTC, not within)."""
        after = self.last + timedelta(days=1)
        return _midnight(self.first, edition), _midnight(after, edition)


def year_of(year: int) -> Period:
    """The whole year. Raises `ValueError` for one that the calendar does not have."""
    return Period(first=date(year, 1, 1), last=date(year, 12, 31))


def month_of(year: int, month: int) -> Period:
    """The whole month. Raises `ValueError` for one that the calendar does not have."""
    first = date(year, month, 1)
    after = (first + timedelta(days=31)).replace(day=1)
    return Period(first=first, last=after - timedelta(days=1))


def day_of(day: date) -> Period:
    """One day."""
    return Period(first=day, last=day)


def _midnight(day: date, edition: Edition) -> datetime:
    return datetime.combine(day, time.min, tzinfo=edition.timezone).astimezone(UTC)


def placements_in(edition: Edition, period: Period) -> PlacementQuerySet:
    """The edition's placements of a period; whether readers see them is asked by the list."""
    start, end = period.bounds(edition)
    return Placement.objects.in_edition(edition).filter(
        published_at__gte=start, published_at__lt=end
    )


def with_news(edition: Edition, periods: Sequence[Period]) -> list[Period]:
    """Those of ``periods`` (a few dozen at most) in which readers got a story; one query."""
    if not periods:
        return []
    asked = {
        f"p{number}": Exists(placements_in(edition, period).live())
        for number, period in enumerate(periods)
    }
    found: Mapping[str, Any] = Edition.objects.filter(pk=edition.pk).values(**asked).get()
    return [period for number, period in enumerate(periods) if found[f"p{number}"]]


def beside(edition: Edition, period: Period) -> tuple[Period | None, Period | None]:
    """The nearest days, months or years before and after ``period`` with news; two queries.

    A page that shows them goes with what is published or ended in them.
    """
    start, end = period.bounds(edition)
    live = Placement.objects.in_edition(edition).live().order_by("published_at")
    moments = live.values_list("published_at", flat=True)
    last = moments.filter(published_at__lt=start).last()
    first = moments.filter(published_at__gte=end).first()
    earlier, later = (
        period.like_it(moment.astimezone(edition.timezone).date()) if moment else None
        for moment in (last, first)
    )
    note("period", *(found.name for found in (earlier, later) if found))
    if later is None:
        # Whatever is published next may be after it.
        note_lazily("archive", "")
    return earlier, later


def years_with_news(edition: Edition) -> list[Period]:
    """The years in which readers got a story, newest first; two queries."""
    live = Placement.objects.in_edition(edition).filter(is_live=True)
    ends = live.aggregate(first=Min("published_at"), last=Max("published_at"))
    if ends["first"] is None:
        return []
    first, last = (ends[name].astimezone(edition.timezone).year for name in ("first", "last"))
    return with_news(edition, [year_of(year) for year in range(last, first - 1, -1)])


@dataclass(frozen=True, kw_only=True)
class PlacedCorrection:
    """A correction, and the place of its story in an edition."""

    correction: Correction
    placement: Placement


def corrections_in(
    edition: Edition, *, count: int, before: Cursor | None = None
) -> list[PlacedCorrection]:
    """The newest corrections of stories that readers see in ``edition``; two queries.

    ``before`` is a correction's moment and number: those that are older.
    """
    shown = Placement.objects.in_edition(edition).live().filter(story=OuterRef("story"))
    rows = Correction.objects.filter(Exists(shown))
    if before is not None:
        rows = rows.filter(corrected_at__lte=before.published_at).filter(
            Q(corrected_at__lt=before.published_at) | Q(pk__lt=before.story_id)
        )
    rows = (
        rows.order_by("-corrected_at", "-pk")
        .select_related("version__hiding")
        .only("text", "corrected_at", "story", "version__id", "version__hiding__reason")
    )
    corrections = list(rows[:count])
    numbers = {row.story_id for row in corrections}
    note("story", *numbers)
    places = {
        row.story_id: row
        for row in listed(Placement.objects.in_edition(edition).filter(story__in=numbers))
    }
    return [
        PlacedCorrection(correction=row, placement=places[row.story_id])
        for row in corrections
        if row.story_id in places
    ]
