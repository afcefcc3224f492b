"""Who may see what: every screen of ours asks who is there."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from masthead.accounts.models import User
from masthead.stories.models import Edition
from masthead.stories.services.notes import write_note
from tests.factories.stories import make_published, make_section, make_user
from tests.factories.wire import make_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def screens(edition: Edition, editor: User) -> dict[str, str]:
    """Every address of ours, by name, about things that are there."""
    story = make_published(section=make_section(edition))
    item = make_item()
    note = write_note(story=story, by=editor, text="Check")
    return {
        "newsroom_desk": "/newsroom/",
        "newsroom_item": f"/newsroom/items/{item.pk}/",
        "newsroom_item_open": f"/newsroom/items/{item.pk}/open/",
        "newsroom_as_received": f"/newsroom/takes/{item.take_id}/as-received/",
        "newsroom_raw_bytes": f"/newsroom/takes/{item.take_id}/bytes/",
        "newsroom_withdraw": f"/newsroom/stories/{story.pk}/withdraw/",
        "newsroom_kill": f"/newsroom/stories/{story.pk}/kill/",
        "newsroom_versions": f"/newsroom/stories/{story.pk}/versions/",
        "newsroom_hide_version": f"/newsroom/stories/{story.pk}/versions/1/hide/",
        "newsroom_note_write": f"/newsroom/stories/{story.pk}/notes/",
        "newsroom_note_resolve": f"/newsroom/notes/{note.pk}/resolve/",
    }


def test_a_stranger_is_sent_to_the_sign_in_page(screens: dict[str, str]) -> None:
    stranger = Client(headers={"host": "localhost"})
    for address in screens.values():
        for ask in (stranger.get, stranger.post):
            response = ask(address)
            assert response.status_code == 302, address
            assert response["Location"].startswith("/newsroom/login/"), address


def test_staff_without_a_part_in_stories_sees_and_does_nothing(screens: dict[str, str]) -> None:
    guest = make_user(is_superuser=False)
    guest.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client(headers={"host": "localhost"})
    client.force_login(guest)
    response = client.get(screens.pop("newsroom_desk"))
    assert response.status_code == 403
    assert "no part in stories" in response.content.decode()
    for address in screens.values():
        for ask in (client.get, client.post):
            response = ask(address, headers={"x-requested-with": "XMLHttpRequest"})
            assert response.status_code == 403, address
            response = ask(address)
            assert response.status_code == 302, address
            assert response["Location"] == "/newsroom/", address


def test_an_editor_may_do_all_that_an_editor_does(screens: dict[str, str], browser: Client) -> None:
    posts = {"newsroom_item_open", "newsroom_note_write", "newsroom_note_resolve"}
    for name, address in screens.items():
        expected = 405 if name in posts else 200
        assert browser.get(address).status_code == expected, name


@pytest.mark.parametrize(
    "address",
    [
        "snippets/stories/story/",
        "snippets/stories/story/add/",
        "snippets/stories/recording/add/",
        "snippets/stories/edition/",
        "snippets/stories/section/add/",
        "snippets/stories/topic/add/",
        "snippets/stories/author/add/",
        "snippets/wire/source/",
        "images/",
        "images/add/",
        "account/",
    ],
)
def test_an_editor_manages_what_stories_are_made_of(address: str, browser: Client) -> None:
    assert browser.get(f"/newsroom/{address}").status_code == 200


@pytest.mark.parametrize("address", ["stories/edition/add/", "wire/source/add/"])
def test_editions_and_sources_are_an_administrators(address: str, browser: Client) -> None:
    assert browser.get(f"/newsroom/snippets/{address}")["Location"] == "/newsroom/"


def menu_of(page: str) -> str:
    """What the sidebar is made from."""
    start = page.index('id="wagtail-sidebar-props"')
    return page[start : page.index("</script>", start)]


def test_the_menu_leads_nowhere_useless(browser: Client) -> None:
    page = browser.get("/newsroom/").content.decode()
    menu = menu_of(page)
    for words in ("/newsroom/pages/", "/newsroom/documents/", '/newsroom/snippets/"'):
        assert words not in menu
    for words in ('"Desk"', '"Stories"', '"Pictures"', '"Set-up"'):
        assert words in menu
    for words in ("wagtail.org", "gravatar"):
        assert words not in page


def test_an_administrators_menu_leads_nowhere_useless(edition: Edition) -> None:
    chief = Client(headers={"host": "localhost"})
    chief.force_login(make_user())
    page = chief.get("/newsroom/").content.decode()
    for words in ("/newsroom/pages/", "/newsroom/sites/", "/reports/locked", "/reports/aging"):
        assert words not in menu_of(page)
    assert "wagtail.org" not in page


@pytest.mark.parametrize("kind", ["topic", "author"])
def test_an_address_left_empty_is_made_from_the_name(kind: str, browser: Client) -> None:
    response = browser.post(
        f"/newsroom/snippets/stories/{kind}/add/", {"name": "Port & Harbour", "slug": ""}
    )
    assert response.status_code == 302
    page = browser.get(f"/newsroom/snippets/stories/{kind}/").content.decode()
    assert "Port &amp; Harbour" in page
