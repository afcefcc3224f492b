"""From an empty folder to a reporter who signs in on a phone with a code, and a passkey."""

from __future__ import annotations

import base64
import hmac
import re
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha1
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.accounts.smtp import Post, post_office
from tests.journeys.running import environment, free_port

pytestmark = pytest.mark.journey

PASSWORD = "eleven herons wade"
# Making the database takes eight seconds on an idle machine with two cores.
START_SECONDS = 240


@contextmanager
def empty_newsroom(folder: Path) -> Iterator[str]:
    """``masthead run --no-demo`` in an empty folder; gives the printed link, on localhost."""
    port = free_port()
    log = folder / "run.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "masthead.cli.main", "run", "--no-demo"],
            env=environment(folder / "data", port),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            yield _printed_link(log, process).replace("127.0.0.1", "localhost")
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=10)


def _printed_link(log: Path, process: subprocess.Popen[bytes]) -> str:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()
        if found := re.search(r"http://\S+/newsroom/enter/\S+", log.read_text()):
            return found[0]
        time.sleep(0.2)
    raise AssertionError(log.read_text())


def code_of(key: str) -> str:
    """What an authenticator app shows now for ``key`` (RFC 6238)."""
    secret = base64.b32decode(key.strip().upper() + "=" * (-len(key.strip()) % 8))
    digest = hmac.new(secret, struct.pack(">Q", int(time.time()) // 30), sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def letter_link(post: Post) -> str:
    """The link in the newest letter."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if post.letters:
            body = post.letters[-1].get_body()  # type: ignore[attr-defined]
            found = re.search(r"http://\S+", body.get_content())
            assert found
            return found[0]
        time.sleep(0.2)
    raise AssertionError("no letter came")


def press(page: Page, name: str) -> None:
    """Press a button by its words."""
    page.get_by_role("button", name=name, exact=True).click()


def is_well_made(page: Page) -> None:
    """No fault that axe finds, and nothing wider than the screen."""
    page.wait_for_timeout(300)  # Wagtail fades its messages in
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def go_through_first_steps(page: Page, post: Post) -> None:
    """The wizard, as the first person sees it."""
    press(page, "Sign in")
    expect(page.get_by_role("heading", name="A newspaper begins")).to_be_visible()
    is_well_made(page)
    page.get_by_label("What is it called?").fill("The Port Ash Post")
    page.get_by_label("Which clock does it keep?").select_option("Europe/London")
    press(page, "Keep and go on")
    is_well_made(page)
    press(page, "Keep and go on")
    page.get_by_label("First name").fill("Ada")
    page.get_by_label("Last name").fill("Marsh")
    page.get_by_label("E-mail address").fill("ada@station.example")
    page.get_by_label("Password").fill(PASSWORD)
    is_well_made(page)
    press(page, "Keep and go on")
    page.get_by_label("Mail server").fill("127.0.0.1")
    page.get_by_label("Encryption").select_option("none")
    page.get_by_label("Port").fill(str(post.port))
    page.get_by_label("Letters come from").fill("desk@station.example")
    is_well_made(page)
    press(page, "Keep and go on")
    is_well_made(page)
    press(page, "Go on without")
    expect(page.get_by_role("heading", name="The Port Ash Post is ready")).to_be_visible()
    press(page, "Ask colleagues in")


def test_an_empty_newsroom_becomes_one_with_a_reporter_on_a_phone(
    browser: Browser, tmp_path: Path
) -> None:
    with post_office() as post, empty_newsroom(tmp_path) as link:
        desk = browser.new_context(viewport={"width": 1280, "height": 900})
        chief = desk.new_page()
        chief.goto(link)
        go_through_first_steps(chief, post)
        chief.get_by_label("E-mail addresses").fill("tom@station.example")
        press(chief, "Invite")
        expect(chief.get_by_text("On its way to tom@station.example")).to_be_visible()
        is_well_made(chief)

        phone = browser.new_context(viewport={"width": 390, "height": 844})
        reporter = phone.new_page()
        reporter.goto(letter_link(post))
        is_well_made(reporter)
        reporter.get_by_label("First name").fill("Tom")
        reporter.get_by_label("Password").fill(PASSWORD)
        press(reporter, "Join")
        reporter.wait_for_url("**/newsroom/")
        home = reporter.url
        key = set_up_app(reporter, home)
        sign_in_with_code(reporter, home, key)
        add_and_use_passkey(chief, home)


def set_up_app(page: Page, home: str) -> str:
    """Set up an authenticator app; gives its key."""
    page.goto(f"{home}security/")
    is_well_made(page)
    page.get_by_role("link", name="Set up an app").click()
    is_well_made(page)
    key = page.get_by_label("Or type this key into the app").input_value()
    page.get_by_label("Authenticator code").fill(code_of(key))
    press(page, "Use this app")
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    is_well_made(page)
    return key


def sign_in_with_code(page: Page, home: str, key: str) -> None:
    """Sign out, and in again with password and code."""
    page.goto(f"{home}logout/")
    press(page, "Sign out")
    is_well_made(page)
    page.get_by_label("E-mail address").fill("tom@station.example")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    is_well_made(page)
    # A code works once: wait for the next one.
    used = code_of(key)
    while (code := code_of(key)) == used:
        time.sleep(0.5)
    page.locator("input[name=code]").fill(code)
    press(page, "Sign in")
    page.wait_for_url("**/newsroom/")


def add_and_use_passkey(page: Page, home: str) -> None:
    """Add a passkey with Chromium's own authenticator, sign out, and in with it alone."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto(f"{home}security/passkeys/add/")
    if page.get_by_role("heading", name="Show that it is you").is_visible():
        page.get_by_label("Password").fill(PASSWORD)
        press(page, "Go on")
    is_well_made(page)
    press(page, "Add the passkey")
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    page.goto(f"{home}logout/")
    press(page, "Sign out")
    press(page, "Sign in with a passkey")
    page.wait_for_url("**/newsroom/")
