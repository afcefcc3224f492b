"""The screen on which a front is arranged."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from masthead.fronts.arranging import read_arrangement
from masthead.fronts.models import FrontDraft, FrontVersion
from masthead.kernel.clock import now
from masthead.stories.models import Edition, Story
from tests.factories.stories import make_edition, make_published, make_section, make_user
from tests.readers import HOST

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return make_edition(host=HOST, zone="Asia/Tokyo")


@pytest.fixture
def stories(edition: Edition) -> list[Story]:
    section = make_section(edition)
    return [make_published(section=section, headline=f"Story <{n}>") for n in range(20)]


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_user())
    return client


class Screen:
    """The screen in a browser: each act carries the count that the page was drawn with."""

    def __init__(self, client: Client, edition: Edition) -> None:
        self.client, self.edition = client, edition
        self.address = reverse("newsroom_front_of", args=[edition.pk])

    def shown(self, query: str = "") -> str:
        answer = self.client.get(self.address + query, HTTP_HOST=HOST)
        assert answer.status_code == 200
        return str(answer.content.decode())

    def act(self, act: str, **fields: Any) -> str:
        draft = FrontDraft.objects.filter(edition=self.edition).first()
        data = {"act": act, "revision": draft.revision if draft else 0} | fields
        answer = self.client.post(self.address, data, HTTP_HOST=HOST, follow=True)
        assert answer.status_code == 200
        return str(answer.content.decode())


@pytest.fixture
def screen(editor: Client, edition: Edition) -> Screen:
    return Screen(editor, edition)


def front(edition: Edition) -> str:
    return Client(headers={"host": edition.host}).get("/").content.decode()


def lead(html: str) -> str:
    return html.partition('class="front__lead"')[2].partition("</h2>")[0]


def test_an_editor_places_previews_publishes_and_brings_back(
    screen: Screen, edition: Edition, stories: list[Story], editor: Client
) -> None:
    said = screen.act("place", story=stories[0].pk, place="lead")
    assert "“Story &lt;0&gt;” has its place." in said
    preview = editor.get(reverse("newsroom_front_preview", args=[edition.pk]), HTTP_HOST=HOST)
    assert "Story &lt;0&gt;" in lead(preview.content.decode())
    assert "no-store" in preview["Cache-Control"]
    assert "Story &lt;0&gt;" not in lead(front(edition))
    assert "Readers have this front now" in screen.act("publish")
    assert "Story &lt;0&gt;" in lead(front(edition))
    screen.act("clear")
    screen.act("publish")
    assert "Story &lt;19&gt;" in lead(front(edition))
    assert "Version 1 is back" in screen.act("restore", version=1)
    assert "Story &lt;0&gt;" in lead(front(edition))


def test_every_act_is_a_button_and_up_and_down_do_as_they_say(
    screen: Screen, edition: Edition, stories: list[Story]
) -> None:
    html = screen.shown()
    for act in ("up", "down", "hide", "place"):
        assert f'name="act" value="{act}"' in html
    second, third = stories[-3], stories[-4]
    screen.act("up", story=third.pk)
    arrangement = read_arrangement(FrontDraft.objects.get().arrangement)
    assert [entry.story for entry in arrangement.placed][-2:] == [third.pk, second.pk]
    screen.act("hide", story=stories[-1].pk)
    assert "Taken off by an editor" in screen.shown()
    screen.act("release", story=stories[-1].pk)
    assert "Taken off by an editor" not in screen.shown()


def test_a_pin_and_a_schedule_are_in_the_edition_s_zone(
    screen: Screen, edition: Edition, stories: list[Story]
) -> None:
    local = (now() + timedelta(hours=5)).astimezone(edition.timezone)
    typed = f"{local:%Y-%m-%dT%H:%M}"
    screen.act("place", story=stories[0].pk, place="lead", until=typed)
    (entry,) = read_arrangement(FrontDraft.objects.get().arrangement).placed
    assert entry.until == local.replace(second=0, microsecond=0)
    assert f"until {local:%-d %b %Y, %H:%M}" in screen.shown()
    screen.act("schedule", at=typed)
    assert FrontVersion.objects.get().live_at == local.replace(second=0, microsecond=0)
    page = screen.client.get(reverse("newsroom_next"), HTTP_HOST=HOST).content.decode()
    assert "version 1" in page
    assert "Version 1 is called off." in screen.act("call_off", version=1)


def test_stories_are_found_by_words_of_what_is_published(
    screen: Screen, stories: list[Story]
) -> None:
    html = screen.shown("?q=story")
    assert "Found for “story”" in html
    assert "No published story" in screen.shown("?q=zeppelin%00")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"act": "nonsense", "story": 1}, "out of date"),
        ({"act": "place", "story": "x", "place": "lead"}, "out of date"),
        ({"act": "place", "story": "9" * 40, "place": "lead"}, "out of date"),
        ({"act": "place", "place": "roof"}, "out of date"),
        ({"act": "place", "place": "lead", "until": "tomorrow"}, "Give the day and the time."),
        ({"act": "place", "place": "lead", "until": "2020-01-01T10:00"}, "has passed"),
        ({"act": "place", "place": "lead", "until": "2026-02-31T10:00"}, "Give the day"),
        ({"act": "place", "place": "lead", "story": 987654}, "do not have this story"),
        ({"act": "schedule", "at": ""}, "Choose the day and time"),
        ({"act": "publish", "revision": 7}, "changed meanwhile"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_changes(
    screen: Screen, stories: list[Story], fields: dict[str, Any], words: str
) -> None:
    assert words in screen.act(**({"story": stories[0].pk} | fields))
    assert not FrontDraft.objects.exists()
    assert not FrontVersion.objects.exists()


def test_what_was_paid_for_cannot_be_made_to_lead(screen: Screen, edition: Edition) -> None:
    paid = make_published(section=make_section(edition), kind="sponsored")
    assert "cannot lead the news" in screen.act("place", story=paid.pk, place="lead")
    assert timezone.is_aware(now())


def test_without_a_number_the_first_edition_s_page_is_where_one_is_led(
    editor: Client, edition: Edition
) -> None:
    answer = editor.get(reverse("newsroom_front"), HTTP_HOST=HOST)
    assert answer["Location"] == reverse("newsroom_front_of", args=[edition.pk])
