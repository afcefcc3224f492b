"""Every screen of the newsroom on a phone: nothing is wider than it; axe finds nothing on ours.

The screens are those of ``tests/newsroom/addresses.txt`` that an administrator gets by GET, so that
a new address is walked here without anybody thinking of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.journeys.people import python_in
from tests.journeys.running import Running

pytestmark = pytest.mark.journey

PHONE, DESK = 390, 1280
# Fills the newsroom as the walk by role does, and says which addresses answer with a whole page.
_SCREENS = """
import json
import django
django.setup()
from django.test import Client
from masthead.accounts.models import User
from masthead.stories.models import Edition
from tests.newsroom.test_every_address import things
from tests.newsroom.walking import Walker, addresses, written
values = things(Edition.objects.get())
client = Client(headers={"host": "localhost"})
client.force_login(User.objects.get(email="ada@example.org"))
walker, rows, screens = Walker(client), written(), {}
for address in addresses(values):
    if "A" not in rows[address.name][0]:
        continue
    answer = walker.ask("GET", address.path)
    is_page = answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
    if is_page and b"</html>" in answer.content:
        screens[address.name] = address.path
print(json.dumps(screens))
"""
# Screens that Wagtail draws from end to end: its markup is not ours to mend.
WAGTAILS = ("wagtail",)
# A link that signs somebody else in, or would sign this one out.
LEFT_OUT = {"account_logout", "wagtailadmin_logout", "newsroom_enter", "newsroom_join"}
_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  // A page of Wagtail's cuts off what is too wide; a field must not be cut off either.
  const fields = [...document.querySelectorAll(".w-field__input :is(select, input, textarea)")]
    .filter((each) => each.checkVisibility() && each.offsetWidth > 1);
  const isScrolled = document.documentElement.scrollWidth > width;
  return (isScrolled ? [...document.querySelectorAll("body *")] : fields)
    .filter((each) => each.getBoundingClientRect().right > width + 1)
    .slice(0, 6).map((each) => each.outerHTML.slice(0, 120));
}"""


@pytest.fixture(scope="module")
def screens(running: Running) -> dict[str, str]:
    """Each screen's address by its name."""
    found: dict[str, str] = json.loads(python_in(running, _SCREENS).splitlines()[-1])
    return {name: path for name, path in found.items() if name not in LEFT_OUT}


@pytest.fixture(scope="module")
def phone(running: Running, browser: Browser) -> Iterator[Page]:
    """An administrator's phone, signed in."""
    context = browser.new_context(
        base_url=running.address,
        viewport={"width": PHONE, "height": 844},
        reduced_motion="reduce",
        locale="en-GB",
    )
    page = context.new_page()
    page.goto(running.sign_in)
    page.get_by_role("button", name="Sign in").click()
    yield page
    context.close()


def found_by_axe(page: Page) -> list[str]:
    """What axe finds at both widths by day, and of the colours by night; the page stays open."""
    found = []
    for width, scheme in ((PHONE, "light"), (DESK, "light"), (DESK, "dark")):
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        if scheme == "dark":
            page.wait_for_timeout(400)  # Wagtail's buttons fade from one colour to the other
        # Night changes the colours alone, and axe takes its time.
        options = {"runOnly": ["color-contrast"]} if scheme == "dark" else {}
        found += [
            f"{width} {scheme}, {violation['id']}: {node['html'][:160]}"
            for violation in Axe().run(page, options=options).response["violations"]
            for node in violation["nodes"]
        ]
    page.set_viewport_size({"width": PHONE, "height": 844})
    page.emulate_media(color_scheme="light")
    return found


def test_no_screen_is_wider_than_the_phone_and_axe_finds_nothing_on_ours(
    screens: dict[str, str], phone: Page
) -> None:
    assert len(screens) > 60
    wrong = {}
    for name, path in screens.items():
        phone.goto(path, wait_until="load")
        found = [f"too wide: {html}" for html in phone.evaluate(_WIDE)]
        if not name.startswith(WAGTAILS):
            found += found_by_axe(phone)
        if found:
            wrong[f"{name} {path}"] = found
    assert not wrong, json.dumps(wrong, indent=1)
