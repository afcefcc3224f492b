"""The first steps of an empty newsroom: each kept, none lost, some left out."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from masthead.accounts.models import FirstSteps, MailServer, User
from masthead.accounts.services import FOUNDER, ensure_first_editor, ensure_founder
from masthead.newsroom.setup import views
from masthead.stories.models import Edition
from masthead.wire.models import Source
from masthead.wire.sources import Trial
from tests.factories.stories import make_edition, make_user

pytestmark = pytest.mark.django_db

STATION = {
    "name": "The Port Ash Post",
    "host": "localhost",
    "zone": "Europe/London",
    "language": "en-GB",
}
YOU = {
    "first_name": "Ada",
    "last_name": "Marsh",
    "email": "ada@station.example",
    "password": "eleven herons wade",
}
FEED = {"name": "Council", "address": "https://council.example/news.rss"}


@pytest.fixture
def founder() -> Client:
    """The browser of whoever started an empty newsroom, signed in by the printed link."""
    ensure_founder()
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get())
    return client


def send(client: Client, step: str, **values: Any) -> str:
    """Post a step; where it leads."""
    response = client.post(f"/newsroom/setup/{step}/", values)
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"])


def test_the_desk_of_an_empty_newsroom_leads_to_the_first_step(founder: Client) -> None:
    assert founder.get("/newsroom/")["Location"] == "/newsroom/setup/"
    assert founder.get("/newsroom/setup/")["Location"] == "/newsroom/setup/station/"
    page = founder.get("/newsroom/setup/station/").content.decode()
    assert 'value="localhost"' in page


def test_all_steps_make_a_newsroom_and_end_on_the_desk(
    founder: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    trial = Trial(address=FEED["address"], headlines=("Council agrees plan",))
    monkeypatch.setattr(views, "try_feed", lambda address: trial)
    assert send(founder, "station", **STATION) == "/newsroom/setup/sections/"
    assert send(founder, "sections", names="News\nHarbour\nSport") == "/newsroom/setup/you/"
    assert send(founder, "you", **YOU) == "/newsroom/setup/mail/"
    mail = {"host": "mail.example", "port": 587, "security": "starttls", "sender": "a@b.example"}
    assert send(founder, "mail", **mail) == "/newsroom/setup/feed/"
    tried = founder.post("/newsroom/setup/feed/", FEED).content.decode()
    assert "Council agrees plan" in tried
    assert send(founder, "feed", **FEED, keep="1") == "/newsroom/setup/done/"
    assert "The Port Ash Post is ready" in founder.get("/newsroom/setup/done/").content.decode()
    assert founder.post("/newsroom/setup/done/")["Location"] == "/newsroom/"
    assert founder.get("/newsroom/").status_code == 200

    edition = Edition.objects.get()
    assert [section.name for section in edition.sections.order_by("position")] == [
        "News",
        "Harbour",
        "Sport",
    ]
    person = User.objects.get()
    assert (str(person), person.email) == ("Ada Marsh", "ada@station.example")
    assert person.check_password("eleven herons wade")
    assert MailServer.objects.get().host == "mail.example"
    assert Source.objects.get().name == "Council"
    assert founder.get("/newsroom/setup/station/")["Location"] == "/newsroom/"


def test_mail_and_a_feed_may_be_left_out_and_nothing_else(founder: Client) -> None:
    assert founder.post("/newsroom/setup/station/", {"skip": "1"}).status_code == 200
    send(founder, "station", **STATION)
    assert founder.post("/newsroom/setup/sections/", {"skip": "1"}).status_code == 200
    send(founder, "sections", names="News")
    assert founder.post("/newsroom/setup/you/", {"skip": "1"}).status_code == 200
    send(founder, "you", **YOU)
    assert send(founder, "mail", skip="1") == "/newsroom/setup/feed/"
    assert send(founder, "feed", skip="1") == "/newsroom/setup/done/"
    assert not MailServer.objects.exists()


def test_who_comes_back_goes_on_where_they_stopped(founder: Client) -> None:
    send(founder, "station", **STATION)
    assert founder.get("/newsroom/setup/")["Location"] == "/newsroom/setup/sections/"
    assert founder.get("/newsroom/setup/mail/")["Location"] == "/newsroom/setup/sections/"
    assert send(founder, "station", **(STATION | {"name": "The Ash Post"})).endswith("/sections/")
    assert Edition.objects.get().name == "The Ash Post"


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("host", "https://news.example/", "host name"),
        ("zone", "Atlantis/Harbour", "Select a valid choice"),
        ("name", "", "required"),
    ],
)
def test_a_value_that_will_not_do_is_told_at_its_field(
    founder: Client, field: str, value: str, complaint: str
) -> None:
    response = founder.post("/newsroom/setup/station/", STATION | {field: value})
    assert response.status_code == 200
    assert complaint in response.content.decode()
    assert not Edition.objects.exists()


def test_a_weak_password_is_refused(founder: Client) -> None:
    send(founder, "station", **STATION)
    send(founder, "sections", names="News")
    page = founder.post("/newsroom/setup/you/", YOU | {"password": "short"})
    assert "too short" in page.content.decode()
    assert User.objects.get().email == FOUNDER


def test_a_newsroom_that_has_somebody_gets_no_founder() -> None:
    make_edition(host="localhost")
    chief = make_user()
    ensure_founder()
    assert not FirstSteps.objects.exists()
    client = Client(headers={"host": "localhost"})
    client.force_login(chief)
    assert client.get("/newsroom/").status_code == 200
    assert client.get("/newsroom/setup/")["Location"] == "/newsroom/"


def test_init_after_an_empty_start_gives_the_founder_an_address() -> None:
    ensure_founder()
    ensure_first_editor(email="ada@station.example")
    assert User.objects.get().email == "ada@station.example"
