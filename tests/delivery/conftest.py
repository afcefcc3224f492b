"""A page store for the tests of this folder, and a reader who is served from it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from masthead.delivery.applying import apply_pending
from masthead.delivery.store import PageStore, set_meta
from masthead.delivery.stores import installed_store
from tests.readers import edition, reader

__all__ = ["edition", "reader"]

LIMIT = 20_000_000


@pytest.fixture
def pages(tmp_path: Path, settings: Any) -> Path:
    """The folder of the store, which is switched on."""
    settings.MASTHEAD_PAGES_FOLDER = tmp_path / "pages"
    settings.MASTHEAD_PAGES_BYTES = LIMIT
    return tmp_path / "pages"


@pytest.fixture
def store(pages: Path, transactional_db: None) -> PageStore:
    """The installation's store, which follows the log."""
    found = installed_store()
    assert found is not None
    apply_pending(found)
    with found.index.writing() as index:
        # Not made this instant: see `masthead.delivery.stamps`.
        set_meta(index, "born", time.time() - 100)
    assert found.lease.is_fresh()
    return found
