"""Signing in by a link, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from masthead.accounts.models import SignInLink, User
from masthead.accounts.services import make_sign_in_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def stranger() -> Client:
    """A browser that nobody has signed in."""
    return Client(headers={"host": "localhost"})


def test_a_link_signs_in_and_leads_to_the_desk(stranger: Client, editor: User) -> None:
    response = stranger.post(reverse("newsroom_enter", args=[make_sign_in_link(user=editor)]))
    assert response.status_code == 302
    assert response["Location"] == "/newsroom/"
    assert response["Referrer-Policy"] == "strict-origin"
    assert "no-store" in response["Cache-Control"]
    assert stranger.get("/newsroom/").status_code == 200


def test_a_link_works_once(stranger: Client, editor: User) -> None:
    address = reverse("newsroom_enter", args=[make_sign_in_link(user=editor)])
    Client(headers={"host": "localhost"}).post(address)
    response = stranger.post(address)
    assert response.status_code == 410
    assert "masthead run" in response.content.decode()
    assert stranger.get("/newsroom/").status_code == 302


def test_looking_at_a_link_spends_nothing(stranger: Client, editor: User) -> None:
    address = reverse("newsroom_enter", args=[make_sign_in_link(user=editor)])
    for _ in range(2):
        response = stranger.get(address)
        assert response.status_code == 200
        assert response["Referrer-Policy"] == "strict-origin"
        assert "no-store" in response["Cache-Control"]
        assert "Sign in as Mara" in response.content.decode()
    assert stranger.get("/newsroom/").status_code == 302
    assert stranger.post(address).status_code == 302


def test_an_unknown_link_gets_the_same_page_as_a_spent_one(stranger: Client, editor: User) -> None:
    response = stranger.get(reverse("newsroom_enter", args=["never-was"]))
    assert response.status_code == 410
    assert response["Referrer-Policy"] == "strict-origin"
    assert "no-store" in response["Cache-Control"]


def test_a_link_that_is_too_old_signs_nobody_in(stranger: Client, editor: User) -> None:
    address = reverse("newsroom_enter", args=[make_sign_in_link(user=editor)])
    SignInLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert stranger.get(address).status_code == 410
    assert stranger.post(address).status_code == 410
    assert stranger.get("/newsroom/").status_code == 302


def test_the_link_of_an_account_that_was_closed_signs_nobody_in(
    stranger: Client, editor: User
) -> None:
    address = reverse("newsroom_enter", args=[make_sign_in_link(user=editor)])
    User.objects.update(is_active=False)
    assert stranger.get(address).status_code == 410
    assert stranger.post(address).status_code == 410


def test_the_page_of_a_spent_link_loads_no_script(stranger: Client, editor: User) -> None:
    page = stranger.get(reverse("newsroom_enter", args=["never-was"])).content.decode()
    assert "<script" not in page


def test_the_sign_in_page_carries_our_name(stranger: Client, editor: User) -> None:
    page = stranger.get("/newsroom/login/").content.decode()
    assert "Sign in to the newsroom" in page
    assert "Wagtail" not in page


def test_a_link_signs_in_without_the_second_factor_that_a_password_needs(
    stranger: Client, editor: User
) -> None:
    """Decided in docs/decisions/0013: who makes a link could take the factor away as well."""
    editor.set_password("eleven herons wade")
    editor.save()
    TOTP.activate(editor, generate_totp_secret())
    form = {"login": editor.email, "password": "eleven herons wade"}
    asked = stranger.post("/newsroom/login/", form)["Location"]
    assert asked.startswith("/newsroom/security/code/")
    assert stranger.get("/newsroom/").status_code == 302
    address = f"/newsroom/enter/{make_sign_in_link(user=editor)}"
    assert stranger.post(address)["Location"] == "/newsroom/"
    assert stranger.get("/newsroom/").status_code == 200
