"""Keeping pages and giving them up."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from masthead.delivery import stamps
from masthead.delivery.housekeeping import keep_house, note_reads
from masthead.delivery.index import IndexLost
from masthead.delivery.layout import CURRENT
from masthead.delivery.representations import load
from masthead.delivery.store import PageStore, set_meta
from tests.delivery.stored import decoded, files_of, is_stored, page, plain_file, rows_of, ticket
from tests.readers import HOST


@pytest.fixture
def store(tmp_path: Path) -> PageStore:
    """A store that was made a while ago and has followed the log."""
    made = PageStore(tmp_path / "pages", limit=10_000_000)
    made.ensure()
    with made.index.writing() as index:
        set_meta(index, "position", 0)
        set_meta(index, "born", time.time() - 100)
    return made


def keep(store: PageStore, path: str = "/news", body: bytes = b"<p>News", *keys: str) -> bool:
    return store.keep(page(path, body, *keys), ticket=ticket(store))


def test_a_page_lies_in_three_encodings_that_say_the_same(store: PageStore) -> None:
    body = b"<p>News from the quay. " * 100
    assert keep(store, "/2026/11/25/a-1", body)
    files = files_of(store)
    assert [file.name for file in files] == ["page.html", "page.html.br", "page.html.gz"]
    assert {decoded(file) for file in files} == {body}
    assert {file.stat().st_mode & 0o777 for file in files} == {0o644}
    assert len({file.stat().st_mtime_ns for file in files}) == 1
    assert files[0].stat().st_mtime_ns % 1_000_000_000 == 0
    folders = [files[0].parent, *files[0].parent.parents]
    inside = folders[: folders.index(store.root) + 1]
    assert {folder.stat().st_mode & 0o777 for folder in inside} == {0o755}
    assert not list((store.root / ".store" / "drafts").iterdir())


def test_a_purge_takes_the_pages_of_its_keys_and_no_others(store: PageStore) -> None:
    keep(store, "/a", b"a", "1:story:1", "1:front")
    keep(store, "/b", b"b", "1:story:2")
    keep(store, "/c", b"c", "1:story:12")
    assert store.purge(["1:story:1", "1:story:2"]) == 2
    assert rows_of(store) == [(HOST, "/c")]
    assert [file.parent.name for file in files_of(store)] == ["c", "c", "c"]
    assert store.purge(["1:story:1"]) == 0


def test_a_page_rendered_before_a_purge_of_one_of_its_keys_is_not_stored(store: PageStore) -> None:
    early = ticket(store)
    store.purge(["1:story:1"])
    assert not store.keep(page("/a", b"old words", "1:story:1"), ticket=early)
    assert not files_of(store)
    assert store.keep(page("/b", b"others", "1:story:2"), ticket=early)
    assert store.keep(page("/a", b"new words", "1:story:1"), ticket=ticket(store))


def test_a_page_rendered_before_a_new_generation_is_not_stored(store: PageStore) -> None:
    keep(store, "/a")
    early = ticket(store)
    store.purge(["1:*"])
    assert not store.keep(page("/a", b"old colours"), ticket=early)
    assert not is_stored(store, "/a")


def test_a_purge_between_the_row_and_the_files_leaves_no_file(
    store: PageStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = store._place

    def late(*args: object, **kwargs: object) -> bool:
        store.purge(["1:story:1"])
        return place(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "_place", late)
    assert not keep(store, "/a", b"old words", "1:story:1")
    assert not files_of(store)
    assert not rows_of(store)


def test_a_rendering_that_took_minutes_is_not_stored(
    store: PageStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    early = ticket(store)
    monkeypatch.setattr("masthead.delivery.store.TICKET_SECONDS", -1.0)
    assert not store.keep(page(), ticket=early)


def test_a_new_generation_misses_at_once_and_the_old_one_goes_in_the_background(
    store: PageStore,
) -> None:
    keep(store, "/a")
    store.keep(page("/a", b"other"), ticket=ticket(store, host="two.example", edition=2))
    before = plain_file(store, "/a").resolve()
    store.purge(["1:*"])
    assert not is_stored(store, "/a")
    assert is_stored(store, "/a", host="two.example")
    assert before.exists()
    keep_house(store)
    assert not before.parent.parent.exists()
    assert rows_of(store) == [("two.example", "/a")]
    assert keep(store, "/a", b"new colours")


def test_a_host_that_went_to_another_edition_shows_nothing_of_the_first(store: PageStore) -> None:
    keep(store, "/a", b"one")
    store.keep(page("/b", b"two"), ticket=ticket(store, edition=2))
    assert not is_stored(store, "/a")
    assert is_stored(store, "/b")


def test_two_texts_at_an_address_never_bear_the_same_second(store: PageStore) -> None:
    seen = set()
    for number in range(stamps.AHEAD_SECONDS):
        assert keep(store, "/a", b"words %d" % number, "1:story:1")
        seen.add(plain_file(store, "/a").stat().st_mtime)
        store.purge(["1:story:1"])
    assert len(seen) == stamps.AHEAD_SECONDS
    assert max(seen) <= time.time() + stamps.AHEAD_SECONDS


def test_what_changes_too_often_is_not_stored_for_a_moment(store: PageStore) -> None:
    kept = []
    for number in range(stamps.AHEAD_SECONDS + 4):
        kept.append(keep(store, "/a", b"words %d" % number, "1:story:1"))
        store.purge(["1:story:1"])
    assert kept[0]
    assert not kept[-1]


def test_a_store_made_this_instant_stamps_behind_all_that_an_earlier_one_could_have(
    store: PageStore,
) -> None:
    keep(store, "/a", b"words 1")
    before = plain_file(store, "/a").stat().st_mtime
    store.clear()
    with store.index.writing() as index:
        set_meta(index, "position", 0)
    assert keep(store, "/a", b"words 2")
    assert plain_file(store, "/a").stat().st_mtime > before


def test_last_modified_is_never_to_come(store: PageStore) -> None:
    for number in range(2):
        keep(store, "/a", b"words %d" % number, "1:story:1")
        if not number:
            store.purge(["1:story:1"])
    found = load(store.root, HOST, b"/a", "identity")
    assert found is not None
    modified = parsedate_to_datetime(dict(found.headers)["Last-Modified"])
    assert modified <= datetime.now(UTC)


def test_a_page_goes_when_its_time_comes(store: PageStore) -> None:
    soon = datetime.now(UTC) + timedelta(seconds=0.3)
    assert store.keep(page("/a", b"a", expires_at=soon), ticket=ticket(store))
    later = soon + timedelta(hours=1)
    assert store.keep(page("/b", b"b", expires_at=later), ticket=ticket(store))
    time.sleep(0.35)
    keep_house(store)
    assert rows_of(store) == [(HOST, "/b")]
    assert not store.keep(page("/a", b"a", expires_at=soon), ticket=ticket(store))


def test_lists_beside_a_page_may_lag_and_are_given_up_in_steps(
    store: PageStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        beside = page(f"/{number}", b"x", f"1:story:{number}", lazy=frozenset({"1:section:news"}))
        store.keep(beside, ticket=ticket(store))
    store.purge(["1:section:news"])
    assert len(rows_of(store)) == 5
    # What is drawn after the change has seen it already.
    again = page("/4", b"y", "1:story:4", lazy=frozenset({"1:section:news"}))
    assert store.keep(again, ticket=ticket(store))
    monkeypatch.setattr("masthead.delivery.housekeeping.STEP", 3)
    keep_house(store)
    assert len(rows_of(store)) == 2
    keep_house(store)
    assert rows_of(store) == [(HOST, "/4")]


def test_above_its_limit_the_least_read_go_first(store: PageStore) -> None:
    for number in range(10):
        keep(store, f"/{number}", b"x" * 100)
    note_reads(store, Counter({(f"{HOST.upper()}:80", "/3"): 32, (HOST, "/7"): 16}), 3, 1)
    store.limit = 4 * 16_384
    assert not keep(store, "/new")
    keep_house(store)
    left = [path for _, path in rows_of(store)]
    assert len(left) in range(2, 5)
    assert {"/3", "/7"} <= set(left)
    used = store.index.reading().execute("SELECT value FROM meta WHERE name = 'used'").fetchone()
    assert used[0] <= store.limit
    assert keep(store, "/new")


def test_an_index_of_another_start_of_the_machine_is_not_trusted(store: PageStore) -> None:
    keep(store, "/a")
    with store.index.writing() as index:
        index.execute("UPDATE meta SET value = 'another boot' WHERE name = 'boot'")
    other = PageStore(store.root, limit=store.limit)
    assert other.serial() is None
    with pytest.raises(IndexLost):
        other.index.reading()
    other.ensure()
    assert not is_stored(other, "/a")
    assert other.serial() is None


def test_a_store_that_was_deleted_whole_is_merely_cold(store: PageStore) -> None:
    keep(store, "/a")
    shutil.rmtree(store.root)
    assert store.serial() is None
    store.ensure()
    with store.index.writing() as index:
        set_meta(index, "position", 0)
    assert keep(store, "/b")
    assert rows_of(store) == [(HOST, "/b")]


def test_the_link_is_mended_when_somebody_removed_it(store: PageStore) -> None:
    keep(store, "/a")
    (store.root / HOST / CURRENT).unlink()
    assert keep(store, "/b")
    assert is_stored(store, "/a")
