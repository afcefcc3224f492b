"""What the wire's tests share: somewhere for stories to stand, and a folder for deliveries."""

from __future__ import annotations

from pathlib import Path

import pytest

from masthead.stories.models import Section
from tests.factories.stories import make_section


@pytest.fixture
def section(db: None) -> Section:
    """The first section of the one edition."""
    return make_section()


@pytest.fixture
def delivery(tmp_path: Path) -> Path:
    """A folder that wire files arrive in, within one that is nobody's business."""
    folder = tmp_path / "delivery"
    folder.mkdir()
    return folder
