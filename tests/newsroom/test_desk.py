"""The desk: every list says what it has, in words, at a fixed price."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from masthead.accounts.models import User
from masthead.kernel.clock import now
from masthead.newsroom.desk import lists
from masthead.newsroom.desk.filters import View
from masthead.newsroom.desk.lists import Cursor, desk_page, tab_counts
from masthead.newsroom.desk.tabs import Tab
from masthead.stories.models import Edition, Story
from masthead.stories.services.notes import write_note
from masthead.stories.services.publication import kill_story, withdraw_story
from masthead.wire.dispatch import Status
from masthead.wire.services import open_item
from tests.factories.stories import make_published, make_section, make_story
from tests.factories.wire import make_item, make_source
from tests.newsroom.items import make_killed_item

pytestmark = pytest.mark.django_db

Counter = Callable[[int], Any]
NOBODY = 0


def headlines(tab: Tab) -> list[str]:
    """What a list shows."""
    return [row.headline for row in desk_page(View(tab=tab), me=NOBODY).rows]


def schedule(story: Story) -> None:
    """Have a revision of the story wait for tomorrow."""
    revision = story.save_revision()
    revision.approved_go_live_at = now() + timedelta(days=1)
    revision.save(update_fields=["approved_go_live_at"])


def test_each_story_and_item_stands_in_its_list(editor: User, edition: Edition) -> None:
    section = make_section(edition)
    make_item(headline="Came in")
    make_story(section=section, headline="Begun")
    waiting = make_story(section=section, headline="Waits")
    schedule(waiting)
    make_published(section=section, headline="Out")
    gone = make_published(section=section, headline="Gone")
    withdraw_story(story=gone, by=editor)
    dead = make_published(section=section, headline="Dead")
    kill_story(story=dead, by=editor, reason="A court said so")
    assert headlines(Tab.JUST_IN) == ["Came in"]
    assert headlines(Tab.IN_PROGRESS) == ["Begun"]
    assert headlines(Tab.SCHEDULED) == ["Waits"]
    assert headlines(Tab.PUBLISHED) == ["Out"]
    assert headlines(Tab.ENDED) == ["Dead", "Gone"]
    assert tab_counts(View(), me=NOBODY) == {
        Tab.JUST_IN: "1",
        Tab.IN_PROGRESS: "1",
        Tab.IN_REVIEW: "0",
        Tab.SCHEDULED: "1",
        Tab.PUBLISHED: "1",
        Tab.ATTENTION: "0",
        Tab.ENDED: "2",
    }


def test_an_item_that_was_opened_is_no_longer_just_in(editor: User, edition: Edition) -> None:
    item = make_item(headline="Came in")
    open_item(item=item, by=editor)
    assert headlines(Tab.JUST_IN) == []
    assert headlines(Tab.IN_PROGRESS) == ["Came in"]


def test_a_published_story_with_changes_is_work_in_progress_too(edition: Edition) -> None:
    story = make_published(section=make_section(edition), headline="Out")
    story.headline = "Out, with more"
    story.save_revision()
    (row,) = desk_page(View(tab=Tab.IN_PROGRESS), me=NOBODY).rows
    assert (row.state, row.headline) == ("Published, with changes", "Out, with more")
    assert headlines(Tab.PUBLISHED) == ["Out"]


def test_what_an_item_may_not_be_used_for_is_said_in_words(edition: Edition) -> None:
    make_killed_item()
    make_item(status=Status.WITHHELD)
    make_item(embargo_until=now() + timedelta(hours=1))
    embargoed, withheld, killed = desk_page(View(), me=NOBODY).rows
    assert [row.state for row in (embargoed, withheld, killed)] == [
        "Under embargo",
        "Withheld",
        "Killed by the agency",
    ]
    assert embargoed.open_url
    assert not withheld.open_url
    assert not killed.open_url


def test_a_newer_take_of_an_opened_item_needs_attention(editor: User, edition: Edition) -> None:
    source = make_source()
    item = make_item(source=source, guid="urn:x:1", version="1", headline="Bridge closed")
    open_item(item=item, by=editor)
    make_item(source=source, guid="urn:x:1", version="2", headline="Bridge closed, two hurt")
    (row,) = desk_page(View(tab=Tab.IN_PROGRESS), me=NOBODY).rows
    assert row.remark == "A newer take has come in"
    assert headlines(Tab.ATTENTION) == ["Bridge closed"]


@pytest.mark.parametrize("tab", list(Tab))
def test_a_page_of_the_desk_is_one_query(
    tab: Tab, edition: Edition, editor: User, django_assert_num_queries: Counter
) -> None:
    section = make_section(edition)
    for _ in range(4):
        make_item()
        make_story(section=section)
        schedule(make_story(section=section))
        make_published(section=section)
        withdraw_story(story=make_published(section=section), by=editor)
    with django_assert_num_queries(1):
        desk_page(View(tab=tab), me=NOBODY)
    with django_assert_num_queries(len(Tab)):
        tab_counts(View(section=section.pk), me=NOBODY)


def test_the_whole_screen_takes_a_fixed_number_of_queries(
    browser: Client,
    edition: Edition,
    django_assert_num_queries: Counter,
    django_assert_max_num_queries: Counter,
) -> None:
    make_item()
    browser.get("/newsroom/")
    with django_assert_max_num_queries(29) as one:
        browser.get("/newsroom/")
    for _ in range(9):
        make_item()
    with django_assert_num_queries(len(one.captured_queries)):
        browser.get("/newsroom/")


@pytest.mark.parametrize("tab", [Tab.JUST_IN, Tab.IN_PROGRESS, Tab.PUBLISHED, Tab.ENDED])
def test_older_pages_neither_repeat_nor_skip(
    tab: Tab, edition: Edition, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "PAGE", 2)
    section = make_section(edition)
    for number in range(5):
        make_item(headline=f"n{number}")
        make_story(section=section, headline=f"n{number}")
        make_published(section=section, headline=f"n{number}")
        gone = make_published(section=section, headline=f"n{number}")
        withdraw_story(story=gone, by=editor)
    assert walk(tab) == ["n4", "n3", "n2", "n1", "n0"]


def test_what_falls_due_next_comes_first(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAGE", 2)
    section = make_section(edition)
    for hours in (5, 1, 4, 2, 3):
        story = make_story(section=section, headline=f"in {hours} h")
        revision = story.save_revision()
        revision.approved_go_live_at = now() + timedelta(hours=hours)
        revision.save(update_fields=["approved_go_live_at"])
    assert walk(Tab.SCHEDULED) == [f"in {hours} h" for hours in range(1, 6)]


def walk(tab: Tab) -> list[str]:
    """The headlines of a list, page by page to its end."""
    seen: list[str] = []
    cursor: Cursor | None = None
    for _ in range(10):
        page = desk_page(View(tab=tab), me=NOBODY, before=cursor)
        seen += [row.headline for row in page.rows]
        if page.older is None:
            return seen
        cursor = Cursor.parse(str(page.older))
    raise AssertionError("the list has no end")


@pytest.mark.parametrize(
    "text", ["", "_", "_x", "_3", "yesterday_3", "2026-01-01T00:00_3", "_²", "1" * 40]
)
def test_a_mangled_place_in_a_list_is_the_beginning(text: str, browser: Client) -> None:
    assert Cursor.parse(text) is None
    assert browser.get("/newsroom/", {"before": text}).status_code == 200


def test_a_note_that_asks_for_somebody_stands_on_their_desk(
    browser: Client, edition: Edition, editor: User
) -> None:
    story = make_story(section=make_section(edition))
    write_note(story=story, by=editor, text="@mara check the <b>names</b>")
    page = browser.get("/newsroom/").content.decode()
    assert "Notes for you" in page
    assert "&lt;b&gt;names&lt;/b&gt;" in page


def test_a_headline_from_the_wire_is_text(browser: Client, edition: Edition) -> None:
    make_item(headline="<script>alert(1)</script>")
    page = browser.get("/newsroom/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_an_empty_list_says_what_will_be_there(browser: Client, edition: Edition) -> None:
    for tab in Tab:
        response = browser.get("/newsroom/", {"tab": tab.value})
        assert response.context["empty_words"] in response.content.decode()
