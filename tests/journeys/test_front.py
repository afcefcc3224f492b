"""An editor arranges the front page, by buttons and by dragging, and readers get it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.looking import fits
from tests.journeys.running import Running

pytestmark = pytest.mark.journey


def headlines(page: Page, place: str) -> list[str]:
    """What stands in a place, in order."""
    return page.locator(f"[data-place={place}] .front-headline b").all_text_contents()


def lead_of(page: Page, address: str) -> str:
    """The headline that leads the site."""
    page.goto(address)
    return page.locator(".front__lead .card__headline").inner_text()


def test_a_front_is_arranged_looked_at_published_and_brought_back(
    running: Running, browser: Browser
) -> None:
    context = browser.new_context(base_url=running.address, reduced_motion="reduce")
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(running.sign_in)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Desk", level=1)).to_be_visible()
    at_first = lead_of(page, "/")

    # On a phone: a story from the second rank leads, by keyboard alone.
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/newsroom/front/")
    fits(page, ".newsroom-page")
    chosen = headlines(page, "seconds")[-1]
    row = page.locator("[data-place=seconds] .front-row").last
    row.locator("summary").focus()
    page.keyboard.press("Enter")
    fits(page, ".newsroom-page")
    row.get_by_label("Place").select_option("lead")
    row.get_by_role("button", name="Put it first there").press("Enter")
    expect(page.get_by_text(f"“{chosen}” has its place.")).to_be_visible()
    assert headlines(page, "lead") == [chosen]
    page.get_by_role("link", name="See it as readers will").click()
    expect(page.locator(".front__lead")).to_contain_text(chosen)
    assert lead_of(page, "/") == at_first

    # At a desk: the other is dragged into its section's strip, then all of it goes out.
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/newsroom/front/")
    fits(page, ".newsroom-page")
    other = headlines(page, "seconds")[0]
    strip = page.locator("[data-place^=strip]").first
    page.locator("[data-place=seconds] .front-row").first.drag_to(strip)
    expect(page.get_by_text(f"“{other}” has its place.")).to_be_visible()
    expect(strip).to_contain_text(other)
    assert headlines(page, "seconds") == []
    page.get_by_role("button", name="Publish this front").click()
    expect(page.get_by_text("Readers have this front now.")).to_be_visible()
    assert lead_of(page, "/") == chosen

    page.goto("/newsroom/front/")
    page.get_by_role("button", name="Empty the draft").click()
    page.get_by_role("button", name="Publish this front").click()
    assert lead_of(page, "/") == at_first
    page.goto("/newsroom/front/")
    page.get_by_role("button", name="Bring back version 1").click()
    expect(page.get_by_text("Version 1 is back")).to_be_visible()
    assert lead_of(page, "/") == chosen
    assert complaints == []
    context.close()
