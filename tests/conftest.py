"""What every test stands on: a database that can be emptied, files that go with the test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase
from django_tasks_db.models import DBTaskResult
from playwright.sync_api import Browser, expect, sync_playwright
from wagtail.models import Collection, Locale, Page

from masthead.stories import guards

# Commands that tests start as processes take the real settings, and the environment of these.
os.environ["DJANGO_SETTINGS_MODULE"] = "masthead.config.settings"

# A machine that does other work beside the tests is slow, not wrong.
expect.set_options(timeout=20_000)

_teardown: Callable[[TransactionTestCase], None] = vars(TransactionTestCase)["_fixture_teardown"]


def _teardown_without_guards(self: TransactionTestCase) -> None:
    """Empty the tables: the one time when published versions may go. Migrating brings guards back.

    Django's flush is DELETE on SQLite, which the guards refuse, as they should.
    """
    guards.remove_guards(using="default")
    _teardown(self)
    # The roots that Wagtail's migrations make, and that its admin cannot do without.
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    if not Page.objects.exists():
        Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
        Page.add_root(title="Root", slug="root")
    # Making them put jobs into the queue, which a test expects to find empty.
    DBTaskResult.objects.all().delete()


setattr(TransactionTestCase, "_fixture_teardown", _teardown_without_guards)  # noqa: B010


_DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL leave out what uses no database: the run on SQLite has seen to it."""
    if "MASTHEAD_TEST_POSTGRES_URL" not in os.environ:
        return
    using: list[pytest.Item] = []
    others: list[pytest.Item] = []
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        is_using = item.get_closest_marker("django_db") or fixtures & _DATABASE_FIXTURES
        (using if is_using or item.get_closest_marker("postgresql") else others).append(item)
    config.hook.pytest_deselected(items=others)
    items[:] = using


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Keep SQLite in a file, as an installation does: threads share nothing in memory."""
    if connection.vendor == "sqlite":
        settings_dict = connection.settings_dict
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        settings_dict["TEST"]["NAME"] = f"{os.environ['MASTHEAD_DATA']}/tests-{worker}.sqlite3"
        # No test pulls the plug; waiting for the disk costs half a minute a run.
        options = settings_dict["OPTIONS"]
        options["init_command"] = options["init_command"].replace("FULL", "OFF")


@pytest.fixture(autouse=True)
def _media_of_its_own(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Files that a test keeps go with the test; pages are stored only where a test asks for it."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MASTHEAD_PAGES_BYTES = 0
    yield


@pytest.fixture
def is_postgresql() -> bool:
    """Whether this run is against PostgreSQL."""
    return connection.vendor == "postgresql"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, one for the whole run: Playwright's loop can be started only once.

    Tests that need it are skipped without it; MASTHEAD_CHROMIUM names another one.
    """
    program = os.environ.get("MASTHEAD_CHROMIUM") or shutil.which("chromium")
    if not program:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-background-networking"],
        )
        yield started
        started.close()
