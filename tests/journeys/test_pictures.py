"""Pictures from the drop to the taking down: on a desk and on a phone."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.factories.stories import make_jpeg
from tests.journeys.people import python_in
from tests.journeys.running import Running
from tests.kernel.photographs import data_set, photograph, said, xmp

pytestmark = pytest.mark.journey

# The worker makes a picture's JPEGs within a second or two of the upload.
SIZES_MS = 30_000
_PUBLISH = """
import sys
import django
django.setup()
from masthead.stories.addresses import story_address
from masthead.stories.models import Edition, Picture, Publication
from masthead.stories.services.publication import publish_story
from tests.factories.stories import make_section, make_story
story = make_story(
    section=make_section(Edition.objects.get()), headline=sys.argv[1],
    lead_picture=Picture.objects.get(title=sys.argv[2]),
    lead_alt="A ferry at the quay", lead_credit="Ada Writer",
)
publish_story(story=story, by=None)
print(story_address(Publication.objects.get(pk=story.pk)))
"""
# What a browser does with a file that a person pastes.
_PASTE = """([name, type, data]) => {
  const held = new DataTransfer();
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  held.items.add(new File([bytes], name, { type }));
  const facts = { bubbles: true, cancelable: true, clipboardData: held };
  document.querySelector("main").dispatchEvent(new ClipboardEvent("paste", facts));
}"""


@pytest.fixture(scope="module")
def signed_in(running: Running, browser: Browser) -> Iterator[BrowserContext]:
    """A browser in which the editor has signed in."""
    context = browser.new_context(base_url=running.address, reduced_motion="reduce")
    page = context.new_page()
    page.goto(running.sign_in)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Desk", level=1)).to_be_visible()
    page.close()
    yield context
    context.close()


@pytest.fixture(params=[390, 1280])
def page(request: pytest.FixtureRequest, signed_in: BrowserContext) -> Iterator[Page]:
    """A screen of each width, on which no script fails."""
    opened = signed_in.new_page()
    opened.set_viewport_size({"width": request.param, "height": 900})
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    opened.close()
    assert complaints == []


def drop(page: Page, *files: Path) -> None:
    """Let files go over the page, as a hand does: the browser itself makes the events."""
    box = page.locator(".drop-zone").bounding_box()
    assert box is not None
    data = {"items": [], "files": [str(file) for file in files], "dragOperationsMask": 1}
    place = {"x": box["x"] + box["width"] / 2, "y": box["y"] + 20}
    mouse = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        mouse.send("Input.dispatchDragEvent", {"type": kind, "data": data, **place})


def written(folder: Path, name: str, data: bytes) -> Path:
    """A file with these bytes."""
    (folder / name).write_bytes(data)
    return folder / name


def fits(page: Page, place: str) -> None:
    """Nothing is wider than the screen, and axe finds nothing in what is ours."""
    expect(page.locator(place).first).to_be_visible()
    wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wider <= 0, f"{page.url} is {wider} px too wide"
    found = [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in Axe().run(page, context=place).response["violations"]
        for node in violation["nodes"]
    ]
    assert found == []


def ferry(width: int) -> bytes:
    """A photograph that says what it is; its own for each screen."""
    iim = data_set(105, f"Ferry {width}".encode()) + data_set(80, b"Ada Writer")
    packet = xmp(
        said("Iptc4xmpCore:AltTextAccessibility", "A white ferry beside a crane")
        + said("dc:description", "The ferry leaves.")
    )
    return photograph(iim=iim, packet=packet, size=(width, 300))


def test_pictures_are_dropped_and_pasted_used_and_taken_down(
    running: Running, page: Page, tmp_path: Path
) -> None:
    width = page.viewport_size["width"] if page.viewport_size else 0
    page.goto("/newsroom/images/multiple/add/")
    fits(page, "main")
    notes = written(tmp_path, "notes.jpg", b"<html>not a picture</html>")
    drop(page, written(tmp_path, "IMG_1.jpg", ferry(width)), notes)
    rows = page.locator("#upload-list > li")
    expect(rows).to_have_count(2)
    expect(rows.nth(0).get_by_label("Alternative text")).to_have_value(
        "A white ferry beside a crane"
    )
    expect(rows.nth(0).get_by_label("Caption")).to_have_value("The ferry leaves.")
    expect(rows.nth(0).get_by_label("Credit")).to_have_value("Ada Writer")
    expect(rows.nth(1)).to_contain_text("it is no JPEG, PNG, WebP, AVIF or GIF")
    pasted = base64.b64encode(make_jpeg(width, 200)).decode()
    page.evaluate(_PASTE, ["image.jpg", "image/jpeg", pasted])
    expect(rows).to_have_count(3)
    expect(rows.nth(2)).to_contain_text("Added.")
    fits(page, "main")
    rows.nth(0).get_by_role("button", name="Update").click()
    expect(rows).to_have_count(2)

    public = python_in(running, _PUBLISH, f"The {width} ferry leaves", f"Ferry {width}").strip()
    reader = page.context.new_page()
    for _ in range(SIZES_MS // 500):
        reader.goto(public)
        if reader.locator("figure img").count():
            break
        reader.wait_for_timeout(500)
    file = reader.locator("figure img").first.get_attribute("src") or ""
    assert re.match(r"/media/images/", file)
    assert page.request.get(file).status == 200

    page.goto("/newsroom/images/")
    page.get_by_role("link", name=f"Ferry {width}").first.click()
    expect(page.get_by_role("heading", name="Where it is used")).to_be_visible()
    expect(page.get_by_role("link", name=f"The {width} ferry leaves")).to_be_visible()
    fits(page, ".picture-page")
    page.get_by_role("link", name="Take down everywhere…").click()
    fits(page, ".newsroom-page")
    page.get_by_label("Reason").fill("It shows a child")
    page.get_by_role("button", name="Take the picture down everywhere").click()
    expect(page.get_by_text("It shows a child")).to_be_visible()
    assert page.request.get(file).status == 410
    reader.goto(public)
    expect(reader.get_by_role("heading", level=1)).to_have_text(f"The {width} ferry leaves")
    expect(reader.locator("figure img")).to_have_count(0)
    reader.close()


def test_a_file_that_is_here_already_is_shown_and_the_one_that_is_here_used(
    page: Page, tmp_path: Path
) -> None:
    data = make_jpeg(page.viewport_size["width"] if page.viewport_size else 0, 77)
    for told in ("Added. Check its words", "Added, but it seems to be here twice."):
        page.goto("/newsroom/images/multiple/add/")
        drop(page, written(tmp_path, "twin.jpg", data))
        row = page.locator("#upload-list > li")
        expect(row.get_by_text(told)).to_be_visible()
    expect(row).to_contain_text("This file is here already")
    fits(page, "main")
    with page.expect_response(re.compile("/delete/")) as answer:
        row.get_by_role("link", name="Use the one that is here").click()
    assert answer.value.status == 200
    expect(row).to_have_count(0)
