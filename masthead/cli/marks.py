"""Marks in the data folder: which web server runs, and one preparation at a time.

All are file locks: the system drops them with the process that holds them, however it ends, so
none can be left behind.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def mark_web_running(folder: Path, port: int) -> int:
    """Say that this process serves ``folder`` on ``port``, until it ends; returns the open file."""
    descriptor = os.open(_web_mark(folder, port), os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return descriptor


def is_web_running(folder: Path, port: int) -> bool:
    """Whether a web server of this folder serves on ``port``."""
    try:
        descriptor = os.open(_web_mark(folder, port), os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Prepare ``folder`` while no other process does; waits for the other to end."""
    descriptor = os.open(folder / ".prepare.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _web_mark(folder: Path, port: int) -> Path:
    return folder / f".web-{port}.lock"
