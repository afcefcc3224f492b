"""An editor at a browser, in a newsroom with one edition."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from masthead.accounts.models import User
from masthead.accounts.services import ensure_editors_group
from masthead.stories.models import Edition
from tests.factories.stories import make_edition, make_user


@pytest.fixture(autouse=True)
def _static_folder(settings: Any, tmp_path: Path) -> None:
    """WhiteNoise wants its folder there, even an empty one."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()


@pytest.fixture
def edition(db: None) -> Edition:
    """The edition at the host that the tests ask."""
    return make_edition(host="localhost")


@pytest.fixture
def editor(edition: Edition) -> User:
    """A member of the group of editors, no administrator."""
    user = make_user(is_superuser=False, email="mara@station.example", first_name="Mara")
    user.groups.add(ensure_editors_group())
    return user


@pytest.fixture
def browser(editor: User) -> Client:
    """The editor's signed-in browser."""
    client = Client(headers={"host": "localhost"})
    client.force_login(editor)
    return client
