"""What a phone loads of the demo newspaper before its reader scrolls, and what moves: nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

pytestmark = pytest.mark.journey

# docs/budgets.md; bytes on the wire, packed, with headers.
BEFORE_SCROLLING = 250_000
WITHOUT_PICTURES = 60_000
PHONE: ViewportSize = {"width": 390, "height": 844}
# Two pixels a point: a phone of the middle. What has three takes the next size of each picture.
DENSITY = 2.0
SHIFTS = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@dataclass
class Loaded:
    """What came over the wire for one page, by kind of resource."""

    page: Page
    kinds: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, float] = field(default_factory=dict)

    def bytes_of(self, *kinds: str) -> float:
        """The bytes of these kinds; of everything without any."""
        return sum(
            size for key, size in self.sizes.items() if not kinds or self.kinds[key] in kinds
        )


def load(browser: Browser, address: str, **options: Any) -> Loaded:
    """The page as a phone loads it, until the network is quiet."""
    context = browser.new_context(
        viewport=PHONE, device_scale_factor=DENSITY, is_mobile=True, has_touch=True, **options
    )
    loaded = Loaded(context.new_page())
    loaded.page.add_init_script(SHIFTS)
    protocol = context.new_cdp_session(loaded.page)
    protocol.send("Network.enable")

    def answered(event: dict[str, Any]) -> None:
        loaded.kinds[event["requestId"]] = event["type"]
        loaded.addresses[event["requestId"]] = event["response"]["url"]

    def finished(event: dict[str, Any]) -> None:
        loaded.sizes[event["requestId"]] = event["encodedDataLength"]

    protocol.on("Network.responseReceived", answered)
    protocol.on("Network.loadingFinished", finished)
    loaded.page.goto(address, wait_until="networkidle")
    return loaded


@pytest.fixture(scope="module")
def drawn_url(site_url: str, browser: Browser) -> Iterator[str]:
    """The demo once its pictures are there: the worker makes their sizes in the background."""
    page = browser.new_page(viewport=PHONE)
    page.goto(site_url)
    for _ in range(600):
        if not page.locator("svg.picture__blank").count() and page.evaluate(
            """[...document.querySelectorAll("picture")].every(
                 (e) => e.querySelector("source[type='image/avif']"))"""
        ):
            break
        page.wait_for_timeout(500)
        page.reload()
    else:
        raise AssertionError("the worker did not make the pictures of the front page")
    page.close()
    yield site_url


@pytest.fixture(scope="module")
def paths(drawn_url: str, browser: Browser) -> dict[str, str]:
    """The front page, and the story that leads it."""
    page = browser.new_page(base_url=drawn_url)
    page.goto("/")
    story = page.locator(".front__lead a.card__link").get_attribute("href")
    page.close()
    assert story
    return {"front": "/", "story": story}


@pytest.mark.parametrize("name", ["front", "story"])
def test_a_phone_loads_little_before_its_reader_scrolls_and_nothing_moves(
    browser: Browser, drawn_url: str, paths: dict[str, str], name: str
) -> None:
    loaded = load(browser, drawn_url + paths[name])
    assert loaded.bytes_of("Image") > 10_000
    assert loaded.bytes_of() <= BEFORE_SCROLLING, loaded.sizes
    assert loaded.bytes_of("Document", "Stylesheet", "Script", "Other") <= WITHOUT_PICTURES
    assert all(address.startswith(drawn_url) for address in loaded.addresses.values())
    # To the end, so that what comes late would move something.
    for _ in range(40):
        loaded.page.mouse.wheel(0, 800)
        loaded.page.wait_for_timeout(25)
    loaded.page.wait_for_load_state("networkidle")
    assert loaded.page.evaluate("window.shift") == 0
    loaded.page.context.close()


def test_who_saves_data_reads_in_the_letters_of_the_device(
    browser: Browser, drawn_url: str
) -> None:
    loaded = load(browser, drawn_url, extra_http_headers={"Save-Data": "on"})
    fonts = [key for key, kind in loaded.kinds.items() if loaded.addresses[key].endswith(".woff2")]
    assert fonts
    assert sum(loaded.sizes.get(key, 0) for key in fonts) < 2_000
    is_ours = "[...document.fonts].filter((face) => face.status === 'loaded').map((f) => f.family)"
    assert not {"Piazzolla", "Schibsted Grotesk"} & set(loaded.page.evaluate(is_ours))
    assert loaded.page.evaluate("window.shift") == 0
    loaded.page.context.close()
