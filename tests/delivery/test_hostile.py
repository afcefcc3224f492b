"""What could leave a stale page for good, or let the store grow for ever: each was a fault once."""

from __future__ import annotations

import sqlite3
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from masthead.delivery import keeper, purging
from masthead.delivery.applying import apply_pending, complain
from masthead.delivery.housekeeping import keep_house
from masthead.delivery.layout import CURRENT
from masthead.delivery.store import PageStore, set_meta
from masthead.kernel.clock import now
from masthead.public import lists
from masthead.stories.models import Edition, Story
from masthead.stories.services.breaking import break_story
from tests.delivery.stored import files_of, is_stored, page, rows_of, ticket
from tests.factories.stories import make_published, make_section, make_user
from tests.readers import HOST, path_of, text_of

pytestmark = pytest.mark.django_db(transaction=True)

BAR = "Bridge closed"


def break_it(story: Story, edition: Edition) -> None:
    """Put a bar on every page of the edition."""
    break_story(story=story, editions=[edition], text=BAR, by=make_user())


@pytest.fixture
def story(edition: Edition) -> Story:
    """A story that readers have."""
    return make_published(section=make_section(edition))


# --- a page drawn from before a change ------------------------------------------------------------


def test_a_page_that_was_being_drawn_when_news_broke_is_not_stored_without_the_bar(
    store: PageStore, reader: Client, edition: Edition, story: Story,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    reader.get("/news")  # the edition is remembered from here on, without a bar
    draw = lists.front_page

    def meanwhile(found: Edition) -> object:
        monkeypatch.setattr(lists, "front_page", draw)
        break_it(story, edition)
        return draw(found)

    monkeypatch.setattr(lists, "front_page", meanwhile)
    assert BAR not in text_of(reader.get("/"))
    assert not is_stored(store, "/")
    assert BAR in text_of(reader.get("/"))
    assert is_stored(store, "/")


def test_right_after_news_broke_no_remembered_edition_is_drawn(
    store: PageStore, reader: Client, edition: Edition, story: Story
) -> None:
    for path in ("/", "/news", path_of(story)):
        assert BAR not in text_of(reader.get(path))
    break_it(story, edition)
    for path in ("/", "/news", path_of(story)):
        for _ in range(2):
            assert BAR in text_of(reader.get(path)), path
        assert is_stored(store, path)


def test_a_page_drawn_between_commit_and_purge_goes_with_the_purge(
    store: PageStore, reader: Client, edition: Edition, story: Story,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    reader.get("/news")
    with monkeypatch.context() as died:
        died.setattr(purging, "_apply", lambda: None)  # the process that broke the news died
        break_it(story, edition)
        assert BAR not in text_of(reader.get("/"))
    assert is_stored(store, "/")
    assert keeper.look(store)
    assert not is_stored(store, "/")
    assert BAR in text_of(reader.get("/"))


def test_a_ticket_from_before_the_store_was_cleared_stores_nothing(store: PageStore) -> None:
    for number in range(5):
        store.purge([f"1:story:{number}"])
    early = ticket(store)
    # The story changes, and the store that knew of it is thrown away.
    store.clear()
    apply_pending(store)
    with store.index.writing() as index:
        set_meta(index, "born", time.time() - 100)
    assert not store.keep(page("/a", b"old words", "1:story:1"), ticket=early)
    store.purge(["1:story:1"])
    assert not store.keep(page("/a", b"old words", "1:story:1"), ticket=early)
    assert not files_of(store)
    assert store.keep(page("/a", b"new words", "1:story:1"), ticket=ticket(store))


def test_an_edition_remembered_from_before_the_store_was_cleared_is_read_again(
    store: PageStore, reader: Client, edition: Edition, story: Story,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    store.clear()
    apply_pending(store)
    assert BAR not in text_of(reader.get("/news"))
    monkeypatch.setattr(purging, "_apply", lambda: None)
    break_it(story, edition)
    store.clear()
    apply_pending(store)
    assert BAR in text_of(reader.get("/news"))


def test_pages_of_another_edition_of_the_program_are_not_trusted(store: PageStore) -> None:
    store.keep(page("/a", b"with the old style sheet"), ticket=ticket(store))
    other = PageStore(store.root, limit=store.limit, program="the next version")
    assert other.serial() is None
    apply_pending(other)
    assert not files_of(other)
    assert other.serial() is not None


# --- what grows -----------------------------------------------------------------------------------


def test_a_page_that_is_given_up_leaves_no_folder_behind(store: PageStore) -> None:
    for path, key in (("/2026/11/25/a-1", "1:story:1"), ("/2026/11/25/a-1/history", "1:story:2")):
        assert store.keep(page(path, b"a", key), ticket=ticket(store))
    top = (store.root / HOST / CURRENT).resolve()
    store.purge(["1:story:1"])
    assert is_stored(store, "/2026/11/25/a-1/history")
    store.purge(["1:story:2"])
    assert [place.name for place in top.iterdir()] == ["edition.json"]
    assert store.keep(page("/", b"front", "1:front"), ticket=ticket(store))
    store.purge(["1:front"])
    assert (top / "edition.json").exists()


def test_all_pages_whose_time_has_come_go_in_one_look(
    store: PageStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    soon = now() + timedelta(seconds=0.3)
    for number in range(8):
        assert store.keep(page(f"/{number}", b"a", expires_at=soon), ticket=ticket(store))
    monkeypatch.setattr("masthead.delivery.housekeeping.STEP", 3)
    time.sleep(0.35)
    keep_house(store)
    assert not rows_of(store)


# --- what lies in the way -------------------------------------------------------------------------


def test_other_peoples_files_in_the_folder_hinder_nothing(store: PageStore, tmp_path: Path) -> None:
    (store.root / "README").write_text("Rendered pages")
    (store.root / "notes.txt").write_text("Mine")
    (store.root / "lost+found" / CURRENT).mkdir(parents=True)
    (store.root / "elsewhere.example").symlink_to(tmp_path)
    (tmp_path / "g-mine").mkdir()
    assert store.keep(page("/a", b"a"), ticket=ticket(store))
    keep_house(store)
    assert is_stored(store, "/a")
    store.clear()
    assert not files_of(store)
    assert keeper.look(store)
    assert (store.root / "notes.txt").read_text() == "Mine"
    assert (store.root / "lost+found" / CURRENT).is_dir()
    assert (tmp_path / "g-mine").is_dir()


def test_an_index_that_cannot_be_made_anew_raises_nothing_at_whoever_made_a_change(
    store: PageStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room() -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(store.index, "create", no_room)
    complain(store, sqlite3.DatabaseError("malformed"))
    assert not files_of(store)


def test_a_host_that_names_no_folder_of_its_own_stores_nothing(
    store: PageStore, reader: Client, edition: Edition
) -> None:
    for host in ("..", ".store", "a/b", "evil.example/../" + HOST):
        Edition.objects.filter(pk=edition.pk).update(host=host)
        assert reader.get("/", headers={"host": host}).status_code in (200, 400), host
    assert not list(store.root.rglob("page.*"))
