"""Writes about alerts: raise, end, acknowledge, pass on; the rota."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from wagtail.log_actions import log

from masthead.accounts.models import User
from masthead.alerts.models import Alert, Duty
from masthead.alerts.rules import LAST_STEP, decide_step
from masthead.alerts.tasks import tell
from masthead.alerts.wording import OVER, RAISED, step_purpose
from masthead.jobs.queue import enqueue
from masthead.kernel.clock import now
from masthead.stories.models import Story

ACKNOWLEDGE = "alerts.change_alert"
SET_ROTA = "alerts.change_duty"
# Alerts go before all other work that waits.
_FIRST = 100
_LONGEST_TITLE = 200


class RotaRefused(Exception):
    """A time on call that makes no sense, in words."""


def raise_alert(
    *,
    key: str,
    kind: Alert.Kind,
    title: str,
    text: str,
    advice: str,
    story: Story | None = None,
    path: str = "",
    is_deed: bool = False,
    is_told: bool = True,
) -> Alert | None:
    """Tell whoever is on call of an event, once; None when it is known.

    ``key`` names the event: while an alert with it goes on, nothing is added. With ``is_deed`` the
    event has no end and happens once for ever. Without ``is_told`` the caller tells people herself
    (`sending.tell_now`): nothing is enqueued.
    """
    earlier = Alert.objects.filter(key=key)
    if (earlier if is_deed else earlier.filter(over_at=None)).exists():
        return None
    moment = now()
    try:
        with transaction.atomic():
            alert = Alert.objects.create(
                key=key,
                kind=kind,
                title=" ".join(title.split())[:_LONGEST_TITLE],
                text=text,
                advice=advice,
                story=story,
                path=path,
                raised_at=moment,
                stepped_at=moment,
            )
            if is_told:
                _tell(alert, RAISED)
    except IntegrityError:
        # Another worker noticed it between our look and our write; it tells of it.
        if Alert.objects.filter(key=key, over_at=None).exists():
            return None
        raise
    return alert


@transaction.atomic
def end_alert(*, key: str) -> bool:
    """Say that the state which ``key`` names is over, to whoever was told of it; whether it was."""
    alert = Alert.objects.select_for_update().filter(key=key, over_at=None).first()
    if alert is None:
        return False
    alert.over_at = now()
    alert.save(update_fields=["over_at"])
    _tell(alert, OVER)
    return True


@transaction.atomic
def acknowledge_alert(*, alert: Alert, by: User) -> bool:
    """Note that ``by`` is on it: nobody else is called. False when somebody was before her.

    A deed is over with that; a state goes on until it ends. Raises `PermissionDenied`.
    """
    if not by.has_perm(ACKNOWLEDGE):
        raise PermissionDenied("You may not acknowledge alerts.")
    row = Alert.objects.select_for_update().get(pk=alert.pk)
    if row.acknowledged_at is not None:
        return False
    row.acknowledged_at, row.acknowledged_by = now(), by
    if row.kind in DEEDS and row.over_at is None:
        row.over_at = row.acknowledged_at
    row.save(update_fields=["acknowledged_at", "acknowledged_by", "over_at"])
    log(instance=row, action="masthead.acknowledge", user=by, title=row.title)
    return True


# What has happened, as opposed to what goes on.
DEEDS = frozenset({Alert.Kind.KILL, Alert.Kind.MISSED, Alert.Kind.CALL})


def pass_on_alerts(*, at: datetime) -> int:
    """Pass on what nobody has acknowledged in time, a step further; how many."""
    patience = timedelta(minutes=settings.MASTHEAD_ALERT_MINUTES)
    waiting = Alert.objects.filter(acknowledged_at=None, over_at=None, step__lt=LAST_STEP)
    count = 0
    for alert in waiting:
        step = decide_step(step=alert.step, stepped_at=alert.stepped_at, at=at, patience=patience)
        if step is None:
            continue
        with transaction.atomic():
            # Of two workers, and of a worker and somebody who acknowledges, one comes first.
            taken = Alert.objects.filter(
                Q(acknowledged_at=None, over_at=None), pk=alert.pk, step=alert.step
            ).update(step=step, stepped_at=at)
            if taken:
                _tell(alert, step_purpose(step))
                count += 1
    return count


@transaction.atomic
def set_duty(*, person: User, starts_at: datetime, ends_at: datetime, by: User) -> Duty:
    """Put ``person`` on call for a time. Raises `PermissionDenied` and `RotaRefused`."""
    if not by.has_perm(SET_ROTA):
        raise PermissionDenied("You may not set who is on call.")
    if ends_at <= starts_at:
        raise RotaRefused("The time on call ends before it begins: choose a later end.")
    if ends_at <= now():
        raise RotaRefused("This time on call is over already: choose one to come.")
    if not person.is_active:
        raise RotaRefused(f"{person} cannot sign in any more: choose somebody else.")
    duty = Duty.objects.create(person=person, starts_at=starts_at, ends_at=ends_at, set_by=by)
    _log_duty(duty, action="masthead.on_call", by=by)
    return duty


@transaction.atomic
def remove_duty(*, duty: Duty, by: User) -> None:
    """Take a time on call off the rota. Raises `PermissionDenied`."""
    if not by.has_perm(SET_ROTA):
        raise PermissionDenied("You may not set who is on call.")
    _log_duty(duty, action="masthead.off_call", by=by)
    duty.delete()


def _log_duty(duty: Duty, *, action: str, by: User) -> None:
    log(
        instance=duty,
        action=action,
        user=by,
        title=str(duty),
        data={"from": duty.starts_at.isoformat(), "to": duty.ends_at.isoformat()},
    )


def _tell(alert: Alert, purpose: str) -> None:
    enqueue(tell, alert.pk, purpose, key=f"{alert.pk}:{purpose}", priority=_FIRST)
