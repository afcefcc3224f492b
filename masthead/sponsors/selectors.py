"""Reads of sponsorships. Each says how many queries it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Sum
from django.db.models.functions import Coalesce

from masthead.delivery.keys import note, note_until
from masthead.kernel.clock import now
from masthead.sponsors.models import Sponsorship, Tally
from masthead.sponsors.rules import Booking, Page, decide_turn, fits
from masthead.stories.models import Edition, Rendition
from masthead.stories.renditions import BY_SPEC, current_renditions

# A column is 640 pixels wide; dense screens get a quarter more, and no more bytes than that.
WIDEST = 800
_SPECS = [spec for spec, size in BY_SPEC.items() if size.shape == "whole"]


@dataclass(frozen=True)
class Booked:
    """A sponsorship that runs or will, and what the rules know of it."""

    sponsorship: Sponsorship
    booking: Booking
    # Whether a file of its picture is there.
    is_made: bool


def booked_in(edition: Edition) -> tuple[Booked, ...]:
    """What is booked in ``edition`` from now on, paused ones left out.

    One query, none when it was asked before on the same object: the edition at a host is kept for
    a second, and read anew after every change.
    """
    known: tuple[Booked, ...] | None = vars(edition).get("sponsors_booked")
    if known is None:
        known = tuple(_booked(edition))
        vars(edition)["sponsors_booked"] = known
    return known


def _booked(edition: Edition) -> list[Booked]:
    rows = (
        Sponsorship.objects.filter(edition=edition.pk, is_paused=False, ends_at__gt=now())
        .select_related("picture")
        .annotate(
            section_number=F("limits__section"),
            is_made=Exists(
                Rendition.objects.filter(image=OuterRef("picture"), filter_spec__in=_SPECS)
            ),
        )
        .order_by("pk")
    )
    found: dict[int, Any] = {}
    sections: dict[int, set[int]] = {}
    for row in rows:
        found.setdefault(row.pk, row)
        if row.section_number is not None:
            sections.setdefault(row.pk, set()).add(row.section_number)
    return [
        Booked(row, row.booking(sections=frozenset(sections.get(number, ()))), row.is_made)
        for number, row in found.items()
    ]


def sponsor_of(page: Page, *, edition: Edition) -> Sponsorship | None:
    """Who stands on ``page`` of ``edition`` now, with the picture; queries as `booked_in`.

    The page that is drawn knows until when this is so. A picture that has no file yet, that was
    taken down or that we have no rights to (any more) stands nowhere.
    """
    moment = now()
    fitting = [one for one in booked_in(edition) if fits(one.booking, page)]
    note("picture", *(one.sponsorship.picture_id for one in fitting))
    shown = [booking for one in fitting if (booking := _as_picture_allows(one)) is not None]
    turn = decide_turn(shown, page=page, at=moment)
    note_until(turn.ends_at)
    rows = {one.booking.number: one.sponsorship for one in fitting}
    return rows[turn.number] if turn.number is not None else None


def _as_picture_allows(one: Booked) -> Booking | None:
    """The booking, until the rights to its picture end; None when that may not be shown."""
    picture, booking = one.sponsorship.picture, one.booking
    if not one.is_made or picture.taken_down_at is not None:
        return None
    ends_at = min(booking.ends_at, picture.rights_end_at or booking.ends_at)
    return replace(booking, ends_at=ends_at) if ends_at > booking.starts_at else None


def sponsorship_in(edition: Edition, number: int) -> Sponsorship | None:
    """A sponsorship of ``edition`` by its number, with the picture; one query."""
    rows = Sponsorship.objects.select_related("picture", "edition")
    return rows.filter(edition=edition.pk, pk=number).first()


def picture_file(sponsorship: Sponsorship, *, width: int, formats: Sequence[str]) -> str | None:
    """The name of the picture's file that suits ``width`` best, in the first of ``formats`` there
    is; None when there is none that may be shown. One query.
    """
    picture = sponsorship.picture
    ends_at = picture.rights_end_at
    if picture.taken_down_at is not None or (ends_at is not None and ends_at <= now()):
        return None
    rows = Rendition.objects.filter(image=picture.pk, filter_spec__in=_SPECS)
    made = current_renditions(picture, rows)
    for wanted in formats:
        files = sorted((size.width, str(row.file)) for size, row in made if size.format == wanted)
        if files:
            wide_enough = [name for size, name in files if size >= width]
            return wide_enough[0] if wide_enough else files[-1][1]
    return None


# --- For the newsroom -------------------------------------------------------------------------


def sponsorships_of(edition: Edition) -> list[Sponsorship]:
    """Every sponsorship of ``edition`` with its sums as ``views`` and ``clicks``.

    With its sections, and its picture with the sizes made so far: three queries.
    """
    rows = (
        Sponsorship.objects.filter(edition=edition.pk)
        .select_related("picture")
        .prefetch_related("sections", "picture__renditions")
        .annotate(
            views=Coalesce(Sum("tallies__view_count"), 0),
            clicks=Coalesce(Sum("tallies__click_count"), 0),
        )
    )
    return list(rows.order_by("starts_at", "pk"))


@dataclass(frozen=True)
class Day:
    """One day of a report, in the edition's zone."""

    day: date
    views: int = 0
    clicks: int = 0


def report_of(sponsorship: Sponsorship, *, at: datetime) -> list[Day]:
    """Every day on which it has stood until ``at`` (UTC), those without a view too; one query."""
    zone = sponsorship.edition.timezone
    counted = {
        tally.day: Day(tally.day, tally.view_count, tally.click_count)
        for tally in Tally.objects.filter(sponsorship=sponsorship.pk)
    }
    day = sponsorship.starts_at.astimezone(zone).date()
    # The last moment that is its own: one that ends at midnight does not stand on the next day.
    last = min(at, sponsorship.ends_at - timedelta(microseconds=1)).astimezone(zone).date()
    days = set(counted)
    while day <= last:
        days.add(day)
        day += timedelta(days=1)
    return [counted.get(day, Day(day)) for day in sorted(days)]
