"""A crisis, from a phone: withdraw, correct, breaking; and whom a broken worker calls."""

from __future__ import annotations

import json
import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.accounts.smtp import Post, post_office
from tests.factories.wire import newsml
from tests.journeys.people import port_of, python_in
from tests.journeys.running import Running, masthead, newsroom_running
from tests.journeys.wire_files import write_published, write_wire

pytestmark = pytest.mark.journey

PHONE = 390
# What the newsroom promises: whoever is on call has a mail within so many seconds.
PROMISE = 60

_SET_UP_MAIL = """
import sys
import django
django.setup()
from masthead.accounts.models import MailServer
MailServer.objects.create(
    host="127.0.0.1", port=int(sys.argv[1]), security="none", sender="newsroom@station.example"
)
"""
_PUBLISH = """
import sys
import django
django.setup()
from masthead.stories.addresses import story_path
from masthead.stories.models import Edition
from masthead.stories.selectors import publication_of
from tests.factories.stories import make_published, make_section
section = make_section(Edition.objects.get())
story = make_published(section=section, headline=sys.argv[1])
print(story_path(publication_of(story.pk)), f"/section/{section.slug}")
"""
_WORKERS = """
import json
import django
django.setup()
from masthead.jobs.presence import living_workers
from masthead.kernel.clock import now
print(json.dumps([worker.pid for worker in living_workers(now())]))
"""


@pytest.fixture(scope="module")
def post() -> Iterator[Post]:
    """The station's mail server."""
    with post_office() as office:
        yield office


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, post: Post) -> Iterator[Running]:
    """A newsroom whose mail goes to ``post``."""
    base: Path = tmp_path_factory.mktemp("crisis")
    with newsroom_running(
        base / "data",
        wire=write_wire(base / "wire"),
        published=write_published(base / "published"),
    ) as started:
        python_in(started, _SET_UP_MAIL, str(post.port))
        yield started


@pytest.fixture(scope="module")
def phone(running: Running, browser: Browser) -> Iterator[Page]:
    """An administrator's phone, signed in."""
    context = browser.new_context(
        viewport={"width": PHONE, "height": 844}, has_touch=True, locale="en-GB"
    )
    page = context.new_page()
    page.goto(running.sign_in)
    page.get_by_role("button", name="Sign in").click()
    yield page
    context.close()


def published(running: Running, headline: str) -> list[str]:
    """The addresses of a story that readers have now, and of its section."""
    return [running.address + path for path in python_in(running, _PUBLISH, headline).split()]


