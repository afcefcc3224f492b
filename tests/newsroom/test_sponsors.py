"""The screens of sponsors: booking, the list with its counts, acts, the preview, the report."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from masthead.accounts.granting import ensure_roles, give_role
from masthead.accounts.models import User
from masthead.accounts.roles import Role
from masthead.kernel.clock import now
from masthead.sponsors.counting import count
from masthead.sponsors.models import Sponsorship, Tally
from masthead.stories.models import Edition
from tests.factories.stories import make_edition, make_published, make_user
from tests.readers import HOST
from tests.sponsors.situations import make_sponsorship, shown_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return make_edition(host=HOST, zone="America/New_York")


@pytest.fixture
def manager(client: Client) -> Client:
    user = User.objects.create_superuser(email="m@example.org", password="x" * 20)
    browser = Client(headers={"host": HOST})
    browser.force_login(user)
    return browser


def fields(**changes: Any) -> dict[str, Any]:
    """A form that is filled in well."""
    values = {
        "sponsor": "Ash Beds",
        "label": "advertisement",
        "alt": "A bed in a window",
        "address": "https://beds.example/",
        "starts_at": "2026-03-01T09:00",
        "ends_at": "2036-03-01T09:00",
        "is_on_front": "on",
        "weight": "2",
    }
    if "picture" not in changes:
        values["picture"] = str(shown_picture().pk)
    return {name: value for name, value in (values | changes).items() if value is not None}


def test_a_sponsor_is_booked_in_the_edition_s_own_time(edition: Edition, manager: Client) -> None:
    address = reverse("newsroom_sponsors_add", args=[edition.pk])
    assert manager.get(address).status_code == 200
    sport = edition.sections.get(slug="sport")
    answer = manager.post(address, fields(is_on_lists="on", sections=[sport.pk]))
    row = Sponsorship.objects.get()
    assert answer["Location"] == reverse("newsroom_sponsorship", args=[row.pk])
    assert row.starts_at == datetime(2026, 3, 1, 14, tzinfo=UTC)
    assert (row.weight, row.label, row.is_on_stories) == (2, "advertisement", False)
    assert list(row.sections.all()) == [sport]
    page = manager.get(answer["Location"])
    assert 'value="2026-03-01T09:00"' in page.content.decode()
    assert b"readers see it now" in page.content


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"address": "javascript:alert(1)"}, "begins with https://"),
        ({"sponsor": None}, "This field is required"),
        ({"alt": None}, "This field is required"),
        ({"picture": ""}, "This field is required"),
        ({"ends_at": "2026-02-01T09:00"}, "end before it begins"),
        ({"is_on_front": None}, "at least one kind of page"),
        ({"weight": "0"}, "greater than or equal to 1"),
        ({"weight": "11"}, "less than or equal to 10"),
        ({"sections": ["999999"]}, "Select a valid choice"),
        ({"starts_at": "soon"}, "Enter a valid date/time"),
    ],
)
def test_what_is_wrong_is_said_once_and_nothing_is_booked(
    edition: Edition, manager: Client, changes: dict[str, Any], words: str
) -> None:
    answer = manager.post(reverse("newsroom_sponsors_add", args=[edition.pk]), fields(**changes))
    assert answer.status_code == 422
    assert answer.content.decode().count(words) == 1
    assert not Sponsorship.objects.exists()


def test_one_that_runs_is_changed_and_keeps_its_beginning(
    edition: Edition, manager: Client
) -> None:
    row = make_sponsorship(edition, starts_at=datetime(2026, 3, 1, 14, tzinfo=UTC))
    address = reverse("newsroom_sponsorship", args=[row.pk])
    moved = manager.post(address, fields(starts_at="2026-03-02T09:00", picture=row.picture_id))
    assert moved.status_code == 422
    assert b"its beginning stays" in moved.content
    assert manager.post(address, fields(sponsor="Ash & Beds", picture=row.picture_id)).status_code
    row.refresh_from_db()
    assert (row.sponsor, row.ends_at.year) == ("Ash & Beds", 2036)


def test_the_list_tells_what_runs_what_comes_and_what_is_over(
    edition: Edition, manager: Client
) -> None:
    moment = now()
    running = make_sponsorship(edition, sponsor="Runs")
    make_sponsorship(edition, sponsor="Comes", starts_at=moment + timedelta(hours=1))
    make_sponsorship(
        edition,
        sponsor="Was",
        starts_at=moment - timedelta(days=9),
        ends_at=moment - timedelta(days=2),
    )
    for _ in range(3):
        count(running, "view", at=moment)
    page = manager.get(reverse("newsroom_sponsors_of", args=[edition.pk]))
    groups = [
        (name, [row.sponsorship.sponsor for row in rows]) for name, rows in page.context["groups"]
    ]
    assert groups == [("Running", ["Runs"]), ("To come", ["Comes"]), ("Over", ["Was"])]
    assert "<dd>3</dd>" in page.content.decode()
    assert manager.get(reverse("newsroom_sponsors")).status_code == 200


def test_the_list_costs_the_same_however_long_it_is(edition: Edition, manager: Client) -> None:
    address = reverse("newsroom_sponsors_of", args=[edition.pk])
    costs = []
    for _ in range(3):
        make_sponsorship(edition, sections=list(edition.sections.all()))
        manager.get(address)
        with CaptureQueriesContext(connection) as queries:
            manager.get(address)
        costs.append(len(queries))
    assert len(set(costs)) == 1


def test_pause_resume_end_and_delete(edition: Edition, manager: Client) -> None:
    row = make_sponsorship(edition)
    act = reverse("newsroom_sponsorship_act", args=[row.pk])
    manager.post(act, {"act": "pause"})
    assert Sponsorship.objects.get().is_paused
    manager.post(act, {"act": "resume"})
    refused = manager.post(act, {"act": "delete"}, follow=True)
    assert b"end it instead" in refused.content
    manager.post(act, {"act": "end"})
    row.refresh_from_db()
    assert not row.is_paused
    assert row.ends_at <= now()
    assert manager.post(act, {"act": "explode"}).status_code == 404
    coming = make_sponsorship(edition, starts_at=now() + timedelta(hours=1))
    manager.post(reverse("newsroom_sponsorship_act", args=[coming.pk]), {"act": "delete"})
    assert list(Sponsorship.objects.all()) == [row]


def test_the_preview_shows_one_that_has_not_begun_and_counts_nothing(
    edition: Edition, manager: Client
) -> None:
    make_published(section=edition.sections.first())
    row = make_sponsorship(edition, starts_at=now() + timedelta(hours=1), is_on_front=False)
    page = manager.get(reverse("newsroom_sponsorship_preview", args=[row.pk]))
    text = page.content.decode()
    assert "Ash Beds" in text
    assert '<img class="sponsor__picture" src="/media/images/' in text
    assert f'src="/sponsor/{row.pk}/' not in text
    assert "no-store" in page["Cache-Control"]


def test_the_report_has_a_line_a_day_and_no_cell_that_is_a_formula(
    edition: Edition, manager: Client
) -> None:
    start = datetime(2026, 3, 1, 14, tzinfo=UTC)
    row = make_sponsorship(
        edition, sponsor='=HYPERLINK("x")', starts_at=start, ends_at=start + timedelta(days=1)
    )
    # Three in the morning in London is the evening before in New York.
    count(row, "view", at=datetime(2026, 3, 2, 3, tzinfo=UTC))
    count(row, "click", at=datetime(2026, 3, 2, 13, tzinfo=UTC))
    answer = manager.get(reverse("newsroom_sponsorship_report", args=[row.pk]))
    assert answer["Content-Type"].startswith("text/csv")
    assert f'filename="hyperlinkx-{row.pk}.csv"' in answer["Content-Disposition"]
    assert answer.content.decode().splitlines() == [
        "sponsor,date,views,clicks",
        '"\'=HYPERLINK(""x"")",2026-03-01,1,0',
        '"\'=HYPERLINK(""x"")",2026-03-02,0,1',
    ]


def test_without_an_edition_there_is_nothing_to_book(manager: Client) -> None:
    answer = manager.get(reverse("newsroom_sponsors"), headers={"host": "localhost"})
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("role", "status"), [(Role.EDITOR, 200), (Role.PRODUCER, 302), (Role.REPORTER, 302)]
)
def test_sponsors_are_an_editor_s(
    edition: Edition, client: Client, role: Role, status: int
) -> None:
    ensure_roles()
    user = make_user(is_superuser=False)
    give_role(user=user, role=role, by=None)
    client.force_login(User.objects.get(pk=user.pk))
    row = make_sponsorship(edition)
    for address in (
        reverse("newsroom_sponsors_of", args=[edition.pk]),
        reverse("newsroom_sponsorship", args=[row.pk]),
        reverse("newsroom_sponsorship_report", args=[row.pk]),
    ):
        assert client.get(address, HTTP_HOST=HOST).status_code == status
    assert not Tally.objects.exists()
