"""A screen as it is looked at: how wide it is, and what axe finds on it."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect


def fits(page: Page, context: str) -> None:
    """Nothing is wider than the screen, and axe finds nothing by day or night."""
    expect(page.locator(context).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        # Buttons fade from one scheme's colours to the other's.
        page.evaluate("Promise.all(document.getAnimations().map((each) => each.finished))")
        found = Axe().run(page, context=context).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == [], scheme
    page.emulate_media(color_scheme="light")
