"""Letters: queued with the transaction, sent once, to a real SMTP server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from masthead.accounts.mail_server import (
    MailUrlError,
    current_server,
    is_mail_set_up,
    server_in,
    set_mail_server,
)
from masthead.accounts.mailing import queue_mail
from masthead.accounts.models import Letter, MailServer
from masthead.accounts.sealing import BrokenSealError
from masthead.accounts.sending import mail_trouble, prune_letters
from masthead.jobs.queue import run_until_empty
from tests.accounts.smtp import Post, post_office
from tests.factories.stories import make_user

pytestmark = pytest.mark.django_db

BACKEND = "masthead.accounts.mail_backend.QueueMailBackend"


@pytest.fixture
def post() -> Iterator[Post]:
    """A mail server that the newsroom uses."""
    with post_office() as office:
        set_up(port=office.port)
        yield office


def set_up(**fields: Any) -> MailServer:
    """Enter a mail server as an administrator does."""
    values: dict[str, Any] = {
        "host": "127.0.0.1",
        "port": 587,
        "security": "none",
        "user": "",
        "password": None,
        "sender": "desk@station.example",
        "by": make_user(),
    }
    return set_mail_server(**(values | fields))


def write(**fields: Any) -> None:
    """Queue a letter."""
    values: dict[str, Any] = {
        "to": ["mara@station.example"],
        "subject": "You are asked in",
        "text": "Open the link.",
        "key": "one",
    }
    queue_mail(**(values | fields))


def make_due() -> None:
    """As if the pause before the next try had passed."""
    DBTaskResult.objects.update(run_after=Letter.objects.get().queued_at)


def test_a_letter_goes_to_each_address_once_however_often_it_is_asked_for(post: Post) -> None:
    for _ in range(2):
        write(to=["mara@station.example", "tom@station.example", "mara@station.example"])
        run_until_empty()
    assert [letter["To"] for letter in post.letters] == [
        "mara@station.example",
        "tom@station.example",
    ]
    first = post.letters[0]
    assert first["From"] == "desk@station.example"
    assert first["Subject"] == "You are asked in"
    assert first["Auto-Submitted"] == "auto-generated"
    assert str(first["Message-ID"]).endswith("@station.example>")


def test_a_letter_with_html_has_both_and_its_text_is_not_kept(post: Post) -> None:
    write(html="<p>Open the link.</p>")
    run_until_empty()
    (letter,) = post.letters
    kinds = [part.get_content_type() for part in letter.walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]
    row = Letter.objects.get()
    assert (row.state, row.text, row.html) == ("sent", "", "")


def test_a_letter_that_is_rolled_back_was_never_queued(post: Post) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        write()
        raise RuntimeError
    assert not Letter.objects.exists()
    assert run_until_empty().succeeded == 0


def test_a_server_that_refuses_is_tried_again_and_the_trouble_is_told_until_then(
    post: Post,
) -> None:
    post.refuse = 1
    write()
    assert run_until_empty().failed == 1
    assert "451" in mail_trouble()
    make_due()
    assert run_until_empty().succeeded == 1
    assert mail_trouble() == ""
    assert len(post.letters) == 1


def test_no_subject_can_add_a_header(post: Post) -> None:
    write(subject="Hello\r\nBcc: all@station.example\n\nInjected")
    run_until_empty()
    (letter,) = post.letters
    assert letter["Bcc"] is None
    assert letter["Subject"] == "Hello Bcc: all@station.example Injected"


@pytest.mark.parametrize("address", ["nobody", "a@b.example\nBcc: c@d.example", "", "a@b, c@d.e"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="not an e-mail address"):
        write(to=[address])
    assert not Letter.objects.exists()


def test_without_a_mail_server_a_letter_fails_and_says_so() -> None:
    assert not is_mail_set_up()
    write()
    assert run_until_empty().failed == 1
    assert "MailNotSetUp" in mail_trouble()


def test_the_password_lies_sealed_in_the_database(settings: Any) -> None:
    set_up(user="desk", password="correct horse")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_mailserver")
        assert "correct horse" not in repr(cursor.fetchall())
    assert current_server().password == "correct horse"
    settings.SECRET_KEY = "another"
    with pytest.raises(BrokenSealError):
        current_server()


def test_a_password_is_kept_for_its_host_and_for_no_other() -> None:
    set_up(host="mail.station.example", user="desk", password="correct horse")
    set_up(host="mail.station.example", user="desk", port=465)
    assert current_server().password == "correct horse"
    set_up(host="mail.attacker.example", user="desk")
    assert current_server().password == ""
    assert MailServer.objects.count() == 1


def test_a_sender_that_is_no_address_is_refused() -> None:
    with pytest.raises(ValidationError):
        set_up(sender="desk")


def test_the_operators_server_wins(settings: Any) -> None:
    set_up()
    settings.MASTHEAD_MAIL_URL = "smtps://desk%40x:p%2Fw@mail.example"
    settings.MASTHEAD_MAIL_FROM = "news@station.example"
    server = current_server()
    assert (server.host, server.port, server.security) == ("mail.example", 465, "tls")
    assert (server.user, server.password, server.sender) == (
        "desk@x",
        "p/w",
        "news@station.example",
    )


@pytest.mark.parametrize(
    "url", ["http://mail.example", "smtps://", "smtps://mail:port", "mail.example"]
)
def test_an_address_of_a_server_that_cannot_be_understood_is_refused(url: str) -> None:
    with pytest.raises(MailUrlError):
        server_in(url, sender="news@station.example")


def test_what_other_code_sends_goes_through_the_queue(post: Post, settings: Any) -> None:
    settings.EMAIL_BACKEND = BACKEND
    sent = send_mail(
        "To review", "Look", None, ["mara@station.example"], html_message="<p>Look</p>"
    )
    assert sent == 1
    assert post.letters == []
    run_until_empty()
    assert post.letters[0]["From"] == "desk@station.example"


def test_without_mail_other_code_sends_nothing_and_does_not_fail(settings: Any) -> None:
    settings.EMAIL_BACKEND = BACKEND
    assert send_mail("To review", "Look", None, ["mara@station.example"]) == 0
    assert not Letter.objects.exists()


def test_old_letters_are_forgotten() -> None:
    write()
    Letter.objects.update(queued_at=Letter.objects.get().queued_at - timedelta(days=31))
    assert prune_letters() >= 1
    assert not Letter.objects.exists()
