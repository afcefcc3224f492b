"""In a crisis: the short screens, the marker of staff, and the bar over the public page."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from masthead.accounts.models import User
from masthead.alerts.models import Alert
from masthead.alerts.services import raise_alert
from masthead.stories.addresses import story_path
from masthead.stories.models import Breaking, Correction, Edition, Publication, Story
from tests.factories.stories import make_published, make_section, make_user


@pytest.fixture
def story(edition: Edition) -> Story:
    """A story that readers have."""
    return make_published(section=make_section(edition), headline="Fire at Port Elm")


@pytest.fixture
def chief(edition: Edition) -> Client:
    """An administrator's signed-in browser."""
    client = Client(headers={"host": "localhost"})
    client.force_login(make_user(first_name="Ida"))
    return client


def public_path(story: Story) -> str:
    """Where readers have it."""
    return story_path(Publication.objects.select_related("version").get(pk=story.pk))


def test_the_public_page_has_ways_to_the_acts_for_staff_and_for_nobody_else(
    chief: Client, story: Story
) -> None:
    chief.get("/newsroom/alerts/")
    mark = chief.cookies[settings.MASTHEAD_STAFF_COOKIE]
    assert (mark.value, mark["path"], mark["httponly"]) == ("1", "/", True)
    page = chief.get(public_path(story))
    assert page.headers["Cache-Control"] == "private, no-store"
    for act in ("correct", "withdraw", "breaking"):
        assert f"/newsroom/stories/{story.pk}/{act}/" in page.text
    reader = Client(headers={"host": "localhost"})
    plain = reader.get(public_path(story))
    assert "staffbar" not in plain.text
    assert "no-store" not in plain.headers["Cache-Control"]
    assert not plain.cookies


def test_the_mark_goes_with_the_session(chief: Client) -> None:
    chief.get("/newsroom/alerts/")
    chief.logout()
    chief.cookies[settings.MASTHEAD_STAFF_COOKIE] = "1"
    answer = chief.get("/newsroom/alerts/")
    assert answer.cookies[settings.MASTHEAD_STAFF_COOKIE]["max-age"] == 0


def test_a_correction_is_published_from_one_screen(chief: Client, story: Story) -> None:
    address = f"/newsroom/stories/{story.pk}/correct/"
    form = chief.get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields} | {
        "headline": "Fire at Port Ash",
        "words": "It was at Port Ash, not at Port Elm.",
    }
    assert chief.post(address, sent).status_code == 302
    assert Correction.objects.get(story=story).text == "It was at Port Ash, not at Port Elm."
    again = chief.post(address, sent)
    assert "published anew while you wrote" in again.text


def test_a_bar_is_put_up_and_taken_down(chief: Client, story: Story, edition: Edition) -> None:
    address = f"/newsroom/stories/{story.pk}/breaking/"
    assert "Put up the bar" in chief.get(address).text
    chief.post(address, {"text": "Harbour on fire", "editions": [edition.pk], "lasts": 7200})
    assert Breaking.objects.get().text == "Harbour on fire"
    page = Client(headers={"host": "localhost"}).get("/news")
    assert "Harbour on fire" in page.text
    assert "End it now" in chief.get(address).text
    chief.post(f"{address}end/")
    assert Breaking.objects.get().ended_at is not None


def test_every_screen_shows_an_alert_until_somebody_is_on_it(chief: Client, story: Story) -> None:
    alert = raise_alert(
        key="disk", kind=Alert.Kind.DISK, title="The disk is nearly full", text="", advice="Look."
    )
    assert alert is not None
    screens = [f"/newsroom/stories/{story.pk}/acts/", "/newsroom/alerts/rota/",
               "/newsroom/alerts/devices/", f"/newsroom/alerts/{alert.pk}/"]  # fmt: skip
    for screen in screens:
        assert "alert-band" in chief.get(screen).text, screen
    chief.post(f"/newsroom/alerts/{alert.pk}/acknowledge/")
    for screen in screens:
        assert 'alert-band"' not in chief.get(screen).text, screen


def test_the_list_has_what_is_answered_beside_what_is_not(chief: Client) -> None:
    """Whether the band over it shows something else or nothing."""
    for key in ("first", "second"):
        raise_alert(key=key, kind=Alert.Kind.DISK, title=f"The {key}", text="", advice="Look.")
    for number, alert in enumerate(Alert.objects.order_by("pk"), start=1):
        chief.post(f"/newsroom/alerts/{alert.pk}/acknowledge/")
        page = chief.get("/newsroom/alerts/").text
        assert page.count('class="alert-row') == 2
        assert page.count("is on it</span>") == number


def test_the_newsrooms_reading_page_has_the_bar(chief: Client, story: Story) -> None:
    page = chief.get(f"/newsroom/read/{story.pk}/")
    assert "Fire at Port Elm" in page.text
    assert f"/newsroom/stories/{story.pk}/withdraw/" in page.text
    assert "no-store" in page.headers["Cache-Control"]


def test_somebody_is_put_on_call_and_taken_off(chief: Client, editor: User) -> None:
    sent: dict[str, Any] = {
        "person": editor.pk, "starts_at": "2026-01-01T08:00", "ends_at": "2099-01-01T08:00",
    }  # fmt: skip
    assert chief.post("/newsroom/alerts/rota/", sent).status_code == 302
    duty = editor.duties.get()
    assert chief.post(f"/newsroom/alerts/rota/{duty.pk}/remove/").status_code == 302
    assert not editor.duties.exists()


def test_the_service_worker_is_a_script_below_the_newsroom(edition: Edition) -> None:
    answer = Client(headers={"host": "localhost"}).get("/newsroom/push-worker.js")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/javascript")
