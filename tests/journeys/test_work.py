"""Two people in one newsroom: presence, conflict, crashes, review, revisions, mentions, work."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.journeys.people import join, python_in, sign_in_link
from tests.journeys.running import Running, newsroom_running
from tests.journeys.wire_files import write_published, write_wire

pytestmark = pytest.mark.journey

# A ping every ten seconds at each side.
PRESENCE_MS = 30_000
SAVED = re.compile(r"Saved \d\d:\d\d")
MARA, BEN = "mara@example.org", "ben@example.org"

_STORY = """
import sys
import django
django.setup()
from masthead.stories.models import Section
from masthead.stories.services.drafting import create_story
words = [{"type": "paragraph", "value": "<p>The pier is shut.</p>"},
         {"type": "quote", "value": {"text": "We look at it now.", "attribution": "Ann Harbour"}}]
print(create_story(section=Section.objects.first(), headline=sys.argv[1], body=words).pk)
"""
_STATE = """
import sys
import django
django.setup()
from masthead.stories.models import Story
story = Story.objects.get(pk=sys.argv[1])
print(story.revisions.count(), story.publication.state, story.headline, sep="|")
"""


@dataclass
class Person:
    """Somebody at a browser of her own, and what that browser complained about."""

    context: BrowserContext
    page: Page
    running: Running
    breaches: list[str] = field(default_factory=list)

    def open(self, story: int) -> None:
        """Open a story's form, and let Wagtail's scripts start."""
        self.page.goto(self.address_of(story))
        expect(self.page.locator("#w-editing-sessions")).to_be_attached()

    def address_of(self, story: int) -> str:
        """Where the story is edited."""
        return f"{self.running.address}/newsroom/snippets/stories/story/edit/{story}/"

    def new_page(self) -> None:
        """Another tab; the old one is gone as in a crash, without a word to the server."""
        self.page.close(run_before_unload=False)
        self.page = self.context.new_page()
        self.watch()

    def watch(self) -> None:
        """Note every breach of the policy; Draft.js's own style elements are blocked, unmissed."""

        def note(message: ConsoleMessage) -> None:
            if "Content Security Policy" in message.text and "inline style" not in message.text:
                self.breaches.append(message.text)

        self.page.on("console", note)
        self.page.on("pageerror", lambda error: self.breaches.append(str(error)))

    def press(self, name: str) -> None:
        """Press a button of the menu at the bottom, in the part that unfolds if it is there."""
        button = self.page.locator("footer").get_by_role(
            "button", name=name, exact=True, include_hidden=True
        )
        expect(button).to_have_count(1)
        more = self.page.locator("footer").get_by_role("button", name="More actions")
        # A menu that is opened before Wagtail's script has started it stays shut.
        for _ in range(5):
            if button.is_visible():
                break
            more.click()
            self.page.wait_for_timeout(500)
        button.click()


