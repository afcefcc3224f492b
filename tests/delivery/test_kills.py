"""A SIGKILL at every named point between commit and purge, and between drawing and storing.

Each test kills a real process there, and then does what the keeper of any living process does each
second: afterwards no page is stale, and no file is there that the index does not know.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection, connections
from django.test import Client

from masthead.delivery import keeper
from masthead.delivery.points import POINTS
from masthead.delivery.store import PageStore
from masthead.stories.models import Edition, Story
from tests.delivery.stored import assert_as_fresh, decoded, files_of, is_stored, rows_of
from tests.factories.stories import make_published, make_section
from tests.readers import HOST, path_of, text_of
from tests.stories.situations import publish_with

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).parents[2]
AT_CHANGE = [point for point in POINTS if not point.startswith("keep")]
AT_KEEPING = [point for point in POINTS if point.startswith("keep")]


@pytest.fixture
def story(store: PageStore, reader: Client, edition: Edition) -> Story:
    """A story whose pages are stored."""
    made = make_published(section=make_section(edition), dek="The old words")
    for path in ("/", "/news", path_of(made)):
        reader.get(path)
        assert is_stored(store, path)
    return made


def die(store: PageStore, point: str, deed: str, story: Story) -> None:
    """Have a process do ``deed`` and be killed at ``point``."""
    name = str(connection.settings_dict["NAME"])
    connections.close_all()
    done = subprocess.run(
        [sys.executable, "-m", "tests.delivery.dying", point, deed, str(story.pk), HOST],
        cwd=ROOT,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DYING_DATABASE": name,
            "DYING_PAGES": str(store.root),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == -signal.SIGKILL, done.stdout + done.stderr


def assert_every_file_is_known(store: PageStore) -> None:
    """No kill leaves a file that no row knows, and so no purge would take."""
    known = {path for host, path in rows_of(store)}
    current = (store.root / HOST / "current").resolve()
    for file in files_of(store):
        assert f"/{file.parent.relative_to(current)}".replace("/.", "/") in known, file


@pytest.mark.parametrize("point", AT_CHANGE)
def test_a_change_whose_process_died_is_purged_by_the_next_look(
    store: PageStore, reader: Client, story: Story, point: str
) -> None:
    deed = "rename" if point.startswith("bump") else "edit"
    die(store, point, deed, story)
    assert keeper.look(store)
    assert not any(b"The old words" in decoded(file) for file in files_of(store) if deed == "edit")
    for path in ("/", "/news", path_of(story)):
        if deed == "rename" or path != "/news":
            assert "The new words" in text_of(reader.get(path)), path
    assert_as_fresh(store, reader, ["/", "/news", path_of(story)])
    assert_every_file_is_known(store)


@pytest.mark.parametrize("point", AT_KEEPING)
def test_a_page_whose_process_died_while_storing_it_is_given_up_like_any_other(
    store: PageStore, reader: Client, story: Story, point: str
) -> None:
    store.purge([f"{story.publication.home.edition_id}:news"])
    assert not is_stored(store, "/news")
    die(store, point, "/news", story)
    assert_every_file_is_known(store)
    publish_with(story, dek="The new words", headline=story.headline)
    assert not any(b"The old words" in decoded(file) for file in files_of(store))
    assert_as_fresh(store, reader, ["/", "/news", path_of(story)])
    assert_every_file_is_known(store)


def test_another_process_that_purges_is_heard_by_this_one_at_once(
    store: PageStore, reader: Client, story: Story
) -> None:
    # It dies only after all was done: what it did holds here without a look.
    die(store, "purge: row removed", "edit", story)
    die(store, "keep: placed committed", "/news", story)
    assert "The old words" not in text_of(reader.get(path_of(story)))
