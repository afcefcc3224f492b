"""What the kernel's tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.kernel.web_server import WebServer, web_server


@pytest.fixture
def site() -> Iterator[WebServer]:
    """A web server on this machine."""
    with web_server() as server:
        yield server
