"""The pages as a browser lays them out: accessible, still, and as wide as the screen."""

import mimetypes
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page

from tests.public.rendering import pages, rendered

pytestmark = pytest.mark.journey

DOCUMENTS = {name: (site, page) for name, site, page in pages()}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "media-src 'self' https:"
)
# What has no node is within the browser's own player, whose parts move when it knows no length.
SHIFTS = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries())
    if (entry.sources.some((source) => source.node)) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
SETTLED = """
document.fonts.ready.then(() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(done))))
"""
# Links within a sentence are as high as their line (WCAG 2.2, success criterion 2.5.5, inline).
SMALL_TARGETS = """
[...document.querySelectorAll("a, button, input, summary")]
  .filter((e) => e.checkVisibility() && !e.matches(".prose p a, .skiplink, article a, aside p a"))
  .filter((e) => e.getBoundingClientRect().height < 43.5)
  .map((e) => e.outerHTML)
"""


class Handler(BaseHTTPRequestHandler):
    """Answers with the sample pages and the site's own files; pictures are never there."""

    def do_GET(self) -> None:
        """Answer a page or a static file under the site's policy, or 404."""
        path = unquote(self.path).removeprefix("/")
        media_type, body = "text/html; charset=utf-8", b""
        if path in DOCUMENTS:
            site, page = DOCUMENTS[path]
            body = rendered(page, site).encode()
        elif found := finders.find(path.removeprefix("static/")):
            body = Path(str(found)).read_bytes()
            media_type = mimetypes.guess_type(path)[0] or "font/woff2"
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A server of the sample pages."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def opened(browser: Browser, address: str, *, width: int, scheme: str = "light") -> Page:
    """Return a blank page of the given width and colour scheme that measures its shifts."""
    page = browser.new_page(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        base_url=address,
    )
    page.add_init_script(SHIFTS)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_on_any_page(
    browser: Browser, address: str, width: int, scheme: str
) -> None:
    page = opened(browser, address, width=width, scheme=scheme)
    for name in DOCUMENTS:
        page.goto(f"/{quote(name)}")
        violations = Axe().run(page).response["violations"]
        found = [(v["id"], [node["html"] for node in v["nodes"]]) for v in violations]
        assert found == [], name
    page.close()


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_page_scrolls_sideways_or_shifts(browser: Browser, address: str, width: int) -> None:
    page = opened(browser, address, width=width)
    for name in DOCUMENTS:
        page.goto(f"/{quote(name)}")
        page.evaluate(SETTLED)
        wide, screen = page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide <= screen, name
        # Below a thousandth is the rounding of letters, which nobody sees.
        assert page.evaluate("window.shift") < 0.001, name
    page.close()


def test_targets_are_44_pixels_high(browser: Browser, address: str) -> None:
    page = opened(browser, address, width=390)
    for name in DOCUMENTS:
        page.goto(f"/{quote(name)}")
        assert page.evaluate(SMALL_TARGETS) == [], name
    page.close()


def test_text_at_twice_its_size_keeps_within_the_screen(browser: Browser, address: str) -> None:
    # A window of 640 pixels at 200 % zoom is laid out as one of 320 at twice the density.
    page = browser.new_page(
        viewport={"width": 320, "height": 450}, device_scale_factor=2, base_url=address
    )
    page.goto("/story")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


def test_a_recent_time_is_told_relatively_with_the_absolute_one_a_glance_away(
    browser: Browser, address: str
) -> None:
    page = opened(browser, address, width=390)
    page.clock.set_fixed_time("2026-11-24T19:05:00Z")
    page.goto("/story")
    first = page.locator(".byline__time time").first
    assert first.text_content() == "25 minutes ago"
    assert first.get_attribute("title") == "24 November 2026, 18:40"
    page.close()


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-11-24T23:50:00Z", "5 hours ago"),
        ("2026-11-25T09:00:00Z", "yesterday, 18:40"),
        ("2026-11-27T09:00:00Z", "24 November 2026, 18:40"),
    ],
)
def test_an_older_time_becomes_a_day_and_then_a_date(
    browser: Browser, address: str, now: str, words: str
) -> None:
    page = opened(browser, address, width=390)
    page.clock.set_fixed_time(now)
    page.goto("/story")
    assert page.locator(".byline__time time").first.text_content() == words
    page.close()


def test_the_share_sheet_is_offered_only_where_there_is_one(browser: Browser, address: str) -> None:
    for has_sheet in (True, False):
        page = opened(browser, address, width=390)
        value = "async () => {}" if has_sheet else "undefined"
        page.add_init_script(f"Object.defineProperty(navigator, 'share', {{ value: {value} }})")
        page.goto("/story")
        assert page.locator(".share__system").is_visible() is has_sheet
        page.close()
