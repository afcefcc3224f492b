"""A day at the desk: everything by keyboard, live without a jump, on a screen and on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.journeys.running import Running, masthead, newsroom_running
from tests.journeys.wire_files import nitf, write_published, write_wire

pytestmark = pytest.mark.journey

# The desk asks every five seconds; twice that and the answer.
LIVE = 15_000
OpenDesk = Callable[..., Page]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A newsroom with five items on the desk and two stories out."""
    base: Path = tmp_path_factory.mktemp("desk")
    wire = write_wire(base / "wire")
    for number in range(4):
        text = nitf(f"gannet-desk-{number}", f"Fish market, week {number}", "Prices are steady.")
        (wire / f"desk-{number}.xml").write_text(text, encoding="utf-8")
    with newsroom_running(
        base / "data", wire=wire, published=write_published(base / "published")
    ) as started:
        yield started


@pytest.fixture(scope="module")
def signed_in(running: Running, browser: Browser) -> Iterator[BrowserContext]:
    """A browser in which the editor has signed in."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(running.sign_in)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Desk", level=1)).to_be_visible()
    page.close()
    yield context
    context.close()


@pytest.fixture
def desk(running: Running, signed_in: BrowserContext) -> Iterator[OpenDesk]:
    """Opens the desk: ``desk(query, width=…)``; errors of scripts and of the policy fail."""
    pages: list[Page] = []
    complaints: list[str] = []

    def open_desk(query: str = "tab=just-in", *, width: int = 1280, height: int = 900) -> Page:
        page = signed_in.new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.extend(_complaint(message)))
        page.goto(f"{running.address}/newsroom/?{query}")
        return page

    yield open_desk
    for page in pages:
        page.close()
    assert complaints == []


def _complaint(message: ConsoleMessage) -> list[str]:
    """An error; Draft.js’s own styles are refused and not missed (newsroom.css has them)."""
    is_error = message.type == "error" and "Applying inline style" not in message.text
    return [message.text] if is_error else []


def arrive(running: Running, tmp_path: Path, guid: str, headline: str, *, urgency: int = 4) -> None:
    """Have an item come in over the wire."""
    folder = tmp_path / guid
    folder.mkdir()
    text = nitf(guid, headline, "It has just come in.")
    text = text.replace('ed-urg="4"', f'ed-urg="{urgency}"')
    (folder / "item.xml").write_text(text, encoding="utf-8")
    port = int(running.address.rpartition(":")[2])
    masthead("ingest", str(folder), folder=running.folder, port=port)


def focused(page: Page) -> str:
    """The text of what has the focus."""
    text: str = page.evaluate("document.activeElement.textContent.trim()")
    return text


def test_the_keyboard_moves_reads_and_goes_on_to_the_next_item(desk: OpenDesk) -> None:
    page = desk()
    headlines = page.locator("[data-row] .desk-headline a").all_inner_texts()
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert focused(page) == headlines[1]
    page.keyboard.press("k")
    assert focused(page) == headlines[0]
    page.keyboard.press("Enter")
    reader = page.locator("[data-reader]")
    expect(reader.get_by_role("heading", name=headlines[0], exact=True)).to_be_visible()
    page.keyboard.press("j")
    expect(reader.get_by_role("heading", name=headlines[1], exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(reader).not_to_be_visible()
    assert focused(page) == headlines[1]
    assert "/newsroom/?tab=just-in" in page.url


def test_every_key_of_the_help_does_something_and_none_while_typing(desk: OpenDesk) -> None:
    page = desk()
    page.keyboard.press("?")
    dialog = page.locator("dialog[data-shortcuts]")
    expect(dialog).to_be_visible()
    page.keyboard.press("j")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    without: list[str] = page.evaluate(
        """Array.from(document.querySelectorAll("[data-does]"), (row) => row.dataset.does).filter(
            (act) => !window.mastheadActs[act] && !["older", "newest"].includes(act))"""
    )
    assert without == []
    page.keyboard.press("/")
    field = page.get_by_role("searchbox", name="Search items and stories")
    expect(field).to_be_focused()
    page.keyboard.type("jx?1")
    expect(field).to_have_value("jx?1")
    expect(dialog).not_to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("f")
    expect(page.get_by_label("Edition")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("v")
    expect(page.get_by_label("Keep this view as")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("5")
    page.wait_for_url("**tab=published*")


def test_ticks_bring_the_bar_and_can_be_taken_back_and_again(desk: OpenDesk) -> None:
    page = desk("tab=published")
    bar = page.locator("[data-bar]")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(bar).to_contain_text("1 ticked")
    page.locator("[data-tick]").nth(1).click(modifiers=["Shift"])
    expect(bar).to_contain_text("2 ticked")
    page.locator(".desk-headline a").first.focus()
    page.keyboard.press("Escape")
    expect(bar).not_to_be_visible()
    page.keyboard.press("u")
    expect(bar).to_contain_text("2 ticked")
    bar.get_by_role("button", name="Withdraw…").click()
    page.wait_for_url("**/newsroom/bulk/")
    expect(page.locator("main")).to_contain_text("Ferry timetable changes on Monday")


def test_what_comes_in_waits_while_somebody_reads_and_moves_nothing(
    running: Running, desk: OpenDesk, tmp_path: Path
) -> None:
    page = desk()
    page.keyboard.press("j")
    page.keyboard.press("j")
    link = page.locator(":focus")
    before = link.bounding_box()
    arrive(running, tmp_path, "gannet-live-1", "Lifeboat called out", urgency=4)
    button = page.get_by_role("button", name="1 new")
    expect(button).to_be_visible(timeout=LIVE)
    expect(page.locator("[data-status]")).to_contain_text("1 new in Just in")
    assert link.bounding_box() == before
    page.keyboard.press("n")
    assert focused(page) == "Lifeboat called out"
    expect(button).not_to_be_visible()


def test_what_comes_in_stands_there_by_itself_when_nobody_touches_the_list(
    running: Running, desk: OpenDesk, tmp_path: Path
) -> None:
    page = desk()
    arrive(running, tmp_path, "gannet-live-2", "Harbour master speaks", urgency=2)
    first = page.locator("[data-row] .desk-headline a").first
    expect(first).to_have_text("Harbour master speaks", timeout=LIVE)
    expect(page.locator("[data-strip]")).to_contain_text("Harbour master speaks")


def test_a_line_that_somebody_else_takes_says_so_in_its_place(desk: OpenDesk) -> None:
    mine, other = desk(), desk()
    row = mine.locator("[data-row]", has_text="Fish market, week 0")
    row.locator(".desk-headline a").focus()
    other.locator("[data-row]", has_text="Fish market, week 0").get_by_role(
        "button", name="Open"
    ).click()
    other.wait_for_url("**/stories/story/edit/**")
    expect(row.locator(".state")).to_have_text("Opened", timeout=LIVE)
    expect(row.locator(".desk-headline a")).to_be_focused()


def test_going_back_finds_the_place_and_next_goes_down_the_list(desk: OpenDesk) -> None:
    page = desk()
    headlines = page.locator("[data-row] .desk-headline a").all_inner_texts()
    page.keyboard.press("j")
    address = page.evaluate("document.activeElement.href")
    page.goto(address)
    page.keyboard.press("j")
    page.wait_for_url(lambda url: url != address and "/items/" in url)
    expect(page.locator(".item-text h1")).to_have_text(headlines[1])
    page.keyboard.press("d")
    page.wait_for_url("**tab=just-in*")
    assert focused(page) == headlines[1]


def test_finds_come_while_one_types(desk: OpenDesk) -> None:
    page = desk()
    page.keyboard.press("/")
    page.keyboard.type("timet")
    results = page.locator("[data-results]")
    expect(results).to_contain_text("Ferry timetable changes on Monday")
    expect(results.locator("mark").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[data-table]")).to_be_visible()


def test_a_story_s_form_has_its_shortcuts_and_the_way_back(desk: OpenDesk) -> None:
    page = desk("tab=published")
    page.locator(".desk-headline a").first.click()
    page.wait_for_url("**/stories/story/edit/**")
    page.locator("h1").first.click()
    page.keyboard.press("?")
    expect(page.locator("dialog[data-shortcuts]")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("d")
    page.wait_for_url("**tab=published*")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_desk_is_accessible_and_never_scrolls_sideways(width: int, desk: OpenDesk) -> None:
    for query in ("tab=just-in", "tab=published", "tab=in-review&urgency=1"):
        page = desk(query, width=width)
        overflow: int = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow == 0, query
        results = Axe().run(page, context=".newsroom-page")
        assert results.violations_count == 0, results.generate_report()


def test_what_a_thumb_presses_on_a_phone_is_44_px_high(desk: OpenDesk) -> None:
    page = desk(width=390, height=844)
    low: list[str] = page.evaluate(
        """Array.from(document.querySelectorAll(
            ".newsroom-page :is(button, summary, .button, .desk-tabs a, .desk-tick label)"))
          .filter((each) => each.getClientRects().length && each.offsetHeight < 44)
          .map((each) => `${each.textContent.trim()} ${each.offsetHeight}`)"""
    )
    assert low == []
