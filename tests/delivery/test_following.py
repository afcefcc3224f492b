"""Following the log of purges: in one process, in two, on another machine, after a break."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from masthead.delivery import applying, keeper
from masthead.delivery.applying import apply_pending, prune_log, read_position
from masthead.delivery.housekeeping import note_reads
from masthead.delivery.models import Purge
from masthead.delivery.purging import bump, purge
from masthead.delivery.reads import Reads
from masthead.delivery.store import PageStore, set_meta
from masthead.jobs.queue import run_until_empty
from masthead.kernel.clock import now
from tests.delivery.stored import is_stored, page, rows_of, ticket
from tests.factories.stories import make_edition
from tests.readers import HOST

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def elsewhere(store: PageStore, tmp_path: Path) -> PageStore:
    """The store of another machine."""
    other = PageStore(tmp_path / "elsewhere", limit=store.limit)
    apply_pending(other)
    return other


def keep(store: PageStore, path: str = "/a", *keys: str) -> None:
    """Store a page."""
    assert store.keep(page(path, b"words", *keys), ticket=ticket(store))


def test_a_purge_is_applied_after_the_commit_and_not_before(store: PageStore) -> None:
    keep(store, "/a", "1:story:1")
    with transaction.atomic():
        purge(["1:story:1"])
        assert is_stored(store, "/a")
    assert not is_stored(store, "/a")


def test_no_keys_cost_no_query(store: PageStore) -> None:
    with CaptureQueriesContext(connection) as queries:
        purge([])
        bump()
    assert not queries


def test_a_purge_costs_a_row_and_two_looks(store: PageStore) -> None:
    with CaptureQueriesContext(connection) as queries:
        purge(["1:story:1", "1:front"])
    assert [query["sql"].split()[0] for query in queries] == ["INSERT", "SELECT", "SELECT"]
    with CaptureQueriesContext(connection) as queries:
        assert apply_pending(store) == 0
    assert len(queries) == 1


def test_each_machine_applies_what_another_one_committed(
    store: PageStore, elsewhere: PageStore
) -> None:
    for one in (store, elsewhere):
        keep(one, "/a", "1:story:1")
    purge(["1:story:1"])
    assert not is_stored(store, "/a")
    assert is_stored(elsewhere, "/a")
    assert keeper.look(elsewhere)
    assert not is_stored(elsewhere, "/a")


def test_a_row_that_appears_below_a_later_one_is_applied_all_the_same(store: PageStore) -> None:
    # PostgreSQL gives numbers before the commit: the slower transaction has the lower one.
    purge(["1:x"])
    slow = Purge.objects.latest("pk").pk + 1
    Purge.objects.create(pk=slow + 1, keys=["1:story:2"])
    keep(store, "/a", "1:story:1")
    apply_pending(store)
    Purge.objects.create(pk=slow, keys=["1:story:1"])
    apply_pending(store)
    assert not is_stored(store, "/a")


def test_the_window_moves_on_and_nothing_is_applied_twice(
    store: PageStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(applying, "_NOTE_SECONDS", 0.0)
    purge(["1:story:1"])
    Purge.objects.update(made_at=now() - timedelta(hours=1))
    with store.index.writing() as index:
        index.execute("UPDATE applied SET made_at = made_at - 3600")
    for number in range(3):
        purge([f"1:story:{number}"])
    position = read_position(store)
    assert position is not None
    assert len(position.applied) == 3
    assert position.low == min(position.applied) - 1
    keep(store, "/a", "1:story:1")
    assert apply_pending(store) == 0
    assert is_stored(store, "/a")


def test_a_store_that_was_away_for_longer_than_the_log_begins_anew(store: PageStore) -> None:
    keep(store, "/a", "1:story:1")
    with store.index.writing() as index:
        set_meta(index, "looked_at", time.time() - applying.KEEP.total_seconds())
    apply_pending(store)
    assert not is_stored(store, "/a")
    assert store.serial() is not None


def test_a_store_that_followed_another_database_begins_anew(store: PageStore) -> None:
    purge(["1:x"])
    keep(store, "/a", "1:story:1")
    # A copy from before is put back, and the newsroom goes on: the same number, another row.
    number = Purge.objects.latest("pk").pk
    Purge.objects.all().delete()
    Purge.objects.create(pk=number, keys=["1:y"])
    apply_pending(store)
    assert not is_stored(store, "/a")


def test_old_rows_go_and_the_newest_stays(store: PageStore) -> None:
    for number in range(3):
        purge([f"1:{number}"])
    Purge.objects.update(made_at=now() - timedelta(days=2))
    prune_log()
    assert [row.keys for row in Purge.objects.all()] == [["1:2"]]
    keep(store, "/a", "1:story:1")
    apply_pending(store)
    assert is_stored(store, "/a")


def test_a_rendering_overtaken_by_a_change_is_not_stored_in_any_order(store: PageStore) -> None:
    """Threads draw a text and store it while others change it: what stays is the last text."""
    text = {"words": 0}
    lock = threading.Lock()
    stop = threading.Event()

    def draw() -> None:
        while not stop.is_set():
            early = ticket(store)
            with lock:
                words = text["words"]
            time.sleep(0.001)
            store.keep(page("/a", b"%d" % words, "1:story:1"), ticket=early)

    threads = [threading.Thread(target=draw) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(1, 30):
        with lock:
            text["words"] = number
        store.purge(["1:story:1"])
        found = store.root / HOST / "current" / "a" / "page.html"
        if found.exists():
            assert int(found.read_bytes()) >= number
        time.sleep(0.004)
    stop.set()
    for thread in threads:
        thread.join()
    connections.close_all()


def test_after_a_new_generation_the_most_read_pages_are_drawn_ahead(store: PageStore) -> None:
    edition = make_edition(host=HOST)
    apply_pending(store)
    for path in ("/", "/news", "/feed.xml"):
        store.keep(page(path, b"old"), ticket=ticket(store, edition=edition.pk))
    reads = Reads()
    for _ in range(64):
        reads.hit(HOST, "/news")
    note_reads(store, *reads.take())
    DBTaskResult.objects.all().delete()
    bump(edition.pk)
    assert not rows_of(store) or not is_stored(store, "/news")
    store.lease.renew()
    run_until_empty()
    assert is_stored(store, "/news")
    assert not is_stored(store, "/")


def test_one_keeper_at_a_time(store: PageStore) -> None:
    with keeper._duty(store) as is_ours:
        assert is_ours
        assert not keeper.look(store)
    assert keeper.look(store)


def test_the_keepers_thread_purges_what_a_dead_process_left(store: PageStore) -> None:
    keep(store, "/a", "1:story:1")
    Purge.objects.create(keys=["1:story:1"])  # committed, and its process died
    reads = Reads()
    thread = keeper.KeeperThread(store, reads)
    thread.start()
    deadline = time.monotonic() + 5
    while is_stored(store, "/a") and time.monotonic() < deadline:
        time.sleep(0.02)
    thread.stop()
    thread.join()
    assert not is_stored(store, "/a")
