"""What the operator is told of the store."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from typer.testing import CliRunner

from masthead.cli import pages as pages_verb
from masthead.cli.page_checks import check_pages, judge_pages
from masthead.delivery.housekeeping import note_reads
from masthead.delivery.index import IndexLost
from masthead.delivery.models import Purge
from masthead.delivery.reads import Reads
from masthead.delivery.status import Status, stale_pages, status_of
from masthead.delivery.store import PageStore
from masthead.kernel.clock import now
from masthead.stories.models import Edition
from tests.delivery.stored import is_stored, plain_file
from tests.factories.stories import make_published, make_section
from tests.readers import path_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def paths(store: PageStore, reader: Client, edition: Edition) -> list[str]:
    """Pages that are stored."""
    story = make_published(section=make_section(edition))
    found = ["/", "/news", "/feed.xml", path_of(story)]
    for path in found:
        reader.get(path)
        assert is_stored(store, path)
    return found


def test_the_status_says_what_is_held_and_how_it_is_read(
    store: PageStore, paths: list[str]
) -> None:
    reads = Reads()
    for _ in range(3):
        reads.hit("post.example", "/news")
    reads.miss()
    note_reads(store, *reads.take())
    found = status_of(store)
    assert (found.pages, found.limit, found.is_trusted) == (4, store.limit, True)
    assert found.bytes % 4_096 == 0
    assert found.bytes >= 4 * 4 * 4_096
    assert found.hit_share == 0.75
    assert found.pending_since is None
    Purge.objects.create(keys=["1:x"])
    assert status_of(store).pending_since == Purge.objects.latest("pk").made_at


def test_a_stale_page_is_found_and_a_right_one_is_not(store: PageStore, paths: list[str]) -> None:
    assert stale_pages(store) == []
    assert check_pages().state == "ok"
    plain_file(store, "/news").write_bytes(b"<p>What nobody said")
    assert stale_pages(store) == ["post.example/news"]
    finding = check_pages()
    assert finding.state == "error"
    assert "post.example/news" in finding.what
    assert "masthead pages clear" in finding.mend


def judged(**facts: object) -> str:
    """What doctor says of a store."""
    values: dict[str, object] = {"pages": 1, "bytes": 1, "limit": 10, "hits": 0, "misses": 0,
                                 "is_trusted": True, "pending_since": None}  # fmt: skip
    store = PageStore.__new__(PageStore)
    return judge_pages(store, Status(**(values | facts)), []).state  # type: ignore[arg-type]


def test_doctor_knows_a_change_that_waits_too_long_and_a_store_that_is_of_no_use() -> None:
    assert judged() == "ok"
    assert judged(pending_since=now()) == "ok"
    assert judged(pending_since=now() - timedelta(minutes=1)) == "error"
    assert judged(hits=10, misses=90) == "ok"
    assert judged(hits=100, misses=900) == "warning"
    assert judged(hits=900, misses=100) == "ok"


def test_doctor_knows_a_store_that_cannot_be_used(store: PageStore, paths: list[str]) -> None:
    store.index.file.write_bytes(b"junk" * 1_000)
    store.index._local.mark = None
    with pytest.raises(IndexLost):
        status_of(store)
    assert check_pages().state == "warning"
    store.index.file.unlink()
    assert check_pages().state == "ok"


def test_doctor_knows_a_store_that_cannot_be_made(db: None, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings.MASTHEAD_PAGES_BYTES = 1_000_000
    settings.MASTHEAD_PAGES_FOLDER = tmp_path / "file" / "pages"
    assert check_pages().state == "warning"
    settings.MASTHEAD_PAGES_FOLDER = tmp_path / "fresh" / "pages"
    assert check_pages().state == "ok"
    settings.MASTHEAD_PAGES_BYTES = 0
    assert "switched off" in check_pages().what


def test_the_verb_tells_and_clears(
    store: PageStore, paths: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages_verb, "_store", lambda data: store)
    run = CliRunner().invoke
    told = run(pages_verb.app, ["status", "--json"])
    assert json.loads(told.stdout)["pages"] == 4
    assert "of 20 MB" in run(pages_verb.app, ["status"]).stdout
    assert run(pages_verb.app, ["clear"]).exit_code == 0
    assert not is_stored(store, "/news")
    assert json.loads(run(pages_verb.app, ["status", "--json"]).stdout)["pages"] == 0
