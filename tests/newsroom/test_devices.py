"""The browsers that alerts come to: added by the page's script, each person's own."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from masthead.accounts.models import User
from masthead.alerts.models import Device
from masthead.stories.models import Edition
from tests.alerts.test_push import Browser
from tests.factories.stories import make_user

ADDRESS = "/newsroom/alerts/devices/"


@pytest.fixture
def person(edition: Edition) -> User:
    """Somebody who wants alerts on her phone."""
    return make_user(first_name="Ida")


@pytest.fixture
def client(person: User) -> Client:
    """Her browser."""
    client = Client(headers={"host": "localhost"})
    client.force_login(person)
    return client


def subscription(**changes: Any) -> dict[str, Any]:
    """What a browser sends when its owner has allowed messages."""
    browser = Browser()
    return {
        "name": "Phone",
        "endpoint": "https://push.example/1",
        "keys": {"p256dh": browser.p256dh, "auth": browser.auth},
    } | changes


def send(client: Client, data: Any) -> Any:
    """The answer to a subscription."""
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    return client.post(ADDRESS, body, content_type="application/json")


def test_a_browser_is_added_once_listed_and_taken_off(client: Client, person: User) -> None:
    sent = subscription()
    for _ in range(2):
        assert send(client, sent).json() == {"added": True}
    device = Device.objects.get()
    assert (device.person, device.name) == (person, "Phone")
    assert "Phone" in client.get(ADDRESS).text
    assert client.post(f"{ADDRESS}{device.pk}/remove/").status_code == 302
    assert not Device.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\xff", b"[]", b"{}", b'{"endpoint": "https://push.example/", "keys": 3}',
        b"[" * 7_000, b"x" * 8_001,
        subscription(endpoint="http://push.example/1"),
        subscription(endpoint="https://push.example/" + "x" * 2000),
        subscription(keys={"p256dh": "AAAA", "auth": "AAAA"}),
    ],
)  # fmt: skip
def test_what_is_no_subscription_is_refused_in_words(client: Client, data: Any) -> None:
    answer = send(client, data)
    assert answer.status_code == 400
    assert answer.json()["reason"].endswith(".")
    assert not Device.objects.exists()


def test_nobody_takes_off_somebody_elses_device(client: Client) -> None:
    other = Browser().device("https://push.example/other")
    client.post(f"{ADDRESS}{other.pk}/remove/")
    assert Device.objects.get() == other