OpenDesk = Callable[..., Person]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A newsroom with an editor and a reporter."""
    base: Path = tmp_path_factory.mktemp("work")
    with newsroom_running(
        base / "data",
        wire=write_wire(base / "wire"),
        published=write_published(base / "published"),
    ) as started:
        join(started, email=MARA, name="Mara Quist", role="Editor")
        join(started, email=BEN, name="Ben Ode", role="Reporter")
        yield started


@pytest.fixture
def at_desk(browser: Browser, running: Running) -> Iterator[OpenDesk]:
    """Signs people in: ``at_desk(email, width)``. No page of theirs may break the policy."""
    people: list[Person] = []

    def sign_in(email: str, width: int = 1280) -> Person:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale="en-GB", base_url=running.address
        )
        person = Person(context=context, page=context.new_page(), running=running)
        person.watch()
        person.page.goto(sign_in_link(running, email))
        person.page.get_by_role("button", name="Sign in").click()
        people.append(person)
        return person

    yield sign_in
    breaches = [breach for person in people for breach in person.breaches]
    for person in people:
        person.context.close()
    assert breaches == []


def begin(running: Running, headline: str) -> int:
    """A story that nobody has edited."""
    return int(python_in(running, _STORY, headline))


def state_of(running: Running, story: int) -> tuple[int, str, str]:
    """How many revisions it has, whether readers have it, and its headline."""
    count, state, headline = python_in(running, _STATE, str(story)).strip().split("|")
    return int(count), state, headline


def fits(page: Page) -> bool:
    """Whether nothing sticks out to the side."""
    is_fitting: bool = page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
    return is_fitting


def test_two_who_edit_see_each_other_and_neither_is_written_over(
    running: Running, at_desk: OpenDesk
) -> None:
    story = begin(running, "Breakwater shut")
    mara, ben = at_desk(MARA, 390), at_desk(BEN)
    mara.open(story)
    ben.open(story)
    ben.page.locator("#id_headline").fill("Breakwater shut, says Ben")
    ben.page.locator("#id_dek").fill("Ben’s dek")
    expect(ben.page.locator("#w-autosave-indicator")).to_contain_text(SAVED, timeout=15_000)
    assert state_of(running, story) == (0, "unpublished", "Breakwater shut")
    warning = mara.page.locator("[data-words-presence]")
    expect(warning).to_contain_text("Ben Ode is writing", timeout=PRESENCE_MS)
    assert fits(mara.page)

    ben.press("Save draft")
    expect(ben.page.get_by_text("updated.").first).to_be_visible()
    mara.page.locator("#id_headline").fill("Breakwater shut, says Mara")
    expect(warning).to_contain_text("Ben Ode saved this story", timeout=PRESENCE_MS)
    mara.press("Save draft")
    conflict = mara.page.locator(".conflicts")
    expect(conflict).to_contain_text("Breakwater shut, says Ben")
    expect(conflict).to_contain_text("Breakwater shut, says Mara")
    expect(conflict).not_to_contain_text("dek")
    assert fits(mara.page)
    assert state_of(running, story)[0] == 1
    mara.page.get_by_label("Keep yours").check()
    mara.press("Save draft")
    expect(mara.page.locator("#id_headline")).to_have_value("Breakwater shut, says Mara")
    expect(mara.page.locator("#id_dek")).to_have_value("Ben’s dek")
    assert state_of(running, story) == (2, "unpublished", "Breakwater shut, says Mara")


def test_words_survive_a_tunnel_and_a_crashed_browser(running: Running, at_desk: OpenDesk) -> None:
    story = begin(running, "Ferry late")
    ben = at_desk(BEN)
    ben.open(story)
    ben.context.set_offline(True)
    ben.page.locator("#id_dek").fill("Typed in a tunnel")
    unsaved = ben.page.locator("[data-words-unsaved]")
    expect(unsaved).to_contain_text("Not saved: there is no connection", timeout=15_000)
    ben.new_page()
    ben.context.set_offline(False)
    ben.open(story)
    expect(ben.page.locator("#id_dek")).to_have_value("")
    ben.page.get_by_role("button", name="Bring them back").click()
    expect(ben.page.locator("#id_dek")).to_have_value("Typed in a tunnel")
    expect(ben.page.locator("#w-autosave-indicator")).to_contain_text(SAVED, timeout=15_000)
    # Kept by the server now: another crash, and they stand in the form by themselves.
    ben.new_page()
    ben.open(story)
    expect(ben.page.locator("#id_dek")).to_have_value("Typed in a tunnel")
    expect(ben.page.get_by_text("These are your words of")).to_be_visible()
    assert state_of(running, story)[0] == 0


def test_words_survive_a_server_that_is_killed(running: Running, at_desk: OpenDesk) -> None:
    story = begin(running, "Quay flooded")
    ben = at_desk(BEN)
    ben.open(story)
    _kill_the_web_server(running)
    ben.page.locator("#id_dek").fill("Typed while the server was away")
    # The supervisor starts another; the page tries again until it answers.
    expect(ben.page.locator("#w-autosave-indicator")).to_contain_text(SAVED, timeout=90_000)
    ben.new_page()
    ben.open(story)
    expect(ben.page.locator("#id_dek")).to_have_value("Typed while the server was away")


def _kill_the_web_server(running: Running) -> None:
    """SIGKILL to the process that listens at the newsroom's port, and to no other."""
    port = running.address.rsplit(":", 1)[1]
    wanted = f"{int(port):04X}"
    inodes = {
        line.split()[9]
        for line in Path("/proc/net/tcp").read_text().splitlines()[1:]
        if line.split()[1].endswith(f":{wanted}") and line.split()[3] == "0A"
    }
    killed = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            links = [str(entry.readlink()) for entry in (folder / "fd").iterdir()]
        except OSError:
            continue  # somebody else's process, or one that has just ended
        if any(link == f"socket:[{inode}]" for link in links for inode in inodes):
            os.kill(int(folder.name), signal.SIGKILL)
            killed += 1
    assert killed


def test_a_story_goes_past_an_editors_eyes(running: Running, at_desk: OpenDesk) -> None:
    story = begin(running, "Council meets")
    ben, mara = at_desk(BEN, 390), at_desk(MARA)
    ben.open(story)
    ben.page.locator("#id_submit_note").fill("Figures are from the council.")
    ben.press("Submit to Approval")
    expect(ben.page.get_by_text("is sent to the editors")).to_be_visible()
    ben.open(story)
    expect(ben.page.get_by_text("In review").first).to_be_visible()

    mara.page.goto("/newsroom/?tab=in-review")
    mara.page.get_by_role("link", name="Council meets").first.click()
    mara.page.get_by_role("button", name="Toggle notes").click()
    expect(mara.page.get_by_text("Figures are from the council.")).to_be_visible()
    mara.press("Request changes")
    dialog = mara.page.get_by_role("dialog")
    dialog.get_by_label("Comment").fill("Who says so?")
    dialog.get_by_role("button", name="Request changes").click()
    expect(mara.page.get_by_text("is back with its reporter")).to_be_visible()

    ben.open(story)
    expect(ben.page.get_by_text("Mara Quist asks for changes")).to_be_visible()
    expect(ben.page.locator(".review-words")).to_have_text("Who says so?")
    assert fits(ben.page)
    ben.page.locator("#id_headline").fill("Council meets, says the council")
    ben.press("Resubmit to Read by an editor")
    expect(ben.page.get_by_text("is sent to the editors")).to_be_visible()

    mara.open(story)
    mara.press("Approve")
    expect(mara.page.get_by_text("is approved")).to_be_visible()
    assert state_of(running, story)[1:] == ("live", "Council meets, says the council")


