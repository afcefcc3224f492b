"""Wire items: read, opened, and seen as received without ever being rendered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from masthead.kernel.blocks import Paragraph
from masthead.stories.models import Edition, Story
from masthead.wire.dispatch import Rendition, WirePicture
from tests.factories.wire import make_item
from tests.newsroom.items import item_from, make_killed_item

pytestmark = pytest.mark.django_db

HOSTILE = b"\xff<html><script>alert(1)</script><img src=x onerror=alert(2)>"


def test_an_items_page_shows_what_it_says(browser: Client, edition: Edition) -> None:
    item = item_from(
        headline="Bridge closed",
        dek="A lorry struck it",
        dateline="PORT ASH",
        remarks=[{"where": "/nitf/head", "what": "The time “noon” names no zone."}],
        pictures=(
            WirePicture(
                renditions=(Rendition(href="bridge.jpg"),), headline="The bridge", credit="A. Snap"
            ),
        ),
    )
    page = browser.get(f"/newsroom/items/{item.pk}/").content.decode()
    for words in (
        "Bridge closed",
        "A lorry struck it",
        "PORT ASH",
        "names no zone",
        "bridge.jpg",
        "A. Snap",
        "no alternative text",
        "Open as a story",
        "As received",
    ):
        assert words in page


def test_an_items_page_takes_a_fixed_number_of_queries(
    browser: Client,
    edition: Edition,
    django_assert_num_queries: Callable[[int], Any],
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    small = make_item()
    large = make_item(body=tuple(Paragraph(f"Line {number}") for number in range(40)))
    browser.get(f"/newsroom/items/{small.pk}/")
    # One of the thirteen reads the content types, which another test's page may have read before.
    with django_assert_max_num_queries(15) as one:
        browser.get(f"/newsroom/items/{small.pk}/")
    with django_assert_num_queries(len(one.captured_queries)):
        browser.get(f"/newsroom/items/{large.pk}/")


def test_markup_in_an_items_text_is_cleaned_once_more(browser: Client, edition: Edition) -> None:
    item = make_item(body=(Paragraph("A <b>bridge</b> <img src=x onerror=alert(1)>"),))
    page = browser.get(f"/newsroom/items/{item.pk}/").content.decode()
    assert "onerror" not in page
    assert "bridge" in page


def test_an_item_is_opened_as_a_story_once(browser: Client, edition: Edition) -> None:
    item = make_item(headline="Bridge closed")
    address = f"/newsroom/items/{item.pk}/open/"
    first = browser.post(address)
    assert browser.post(address)["Location"] == first["Location"]
    story = Story.objects.get()
    assert first["Location"] == f"/newsroom/snippets/stories/story/edit/{story.pk}/"
    page = browser.get(first["Location"]).content.decode()
    assert "As received" in page


def test_an_item_is_not_opened_by_a_link(browser: Client, edition: Edition) -> None:
    item = make_item()
    assert browser.get(f"/newsroom/items/{item.pk}/open/").status_code == 405
    assert not Story.objects.exists()


def test_a_killed_item_says_so_and_is_refused_in_words(browser: Client, edition: Edition) -> None:
    item = make_killed_item()
    page = browser.get(f"/newsroom/items/{item.pk}/").content.decode()
    assert "The agency killed this item" in page
    assert "Open as a story" not in page
    response = browser.post(f"/newsroom/items/{item.pk}/open/", follow=True)
    assert response.redirect_chain == [(f"/newsroom/items/{item.pk}/", 302)]
    assert "it cannot be used" in response.content.decode()
    assert not Story.objects.exists()


def test_the_bytes_are_shown_as_text(browser: Client, edition: Edition) -> None:
    item = item_from(HOSTILE)
    page = browser.get(f"/newsroom/takes/{item.take_id}/as-received/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_bytes_are_sent_as_a_file_that_no_browser_renders(
    browser: Client, edition: Edition
) -> None:
    item = item_from(HOSTILE)
    response = browser.get(f"/newsroom/takes/{item.take_id}/bytes/")
    assert response.content == HOSTILE
    assert response["Content-Type"] == "text/plain"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_a_long_file_is_shown_by_its_beginning(
    browser: Client, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("masthead.newsroom.views.items.MOST_SHOWN", 10)
    item = item_from(b"0123456789abcdef")
    page = browser.get(f"/newsroom/takes/{item.take_id}/as-received/").content.decode()
    assert "0123456789" in page
    assert "9abc" not in page
    assert "this is its beginning" in page


def test_an_item_that_is_not_there_is_a_page_of_ours(browser: Client, edition: Edition) -> None:
    response = browser.get("/newsroom/items/999/")
    assert response.status_code == 404
    assert "There is nothing here" in response.content.decode()


def test_the_editor_is_told_what_stayed_behind_once(browser: Client, edition: Edition) -> None:
    pictures = tuple(
        WirePicture(renditions=(Rendition(href=f"{number}.jpg"),), headline=f"<b>Quay</b> {number}")
        for number in range(12)
    )
    item = make_item(pictures=pictures)
    page = browser.post(f"/newsroom/items/{item.pk}/open/", follow=True).content.decode()
    assert "&lt;b&gt;Quay&lt;/b&gt; 0: its file did not come with the item" in page
    assert "Left out: 2 more." in page
    page = browser.post(f"/newsroom/items/{item.pk}/open/", follow=True).content.decode()
    assert "Left out" not in page
