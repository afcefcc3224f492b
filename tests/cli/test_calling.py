"""``masthead alert``: people are called from this very process, once, and again when none was."""

from __future__ import annotations

from typing import Any

import pytest

from masthead.accounts.models import Letter
from masthead.alerts.models import Alert
from masthead.alerts.services import acknowledge_alert, end_alert
from masthead.alerts.watching import WORKER_KEY
from masthead.cli.calling import call_people
from masthead.jobs.queue import run_until_empty
from tests.accounts.smtp import Post, post_office
from tests.factories.stories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(settings: Any) -> Any:
    """A mail server that takes the alerts, and an administrator to call."""
    with post_office() as office:
        settings.MASTHEAD_MAIL_FROM = "newsroom@station.example"
        settings.MASTHEAD_MAIL_URL = f"smtp://127.0.0.1:{office.port}"
        make_user(email="boss@station.example")
        yield office


def test_a_call_goes_out_at_once_and_the_worker_does_not_send_it_again(post: Post) -> None:
    assert call_people("The generator has no fuel", key="call:1") == 1
    (letter,) = post.letters
    assert letter["Subject"] == "Alert: The generator has no fuel"
    run_until_empty()
    assert len(post.letters) == 1


def test_the_workers_trouble_is_told_of_once_while_it_lasts(post: Post) -> None:
    assert call_people("It ended by itself.", key="") == 1
    assert call_people("It ended by itself.", key="") is None
    assert end_alert(key=WORKER_KEY)
    assert call_people("It ended by itself.", key="") == 1


def test_whom_the_mail_server_kept_from_hearing_is_told_on_the_next_try(post: Post) -> None:
    post.refuse = 1
    assert call_people("It ended by itself.", key="") == 0
    assert Letter.objects.get().state == Letter.State.FAILED
    assert call_people("It ended by itself.", key="") == 1
    assert call_people("It ended by itself.", key="") is None
    assert len(post.letters) == 1
    assert Alert.objects.count() == 1


def test_nobody_is_told_again_of_what_somebody_is_on(post: Post) -> None:
    post.refuse = 1
    call_people("It ended by itself.", key="")
    acknowledge_alert(alert=Alert.objects.get(), by=make_user())
    assert call_people("It ended by itself.", key="") is None
