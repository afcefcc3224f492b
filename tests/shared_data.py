"""Finds the shared data that lies beside the repository on machines that have it."""

import os
from pathlib import Path

import pytest

_REPOSITORY = Path(__file__).resolve().parents[1]


def shared_folder(name: str) -> Path:
    """Return a folder of the shared data, or skip the test that asks.

    The data lies where MASTHEAD_SHARED says, else in `shared` beside the repository.
    """
    root = Path(os.environ.get("MASTHEAD_SHARED") or _REPOSITORY.parent / "shared")
    folder = root / name
    if not folder.is_dir():
        pytest.skip(f"the shared data is not on this machine: no folder {name}")
    return folder