def read(address: str) -> tuple[int, str]:
    """What a reader without any cookie gets."""
    try:
        with urlopen(address, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


def fits(page: Page) -> None:
    """Nothing is wider than the phone."""
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def workers(running: Running) -> list[int]:
    """The processes of the workers that gave a sign of life of late."""
    found: list[int] = json.loads(python_in(running, _WORKERS))
    return found


def letter(post: Post, is_it: Callable[[str], bool], *, seconds: float) -> Message:
    """The first letter whose subject is the one, waited for."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for each in list(post.letters):
            if is_it(str(each["Subject"])):
                return each
        time.sleep(0.1)
    raise AssertionError([str(each["Subject"]) for each in post.letters])


def words_of(message: Any) -> str:
    """The text of a letter."""
    text: str = message.get_body().get_content()
    return text


@pytest.fixture(scope="module")
def call(running: Running, post: Post) -> Message:
    """The letter about a worker that was killed, which must come within the minute."""
    for pid in workers(running):
        os.kill(pid, signal.SIGKILL)
    return letter(post, lambda subject: "Alert: The background" in subject, seconds=PROMISE)


def test_a_killed_worker_is_mailed_within_a_minute_shown_and_taken_on(
    running: Running, call: Message, phone: Page
) -> None:
    assert call["To"] == "ada@example.org"
    assert "ended by itself (code -9)" in words_of(call)
    phone.goto(f"{running.address}/newsroom/next/")
    expect(phone.get_by_text("The background worker is in trouble")).to_be_visible()
    fits(phone)
    address = re.search(r"http://\S+/newsroom/alerts/\d+/", words_of(call))
    assert address
    phone.goto(address[0])
    phone.get_by_role("button", name="I am on it").first.tap()
    expect(phone.get_by_text("You are on it.")).to_be_visible()
    fits(phone)
    phone.goto(f"{running.address}/newsroom/next/")
    expect(phone.get_by_text("The background worker is in trouble")).to_have_count(0)


def test_a_story_is_withdrawn_from_its_public_page_in_three_taps(
    running: Running, phone: Page
) -> None:
    address, _ = published(running, "A fire that was none")
    assert read(address)[0] == 200
    phone.goto(address)
    fits(phone)
    # Two taps, and nothing that must be typed.
    phone.get_by_role("link", name="Withdraw", exact=True).tap()
    phone.get_by_role("button", name="Withdraw the story").tap()
    expect(phone.get_by_text("withdrawn").first).to_be_visible()
    fits(phone)
    status, page = read(address)
    assert status == 410
    assert "A fire that was none" not in page


def test_a_correction_from_the_phone_is_on_the_public_page_at_once(
    running: Running, phone: Page
) -> None:
    address, _ = published(running, "The court sits in Port Elm")
    assert "Port Elm" in read(address)[1]
    phone.goto(address)
    phone.get_by_role("link", name="Correct", exact=True).tap()
    phone.get_by_label("What was wrong, and what is right").fill("It sits in Port Ash.")
    phone.get_by_label("Headline").fill("The court sits in Port Ash")
    fits(phone)
    phone.get_by_role("button", name="Publish the correction").tap()
    expect(phone.get_by_text("is published").first).to_be_visible()
    page = read(address)[1]
    assert "It sits in Port Ash." in page
    assert re.search(r"<h1[^>]*>\s*The court sits in Port Ash", page)


def test_a_breaking_bar_is_on_every_stored_page_at_once_and_off_again(
    running: Running, phone: Page
) -> None:
    address, section = published(running, "Harbour shut by the storm")
    pages = [address, section, running.address]
    for page in pages * 2:
        # Twice: the second is the stored page.
        assert 'class="breaking"' not in read(page)[1]
    phone.goto(address)
    phone.get_by_role("link", name="Breaking", exact=True).tap()
    phone.get_by_label("What the bar says").fill("Harbour shut")
    fits(phone)
    phone.get_by_role("button", name="Put up the bar").tap()
    expect(phone.get_by_text("is breaking on").first).to_be_visible()
    for page in pages:
        text = read(page)[1]
        assert 'class="breaking"' in text, page
        assert "Harbour shut</span>" in text, page
    phone.goto(address)
    fits(phone)
    phone.get_by_role("link", name="Breaking", exact=True).tap()
    phone.get_by_role("button", name="End it now").tap()
    expect(phone.get_by_text("is no longer breaking").first).to_be_visible()
    for page in pages:
        assert 'class="breaking"' not in read(page)[1], page


def test_what_the_agency_kills_is_mailed_to_whoever_is_on_call(
    running: Running, post: Post, tmp_path: Path
) -> None:
    item = tmp_path / "item.xml"
    item.write_bytes(newsml())
    masthead("ingest", "--publish", str(item), folder=running.folder, port=port_of(running))
    item.write_bytes(newsml(version="2", status="canceled"))
    masthead("ingest", str(item), folder=running.folder, port=port_of(running))
    found = letter(post, lambda subject: "Killed by the agency" in subject, seconds=PROMISE)
    assert found["To"] == "ada@example.org"
    assert f"{running.address}/newsroom/alerts/" in words_of(found)


def test_whoever_was_called_hears_that_the_worker_is_well_again(call: Message, post: Post) -> None:
    # It counts as well once it has lived for a minute; most of that went by in the tests above.
    over = letter(post, lambda subject: "Over: The background" in subject, seconds=2 * PROMISE)
    assert "It is over." in words_of(over)
    assert len([each for each in post.letters if each["Subject"] == call["Subject"]]) == 1
