"""Hold, schedule, a missed moment, an act on many: on a desk and on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.people import python_in
from tests.journeys.running import Running

pytestmark = pytest.mark.journey

_MAKE = """
import sys
import django
django.setup()
from masthead.accounts.models import User
from masthead.stories.models import Edition
from masthead.stories.services.publication import publish_story
from tests.factories.stories import make_section, make_story
section = make_section(Edition.objects.get())
for headline in sys.argv[2:]:
    story = make_story(section=section, headline=headline)
    if sys.argv[1] == "live":
        publish_story(story=story, by=None)
    print(story.pk)
"""

_SCHEDULE = """
import sys
import django
django.setup()
from masthead.accounts.models import User
from masthead.stories.models import Story
from tests.stories.situations import ahead, revise
story = Story.objects.get(pk=sys.argv[1])
revise(story, go_live_at=ahead(seconds=float(sys.argv[2]))).publish(user=User.objects.first())
"""


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


@pytest.fixture(params=[390, 1280], ids=lambda width: f"{width}px")
def page(request: pytest.FixtureRequest, signed_in: BrowserContext) -> Iterator[Page]:
    """A screen of each width, on which nothing breaks the policy."""
    opened = signed_in.new_page()
    opened.set_viewport_size({"width": request.param, "height": 900})
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "console",
        lambda message: complaints.extend(
            [message.text]
            if "Content Security Policy" in message.text and "inline style" not in message.text
            else []
        ),
    )
    yield opened
    opened.close()
    assert complaints == []


def made(running: Running, kind: str, *headlines: str) -> list[str]:
    """The numbers of new stories."""
    return python_in(running, _MAKE, kind, *headlines).split()


def fits(page: Page) -> None:
    """Nothing is wider than the screen, and axe finds nothing in what is ours."""
    expect(page.locator(".newsroom-page")).to_be_visible()
    wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wider <= 0, f"{page.url} is {wider} px too wide"
    found = Axe().run(page, context=".newsroom-page").response["violations"]
    assert found == [], found


def test_a_story_is_held_and_given_back(running: Running, page: Page) -> None:
    (number,) = made(running, "live", "A doubtful claim")
    edit = f"{running.address}/newsroom/snippets/stories/story/edit/{number}/"
    page.goto(edit)
    public = page.get_by_role("link", name="See the page").get_attribute("href") or ""
    assert page.request.get(public).status == 200
    page.get_by_role("link", name="Put on hold…").click()
    fits(page)
    page.get_by_label("Reason").fill("A libel threat")
    page.get_by_role("button", name="Put the story on hold").click()
    expect(page.get_by_text("Nobody publishes it and nothing of it is deleted")).to_be_visible()
    answer = page.request.get(public)
    assert answer.status == 404
    assert "not available at present" in answer.text()
    assert page.request.get(f"{public}/history").status == 404
    page.get_by_role("link", name="Lift the hold…").click()
    fits(page)
    page.get_by_role("button", name="Lift the hold").click()
    expect(page.get_by_text("The hold is lifted")).to_be_visible()
    assert page.request.get(public).status == 200


def test_a_moment_that_is_missed_stands_on_top_until_somebody_acknowledges_it(
    running: Running, page: Page
) -> None:
    (number,) = made(running, "draft", "Goes out too soon")
    python_in(running, _SCHEDULE, number, "3600")
    page.goto(f"{running.address}/newsroom/next/")
    line = page.get_by_role("row").filter(has_text="Goes out too soon")
    expect(line).to_be_visible()
    fits(page)
    python_in(running, _SCHEDULE, number, "6")
    page.goto(f"{running.address}/newsroom/stories/{number}/hold/")
    page.get_by_label("Reason").fill("Wait for the lawyer")
    page.get_by_role("button", name="Put the story on hold").click()
    page.goto(f"{running.address}/newsroom/next/")
    missed = page.locator(".missed li").filter(has_text="Goes out too soon")
    for _ in range(20):
        if missed.count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    expect(missed).to_contain_text("on hold")
    expect(missed).to_contain_text("Ask the person named to lift the hold.")
    fits(page)
    missed.get_by_role("button", name=re.compile("Acknowledge")).click()
    expect(page.get_by_text("Acknowledged by")).to_be_visible()
    expect(missed).to_have_count(0)


def test_the_checklist_follows_what_is_typed(running: Running, page: Page) -> None:
    (number,) = made(running, "draft", "A story that is whole")
    page.goto(f"{running.address}/newsroom/snippets/stories/story/edit/{number}/")
    page.get_by_role("button", name="Toggle what is missing").click()
    panel = page.locator("[data-gates]")
    expect(panel.get_by_text("Ready to publish.")).to_be_visible()
    if page.viewport_size and page.viewport_size["width"] < 800:
        # The panel covers the form on a phone: it is closed to type, and opened again.
        page.locator("[data-form-side-close-button]").click()
    page.locator("#id_headline").fill("")
    page.wait_for_timeout(1500)
    if not panel.is_visible():
        page.get_by_role("button", name="Toggle what is missing").click()
    expect(panel.get_by_text("Give the story a headline.")).to_be_visible(timeout=10_000)


def test_many_are_withdrawn_with_one_reason_and_given_back(running: Running, page: Page) -> None:
    width = (page.viewport_size or {"width": 0})["width"]
    names = [f"Bulk {width} {number}" for number in range(3)]
    made(running, "live", *names)
    page.goto(f"{running.address}/newsroom/?tab=published")
    for name in names:
        page.get_by_role("row").filter(has_text=name).get_by_role("checkbox").check(force=True)
    page.get_by_role("button", name="Withdraw…").click()
    expect(page.get_by_role("heading", name="Withdraw 3 stories", level=1)).to_be_visible()
    fits(page)
    page.get_by_label("Reason").fill("A doubt about the source")
    page.get_by_role("button", name="Withdraw 3 stories").click()
    expect(page.get_by_text("All done.")).to_be_visible()
    fits(page)
    page.get_by_role("button", name="Undo: give them back to readers").click()
    expect(page.get_by_text("Given back to readers.")).to_have_count(3)
    page.goto(f"{running.address}/newsroom/audit/")
    expect(page.get_by_text("Given back to readers").first).to_be_visible()
    fits(page)
