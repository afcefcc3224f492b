"""What the wire's tests share: somewhere to stand, and pages that need no collected static files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from masthead.stories.models import Section
from tests.factories.stories import make_section


@pytest.fixture(autouse=True)
def _static_folder(settings: Any, tmp_path: Path) -> None:
    """WhiteNoise wants its folder there, even an empty one."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()


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
