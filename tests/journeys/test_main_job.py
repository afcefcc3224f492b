"""The main job: a wire file in at one end, an editor's work, a finished page out at the other.

Everything goes through what users have: the ``masthead`` command, a browser at the newsroom, a
browser at the site.
"""

from __future__ import annotations

import io
import re
from urllib.request import urlopen

import feedparser
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.journeys.running import Running

pytestmark = pytest.mark.journey

HEADLINE = "Breakwater shut until engineers look at it"
ALT = "Waves break over a stone pier"
CORRECTION = "An earlier version said that the breakwater was at Port Elm. It is at Port Ash."


def picture_file() -> dict[str, str | bytes]:
    """A picture as an editor's computer would hand it over."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize((1200, 800)).save(out, "JPEG")
    return {"name": "breakwater.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def test_an_editor_takes_a_wire_item_to_a_page_corrects_it_and_withdraws_it(
    running: Running, browser: Browser
) -> None:
    editor = browser.new_context(viewport={"width": 1280, "height": 1000}).new_page()
    violations: list[str] = []
    editor.on("console", lambda message: violations.extend(_violation(message.text)))
    reader = browser.new_context(viewport={"width": 390, "height": 844}).new_page()

    editor.goto(running.sign_in)
    editor.get_by_role("button", name="Sign in").click()
    _open_item(editor)
    _change_headline_and_add_picture(editor)
    _add_related(editor)
    _preview(editor)
    _press(editor, "Publish")

    address = _read_everywhere(reader, running)
    _correct(editor)
    _read_correction(reader, address)
    _withdraw(editor)
    _is_gone(reader, running, address)
    assert violations == []


def _violation(text: str) -> list[str]:
    """A breach of the policy; Draft.js's own style elements are blocked and are not missed."""
    is_breach = "Content Security Policy" in text and "inline style" not in text
    return [text] if is_breach else []


def _open_item(editor: Page) -> None:
    editor.get_by_role("link", name="Breakwater closed after storm damage").click()
    expect(editor.get_by_text("Anglers were asked to keep away.")).to_be_visible()
    editor.get_by_role("button", name="Open as a story").click()
    expect(editor.locator("#id_headline")).to_have_value("Breakwater closed after storm damage")


def _change_headline_and_add_picture(editor: Page) -> None:
    editor.locator("#id_headline").fill(HEADLINE)
    editor.get_by_role("button", name="Choose an image").first.click()
    editor.get_by_role("tab", name="Upload").click()
    editor.locator("input[name=image-chooser-upload-file]").set_input_files(picture_file())  # type: ignore[arg-type]
    # The title is filled in from the file's name a moment later; the editor gives her own.
    editor.locator("#id_image-chooser-upload-title").fill("The breakwater")
    editor.locator("#tab-upload").get_by_role("button", name="Upload").click()
    expect(editor.locator("#tab-upload")).to_have_count(0)
    editor.locator("#id_lead_alt").fill(ALT)
    editor.locator("#id_lead_caption").fill("The breakwater on Monday.")
    editor.locator("#id_lead_credit").fill("Ada Post")


def _add_related(editor: Page) -> None:
    for place, name in ((1, "Ferry timetable changes"), (2, "Harbour board seeks")):
        editor.get_by_role("button", name="Insert a block").nth(place).click()
        editor.get_by_role("option", name="Related link").click()
        block = editor.locator("[data-streamfield-child]").nth(place)
        block.get_by_role("button", name="Choose story").click()
        editor.locator(".modal").get_by_role("link", name=name).click()
        expect(block).to_contain_text(name)


def _preview(editor: Page) -> None:
    toggle = editor.get_by_role("button", name="Toggle preview")
    toggle.click()
    shown = editor.frame_locator("iframe[id*=preview]")
    expect(shown.locator("h1")).to_have_text(HEADLINE, timeout=15_000)
    expect(shown.get_by_text("readers do not see this page")).to_be_visible()
    toggle.click()


def _press(editor: Page, name: str) -> None:
    """Choose an act from the menu beside "Save draft"."""
    editor.get_by_role("button", name="More actions").click()
    editor.get_by_role("button", name=name, exact=True).click()
    expect(editor.get_by_text(f"“{HEADLINE}” is published.")).to_be_visible()


def _read_everywhere(reader: Page, running: Running) -> str:
    """The story is on the front page, in its section and in the feed; returns its address."""
    reader.goto(f"{running.address}/section/news")
    expect(reader.get_by_role("link", name=HEADLINE)).to_be_visible()
    reader.goto(running.address)
    reader.get_by_role("link", name=HEADLINE).first.click()
    expect(reader.locator("h1")).to_have_text(HEADLINE)
    assert re.search(r"/\d{4}/\d\d/\d\d/breakwater-shut-until-[a-z-]+-\d+$", reader.url)
    _sees_the_picture(reader)
    related = reader.locator(".prose").get_by_role("link")
    expect(related.filter(has_text="Ferry timetable changes on Monday")).to_be_visible()
    expect(related.filter(has_text="Harbour board seeks a new master")).to_be_visible()
    expect(related.filter(has_text="put up a notice")).to_be_visible()
    expect(reader.get_by_text("Tom Ash")).to_be_visible()
    with urlopen(f"{running.address}/feed.xml", timeout=10) as answer:
        feed = feedparser.parse(answer.read())
    assert not feed.bozo
    assert feed.entries[0].title == HEADLINE
    assert reader.context.cookies() == []
    return reader.url


def _sees_the_picture(reader: Page) -> None:
    """The worker makes the sizes; the page shows the picture as soon as the first is there."""
    for _ in range(40):
        if reader.locator("img").count():
            break
        reader.wait_for_timeout(250)
        reader.reload()
    expect(reader.get_by_role("img", name=ALT)).to_be_visible()
    expect(reader.get_by_text("The breakwater on Monday.")).to_be_visible()
    expect(reader.get_by_text("Ada Post")).to_be_visible()


def _correct(editor: Page) -> None:
    editor.get_by_role("link", name="Edit", exact=True).first.click()
    editor.locator("#id_change").select_option("correction")
    editor.locator("#id_change_note").fill(CORRECTION)
    _press(editor, "Publish")


def _read_correction(reader: Page, address: str) -> None:
    reader.goto(address)
    expect(reader.get_by_text(CORRECTION)).to_be_visible()
    expect(reader.locator("#corrections time, .corrections time").first).to_be_visible()
    expect(reader.get_by_text("This story has been corrected")).to_be_visible()
    reader.get_by_role("link", name="see what changed").click()
    expect(reader.get_by_text(CORRECTION)).to_be_visible()


def _withdraw(editor: Page) -> None:
    editor.get_by_role("link", name="Edit", exact=True).first.click()
    editor.get_by_role("link", name="Withdraw").first.click()
    editor.get_by_label("Reason").fill("The board asked us to check it again.")
    editor.get_by_role("button", name="Withdraw").click()
    expect(editor.get_by_text("withdrawn").first).to_be_visible()


def _is_gone(reader: Page, running: Running, address: str) -> None:
    for old in (address, f"{address}/history", re.sub(r"breakwater-[a-z-]+-", "x-", address)):
        answer = reader.goto(old)
        assert answer is not None
        assert answer.status == 410
        expect(reader.locator("h1")).to_have_text("This story is no longer here")
        expect(reader.get_by_text("Breakwater")).to_have_count(0)
    for path in ("", "/section/news", "/news", "/feed.xml"):
        with urlopen(running.address + path, timeout=10) as page:
            assert HEADLINE not in page.read().decode()
