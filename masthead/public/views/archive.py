"""The archive by year, month and day, and the list of corrections."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from masthead.delivery.keys import declare
from masthead.public import archive as pages
from masthead.public.pages import page_response, site_around
from masthead.public.requests import cursor_of, edition_of
from masthead.stories.archive import Period, day_of, month_of, year_of
from masthead.stories.models import Edition


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """The years that have news."""
    edition = edition_of(request)
    declare("archive")
    with translation.override(edition.language):
        page = pages.archive_page(edition)
    return page_response(page.template, site=site_around(edition), page=page)


@require_safe
def year(request: HttpRequest, year: str) -> HttpResponse:
    """The months of a year."""
    edition = edition_of(request)
    period = _period(year)
    declare("period", period.name)
    with translation.override(edition.language):
        page = pages.year_page(edition, period)
    if page is None:
        raise Http404(f"no news in {year}")
    return page_response(page.template, site=site_around(edition), page=page)


@require_safe
def month(request: HttpRequest, year: str, month: str) -> HttpResponse:
    """The stories of a month, and its days."""
    period = _period(year, month)
    declare("period", period.name)
    return _dated(request, edition_of(request), period)


@require_safe
def day(request: HttpRequest, year: str, month: str, day: str) -> HttpResponse:
    """The stories of a day."""
    period = _period(year, month, day)
    declare("period", period.name)
    return _dated(request, edition_of(request), period)


def _dated(request: HttpRequest, edition: Edition, period: Period) -> HttpResponse:
    places = {"before": cursor_of(request, "before"), "after": cursor_of(request, "after")}
    with translation.override(edition.language):
        page = pages.dated_page(edition, period, **places)
    if page is None:
        raise Http404(f"no news in {period}")
    return page_response(page.template, site=site_around(edition), page=page)


def _period(year: str, month: str = "", day: str = "") -> Period:
    """Raises `Http404` for what is no day, month or year of the calendar."""
    # The days beside it are reckoned with: the first and last years there are have none.
    if not 1 < int(year) < 9999:
        raise Http404("no such year")
    try:
        if day:
            return day_of(date(int(year), int(month), int(day)))
        return month_of(int(year), int(month)) if month else year_of(int(year))
    except ValueError as error:
        raise Http404("no such day") from error


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """All corrections, newest first."""
    edition = edition_of(request)
    declare("corrections")
    with translation.override(edition.language):
        page = pages.corrections_page(edition, before=cursor_of(request, "before"))
    return page_response(page.template, site=site_around(edition), page=page)
