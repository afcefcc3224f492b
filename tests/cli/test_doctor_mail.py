"""What doctor says of mail."""

from __future__ import annotations

from typing import Any

import pytest

from masthead.accounts.models import Letter, MailServer
from masthead.cli.database_checks import check_mail
from masthead.kernel.clock import now

pytestmark = pytest.mark.django_db


def test_a_newsroom_without_mail_is_warned() -> None:
    assert check_mail().state == "warning"


def test_mail_that_works_is_well() -> None:
    MailServer.objects.create(host="mail.example", sender="desk@station.example")
    assert check_mail().state == "ok"


def test_a_letter_that_failed_is_an_error_with_the_servers_words() -> None:
    MailServer.objects.create(host="mail.example", sender="desk@station.example")
    Letter.objects.create(
        key="one",
        recipient="mara@station.example",
        subject="Hello",
        state=Letter.State.FAILED,
        queued_at=now(),
        tried_at=now(),
        complaint="SMTPServerDisconnected: please run connect() first",
    )
    finding = check_mail()
    assert finding.state == "error"
    assert "SMTPServerDisconnected" in finding.what


def test_an_address_of_a_server_that_cannot_be_understood_is_an_error(settings: Any) -> None:
    settings.MASTHEAD_MAIL_URL = "mail.example"
    assert check_mail().state == "error"
