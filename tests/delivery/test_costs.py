"""What a request costs with the store switched on."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from masthead.delivery.store import PageStore
from masthead.stories.models import Edition
from tests.delivery.stored import is_stored
from tests.factories.stories import make_author, make_picture, make_published, make_section
from tests.readers import path_of

pytestmark = pytest.mark.django_db(transaction=True)

STORY_QUERIES = 12


def queries(reader: Client, path: str) -> int:
    """How many queries of the main database a page takes."""
    with CaptureQueriesContext(connection) as found:
        assert reader.get(path).status_code == 200
    return len(found)


def test_a_page_is_drawn_as_cheaply_as_without_the_store_and_then_for_nothing(
    store: PageStore, reader: Client, edition: Edition, settings: Any
) -> None:
    story = make_published(
        section=make_section(edition), bylines=[make_author()], lead_picture=make_picture(),
        lead_alt="A crane", lead_credit="Ada",
    )  # fmt: skip
    path = path_of(story)
    settings.MASTHEAD_PAGES_BYTES, limit = 0, settings.MASTHEAD_PAGES_BYTES
    reader.get("/nothing")
    without = queries(reader, path)
    settings.MASTHEAD_PAGES_BYTES = limit
    store.lease.renew()
    reader.get("/nothing")
    assert queries(reader, path) == without <= STORY_QUERIES
    assert is_stored(store, path)
    assert queries(reader, path) == 0
