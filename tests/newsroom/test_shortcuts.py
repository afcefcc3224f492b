"""The table of shortcuts is what the help shows and what the scripts obey."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from django.test import Client

import masthead.newsroom
from masthead.newsroom.desk.shortcuts import SCREENS
from masthead.newsroom.desk.tabs import Tab
from masthead.stories.models import Edition
from tests.factories.stories import make_published, make_section
from tests.factories.wire import make_item

pytestmark = pytest.mark.django_db

PACKAGE = Path(masthead.newsroom.__file__).parent
SCRIPTS = {
    "desk": ("shortcuts.js", "desk.js", "desk-live.js"),
    "search": ("shortcuts.js", "desk.js"),
    "item": ("shortcuts.js", "desk-next.js"),
    "story": ("shortcuts.js", "desk-next.js"),
}


@pytest.mark.parametrize("screen", SCREENS)
def test_no_key_does_two_things_on_one_screen(screen: str) -> None:
    keys = Counter(key for shortcut in SCREENS[screen] for key in shortcut.keys)
    assert keys.most_common(1)[0][1] == 1
    assert "?" in keys


def test_each_list_of_the_desk_has_its_number() -> None:
    (lists,) = [shortcut for shortcut in SCREENS["desk"] if shortcut.act == "list"]
    assert lists.keys == tuple(str(number) for number in range(1, len(Tab) + 1))


@pytest.mark.parametrize("screen", SCREENS)
def test_each_listed_act_is_a_function_or_an_element_of_its_screen(
    screen: str, browser: Client, edition: Edition
) -> None:
    for _ in range(3):
        item = make_item()
    story = make_published(section=make_section(edition))
    address = {
        "desk": "/newsroom/?tab=just-in",
        "search": "/newsroom/desk/search/?q=ferry",
        "item": f"/newsroom/items/{item.pk}/",
        "story": f"/newsroom/snippets/stories/story/edit/{story.pk}/",
    }[screen]
    page = browser.get(address).content.decode()
    folder = PACKAGE / "static/masthead/newsroom"
    scripts = "".join((folder / name).read_text() for name in SCRIPTS[screen])
    for name in SCRIPTS[screen]:
        assert name in page, f"{screen} does not load {name}"
    # The links to other pages are there when there are other pages.
    conditional = {"older", "newest", "previous"}
    for shortcut in SCREENS[screen]:
        is_function = f"acts.{shortcut.act} =" in scripts or f"    {shortcut.act}: (" in scripts
        is_function = is_function or f"mastheadActs.{shortcut.act} =" in scripts
        is_element = f'data-act="{shortcut.act}"' in page
        assert is_function or is_element or shortcut.act in conditional, shortcut
        assert f'data-keys="{shortcut.data}"' in page
