"""Booking, changing, ending; what the database itself refuses; counts and reports."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from masthead.delivery.keys import noting
from masthead.delivery.models import Purge
from masthead.kernel.clock import now
from masthead.sponsors import counting
from masthead.sponsors.counting import count
from masthead.sponsors.models import SponsoredSection, Sponsorship, Tally
from masthead.sponsors.rules import Page, Place
from masthead.sponsors.selectors import Day, report_of, sponsor_of, sponsorships_of
from masthead.sponsors.services import (
    SponsorRefused,
    change_sponsorship,
    delete_sponsorship,
    end_sponsorship,
    pause_sponsorship,
    resume_sponsorship,
)
from masthead.stories.models import Edition, Picture
from masthead.stories.services.takedown import take_down_picture
from tests.factories.stories import make_edition, make_picture, make_user
from tests.sponsors.situations import make_sponsorship

pytestmark = pytest.mark.django_db

FRONT = Page(name="front", place=Place.FRONT)


@pytest.fixture
def edition() -> Edition:
    return make_edition()


def standing(edition: Edition, page: Page = FRONT) -> Sponsorship | None:
    return sponsor_of(page, edition=Edition.objects.get(pk=edition.pk))


def keeping(row: Sponsorship, **changes: Any) -> Sponsorship:
    """The same sponsorship with ``changes``."""
    sections = changes.pop("sections", list(row.sections.all()))
    return change_sponsorship(sponsorship=row, by=None, sections=sections, **changes)


@pytest.mark.parametrize(
    "broken",
    [
        {"weight": 0},
        {"weight": 11},
        {"sponsor": ""},
        {"alt": ""},
        {"address": "javascript:alert(1)"},
        {"is_on_front": False, "is_on_lists": False, "is_on_stories": False},
        {"ends_at": datetime(2000, 1, 1, tzinfo=UTC)},
    ],
)
def test_the_database_refuses_what_must_never_be(edition: Edition, broken: dict[str, Any]) -> None:
    row = make_sponsorship(edition)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sponsorship.objects.filter(pk=row.pk).update(**broken)


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        ({"weight": 0}, "weight"),
        ({"sponsor": "  "}, "sponsor"),
        ({"alt": " "}, "alt"),
        ({"address": "javascript:alert(1)"}, "address"),
        ({"address": "mailto:shop@beds.example"}, "address"),
        ({"address": "https://name:word@beds.example/"}, "address"),
        ({"address": "//beds.example/"}, "address"),
        ({"is_on_front": False, "is_on_lists": False, "is_on_stories": False}, "is_on_front"),
        ({"ends_at": datetime(2000, 1, 1, tzinfo=UTC)}, "ends_at"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    edition: Edition, broken: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        make_sponsorship(edition, **broken)
    assert field in refusal.value.message_dict
    assert not Sponsorship.objects.exists()


def test_sections_are_the_edition_s_own_and_stay_while_they_are_booked(edition: Edition) -> None:
    with pytest.raises(ValidationError):
        make_sponsorship(edition, sections=[make_edition().sections.get(slug="news")])
    sport = edition.sections.get(slug="sport")
    make_sponsorship(edition, sections=[sport])
    with pytest.raises(ProtectedError):
        sport.delete()
    assert SponsoredSection.objects.count() == 1


def test_one_query_says_who_stands_on_a_page_and_none_asks_again(edition: Edition) -> None:
    sport, news = edition.sections.get(slug="sport"), edition.sections.get(slug="news")
    row = make_sponsorship(edition, sections=[sport, news], is_on_front=False)
    fresh = Edition.objects.get(pk=edition.pk)
    with CaptureQueriesContext(connection) as queries:
        found = sponsor_of(Page(name="s", place=Place.LISTS, section=sport.pk), edition=fresh)
        assert sponsor_of(FRONT, edition=fresh) is None
    assert found == row
    assert len(queries) == 1


def test_a_start_and_an_end_are_the_ends_of_the_pages_before_them(edition: Edition) -> None:
    coming = now() + timedelta(hours=5)
    row = make_sponsorship(edition, starts_at=coming, ends_at=coming + timedelta(days=1))
    with noting(edition.pk) as noted:
        assert standing(edition) is None
    assert noted.expires_at == coming
    Sponsorship.objects.filter(pk=row.pk).update(starts_at=now())
    with noting(edition.pk) as noted:
        assert standing(edition) == row
    assert noted.expires_at == row.ends_at


def test_a_picture_without_a_file_stands_nowhere_until_there_is_one(edition: Edition) -> None:
    picture = make_picture()
    make_sponsorship(edition, picture=picture)
    with noting(edition.pk) as noted:
        assert standing(edition) is None
    assert f"{edition.pk}:picture:{picture.pk}" in noted.keys


def test_the_rights_to_a_picture_end_its_slot(edition: Edition) -> None:
    row = make_sponsorship(edition)
    soon = now() + timedelta(hours=1)
    Picture.objects.filter(pk=row.picture_id).update(rights_end_at=soon)
    with noting(edition.pk) as noted:
        assert standing(edition) == row
    assert noted.expires_at == soon
    Picture.objects.filter(pk=row.picture_id).update(rights_end_at=now())
    assert standing(edition) is None


def test_a_picture_that_is_taken_down_stands_nowhere(edition: Edition) -> None:
    row = make_sponsorship(edition)
    take_down_picture(picture=row.picture, by=make_user(), reason="Not theirs")
    assert standing(edition) is None


def test_every_act_draws_the_edition_s_pages_anew_and_is_logged(edition: Edition) -> None:
    editor = make_user()
    row = make_sponsorship(edition, by=editor)
    acts: list[Any] = [
        lambda: keeping(row, weight=3),
        lambda: pause_sponsorship(sponsorship=row, by=editor),
        lambda: resume_sponsorship(sponsorship=row, by=editor),
        lambda: end_sponsorship(sponsorship=row, by=editor),
    ]
    for act in acts:
        Purge.objects.all().delete()
        act()
        assert Purge.objects.get().keys == [f"{edition.pk}:*"]
    logged = ModelLogEntry.objects.filter(action__startswith="masthead.sponsor")
    assert list(logged.order_by("pk").values_list("action", flat=True)) == [
        "masthead.sponsor",
        "masthead.sponsor_change",
        "masthead.sponsor_pause",
        "masthead.sponsor_resume",
        "masthead.sponsor_end",
    ]


def test_acts_done_twice_are_done_once(edition: Edition) -> None:
    editor = make_user()
    row = make_sponsorship(edition)
    assert pause_sponsorship(sponsorship=row, by=editor)
    assert not pause_sponsorship(sponsorship=row, by=editor)
    assert standing(edition) is None
    assert resume_sponsorship(sponsorship=row, by=editor)
    assert standing(edition) == row
    assert end_sponsorship(sponsorship=row, by=editor)
    assert not end_sponsorship(sponsorship=row, by=editor)
    assert standing(edition) is None


def test_one_that_was_seen_is_ended_and_not_deleted(edition: Edition) -> None:
    editor = make_user()
    row = make_sponsorship(edition)
    with pytest.raises(SponsorRefused, match="end it"):
        delete_sponsorship(sponsorship=row, by=editor)
    coming = make_sponsorship(edition, starts_at=now() + timedelta(hours=1))
    with pytest.raises(SponsorRefused, match="not begun"):
        end_sponsorship(sponsorship=coming, by=editor)
    delete_sponsorship(sponsorship=coming, by=editor)
    assert list(Sponsorship.objects.all()) == [row]


def test_the_database_keeps_what_was_counted(edition: Edition) -> None:
    row = make_sponsorship(edition)
    count(row, "view", at=now())
    with pytest.raises(ProtectedError):
        row.delete()


def test_the_beginning_of_one_that_has_begun_stays(edition: Edition) -> None:
    row = make_sponsorship(edition)
    with pytest.raises(ValidationError, match="beginning stays"):
        keeping(row, starts_at=row.starts_at + timedelta(hours=1))
    longer = row.ends_at + timedelta(days=7)
    assert keeping(row, ends_at=longer).ends_at == longer


def test_only_who_may_changes_sponsors(edition: Edition) -> None:
    row, nobody = make_sponsorship(edition), make_user(is_superuser=False)
    for act in (pause_sponsorship, resume_sponsorship, end_sponsorship, delete_sponsorship):
        with pytest.raises(PermissionDenied):
            act(sponsorship=row, by=nobody)
    with pytest.raises(PermissionDenied):
        make_sponsorship(edition, by=nobody)
    with pytest.raises(PermissionDenied):
        change_sponsorship(sponsorship=row, by=nobody, sections=[])


# --- Counting ---------------------------------------------------------------------------------


def test_days_are_the_edition_s_and_each_has_one_row() -> None:
    edition = make_edition(zone="Pacific/Auckland")
    start = datetime(2026, 3, 1, 10, tzinfo=UTC)
    row = make_sponsorship(edition, starts_at=start, ends_at=start + timedelta(days=3))
    for at in (start, start + timedelta(minutes=59), start + timedelta(minutes=61)):
        assert count(row, "view", at=at)
    assert count(row, "click", at=start)
    assert list(Tally.objects.values_list("day", "view_count", "click_count")) == [
        (date(2026, 3, 1), 2, 1),
        (date(2026, 3, 2), 1, 0),
    ]


def test_a_count_is_one_query(edition: Edition) -> None:
    row = make_sponsorship(edition)
    count(row, "view", at=now())
    with CaptureQueriesContext(connection) as queries:
        count(row, "view", at=now())
    assert len(queries) == 1


def test_a_database_that_cannot_write_costs_the_count_alone(
    edition: Edition, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def locked(*args: Any, **kwargs: Any) -> None:
        raise DatabaseError("database is locked")

    row = make_sponsorship(edition)
    monkeypatch.setattr(counting, "_add", locked)
    assert not count(row, "view", at=now())
    assert "not counted" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_what_many_readers_do_at_once_is_counted_to_the_last_one() -> None:
    row = make_sponsorship(make_edition())
    moment = now()

    def read() -> None:
        try:
            for _ in range(25):
                assert count(row, "view", at=moment)
        finally:
            connection.close()

    readers = [Thread(target=read) for _ in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert Tally.objects.get().view_count == 200


def test_a_report_has_every_day_and_the_list_the_sums(edition: Edition) -> None:
    start = datetime(2026, 3, 1, 12, tzinfo=UTC)
    # Until midnight: the next day is not its own.
    row = make_sponsorship(edition, starts_at=start, ends_at=datetime(2026, 3, 4, tzinfo=UTC))
    for _ in range(3):
        count(row, "view", at=start)
    count(row, "click", at=start + timedelta(days=2))
    assert report_of(row, at=start + timedelta(days=30)) == [
        Day(date(2026, 3, 1), 3, 0),
        Day(date(2026, 3, 2)),
        Day(date(2026, 3, 3), 0, 1),
    ]
    assert report_of(row, at=start - timedelta(days=1)) == [
        Day(date(2026, 3, 1), 3, 0),
        Day(date(2026, 3, 3), 0, 1),
    ]
    make_sponsorship(edition)
    with CaptureQueriesContext(connection) as queries:
        rows = {each.pk: each for each in sponsorships_of(edition)}
    assert len(queries) == 3
    assert (rows[row.pk].views, rows[row.pk].clicks) == (3, 1)  # type: ignore[attr-defined]
