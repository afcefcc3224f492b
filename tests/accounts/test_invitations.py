"""Asking people in: once, for seven days, by mail or by hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from masthead.accounts.granting import role_of
from masthead.accounts.invitations import (
    AlreadyHereError,
    InvitationSpentError,
    Sent,
    accept,
    find_invitation,
    invite,
    open_invitations,
    resend,
    revoke,
)
from masthead.accounts.models import Invitation, Letter, MailServer, User
from masthead.accounts.people import switch_off
from masthead.accounts.roles import Role
from tests.factories.stories import make_user

pytestmark = pytest.mark.django_db

PASSWORD = "eleven herons wade"


def link_of(secret: str) -> str:
    """Where the tests' newsroom opens invitations."""
    return f"https://news.example/{secret}"


def asked(**fields: Any) -> Sent:
    """Somebody who was invited."""
    values: dict[str, Any] = {
        "email": "tom@station.example",
        "role": Role.REPORTER,
        "link_of": link_of,
    }
    by = fields.pop("by", None) or make_user(first_name="Mara")
    return invite(**(values | fields), by=by)


def secret_of(sent: Sent) -> str:
    """The part of the link that counts."""
    return sent.link.rpartition("/")[2]


def join(sent: Sent, **fields: Any) -> User:
    """Accept as the person does."""
    values = {"first_name": "Tom", "last_name": "Reed", "password": PASSWORD}
    return accept(secret=secret_of(sent), **(values | fields))


def test_an_accepted_invitation_makes_an_account_with_its_role_and_nothing_more() -> None:
    user = join(asked())
    assert (user.email, user.get_full_name()) == ("tom@station.example", "Tom Reed")
    assert user.check_password(PASSWORD)
    assert role_of(user) is Role.REPORTER
    assert not user.is_superuser
    assert open_invitations() == []


def test_an_invitation_works_once() -> None:
    sent = asked()
    join(sent)
    assert find_invitation(secret=secret_of(sent)) is None
    with pytest.raises(InvitationSpentError):
        join(sent)


def test_an_invitation_ends_after_seven_days() -> None:
    sent = asked()
    Invitation.objects.update(expires_at=sent.invitation.invited_at - timedelta(seconds=1))
    assert find_invitation(secret=secret_of(sent)) is None
    with pytest.raises(InvitationSpentError):
        join(sent)


def test_one_that_was_revoked_opens_nothing() -> None:
    sent = asked()
    revoke(invitation=sent.invitation, by=make_user())
    with pytest.raises(InvitationSpentError):
        join(sent)
    with pytest.raises(InvitationSpentError):
        resend(invitation=sent.invitation, by=make_user(), link_of=link_of)


def test_sending_again_makes_a_new_link_and_ends_the_old_one() -> None:
    first = asked()
    second = resend(invitation=first.invitation, by=make_user(), link_of=link_of)
    assert find_invitation(secret=secret_of(first)) is None
    assert join(second).email == "tom@station.example"


def test_inviting_an_address_again_replaces_the_open_invitation() -> None:
    first = asked()
    asked(email="TOM@station.example", role=Role.EDITOR)
    assert find_invitation(secret=secret_of(first)) is None
    (row,) = open_invitations()
    assert row.role == "Editor"


def test_who_is_here_already_is_not_invited() -> None:
    make_user(email="tom@station.example")
    with pytest.raises(AlreadyHereError):
        asked(email="Tom@Station.example")


def test_a_reporter_invites_nobody() -> None:
    with pytest.raises(PermissionDenied):
        asked(by=make_user(is_superuser=False))


@pytest.mark.parametrize("password", ["short", "password1234", "tom@station.example"])
def test_a_weak_password_makes_no_account_and_spends_nothing(password: str) -> None:
    sent = asked()
    with pytest.raises(ValidationError):
        join(sent, password=password)
    assert find_invitation(secret=secret_of(sent)) is not None
    assert not User.objects.filter(email="tom@station.example").exists()


def test_without_mail_there_is_a_link_and_no_letter() -> None:
    assert not asked().is_mailed
    assert not Letter.objects.exists()


def test_with_mail_the_letter_has_the_link_and_says_what_the_role_may() -> None:
    MailServer.objects.create(host="mail.example", sender="desk@station.example")
    sent = asked(role=Role.EDITOR)
    letter = Letter.objects.get()
    assert sent.is_mailed
    assert letter.recipient == "tom@station.example"
    assert sent.link in letter.text
    assert "as an editor" in letter.text


def test_the_database_keeps_no_secret_that_opens_the_door() -> None:
    sent = asked()
    assert secret_of(sent) not in repr(Invitation.objects.values())


def test_an_invitation_is_void_once_whoever_sent_it_is_switched_off() -> None:
    chief = make_user(email="chief@station.example")
    leaver = make_user(email="leaver@station.example")
    sent = asked(by=leaver)
    switch_off(person=leaver, by=chief)
    assert open_invitations() == []
    assert sent.invitation.pk
    assert Invitation.objects.get().revoked_at is not None
