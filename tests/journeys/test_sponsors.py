"""An editor books a sponsor, a reader sees and follows it, and the report says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.factories.stories import make_jpeg
from tests.journeys.looking import fits
from tests.journeys.running import Running
from tests.sponsors.agents import FIREFOX

pytestmark = pytest.mark.journey


def upload(page: Page, file: Path) -> None:
    """Choose a new picture in the form."""
    page.get_by_role("button", name="Choose an image").click()
    page.get_by_role("tab", name="Upload").click()
    page.locator(".modal input[type=file]").set_input_files(file)
    page.locator(".modal").get_by_label("Title").fill("Beds by the harbour")
    page.locator(".modal").get_by_role("button", name="Upload").click()
    expect(page.locator(".sponsor-form .chosen")).to_contain_text("Beds by the harbour")
    expect(page.locator(".modal")).to_be_hidden()


def go_where_it_stands(page: Page) -> None:
    """The front page, once it has a sponsor: the worker makes the picture's files first."""
    page.goto("/")
    for _ in range(40):
        if page.locator(".sponsor").count():
            return
        page.wait_for_timeout(500)
        page.goto("/")


def test_a_sponsor_is_booked_seen_followed_and_reported(
    running: Running, browser: Browser, tmp_path: Path
) -> None:
    picture = tmp_path / "beds.jpg"
    picture.write_bytes(make_jpeg(960, 400, "#804020"))
    desk = browser.new_context(base_url=running.address, reduced_motion="reduce")
    page = desk.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(running.sign_in)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Desk", level=1)).to_be_visible()
    page.get_by_role("link", name="Sponsors", exact=True).click()
    fits(page, ".newsroom-page")
    page.get_by_role("link", name="Book a sponsor").click()
    fits(page, ".newsroom-page")

    # What is wrong is said, and nothing that was typed is lost.
    page.get_by_label("Sponsor", exact=True).fill("Ash Beds")
    page.get_by_label("Leads to").fill(running.address + "/corrections")
    page.get_by_role("button", name="Book it").click()
    expect(page.get_by_text("This field is required.").first).to_be_visible()
    fits(page, ".newsroom-page")
    upload(page, picture)
    form = page.locator(".sponsor-form")
    form.get_by_label("Alternative text").fill("A bed in a window above the harbour")
    page.get_by_label("From").fill("2020-01-01T08:00")
    page.get_by_label("Until").fill("2090-01-01T08:00")
    page.get_by_role("button", name="Book it").click()
    expect(page.get_by_text("Ash Beds is booked.")).to_be_visible()

    # The reader: no script, no cookie, the size reserved, one click.
    reading = browser.new_context(
        base_url=running.address, java_script_enabled=False, user_agent=FIREFOX
    )
    reader = reading.new_page()
    slot = reader.locator(".sponsor")

    go_where_it_stands(reader)
    expect(slot).to_contain_text("Sponsored")
    expect(slot).to_contain_text("Ash Beds")
    image = slot.get_by_role("img", name="A bed in a window above the harbour")
    # Without scripts a browser loads what is lazy at once.
    assert image.evaluate("image => image.complete && image.naturalWidth > 0")
    slot.get_by_role("link").click()
    expect(reader).to_have_url(running.address + "/corrections")
    assert reading.cookies() == []
    reading.close()

    go_where_it_stands(page)
    fits(page, ".sponsor")
    page.goto("/newsroom/sponsors/")
    expect(page.locator(".sponsor-facts dd").nth(1)).to_have_text("1")
    page.set_viewport_size({"width": 390, "height": 844})
    fits(page, ".newsroom-page")
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Report on Ash Beds").click()
    lines = downloading.value.path().read_text().splitlines()
    assert lines[0] == "sponsor,date,views,clicks"
    assert lines[-1].startswith("Ash Beds,")
    assert lines[-1].endswith(",1")

    # Paused, it is on no page within seconds; then it ends, and its report stays.
    page.get_by_role("button", name="Pause Ash Beds").click()
    expect(page.get_by_text("is paused: no page shows it.")).to_be_visible()
    page.goto("/")
    expect(page.locator(".sponsor")).to_have_count(0)
    page.goto("/newsroom/sponsors/")
    page.get_by_role("button", name="End now Ash Beds").click()
    expect(page.get_by_role("heading", name="Over", exact=True)).to_be_visible()
    fits(page, ".newsroom-page")
    assert complaints == []
    desk.close()
