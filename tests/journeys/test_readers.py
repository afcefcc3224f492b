"""A reader's way through the demo newspaper, on a phone and at a desk."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey

OpenPage = Callable[..., Page]
SETTLED = """
document.fonts.ready.then(() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(done))))
"""
# Says where on the page a line is wider than the screen, for whoever has to mend it.
TOO_WIDE = """
[...document.querySelectorAll("main *")]
  .filter((e) => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .filter((e) => !e.closest(".gallery__strip, .datatable"))
  .slice(0, 3).map((e) => e.outerHTML.slice(0, 120))
"""


def found_by_axe(page: Page) -> list[tuple[str, list[str]]]:
    """What axe-core finds on the page as it stands, with the elements it means."""
    violations = Axe().run(page).response["violations"]
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in violations]


def check(page: Page, where: str) -> None:
    """The page in front of the reader is accessible in both schemes and fits its screen."""
    expect(page.locator("h1")).to_have_count(1)
    page.evaluate(SETTLED)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        assert found_by_axe(page) == [], f"{where}, {scheme}"
    wide, screen = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide <= screen, (where, page.evaluate(TOO_WIDE))


def story_with(page: Page, *marks: str) -> str:
    """The path of a story in the demo whose page holds each of ``marks``."""
    path = "/news"
    while path:
        page.goto(path)
        older = page.locator("a[rel=next]")
        next_path = older.get_attribute("href") if older.count() else ""
        for link in page.locator("a.card__link").all():
            href = link.get_attribute("href") or ""
            text = page.request.get(href).text()
            if all(mark in text for mark in marks):
                return href
        path = next_path or ""
    raise AssertionError(f"the demo has no story with {marks}")


def test_a_reader_goes_from_the_front_page_to_everything_there_is(
    browser_page: OpenPage, viewport: int
) -> None:
    page = browser_page(viewport)
    page.goto("/")
    assert page.locator("article").count() >= 8
    check(page, "front")

    page.locator(".front__lead a.card__link").click()
    headline = page.locator("h1").inner_text()
    assert page.locator(".story__body").inner_text().strip()
    check(page, "story")

    page.locator(".relatednews a.card__link").first.click()
    assert page.locator("h1").inner_text() != headline
    check(page, "related story")

    page.locator("a.label__link").click()
    expect(page).to_have_url(re.compile(r"/section/[\w-]+$"))
    check(page, "section")

    page.locator("a.card__link").first.click()
    page.locator(".relatednews__link").click()
    expect(page).to_have_url(re.compile(r"/news$"))
    check(page, "more news")
    first = page.locator("a.card__link").first.inner_text()
    page.locator("a[rel=next]").click()
    assert page.locator("a.card__link").first.inner_text() != first
    check(page, "older news")
    page.locator("a[rel=prev]").click()
    assert page.locator("a.card__link").first.inner_text() == first

    story = story_with(page, 'rel="author"', "topics__link", "versions__link")
    page.goto(story)
    page.locator("a[rel=author]").first.click()
    expect(page).to_have_url(re.compile(r"/author/"))
    check(page, "author")
    page.goto(story)
    page.locator("a.topics__link").first.click()
    expect(page).to_have_url(re.compile(r"/topic/"))
    check(page, "topic")
    page.goto(story)
    page.locator("a.versions__link").click()
    expect(page).to_have_url(re.compile(r"/history$"))
    assert page.locator("ins, del").count() > 0
    check(page, "history")
    page.goto("/no-such-page")
    check(page, "not found")


def test_nothing_moves_while_a_page_comes_in(browser_page: OpenPage, viewport: int) -> None:
    page = browser_page(viewport)
    page.goto("/")
    story = page.locator(".front__lead a.card__link").get_attribute("href") or ""
    for path in ("/", story, "/news"):
        page.goto(path, wait_until="networkidle")
        page.evaluate(SETTLED)
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.wait_for_load_state("networkidle")
        # Below a thousandth is the rounding of letters, which nobody sees.
        assert page.evaluate("window.shift") < 0.001, path


def test_everything_is_there_without_scripts(browser_page: OpenPage, viewport: int) -> None:
    page = browser_page(viewport, has_scripts=False)
    page.goto("/")
    assert page.locator("article").count() >= 8
    page.locator(".front__lead a.card__link").click()
    assert page.locator(".story__body").inner_text().strip()
    assert page.locator("a.share__link").count() >= 3
    assert page.locator(".share__system").is_hidden()
    assert "/20" in page.locator(".share__address").input_value()
    assert page.locator(".relatednews a.card__link").count() > 0
    # Absolute, with the year: a stored page is right at any time.
    assert re.search(r"\d{4}, \d\d:\d\d$", page.locator(".byline__time time").first.inner_text())


def test_times_become_words_where_scripts_run(browser_page: OpenPage, viewport: int) -> None:
    page = browser_page(viewport)
    page.goto("/")
    when = page.locator(".front__lead time").first
    expect(when).to_have_text(re.compile(r"ago$|^yesterday, "))
    assert re.search(r"\d{4}, \d\d:\d\d$", when.get_attribute("title") or "")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_narrowest_phone_never_scrolls_sideways(browser_page: OpenPage, scheme: str) -> None:
    page = browser_page(320, scheme=scheme)
    arabic = story_with(page, 'lang="ar"', 'dir="rtl"')
    long_read = story_with(page, "datatable") if _has(page, "datatable") else "/"
    for path in ("/", "/news", arabic, long_read, f"{arabic}/history"):
        page.goto(path)
        page.evaluate(SETTLED)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, (
            path,
            page.evaluate(TOO_WIDE),
        )


def _has(page: Page, mark: str) -> bool:
    try:
        return bool(story_with(page, mark))
    except AssertionError:
        return False


def test_a_reader_at_the_keyboard_reaches_the_news_first(
    browser_page: OpenPage, viewport: int
) -> None:
    page = browser_page(viewport)
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skiplink")).to_be_focused()
    expect(page.locator(".skiplink")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
