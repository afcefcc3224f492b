"""A full disk, a folder that takes no writing, a broken index: slower, not wrong, and said once."""

from __future__ import annotations

import errno
import logging
import os
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from masthead.delivery import keeper
from masthead.delivery.applying import apply_pending
from masthead.delivery.store import PageStore
from masthead.stories.models import Edition, Story
from tests.delivery.stored import files_of, is_stored, rows_of
from tests.factories.stories import make_published, make_section
from tests.readers import path_of, text_of
from tests.stories.situations import publish_with

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def story(store: PageStore, reader: Client, edition: Edition) -> Story:
    """A story whose page is stored."""
    made = make_published(section=make_section(edition), dek="The old words")
    reader.get(path_of(made))
    assert is_stored(store, path_of(made))
    return made


def fill_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on a file can be made and not filled."""

    def refuse(self: Path, data: bytes) -> int:
        self.touch()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", refuse)


def test_a_full_disk_means_slower_and_not_wrong(
    store: PageStore,
    reader: Client,
    story: Story,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    fill_the_disk(monkeypatch)
    before = len(rows_of(store))
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            assert "All the news" in text_of(reader.get("/news"))
    assert not is_stored(store, "/news")
    assert len(rows_of(store)) == before
    assert not list((store.root / ".store" / "drafts").iterdir())
    assert len([line for line in caplog.messages if "page store" in line]) == 1
    publish_with(story, dek="The new words")
    assert "The new words" in text_of(reader.get(path_of(story)))
    monkeypatch.undo()
    reader.get("/news")


def test_a_disk_that_takes_no_change_ends_the_trust_in_the_store(
    store: PageStore,
    reader: Client,
    story: Story,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def refuse(self: Path, missing_ok: bool = False) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(Path, "unlink", refuse)
    age = store.lease.file.stat().st_mtime
    with caplog.at_level(logging.WARNING):
        publish_with(story, dek="The new words")
        for _ in range(3):
            keeper.look(store)
    assert len([line for line in caplog.messages if "page store" in line]) == 1
    # Nobody says that all is purged, so that soon nobody serves from it any more.
    assert store.lease.file.stat().st_mtime == age
    monkeypatch.setattr("masthead.delivery.lease.LEASE_SECONDS", 0.0)
    store.lease._look_at = 0.0
    assert "The new words" in text_of(reader.get(path_of(story)))
    monkeypatch.undo()
    # The disk is back, and the purge with it.
    keeper.look(store)
    assert not is_stored(store, path_of(story))
    assert store.lease.is_fresh()


@pytest.mark.parametrize("damage", ["junk", "cut", "gone"])
def test_a_broken_index_clears_the_store_with_it(
    store: PageStore, reader: Client, story: Story, damage: str
) -> None:
    for name in ("-wal", "-shm"):
        store.index.file.with_name(f"index.sqlite3{name}").unlink(missing_ok=True)
    if damage == "junk":
        store.index.file.write_bytes(b"no database " * 1_000)
    elif damage == "cut":
        store.index.file.write_bytes(store.index.file.read_bytes()[:5_000])
    else:
        store.index.file.unlink()
    store.index._local.mark = None
    publish_with(story, dek="The new words")
    keeper.look(store)
    keeper.look(store)
    store.lease._look_at = 0.0
    assert "The new words" in text_of(reader.get(path_of(story)))
    assert "The new words" in text_of(reader.get(path_of(story)))
    assert is_stored(store, path_of(story))


def test_a_folder_that_cannot_be_made_is_said_once_and_everything_is_drawn(
    reader: Client, settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    settings.MASTHEAD_PAGES_FOLDER = tmp_path / "file" / "pages"
    settings.MASTHEAD_PAGES_BYTES = 1_000_000
    broken = PageStore(tmp_path / "file" / "pages", limit=1_000_000)
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            keeper.look(broken)
            apply_pending(broken)
            assert reader.get("/news").status_code == 200
    assert len([line for line in caplog.messages if "page store" in line]) == 1


def test_nothing_is_served_before_the_store_has_heard_what_it_missed(
    store: PageStore, reader: Client, story: Story
) -> None:
    store.lease.file.unlink()
    store.lease._look_at = 0.0
    assert "ETag" not in reader.get(path_of(story)).headers
    keeper.look(store)
    store.lease._look_at = 0.0
    assert "ETag" in reader.get(path_of(story)).headers
    assert files_of(store)
