"""One search over items and stories, by Masthead's own index, with each find's state."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from masthead.accounts.models import User
from masthead.newsroom.desk.refreshing import sweep
from masthead.newsroom.models import Line
from masthead.stories.models import Edition
from masthead.wire.services import open_item
from tests.factories.stories import make_published, make_section, make_story
from tests.factories.wire import make_item

pytestmark = pytest.mark.django_db

SEARCH = "/newsroom/desk/search/"


def finds(browser: Client, words: str, **more: str) -> list[tuple[str, str]]:
    """The headlines and states that were found."""
    rows = browser.get(SEARCH, {"q": words, **more}).context["rows"]
    return [(find.headline.text, find.row.state) for find in rows]


@pytest.fixture
def archive(edition: Edition) -> None:
    """Some items and stories."""
    section = make_section(edition)
    make_item(headline="Bridge closed to traffic")
    make_story(section=section, headline="Who pays for the bridge?")
    make_published(section=section, headline="Ferry back in service")


def test_items_and_stories_are_found_together_with_their_state(
    browser: Client, archive: None
) -> None:
    assert sorted(finds(browser, "bridge")) == [
        ("Bridge closed to traffic", "New"),
        ("Who pays for the bridge?", "Draft"),
    ]


def test_the_last_word_may_be_unfinished_and_a_phrase_stands_together(
    browser: Client, archive: None
) -> None:
    assert finds(browser, "ferr") == [("Ferry back in service", "Published")]
    assert finds(browser, '"closed to"') == [("Bridge closed to traffic", "New")]
    assert finds(browser, '"to closed"') == []


def test_what_was_looked_for_is_marked_and_the_rest_is_text(
    browser: Client, edition: Edition
) -> None:
    make_item(headline="Bridge <b>closed</b>")
    page = browser.get(SEARCH, {"q": "bridge", "fragment": "1"}).content.decode()
    assert "<mark>Bridge</mark>" in page
    assert "&lt;b&gt;closed" in page
    assert "<html" not in page


def test_an_item_that_was_opened_is_found_when_its_line_has_gone(
    browser: Client, editor: User, edition: Edition
) -> None:
    open_item(item=make_item(headline="Bridge closed"), by=editor)
    sweep()
    Line.objects.filter(subject="item").delete()
    assert ("Bridge closed", "Opened") in finds(browser, "bridge")


@pytest.mark.parametrize("words", ["", "   ", '"', "-", "\x00", "%_'", "🛳", "a" * 500])
def test_no_words_are_an_error(words: str, browser: Client, archive: None) -> None:
    assert browser.get(SEARCH, {"q": words}).status_code == 200
    assert browser.get(SEARCH, {"q": words, "order": "best", "before": "x"}).status_code == 200


def test_the_finds_take_a_fixed_number_of_queries(
    browser: Client, archive: None, django_assert_num_queries: Any
) -> None:
    browser.get(SEARCH, {"q": "bridge"})
    with CaptureQueriesContext(connection) as few:
        browser.get(SEARCH, {"q": "bridge"})
    for number in range(8):
        make_item(headline=f"Bridge {number}")
    with django_assert_num_queries(len(few)):
        browser.get(SEARCH, {"q": "bridge"})


def test_old_links_to_the_desk_s_search_lead_to_the_new_one(browser: Client) -> None:
    assert browser.get("/newsroom/", {"q": "x"}).headers["Location"] == f"{SEARCH}?q=x"


def test_the_sidebar_s_search_is_ours(browser: Client, edition: Edition) -> None:
    assert SEARCH in browser.get("/newsroom/").content.decode()
