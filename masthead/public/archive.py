"""Pages of the archive, and the list of corrections."""

from __future__ import annotations

from datetime import timedelta

from django.utils import dateformat, formats
from django.utils.translation import gettext as _

from masthead.public import addresses
from masthead.public.archiveviews import ArchivePage, CorrectionsPage
from masthead.public.cards import make_cards
from masthead.public.corrections import corrected_story
from masthead.public.lists import PAGE_LENGTH, ways_on
from masthead.public.viewmodels import Head, Link
from masthead.stories.addresses import edition_origin
from masthead.stories.archive import (
    Period,
    beside,
    corrections_in,
    day_of,
    month_of,
    placements_in,
    with_news,
    year_of,
    years_with_news,
)
from masthead.stories.models import Edition
from masthead.stories.selectors import Cursor, list_slice


def archive_page(edition: Edition) -> ArchivePage:
    """The years that have news; two queries."""
    title = _("Archive")
    return ArchivePage(
        head=_head(edition, title=title, path=addresses.ARCHIVE),
        title=title,
        periods=_links(years_with_news(edition)),
    )


def year_page(edition: Edition, period: Period) -> ArchivePage | None:
    """The months of a year that have news, or None for a year without; three queries."""
    months = [month_of(period.first.year, month) for month in range(1, 13)]
    found = with_news(edition, months)
    if not found:
        return None
    title = _name(period)
    earlier, later = _beside(edition, period)
    return ArchivePage(
        head=_head(edition, title=title, path=period.path),
        title=title,
        up=Link(label=_("Archive"), href=addresses.ARCHIVE),
        periods=_links(found),
        earlier=earlier,
        later=later,
    )


def dated_page(
    edition: Edition, period: Period, *, before: Cursor | None, after: Cursor | None
) -> ArchivePage | None:
    """A month or a day: its stories, newest first, and a month's days; None without news.

    Four queries, two more for the pictures.
    """
    part = list_slice(placements_in(edition, period), count=PAGE_LENGTH, before=before, after=after)
    is_first = before is None and after is None
    if not part.placements and is_first:
        return None
    is_month = period.first != period.last
    around = year_of(period.first.year) if is_month else month_of(*_month(period))
    title = _name(period)
    newer, older = ways_on(period.path, part, is_first=is_first)
    earlier, later = _beside(edition, period)
    return ArchivePage(
        head=_head(edition, title=title, path=period.path if is_first else ""),
        title=title,
        up=Link(label=_name(around), href=around.path),
        periods=_links(with_news(edition, _days(period))) if is_month else (),
        cards=tuple(make_cards(part.placements, edition=edition)),
        newer_href=newer,
        older_href=older,
        earlier=earlier,
        later=later,
    )


def _month(period: Period) -> tuple[int, int]:
    return period.first.year, period.first.month


def _days(period: Period) -> list[Period]:
    length = (period.last - period.first).days + 1
    return [day_of(period.first + timedelta(days=number)) for number in range(length)]


def _beside(edition: Edition, period: Period) -> tuple[Link | None, Link | None]:
    earlier, later = beside(edition, period)
    return _link(earlier) if earlier else None, _link(later) if later else None


def _links(periods: list[Period]) -> tuple[Link, ...]:
    return tuple(_link(period) for period in periods)


def _link(period: Period) -> Link:
    return Link(label=_name(period), href=period.path)


def _name(period: Period) -> str:
    """A period in the language that is active: "2026", "November 2026", "25 November 2026"."""
    if period.first == period.last:
        form = formats.get_format("DATE_FORMAT")
    elif period.first.month == period.last.month:
        form = formats.get_format("YEAR_MONTH_FORMAT")
    else:
        form = "Y"
    return dateformat.format(period.first, form)


def _head(edition: Edition, *, title: str, path: str) -> Head:
    return Head(title=title, canonical=edition_origin(edition) + path if path else "")


def corrections_page(edition: Edition, *, before: Cursor | None) -> CorrectionsPage:
    """All corrections, newest first; two queries."""
    found = corrections_in(edition, count=PAGE_LENGTH + 1, before=before)
    rows = found[:PAGE_LENGTH]
    title = _("Corrections")
    older = ""
    if len(found) > PAGE_LENGTH:
        last = rows[-1].correction
        place = addresses.cursor_text(Cursor(last.corrected_at, last.pk))
        older = f"{addresses.CORRECTIONS}?before={place}"
    return CorrectionsPage(
        head=Head(
            title=title,
            description=_("What we got wrong, and what is right."),
            canonical=edition_origin(edition) + addresses.CORRECTIONS if before is None else "",
        ),
        title=title,
        rows=tuple(corrected_story(row, edition=edition) for row in rows),
        first_href=addresses.CORRECTIONS if before is not None else "",
        older_href=older,
    )
