"""The form of an edition."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from masthead.accounts.models import User
from masthead.stories.models import Edition, EditionAlias
from tests.factories.stories import make_edition
from tests.readers import HOST

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return make_edition(host=HOST)


@pytest.fixture
def manager(client: Client) -> Client:
    client.force_login(User.objects.create_superuser(email="m@example.org", password="x" * 20))
    return client


def post(client: Client, edition: Edition, **changes: Any) -> Any:
    fields = {
        "name": edition.name,
        "host": edition.host,
        "zone": edition.zone,
        "language": edition.language,
    }
    address = reverse("wagtailsnippets_stories_edition:edit", args=[edition.pk])
    return client.post(address, fields | changes, HTTP_HOST=HOST)


def test_other_hosts_and_colours_are_saved(edition: Edition, manager: Client) -> None:
    answer = post(
        manager, edition, other_hosts="WWW.courier.example\nold.example\nold.example",
        accent="#00594C", stream_address="https://s.example/live", email="desk@example.org",
    )  # fmt: skip
    assert answer.status_code == 302
    edition.refresh_from_db()
    assert edition.looks.accent == "#00594c"
    assert [row.host for row in edition.aliases.all()] == ["old.example", "www.courier.example"]
    page = manager.get(answer["Location"], HTTP_HOST=HOST, follow=True)
    assert page.status_code == 200


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("accent", "#ffcc00", "readers need 4.5 to 1"),
        ("accent", "yellow", "is not a colour like"),
        ("accent_dark", "#101010", "Choose a lighter one"),
        ("paper", "#777777", "Choose a paler tint"),
        ("language", "english", "is not a language tag"),
        ("stream_address", "http://s.example/live", "Give an https:// address"),
        ("stream_address", "javascript:alert(1)", "Give a whole address"),
        ("other_hosts", HOST, "own host"),
        ("other_hosts", "https://x.example/", "Give the host name alone"),
        ("other_hosts", "taken.example", "leads to"),
        ("other_hosts", "second.example", "An edition lives at this host"),
        ("host", "taken.example", "leads to an edition already"),
    ],
)
def test_what_will_not_do_is_said_at_its_field(
    edition: Edition, manager: Client, field: str, value: str, words: str
) -> None:
    second = make_edition(host="second.example")
    EditionAlias.objects.create(edition=second, host="taken.example")
    answer = post(manager, edition, **{field: value})
    assert answer.status_code == 200
    errors = answer.context["form"].errors
    assert words in str(errors[field])
    assert list(errors) == [field]
