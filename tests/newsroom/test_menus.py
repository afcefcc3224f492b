"""The screen of an edition's menus, and the form of a standing page."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from masthead.accounts.granting import ensure_roles, give_role
from masthead.accounts.models import User
from masthead.accounts.roles import Role
from masthead.standing.models import MenuLink, StandingPage
from masthead.stories.models import Edition
from tests.factories.stories import make_edition, make_user
from tests.readers import HOST

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return make_edition(host=HOST)


@pytest.fixture
def manager(client: Client) -> Client:
    client.force_login(User.objects.create_superuser(email="m@example.org", password="x" * 20))
    return client


@pytest.fixture
def reader() -> Client:
    return Client(headers={"host": HOST})


def lines(**menus: list[dict[str, Any]]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for place in MenuLink.Place.values:
        rows = menus.get(place, [])
        fields |= {f"{place}-TOTAL_FORMS": len(rows), f"{place}-INITIAL_FORMS": 0}
        for number, row in enumerate(rows):
            fields |= {f"{place}-{number}-{name}": value for name, value in row.items()}
    return fields


def test_lines_are_saved_in_the_order_of_their_numbers_and_removed_by_a_tick(
    edition: Edition, manager: Client
) -> None:
    address = reverse("newsroom_menus_of", args=[edition.pk])
    sport = edition.sections.get(slug="sport")
    answer = manager.post(
        address,
        lines(
            head=[
                {"address": "/news", "label": "All", "ORDER": 2},
                {"target": f"section:{sport.pk}", "ORDER": 1},
                {"address": "/x", "label": "Gone", "ORDER": 3, "DELETE": "on"},
                {},
            ]
        ),
        HTTP_HOST=HOST,
    )
    assert answer.status_code == 302
    assert [str(row) for row in MenuLink.objects.all()] == ["Sport", "All"]
    page = manager.get(address, HTTP_HOST=HOST)
    assert page.context["menus"][0]["lines"].initial_form_count() == 2


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"address": "javascript:alert(1)", "label": "x"}, "Give a path of this site"),
        ({"address": "/news"}, "Give the words that readers see"),
        ({"label": "x"}, "Say where this line leads"),
        ({"target": "section:999999", "label": "x"}, "Select a valid choice"),
        ({"target": "page:x"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_at_its_line_and_nothing_is_saved(
    edition: Edition, manager: Client, line: dict[str, str], words: str
) -> None:
    address = reverse("newsroom_menus_of", args=[edition.pk])
    answer = manager.post(address, lines(head=[line]), HTTP_HOST=HOST)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not MenuLink.objects.exists()


def test_a_broken_form_is_told_apart_from_an_empty_one(edition: Edition, manager: Client) -> None:
    MenuLink.objects.create(edition=edition, place="head", position=0, label="A", address="/a")
    answer = manager.post(reverse("newsroom_menus_of", args=[edition.pk]), {}, HTTP_HOST=HOST)
    assert answer.status_code == 422
    assert MenuLink.objects.count() == 1


def test_a_standing_page_is_written_previewed_and_published(
    edition: Edition, manager: Client, reader: Client
) -> None:
    fields = {
        "edition": edition.pk, "title": "The programme", "slug": "", "kind": "plain",
        "position": 5, "is_in_foot": "on", "body-count": 1, "body-0-deleted": "",
        "body-0-order": 0, "body-0-type": "heading", "body-0-id": "", "body-0-value": "Mornings",
    }  # fmt: skip
    add = reverse("wagtailsnippets_standing_standingpage:add")
    assert manager.post(add, fields, HTTP_HOST=HOST).status_code == 302
    page = StandingPage.objects.get(title="The programme")
    assert (page.slug, page.live) == ("the-programme", False)
    assert reader.get("/the-programme").status_code == 404
    preview = reverse("wagtailsnippets_standing_standingpage:preview_on_edit", args=[page.pk])
    manager.post(preview, fields | {"slug": page.slug}, HTTP_HOST=HOST)
    shown = manager.get(preview, HTTP_HOST=HOST)
    assert "Preview: readers do not see this page." in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    edit = reverse("wagtailsnippets_standing_standingpage:edit", args=[page.pk])
    answer = manager.post(edit, fields | {"slug": page.slug, "action-publish": "1"}, HTTP_HOST=HOST)
    assert answer.status_code == 302
    reader = Client(headers={"host": HOST})
    html = reader.get("/the-programme").content.decode()
    assert "Mornings" in html
    assert 'href="/the-programme"' in reader.get("/").content.decode()


@pytest.mark.parametrize(("role", "status"), [(Role.EDITOR, 200), (Role.REPORTER, 302)])
def test_menus_are_an_editor_s(edition: Edition, client: Client, role: Role, status: int) -> None:
    ensure_roles()
    user = make_user(is_superuser=False)
    give_role(user=user, role=role, by=None)
    client.force_login(User.objects.get(pk=user.pk))
    answer = client.get(reverse("newsroom_menus_of", args=[edition.pk]), HTTP_HOST=HOST)
    assert answer.status_code == status
