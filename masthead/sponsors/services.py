"""Booking a sponsor, changing it, and bringing it to its end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from wagtail.log_actions import log

from masthead.accounts.models import User
from masthead.delivery.purging import bump
from masthead.kernel.clock import now
from masthead.kernel.urls import safe_link
from masthead.sponsors.models import SponsoredSection, Sponsorship, Tally
from masthead.stories.models import Edition, Picture, Section

CHANGE = "sponsors.change_sponsorship"


class SponsorRefused(Exception):
    """What cannot be done to a sponsorship, in words for the editor."""


@transaction.atomic
def create_sponsorship(
    *,
    edition: Edition,
    sponsor: str,
    picture: Picture,
    alt: str,
    address: str,
    starts_at: datetime,
    ends_at: datetime,
    by: User | None,
    sections: Iterable[Section] = (),
    **more: Any,
) -> Sponsorship:
    """Book a place for ``sponsor``; readers see it from ``starts_at`` until ``ends_at`` (UTC).

    ``more`` are the other fields of `Sponsorship`, by name. ``by`` None is the program itself.
    Raises `PermissionDenied`, and `ValidationError`, by field, for what cannot be.
    """
    _check(by)
    row = Sponsorship(
        edition=edition,
        sponsor=sponsor,
        picture=picture,
        alt=alt,
        address=address,
        starts_at=starts_at,
        ends_at=ends_at,
        created_by=by,
        **more,
    )
    _save(row, sections=sections)
    log(instance=row, action="masthead.sponsor", user=by, data={"words": _told(row)})
    return row


@transaction.atomic
def change_sponsorship(
    *, sponsorship: Sponsorship, by: User | None, sections: Iterable[Section], **changes: Any
) -> Sponsorship:
    """Have these sections, and these values of its fields by name; pages change at once.

    Raises as `create_sponsorship`; the beginning of one that has begun cannot be moved, because
    its report begins there.
    """
    _check(by)
    row = _locked(sponsorship)
    before = _told(row)
    has_begun, began_at = row.starts_at <= now(), row.starts_at
    for name, value in changes.items():
        setattr(row, name, value)
    if has_begun and row.starts_at != began_at:
        raise ValidationError({"starts_at": "It has begun: its beginning stays as it is."})
    _save(row, sections=sections)
    data = {"before": before, "after": _told(row)}
    log(instance=row, action="masthead.sponsor_change", user=by, data=data)
    return row


def pause_sponsorship(*, sponsorship: Sponsorship, by: User) -> bool:
    """Take it off every page until it is resumed; whether it was there to be paused.

    Its time runs on. Raises `PermissionDenied`.
    """
    return _act(sponsorship, by=by, action="masthead.sponsor_pause", change=_pause(True))


def resume_sponsorship(*, sponsorship: Sponsorship, by: User) -> bool:
    """Show a paused one again; whether it was paused. Raises `PermissionDenied`."""
    return _act(sponsorship, by=by, action="masthead.sponsor_resume", change=_pause(False))


def end_sponsorship(*, sponsorship: Sponsorship, by: User) -> bool:
    """End one that runs, now and for good; whether it ran.

    Raises `PermissionDenied`, and `SponsorRefused` for one that has not begun.
    """

    def end(row: Sponsorship) -> bool:
        moment = now()
        if row.starts_at >= moment:
            raise SponsorRefused("It has not begun: delete it, or change its dates.")
        if row.ends_at <= moment:
            return False
        row.ends_at = moment
        return True

    return _act(sponsorship, by=by, action="masthead.sponsor_end", change=end)


@transaction.atomic
def delete_sponsorship(*, sponsorship: Sponsorship, by: User) -> None:
    """Delete one that no reader has seen.

    Raises `PermissionDenied`, and `SponsorRefused` for one that has begun: what was shown, and how
    often, stays on record.
    """
    _check(by)
    row = _locked(sponsorship)
    if row.starts_at <= now() or Tally.objects.filter(sponsorship=row.pk).exists():
        raise SponsorRefused("Readers have seen it: end it instead, and its counts stay.")
    log(instance=row, action="masthead.sponsor_delete", user=by, data={"words": _told(row)})
    row.delete()
    bump(row.edition_id)


def _check(by: User | None) -> None:
    if by is not None and not by.has_perm(CHANGE):
        raise PermissionDenied("You may not change sponsors.")


def _locked(sponsorship: Sponsorship) -> Sponsorship:
    rows = Sponsorship.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("edition").get(pk=sponsorship.pk)


def _save(row: Sponsorship, *, sections: Iterable[Section]) -> None:
    """Check and keep it with its sections, and have pages drawn anew. In a transaction."""
    chosen = list(sections)
    row.address = safe_link(row.address) or row.address
    row.sponsor, row.alt = row.sponsor.strip(), row.alt.strip()
    row.changed_at = now()
    row.full_clean(validate_constraints=False)
    if row.ends_at <= row.starts_at:
        raise ValidationError({"ends_at": "It would end before it begins."})
    if not row.places:
        raise ValidationError({"is_on_front": "Choose at least one kind of page."})
    if any(section.edition_id != row.edition_id for section in chosen):
        raise ValidationError({"sections": "Choose sections of this edition."})
    if row.picture.taken_down_at is not None:
        raise ValidationError({"picture": "This picture was taken down: choose another."})
    row.save()
    wanted = {section.pk for section in chosen}
    SponsoredSection.objects.filter(sponsorship=row).exclude(section__in=wanted).delete()
    there = set(SponsoredSection.objects.filter(sponsorship=row).values_list("section", flat=True))
    SponsoredSection.objects.bulk_create(
        SponsoredSection(sponsorship=row, section_id=number) for number in sorted(wanted - there)
    )
    bump(row.edition_id)


@transaction.atomic
def _act(
    sponsorship: Sponsorship, *, by: User, action: str, change: Callable[[Sponsorship], bool]
) -> bool:
    """Do ``change`` under the lock; when it changed anything, keep, log and redraw."""
    _check(by)
    row = _locked(sponsorship)
    if not change(row):
        return False
    row.save(update_fields=["is_paused", "ends_at"])
    log(instance=row, action=action, user=by, data={"words": _told(row)})
    bump(row.edition_id)
    return True


def _pause(is_paused: bool) -> Callable[[Sponsorship], bool]:
    def change(row: Sponsorship) -> bool:
        if row.is_paused == is_paused:
            return False
        row.is_paused = is_paused
        return True

    return change


def _told(row: Sponsorship) -> str:
    """What was booked, in a line for the log; times in the edition's zone."""
    zone = row.edition.timezone
    return (
        f"{_local(row.starts_at, zone)} to {_local(row.ends_at, zone)}, share {row.weight}, "
        f"{row.address}"
    )


def _local(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"
