"""Alerts: once an event, to whoever is on call, on to the next when nobody answers, and over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from masthead.accounts.models import Letter, User
from masthead.alerts.models import Alert, Notice
from masthead.alerts.selectors import loud_alerts, on_call
from masthead.alerts.services import (
    acknowledge_alert,
    end_alert,
    pass_on_alerts,
    raise_alert,
    set_duty,
)
from masthead.jobs.queue import run_until_empty
from masthead.kernel.clock import now
from tests.factories.stories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mail(settings: Any) -> None:
    """A mail server is set up; what is queued for it is looked at, nothing is sent."""
    settings.MASTHEAD_MAIL_FROM = "newsroom@station.example"
    settings.MASTHEAD_MAIL_URL = "smtp://127.0.0.1:9"


@pytest.fixture
def boss() -> User:
    """The one administrator."""
    return make_user(email="boss@station.example", first_name="Ida")


def disk(**changes: Any) -> Alert | None:
    """An alert about the disk."""
    values: dict[str, Any] = {
        "key": "disk", "kind": Alert.Kind.DISK, "title": "The disk is nearly full",
        "text": "90 MB are left.", "advice": "Make room.",
    } | changes  # fmt: skip
    return raise_alert(**values)


def test_without_a_rota_the_administrators_are_told_once(boss: User) -> None:
    assert disk() is not None
    assert disk() is None
    run_until_empty()
    (letter,) = Letter.objects.all()
    assert letter.recipient == boss.email
    assert letter.subject == "Alert: The disk is nearly full"
    assert "90 MB are left." in letter.text
    assert "Make room." in letter.text
    assert "/newsroom/alerts/" in letter.text
    assert Notice.objects.get().person == boss


def test_whoever_is_on_call_is_told_and_nobody_else(boss: User) -> None:
    mara = make_user(is_superuser=False, email="mara@station.example")
    set_duty(
        person=mara, starts_at=now() - timedelta(hours=1), ends_at=now() + timedelta(hours=1),
        by=boss,
    )  # fmt: skip
    assert on_call(now()) == [mara]
    disk()
    run_until_empty()
    assert [letter.recipient for letter in Letter.objects.order_by("pk")] == [mara.email]


def test_what_nobody_answers_goes_to_the_next_and_then_to_the_administrators(boss: User) -> None:
    mara, tom = (make_user(is_superuser=False, email=f"{name}@a.example") for name in "mt")
    moment = now()
    for person, start in ((mara, -1), (tom, 1)):
        set_duty(
            person=person, starts_at=moment + timedelta(hours=start),
            ends_at=moment + timedelta(hours=start + 2), by=boss,
        )  # fmt: skip
    disk()
    for minutes in (5, 11, 22, 33):
        pass_on_alerts(at=moment + timedelta(minutes=minutes))
    run_until_empty()
    assert [row.recipient for row in Letter.objects.order_by("pk")] == [
        mara.email, tom.email, boss.email,
    ]  # fmt: skip


def test_nobody_else_is_called_once_somebody_is_on_it(boss: User) -> None:
    alert = disk()
    assert alert is not None
    assert loud_alerts() == [alert]
    assert acknowledge_alert(alert=alert, by=boss)
    assert not acknowledge_alert(alert=alert, by=make_user())
    assert loud_alerts() == []
    assert pass_on_alerts(at=now() + timedelta(hours=1)) == 0
    with pytest.raises(PermissionDenied):
        acknowledge_alert(alert=alert, by=make_user(is_superuser=False))


def test_that_it_is_over_is_told_to_who_was_told_of_it_and_it_can_come_again(boss: User) -> None:
    disk()
    run_until_empty()
    assert end_alert(key="disk")
    assert not end_alert(key="disk")
    run_until_empty()
    assert [letter.subject for letter in Letter.objects.order_by("pk")] == [
        "Alert: The disk is nearly full", "Over: The disk is nearly full",
    ]  # fmt: skip
    assert disk() is not None


def test_a_deed_is_told_of_once_for_ever(boss: User) -> None:
    alert = disk(key="kill:1", kind=Alert.Kind.KILL, is_deed=True)
    assert alert is not None
    acknowledge_alert(alert=alert, by=boss)
    alert.refresh_from_db()
    assert alert.over_at is not None
    assert disk(key="kill:1", kind=Alert.Kind.KILL, is_deed=True) is None


def test_without_mail_the_note_says_so(boss: User, settings: Any) -> None:
    settings.MASTHEAD_MAIL_URL = ""
    disk()
    run_until_empty()
    assert "No mail server" in Notice.objects.get().complaint
    assert not Letter.objects.exists()
