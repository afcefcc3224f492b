"""The demo newsroom for journeys that read it, and one of their own for those that write."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.demo import demo_running
from tests.journeys.running import Running, newsroom_running
from tests.journeys.watching import Watched, watch
from tests.journeys.wire_files import write_published, write_wire

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def site_url(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running demo newsroom, made once for all journeys that read it."""
    with demo_running(tmp_path_factory.mktemp("demo")) as address:
        yield address


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A newsroom of the module's own, with one wire item on the desk and two stories out."""
    base = tmp_path_factory.mktemp("newsroom")
    with newsroom_running(
        base / "data",
        wire=write_wire(base / "wire"),
        published=write_published(base / "published"),
    ) as started:
        yield started


@pytest.fixture(params=[390, 1280], ids=lambda width: f"{width}px")
def viewport(request: pytest.FixtureRequest) -> int:
    """The width of a phone, and of a desk."""
    width: int = request.param
    return width


@pytest.fixture
def browser_page(browser: Browser, site_url: str) -> Iterator[OpenPage]:
    """Opens pages at the demo: ``browser_page(width, scheme=…, has_scripts=…)``.

    The test fails afterwards if any of them broke the policy, raised or logged an error, asked
    anybody but us, lacked a file, or took a cookie outside the newsroom.
    """
    opened: list[Watched] = []

    def open_page(width: int, *, scheme: str = "light", has_scripts: bool = True) -> Page:
        watched = watch(browser, site_url, width=width, scheme=scheme, has_scripts=has_scripts)
        opened.append(watched)
        return watched.page

    yield open_page
    complaints = [complaint for watched in opened for complaint in watched.complaints]
    cookies = [
        cookie
        for watched in opened
        for cookie in watched.context.cookies()
        if cookie.get("path") != "/newsroom/"
    ]
    for watched in opened:
        watched.context.close()
    assert complaints == []
    assert cookies == []
