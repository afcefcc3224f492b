"""The archive by day, month and year, and the list of corrections."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from masthead.delivery.keys import key, noting
from masthead.stories import archive
from masthead.stories.models import Edition, Placement, Story
from masthead.stories.page_keys import keys_of_story
from masthead.stories.services.publication import withdraw_story
from tests.factories.stories import make_edition, make_published, make_section
from tests.readers import path_of, text_of
from tests.stories.situations import publish_with


def published_on(edition: Edition, moment: datetime, **fields: object) -> Story:
    story = make_published(section=make_section(edition), **fields)
    Placement.objects.filter(story=story, edition=edition).update(published_at=moment)
    return story


def periods(reader: Client, path: str) -> list[str]:
    html = text_of(reader.get(path))
    return re.findall(r'class="periods__link" href="([^"]+)"', html)


def beside(reader: Client, path: str) -> list[tuple[str, str]]:
    html = text_of(reader.get(path))
    return re.findall(r'class="beside__link[^"]*" rel="(\w+)" href="([^"]+)"', html)


def test_the_archive_leads_from_the_years_to_the_day(reader: Client, edition: Edition) -> None:
    first = published_on(edition, datetime(2024, 2, 29, 12, tzinfo=UTC), headline="A leap")
    second = published_on(edition, datetime(2026, 7, 3, 12, tzinfo=UTC), headline="Summer")
    assert periods(reader, "/archive") == ["/2026", "/2024"]
    assert periods(reader, "/2024") == ["/2024/02"]
    assert periods(reader, "/2024/02") == ["/2024/02/29"]
    day = text_of(reader.get("/2024/02/29"))
    assert "A leap" in day
    assert path_of(first) in day
    assert "Summer" not in day
    assert path_of(second) in text_of(reader.get("/2026/07"))
    assert "29 Feb 2024" in day
    assert 'href="/2024/02"' in day


def test_the_day_is_the_edition_s(reader: Client, edition: Edition) -> None:
    edition.zone = "Asia/Tokyo"
    edition.save()
    published_on(edition, datetime(2026, 7, 3, 23, tzinfo=UTC), headline="In the morning")
    assert "In the morning" in text_of(reader.get("/2026/07/04"))
    assert reader.get("/2026/07/03").status_code == 404


@pytest.mark.parametrize(
    "path", ["/1999", "/2026/13", "/2026/02/30", "/0000", "/9999", "/2099/01/01", "/2026/1"]
)
def test_what_has_no_news_is_no_page(reader: Client, edition: Edition, path: str) -> None:
    published_on(edition, datetime(2026, 2, 3, tzinfo=UTC))
    assert reader.get(path).status_code == 404


def test_a_slash_at_the_end_is_led_to_the_page_once(reader: Client, edition: Edition) -> None:
    published_on(edition, datetime(2026, 2, 3, tzinfo=UTC))
    for path in ("/archive", "/corrections", "/2026", "/2026/02", "/2026/02/03"):
        answer = reader.get(f"{path}/")
        assert (answer.status_code, answer["Location"]) == (301, path)


def test_another_edition_s_stories_and_withdrawn_ones_are_not_in_it(
    reader: Client, edition: Edition
) -> None:
    gone = published_on(edition, datetime(2026, 2, 3, tzinfo=UTC))
    published_on(make_edition(), datetime(2026, 2, 4, tzinfo=UTC))
    withdraw_story(story=gone, by=None, reason="A complaint")
    assert periods(reader, "/archive") == []
    assert reader.get("/2026/02").status_code == 404


def test_a_month_goes_on_over_several_pages_and_none_is_missed(
    reader: Client, edition: Edition
) -> None:
    stories = [published_on(edition, datetime(2026, 2, 3, n, tzinfo=UTC)) for n in range(23)]
    path, seen = "/2026/02", []
    while path:
        html = text_of(reader.get(path))
        seen += re.findall(r'class="card__link" href="([^"]+)"', html)
        older = re.search(r'rel="next" href="([^"]+)"', html)
        path = older[1] if older else ""
    assert seen == [path_of(story) for story in reversed(stories)]


def test_a_page_of_the_archive_leads_to_the_nearest_before_and_after_it(
    reader: Client, edition: Edition
) -> None:
    for year, month, day in ((2024, 2, 29), (2026, 1, 31), (2026, 7, 3), (2026, 7, 9)):
        published_on(edition, datetime(year, month, day, 12, tzinfo=UTC))
    published_on(make_edition(), datetime(2026, 7, 4, tzinfo=UTC))
    assert beside(reader, "/2024") == [("next", "/2026")]
    assert beside(reader, "/2026/07") == [("prev", "/2026/01")]
    assert beside(reader, "/2026/01/31") == [("prev", "/2024/02/29"), ("next", "/2026/07/03")]
    assert beside(reader, "/2026/07/09") == [("prev", "/2026/07/03")]


def test_what_a_page_of_the_archive_leads_to_gives_it_up(edition: Edition) -> None:
    for day in (3, 9):
        published_on(edition, datetime(2026, 7, day, 12, tzinfo=UTC))
    with noting(edition.pk) as noted:
        archive.beside(edition, archive.day_of(date(2026, 7, 3)))
    assert (noted.keys, noted.lazy) == ({key(edition.pk, "period", "2026-07-09")}, set())
    with noting(edition.pk) as noted:
        archive.beside(edition, archive.day_of(date(2026, 7, 9)))
    assert noted.keys == {key(edition.pk, "period", "2026-07-03")}
    assert noted.lazy == {key(edition.pk, "archive")}


def test_the_archive_costs_the_same_however_many_stories_there_are(
    reader: Client, edition: Edition
) -> None:
    for number in range(1, 25):
        published_on(edition, datetime(2026, 2, number, tzinfo=UTC))
    reader.get("/nothing")
    for path, most in {"/archive": 2, "/2026": 3, "/2026/02": 4, "/2026/02/03": 3}.items():
        with CaptureQueriesContext(connection) as queries:
            assert reader.get(path).status_code == 200
        assert len(queries) == most, path


def test_a_story_s_change_gives_up_its_day_month_and_year(edition: Edition) -> None:
    edition.zone = "Asia/Tokyo"
    edition.save()
    story = published_on(edition, datetime(2026, 6, 30, 23, tzinfo=UTC))
    keys = keys_of_story(story)
    wanted = {key(edition.pk, "period", name) for name in ("2026", "2026-07", "2026-07-01")}
    assert wanted | {key(edition.pk, "archive")} <= keys
    assert key(edition.pk, "corrections") not in keys


def test_corrections_are_listed_newest_first_with_their_story(
    reader: Client, edition: Edition
) -> None:
    section = make_section(edition)
    for number in range(22):
        story = make_published(section=section, headline=f"Story {number}")
        story = publish_with(story, change="correction", change_note=f"It was <{number}>.")
    pages, path = [], "/corrections"
    while path:
        html = text_of(reader.get(path))
        pages += re.findall(r'corrected__text">It was &lt;(\d+)&gt;\.<', html)
        older = re.search(r'rel="next" href="([^"]+)"', html)
        path = older[1] if older else ""
    assert pages == [str(number) for number in reversed(range(22))]
    assert key(edition.pk, "corrections") in keys_of_story(story)
    withdraw_story(story=story, by=None, reason="A complaint")
    assert "&lt;21&gt;" not in text_of(reader.get("/corrections"))


def test_without_corrections_the_page_says_so(reader: Client) -> None:
    assert "Corrections will stand here" in text_of(reader.get("/corrections"))


def test_every_page_leads_to_the_archive_and_the_corrections(reader: Client) -> None:
    html = text_of(reader.get("/"))
    assert 'href="/archive"' in html
    assert 'href="/corrections"' in html
