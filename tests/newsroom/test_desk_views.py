"""A view of the desk is a link: filters in the address, views under a name, changes since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict
from django.test import Client

from masthead.accounts.models import User
from masthead.kernel.clock import now
from masthead.newsroom.desk import lists
from masthead.newsroom.desk.filters import View
from masthead.newsroom.desk.lists import desk_page, tab_counts, urgent_rows
from masthead.newsroom.desk.saved import (
    change_view,
    delete_view,
    move_view,
    save_view,
    start_with,
    views_for,
)
from masthead.newsroom.desk.tabs import Tab
from masthead.newsroom.models import Assignment, Line, SavedView
from masthead.stories.models import Byline, Edition, Section, Story
from masthead.stories.services.publication import publish_story
from masthead.wire.services import open_item
from tests.factories.stories import (
    make_author,
    make_edition,
    make_published,
    make_section,
    make_story,
    make_user,
)
from tests.factories.wire import make_item, make_source

pytestmark = pytest.mark.django_db

Counter = Callable[[int], Any]
CHANGES = "/newsroom/desk/changes/"


@pytest.fixture
def section(edition: Edition) -> Section:
    """Where the stories stand."""
    return make_section(edition)


def found(query: str, me: int = 0) -> list[str]:
    """The headlines that a view shows."""
    page = desk_page(View.parse(QueryDict(query)), me=me)
    return [row.headline for row in page.rows]


# --- Filters -----------------------------------------------------------------------------------


def test_stories_are_filtered_by_all_that_the_desk_knows_of_them(section: Section) -> None:
    other = make_section(make_edition(name="Other", language="ar"))
    make_published(section=section, headline="A", urgency=2, agency="Reuters", kind="brief")
    make_published(section=other, headline="B", urgency=6, agency="dpa", language="")
    for query, headlines in {
        f"edition={section.edition_id}": ["A"],
        f"section={other.pk}": ["B"],
        "urgency=2": ["A"],
        "urgency=6": ["B", "A"],
        "agency=REUT": ["A"],
        "kind=brief": ["A"],
        "language=ar": ["B"],
        "language=en": ["A"],
        f"section={section.pk}&urgency=1": [],
    }.items():
        assert found(f"tab=published&{query}") == headlines, query


def test_a_number_is_not_taken_for_another_that_begins_with_it(section: Section) -> None:
    story = make_story(section=section)
    Line.objects.filter(number=story.pk).update(places="|e12|s345|")
    assert found("tab=in-progress&section=34") == []
    assert found("tab=in-progress&section=345") != []


def test_items_are_filtered_by_their_source_and_its_section(section: Section) -> None:
    source = make_source(name="Harbour radio")
    source.section = section
    source.save()
    make_item(source=source, headline="A")
    make_item(headline="B")
    assert found(f"source={source.pk}") == ["A"]
    assert found(f"section={section.pk}") == ["A"]
    assert found(f"edition={section.edition_id}") == ["A"]


def test_me_is_whoever_looks(editor: User, section: Section) -> None:
    given = make_story(section=section, headline="Given")
    Assignment.objects.create(
        story=given, person=editor, assigned_by=editor, assigned_at=now(), due_at=now()
    )
    written = make_story(section=section, headline="Written")
    Byline.objects.create(story=written, author=make_author(account=editor))
    make_story(section=section, headline="Somebody’s")
    assert found("tab=in-progress&person=me", me=editor.pk) == ["Written", "Given"]
    assert found(f"tab=in-progress&person={editor.pk}") == ["Written", "Given"]
    assert found("tab=in-progress&person=me", me=editor.pk + 1) == []


def test_days_are_whole_and_the_last_one_counts(section: Section) -> None:
    make_item(headline="Today")
    today = now().date()
    assert found(f"since={today}&until={today}") == ["Today"]
    assert found(f"until={today - timedelta(days=1)}") == []
    assert found(f"since={today + timedelta(days=1)}") == []


def test_tabs_count_what_passes_the_filters(section: Section) -> None:
    make_item(urgency=1)
    make_item(urgency=5)
    make_story(section=section, urgency=2)
    counts = tab_counts(View(urgency=2), me=0)
    assert (counts[Tab.JUST_IN], counts[Tab.IN_PROGRESS]) == ("1", "1")


def test_a_count_ends_at_99(section: Section, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "MOST_COUNTED", 3)
    for _ in range(4):
        make_item()
    assert tab_counts(View(), me=0)[Tab.JUST_IN] == "2+"


def test_a_view_and_its_address_are_the_same() -> None:
    view = View(
        tab=Tab.PUBLISHED, section=4, urgency=3, language="es-mx", person="me", agency="A & B",
        since=date(2026, 1, 2),
    )  # fmt: skip
    assert View.parse(QueryDict(view.query)) == view
    assert View().query == ""


@pytest.mark.parametrize(
    "query",
    [
        "tab=nowhere", "section=x", "section=-1", "section=²", f"source={'9' * 40}", "urgency=0",
        "person=you", "since=yesterday", "until=2026-02-31", "since=0001-01-01", "agency=%00",
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_left_out(query: str, browser: Client) -> None:
    assert View.parse(QueryDict(query)) == View()
    assert browser.get(f"/newsroom/?{query}").status_code == 200


# --- Saved views -------------------------------------------------------------------------------


def test_a_view_is_kept_as_the_desk_understands_it(editor: User) -> None:
    view = save_view(owner=editor, name=" Urgent ", query="tab=just-in&urgency=3&evil=1")
    assert (view.name, view.query) == ("Urgent", "tab=just-in&urgency=3")
    again = save_view(owner=editor, name="Urgent", query="tab=published")
    assert (again.pk, again.query) == (view.pk, "tab=published")


def test_own_views_come_in_their_order_and_shared_ones_after(editor: User) -> None:
    other = make_user()
    save_view(owner=other, name="Secret", query="")
    save_view(owner=other, name="Shared", query="", is_shared=True)
    save_view(owner=editor, name="One", query="")
    two = save_view(owner=editor, name="Two", query="")
    assert [view.name for view in views_for(editor)] == ["One", "Two", "Shared"]
    move_view(view=two, by=editor, step=-1)
    assert [view.name for view in views_for(editor)] == ["Two", "One", "Shared"]


def test_nobody_touches_somebody_else_s_view(editor: User) -> None:
    view = save_view(owner=make_user(), name="Theirs", query="")
    acts: list[Callable[[], None]] = [
        lambda: change_view(view=view, by=editor, name="Mine", is_shared=True),
        lambda: move_view(view=view, by=editor, step=1),
        lambda: delete_view(view=view, by=editor),
        lambda: start_with(view=view, by=editor),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()


@pytest.mark.parametrize("name", ["", "  ", "Taken"])
def test_a_view_needs_a_name_of_its_own(name: str, editor: User) -> None:
    save_view(owner=editor, name="Taken", query="")
    view = save_view(owner=editor, name="Other", query="")
    with pytest.raises(ValidationError):
        change_view(view=view, by=editor, name=name, is_shared=False)


def test_the_desk_opens_with_the_start_view(browser: Client, editor: User) -> None:
    view = save_view(owner=editor, name="Mine", query="tab=in-progress&person=me")
    start_with(view=view, by=editor)
    response = browser.get("/newsroom/")
    assert response.headers["Location"] == "/newsroom/?tab=in-progress&person=me"
    assert browser.get(response.headers["Location"]).context["current_view"] == view
    start_with(view=None, by=editor)
    assert browser.get("/newsroom/").status_code == 200


def test_a_start_view_that_is_no_longer_shared_is_none(browser: Client, editor: User) -> None:
    owner = make_user()
    view = save_view(owner=owner, name="Theirs", query="tab=ended", is_shared=True)
    start_with(view=view, by=editor)
    change_view(view=view, by=owner, name="Theirs", is_shared=False)
    assert browser.get("/newsroom/").status_code == 200


def test_a_view_is_saved_changed_deleted_and_brought_back_from_its_page(
    browser: Client, editor: User
) -> None:
    page = "/newsroom/desk/views/"
    answer = browser.post(page, {"name": "Mine", "query": "tab=ended", "is_start": "on"})
    assert answer.headers["Location"] == "/newsroom/?tab=ended"
    view = SavedView.objects.get()
    browser.post(page, {"act": "change", "view": view.pk, "name": "Ours", "is_shared": "on"})
    view.refresh_from_db()
    assert (view.name, view.is_shared) == ("Ours", True)
    browser.post(page, {"act": "delete", "view": view.pk})
    assert not SavedView.objects.exists()
    assert "“Ours” is deleted." in browser.get(page).content.decode()
    assert "is deleted" not in browser.get(page).content.decode()
    undo = {"act": "restore", "name": "Ours", "query": "tab=ended", "is_shared": "on"}
    browser.post(page, undo)
    assert SavedView.objects.get().is_shared
    assert browser.post(page, {"act": "change", "view": "x"}).status_code == 404


# --- What has changed --------------------------------------------------------------------------


def ask(browser: Client, since: Any, query: str = "", mark: str = "") -> Any:
    """What an open desk is told."""
    asked = QueryDict(query).dict() | {"after": since.isoformat()}
    return browser.get(CHANGES, asked, headers={"If-None-Match": mark} if mark else {})


def test_an_open_desk_is_told_what_came_in_and_what_left(
    browser: Client, editor: User, section: Section
) -> None:
    item = make_item(headline="Old")
    since = now()
    new = make_item(headline="New", urgency=1)
    open_item(item=item, by=editor)
    told = ask(browser, since).json()
    rows = {row["key"]: row for row in told["rows"]}
    assert rows[f"item-{new.pk}"]["here"]
    assert "New" in rows[f"item-{new.pk}"]["html"]
    assert not rows[f"item-{item.pk}"]["here"]
    assert rows[f"item-{item.pk}"]["state"] == "Opened"
    assert told["counts"]["just-in"] == "1"
    assert "Flash" in told["strip"]
    assert not told["too_much"]


def test_only_what_passes_the_filters_is_here(browser: Client, section: Section) -> None:
    since = now()
    make_item(urgency=5)
    (row,) = ask(browser, since, "urgency=2").json()["rows"]
    assert not row["here"]


def test_a_desk_in_which_nothing_happened_is_told_so_for_one_query(
    browser: Client, section: Section, django_assert_num_queries: Counter
) -> None:
    since = now()
    make_item()
    first = ask(browser, since)
    again = ask(browser, since, mark=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    with django_assert_num_queries(1):
        lists.changes_since(since)
    make_item()
    assert ask(browser, since, mark=first.headers["ETag"]).status_code == 200


def test_a_change_that_commits_late_is_told_all_the_same(browser: Client, edition: Edition) -> None:
    item = make_item()
    began = now() - timedelta(seconds=10)
    until = ask(browser, now()).json()["until"]
    Line.objects.filter(number=item.pk).update(changed_at=began)
    told = browser.get(CHANGES, {"after": until}).json()
    assert [row["key"] for row in told["rows"]] == [f"item-{item.pk}"]


def test_a_desk_that_slept_is_asked_to_begin_anew(
    browser: Client, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "MOST_CHANGES", 2)
    since = now()
    for _ in range(3):
        make_item()
    assert ask(browser, since).json()["too_much"]


@pytest.mark.parametrize("since", ["", "now", "2026-01-01T00:00:00"])
def test_a_question_without_a_moment_is_refused_in_words(since: str, browser: Client) -> None:
    response = browser.get(CHANGES, {"after": since})
    assert response.status_code == 400
    assert "after=" in response.json()["error"]


def test_who_has_no_part_in_stories_learns_nothing(edition: Edition) -> None:
    client = Client(headers={"host": "localhost"})
    assert client.get(CHANGES, {"after": now().isoformat()}).status_code == 302


def test_the_strip_has_what_is_most_urgent_and_nobody_opened(
    editor: User, section: Section
) -> None:
    open_item(item=make_item(headline="Taken", urgency=1), by=editor)
    make_item(headline="Flash", urgency=1)
    make_item(headline="Bulletin", urgency=2)
    make_item(headline="Routine", urgency=5)
    old = make_item(headline="Old", urgency=1)
    Line.objects.filter(number=old.pk).update(moment=now() - timedelta(hours=3))
    assert [row.headline for row in urgent_rows(at=now())] == ["Bulletin", "Flash"]


def test_publishing_moves_a_line_to_its_new_list(browser: Client, section: Section) -> None:
    story: Story = make_story(section=section)
    since = now()
    publish_story(story=story, by=None)
    (row,) = ask(browser, since, "tab=in-progress").json()["rows"]
    assert (row["here"], row["state"]) == (False, "Published")
    (row,) = ask(browser, since, "tab=published").json()["rows"]
    assert row["here"]