def test_history_compares_two_texts_and_an_old_one_comes_back(
    running: Running, at_desk: OpenDesk
) -> None:
    story = begin(running, "Tide tables")
    mara = at_desk(MARA)
    for words in ("First dek", "Other dek"):
        mara.open(story)
        mara.page.locator("#id_dek").fill(words)
        mara.press("Save draft")
        expect(mara.page.get_by_text("updated.").first).to_be_visible()
    mara.page.get_by_role("link", name="History").first.click()
    expect(mara.page.locator("main table tbody tr")).to_have_count(2)
    mara.page.locator("main table tbody tr").first.get_by_role("button").first.click()
    mara.page.get_by_role("link", name=re.compile("Compare with previous")).first.click()
    expect(mara.page.get_by_text("Other dek").first).to_be_visible()
    mara.page.go_back()
    mara.page.locator("main table tbody tr").nth(1).get_by_role("button").first.click()
    mara.page.get_by_role("link", name=re.compile("Review this version")).first.click()
    expect(mara.page.locator("#id_dek")).to_have_value("First dek")
    mara.press("Replace current draft")
    expect(mara.page.get_by_text("has been replaced")).to_be_visible()
    mara.open(story)
    expect(mara.page.locator("#id_dek")).to_have_value("First dek")
    assert state_of(running, story)[:2] == (3, "unpublished")


def test_a_mention_is_offered_and_stands_on_the_desk(running: Running, at_desk: OpenDesk) -> None:
    story = begin(running, "Harbour fire")
    mara, ben = at_desk(MARA), at_desk(BEN, 390)
    mara.open(story)
    mara.page.get_by_role("button", name="Toggle notes").click()
    note = mara.page.get_by_label("New note")
    note.press_sequentially("Please look @be")
    mara.page.get_by_role("button", name="@ben (Ben Ode)").click()
    expect(note).to_have_value("Please look @ben ")
    mara.page.get_by_role("button", name="Write the note").click()
    expect(mara.page.get_by_text("on the desk of Ben Ode")).to_be_visible()
    ben.page.goto("/newsroom/")
    expect(ben.page.get_by_text("Please look @ben")).to_be_visible()


def test_an_editor_gives_work_and_the_reporter_begins_it(
    running: Running, at_desk: OpenDesk
) -> None:
    mara, ben = at_desk(MARA), at_desk(BEN, 390)
    mara.page.goto("/newsroom/work/")
    mara.page.get_by_label("What", exact=True).fill("council budget")
    mara.page.get_by_label("Who", exact=True).select_option(label="Ben Ode")
    due = datetime.now() + timedelta(hours=30)  # noqa: DTZ005 - as a person types it
    mara.page.get_by_label("Due", exact=True).fill(due.strftime("%Y-%m-%dT%H:%M"))
    mara.page.get_by_role("button", name="Put it on the list").click()
    expect(mara.page.get_by_text("“council budget” is on the list, for Ben Ode.")).to_be_visible()
    ben.page.goto("/newsroom/work/")
    expect(ben.page.get_by_text("council budget").first).to_be_visible()
    assert fits(ben.page)
    ben.page.get_by_role("button", name="Begin the story").click()
    expect(ben.page.locator("#id_headline")).to_have_value("council budget")
    ben.page.goto("/newsroom/work/")
    ben.page.get_by_role("button", name="Mark as done").click()
    expect(ben.page.get_by_text("“council budget” is done.")).to_be_visible()


def test_a_preview_shows_unsaved_words_on_a_phone_and_a_desk(
    running: Running, at_desk: OpenDesk
) -> None:
    story = begin(running, "Bridge opens")
    mara = at_desk(MARA)
    mara.open(story)
    mara.page.locator("#id_headline").fill("Bridge opens at noon")
    mara.page.get_by_role("button", name="Toggle preview").click()
    shown = mara.page.frame_locator("iframe[id*=preview]")
    expect(shown.locator("h1")).to_have_text("Bridge opens at noon", timeout=15_000)
    for name in ("mobile", "desktop"):
        choice = mara.page.get_by_label(f"Preview in {name} size")
        choice.check(force=True)
        device = choice.get_attribute("data-device-width")
        expect(mara.page.locator(".w-preview")).to_have_css("--preview-device-width", device or "")
        expect(shown.locator("h1")).to_be_visible()
    assert state_of(running, story)[0] == 0
