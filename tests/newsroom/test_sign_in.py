"""Signing in: with a password, within limits, with a second factor where a rule asks for one."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import Client

from masthead.accounts.granting import ensure_roles, give_role
from masthead.accounts.models import Letter, MailServer, SecondFactorRule, User
from masthead.accounts.people import switch_off
from masthead.accounts.roles import Role
from masthead.newsroom.passkeys import passkey_place
from tests.factories.stories import make_user

pytestmark = pytest.mark.django_db

# Says that somebody of the staff is there, and not who; for the bar on public pages.
STAFF_COOKIE = settings.MASTHEAD_STAFF_COOKIE
PASSWORD = "eleven herons wade"


@pytest.fixture(autouse=True)
def _no_counts() -> None:
    cache.clear()


@pytest.fixture
def stranger() -> Client:
    """A browser that nobody has signed in."""
    return Client(headers={"host": "localhost"})


@pytest.fixture
def mara(editor: User) -> User:
    """The editor, with a password."""
    editor.set_password(PASSWORD)
    editor.save()
    return editor


def try_to_sign_in(client: Client, password: str = PASSWORD) -> int:
    """Send the form; the answer's status (302 is in)."""
    form = {"login": "Mara@station.example", "password": password}
    return client.post("/newsroom/login/", form).status_code


def test_address_and_password_sign_in(stranger: Client, mara: User) -> None:
    assert try_to_sign_in(stranger) == 302
    assert stranger.get("/newsroom/").status_code == 200
    paths = {morsel["path"] for name, morsel in stranger.cookies.items() if name != STAFF_COOKIE}
    assert paths == {"/newsroom/"}


def test_after_five_wrong_passwords_the_account_waits(stranger: Client, mara: User) -> None:
    for _ in range(5):
        assert try_to_sign_in(stranger, "wrong") == 200
    response = stranger.post(
        "/newsroom/login/", {"login": "mara@station.example", "password": PASSWORD}
    )
    assert "Too many tries" in response.content.decode()
    assert stranger.get("/newsroom/").status_code == 302


def test_a_closed_account_is_told_so_and_stays_out(stranger: Client, mara: User) -> None:
    switch_off(person=mara, by=make_user())
    response = stranger.post(
        "/newsroom/login/", {"login": "mara@station.example", "password": PASSWORD}
    )
    assert response["Location"] == "/newsroom/inactive/"
    assert stranger.get("/newsroom/").status_code == 302


def test_nobody_signs_up(stranger: Client, mara: User) -> None:
    form = {"email": "eve@station.example", "password1": PASSWORD}
    assert stranger.post("/newsroom/signup/", form)["Location"] == "/newsroom/login/"
    assert not User.objects.filter(email="eve@station.example").exists()


def test_a_forgotten_password_comes_back_by_mail(stranger: Client, mara: User) -> None:
    MailServer.objects.create(host="mail.example", sender="desk@station.example")
    stranger.post("/newsroom/password_reset/", {"email": "mara@station.example"})
    letter = Letter.objects.get()
    found = re.search(r"http://localhost(/newsroom/password_reset/key/\S+)", letter.text)
    assert found
    assert letter.recipient == "mara@station.example"
    assert mail.outbox == []
    page = stranger.get(found[1], follow=True)
    new = {"password1": "twelve herons wade", "password2": "twelve herons wade"}
    stranger.post(page.request["PATH_INFO"], new)
    assert User.objects.get(pk=mara.pk).check_password("twelve herons wade")


def test_an_unknown_address_gets_the_same_answer_and_no_letter(
    stranger: Client, mara: User
) -> None:
    MailServer.objects.create(host="mail.example", sender="desk@station.example")
    known, unknown = (
        stranger.post("/newsroom/password_reset/", {"email": address})
        for address in ("mara@station.example", "eve@station.example")
    )
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [letter.recipient for letter in Letter.objects.all()] == ["mara@station.example"]


def test_without_mail_the_page_says_who_can_help(stranger: Client, mara: User) -> None:
    page = stranger.get("/newsroom/password_reset/").content.decode()
    assert "masthead sign-in" in page


def test_whose_role_needs_a_second_factor_is_led_to_it(mara: User, browser: Client) -> None:
    SecondFactorRule.objects.create(role=Role.EDITOR)
    assert browser.get("/newsroom/")["Location"] == "/newsroom/security/"
    assert browser.post("/newsroom/snippets/stories/story/add/")["Location"] == (
        "/newsroom/security/"
    )
    script = {"x-requested-with": "XMLHttpRequest"}
    assert browser.get("/newsroom/", headers=script).status_code == 403
    assert browser.get("/newsroom/security/").status_code == 200


def test_changing_factors_asks_for_the_password_again(stranger: Client, mara: User) -> None:
    try_to_sign_in(stranger)
    response = stranger.get("/newsroom/security/app/")
    assert response["Location"].startswith("/newsroom/confirm/")


def test_a_moderator_lands_on_what_readers_have(stranger: Client, editor: User) -> None:
    ensure_roles()
    moderator = make_user(is_superuser=False)
    give_role(user=moderator, role=Role.MODERATOR, by=None)
    stranger.force_login(moderator)
    assert stranger.get("/newsroom/")["Location"] == "/newsroom/reading/"
    assert stranger.get("/newsroom/reading/").status_code == 200
    refused = stranger.get("/newsroom/snippets/choose/stories/story/choose/")
    assert refused["Location"] == "/newsroom/reading/"


def test_a_form_that_did_not_arrive_whole_is_a_bad_request(browser: Client) -> None:
    response = browser.post("/newsroom/snippets/stories/story/add/")
    assert response.status_code == 400
    assert "did not arrive whole" in response.content.decode()


@pytest.mark.parametrize(
    ("host", "is_secure", "works", "better"),
    [
        ("localhost:8000", False, True, ""),
        ("desk.localhost:8000", False, True, ""),
        ("news.example", True, True, ""),
        ("news.example", False, False, ""),
        ("127.0.0.1:8000", False, False, "http://localhost:8000/newsroom/"),
        ("[::1]:8000", False, False, "http://localhost:8000/newsroom/"),
        ("10.0.0.5", True, False, ""),
    ],
)
def test_where_passkeys_work(host: str, is_secure: bool, works: bool, better: str) -> None:
    place = passkey_place(host=host, is_secure=is_secure, path="/newsroom/")
    assert (place.works, place.better) == (works, better)
