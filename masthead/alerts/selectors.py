"""Reads of alerts. Each says how many queries it takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from masthead.accounts.models import User
from masthead.accounts.roles import Role
from masthead.alerts.models import Alert, Device, Duty

# More than this at once is one catastrophe, and the list has them all.
MOST_LOUD = 5
PAGE = 50


@dataclass(frozen=True)
class Place:
    """A place in the list of alerts: the moment and number of a row."""

    raised_at: datetime
    number: int


@dataclass(frozen=True)
class AlertPage:
    """Some alerts, newest first, and where older ones begin."""

    alerts: tuple[Alert, ...]
    older: Place | None


def loud_alerts() -> list[Alert]:
    """What nobody has acknowledged, newest first: every newsroom screen shows it; one query."""
    return list(Alert.objects.filter(acknowledged_at=None, over_at=None)[:MOST_LOUD])


def alerts_page(
    *, kind: str = "", only_open: bool = False, before: Place | None = None
) -> AlertPage:
    """A page of the list, newest first, whatever page it is; one query."""
    rows = Alert.objects.select_related("story", "acknowledged_by")
    if kind:
        rows = rows.filter(kind=kind)
    if only_open:
        rows = rows.filter(acknowledged_at=None, over_at=None)
    if before is not None:
        # The first condition alone lets an index seek; the second decides equal moments.
        rows = rows.filter(raised_at__lte=before.raised_at).filter(
            Q(raised_at__lt=before.raised_at) | Q(pk__lt=before.number)
        )
    found = list(rows[: PAGE + 1])
    if len(found) <= PAGE:
        return AlertPage(tuple(found), None)
    last = found[PAGE - 1]
    return AlertPage(tuple(found[:PAGE]), Place(last.raised_at, last.pk))


def administrators() -> list[User]:
    """Everybody who may do everything; one query."""
    return list(
        User.objects.filter(is_active=True)
        .filter(Q(is_superuser=True) | Q(groups__name=Role.ADMINISTRATOR))
        .distinct()
        .order_by("pk")
    )


def on_call(at: datetime) -> list[User]:
    """Who is on call at ``at``: whoever the rota names, else the administrators.

    Never nobody, while the newsroom has anybody. Two queries at most.
    """
    named = _people(Duty.objects.filter(starts_at__lte=at, ends_at__gt=at))
    return named or administrators()


def next_on_call(at: datetime) -> list[User]:
    """Whose time on call begins next after ``at``; nobody when the rota says nothing. One query."""
    return _people(Duty.objects.filter(starts_at__gt=at).order_by("starts_at", "pk")[:1])


def duties_from(at: datetime) -> list[Duty]:
    """The times on call that are not over at ``at``, in order; one query."""
    return list(Duty.objects.select_related("person").filter(ends_at__gt=at))


def devices_of(person: User) -> list[Device]:
    """The browsers that get push messages for ``person``; one query."""
    return list(Device.objects.filter(person=person))


def _people(duties: QuerySet[Duty]) -> list[User]:
    people = {
        duty.person_id: duty.person
        for duty in duties.select_related("person")
        if duty.person.is_active
    }
    return list(people.values())
