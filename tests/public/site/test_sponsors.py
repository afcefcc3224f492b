"""What readers see of a sponsor, and what is counted of them: sums, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from masthead.kernel.clock import now
from masthead.sponsors.models import Sponsorship, Tally
from masthead.sponsors.services import pause_sponsorship
from masthead.stories.models import Edition, Section, Topic
from masthead.stories.services.breaking import break_story, end_breaking
from tests.factories.stories import make_author, make_edition, make_published, make_user
from tests.public.site.test_costs import cost
from tests.readers import HOST, path_of, text_of, tree_of
from tests.sponsors.agents import FIREFOX
from tests.sponsors.situations import make_sponsorship


@pytest.fixture
def reader(edition: Edition) -> Client:
    """A browser at the edition's host, by its own word too."""
    return Client(headers={"host": HOST, "user-agent": FIREFOX})


@pytest.fixture
def section(edition: Edition) -> Section:
    found: Section = edition.sections.get(slug="news")
    return found


def slots(reader: Client, path: str) -> list[html.HtmlElement]:
    """The sponsors' slots on a page."""
    fresh = Client(headers={"host": HOST, "user-agent": FIREFOX})
    return list(tree_of(fresh.get(path)).xpath("//aside[contains(@class, 'sponsor')]"))


def counts() -> tuple[int, int]:
    """All views and clicks."""
    rows = Tally.objects.values_list("view_count", "click_count")
    return sum(row[0] for row in rows), sum(row[1] for row in rows)


def test_a_slot_is_labelled_named_and_leads_on_by_our_own_address(
    reader: Client, edition: Edition, section: Section
) -> None:
    story = make_published(section=section)
    row = make_sponsorship(edition, label="advertisement")
    [slot] = slots(reader, path_of(story))
    label = slot.get_element_by_id(slot.get("aria-labelledby"))
    assert label.text_content() == "Advertisement Ash Beds"
    [link] = slot.xpath(".//a")
    assert (link.get("href"), link.get("rel")) == (f"/sponsor/{row.pk}", "sponsored noopener")
    [image] = link.xpath("img")
    assert image.get("alt") == "A bed in a window above the harbour"
    assert image.get("src").startswith(f"/sponsor/{row.pk}/")
    assert image.get("loading") == "lazy"
    assert int(image.get("width")) > 0
    assert int(image.get("height")) > 0
    assert "beds.example" not in text_of(reader.get(path_of(story)))


def test_the_words_are_in_the_edition_s_language(db: None) -> None:
    edition = make_edition(host="blatt.example", language="de")
    make_published(section=edition.sections.first())
    make_sponsorship(edition, label="advertisement")
    page = Client(headers={"host": "blatt.example"}).get("/")
    assert "Anzeige" in text_of(page)


def test_every_kind_of_page_has_its_slot_and_feeds_have_none(
    reader: Client, edition: Edition, section: Section
) -> None:
    topic = Topic.objects.create(name="Harbour", slug="harbour")
    author = make_author(slug="ada")
    story = make_published(section=section, topics=[topic], bylines=[author])
    make_sponsorship(edition)
    lists = ("/", "/news", "/section/news", "/topic/harbour", "/author/ada")
    for path in (*lists, path_of(story)):
        assert len(slots(reader, path)) == 1, path
    for path in ("/feed.xml", "/feed.json", "/archive", "/corrections", "/about"):
        assert b"/sponsor/" not in reader.get(path).content, path


def test_nothing_at_all_is_drawn_where_nobody_is_booked(
    reader: Client, edition: Edition, section: Section
) -> None:
    story = make_published(section=section)
    pages = ("/", "/section/news", "/section/sport", path_of(story))
    before = [text_of(reader.get(path)) for path in pages]
    assert not any("sponsor" in page for page in before)
    sport = edition.sections.get(slug="sport")
    make_sponsorship(edition, sections=[sport], is_on_front=False)
    make_sponsorship(edition, starts_at=now() + timedelta(days=1), ends_at=now() + timedelta(2))
    paused = make_sponsorship(edition)
    pause_sponsorship(sponsorship=paused, by=make_user())
    fresh = Client(headers={"host": HOST})
    assert [text_of(fresh.get(path)) for path in pages] == before


def test_obituaries_breaking_and_paid_stories_carry_none_unless_it_was_booked_so(
    reader: Client, edition: Edition, section: Section
) -> None:
    editor = make_user()
    obituary = make_published(section=section, kind="obituary")
    paid = make_published(section=section, kind="sponsored")
    breaking = make_published(section=section)
    row = make_sponsorship(edition)
    paths = [path_of(story) for story in (obituary, paid, breaking)]
    break_story(
        story=breaking, editions=[edition], text="Fire", lasts=timedelta(hours=1), by=editor
    )
    assert [len(slots(reader, path)) for path in paths] == [0, 0, 0]
    Sponsorship.objects.filter(pk=row.pk).update(is_beside_obituaries=True, is_beside_breaking=True)
    assert [len(slots(reader, path)) for path in paths] == [1, 0, 1]
    Sponsorship.objects.filter(pk=row.pk).update(is_beside_breaking=False)
    assert [len(slots(reader, path)) for path in paths] == [1, 0, 0]
    end_breaking(story=breaking, by=editor)
    assert [len(slots(reader, path)) for path in paths] == [1, 0, 1]


@pytest.mark.parametrize("booked", [0, 1, 3])
def test_a_page_takes_one_query_for_sponsors_and_none_while_the_edition_is_at_hand(
    reader: Client, edition: Edition, section: Section, booked: int
) -> None:
    make_published(section=section)
    for _ in range(booked):
        make_sponsorship(edition, sections=list(edition.sections.all()))
    reader.get("/about")  # the edition is known with its menus, and no sponsor asked for
    with CaptureQueriesContext(connection) as queries:
        reader.get("/news")
    asked = [query["sql"] for query in queries if "sponsors_" in query["sql"]]
    assert len(asked) == 1
    assert not [query for query in cost(reader, "/news") if "sponsors_" in query]


# --- Counting ---------------------------------------------------------------------------------


def test_a_click_is_counted_and_led_on_without_a_trace_in_the_browser(
    reader: Client, edition: Edition
) -> None:
    row = make_sponsorship(edition)
    answer = reader.get(f"/sponsor/{row.pk}")
    assert (answer.status_code, answer["Location"]) == (302, "https://beds.example/autumn")
    assert answer["Cache-Control"] == "no-store"
    assert "noindex" in answer["X-Robots-Tag"]
    assert not answer.cookies
    assert counts() == (0, 1)


def test_each_showing_of_the_picture_is_a_view_though_its_bytes_come_once(
    reader: Client, edition: Edition
) -> None:
    row = make_sponsorship(edition)
    first = reader.get(f"/sponsor/{row.pk}/960", headers={"accept": "image/webp,*/*"})
    assert (first.status_code, first["Content-Type"]) == (200, "image/webp")
    assert first["Cache-Control"] == "private, no-cache, no-transform"
    assert not first.cookies
    assert first.getvalue()
    again = reader.get(
        f"/sponsor/{row.pk}/960",
        headers={"accept": "image/webp,*/*", "if-none-match": first["ETag"]},
    )
    assert (again.status_code, again.content) == (304, b"")
    assert counts() == (2, 0)
    old = reader.get(f"/sponsor/{row.pk}/960", headers={"accept": "image/png"})
    assert old["Content-Type"] == "image/jpeg"
    assert old.getvalue()


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("head", {}),
        ("get", {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}),
        ("get", {"user-agent": ""}),
        ("get", {"sec-purpose": "prefetch"}),
        ("get", {"cookie": "masthead_staff=1"}),
    ],
)
def test_what_is_no_reader_s_is_answered_and_not_counted(
    reader: Client, edition: Edition, method: str, headers: dict[str, str]
) -> None:
    row = make_sponsorship(edition)
    ask: Any = getattr(reader, method)
    assert ask(f"/sponsor/{row.pk}", headers=headers).status_code == 302
    shown = ask(f"/sponsor/{row.pk}/960", headers=headers)
    assert shown.status_code == 200
    assert method == "head" or shown.getvalue()
    assert counts() == (0, 0)


def test_an_old_page_s_link_leads_on_after_the_end_and_counts_no_more(
    reader: Client, edition: Edition
) -> None:
    row = make_sponsorship(edition)
    Sponsorship.objects.filter(pk=row.pk).update(ends_at=now() - timedelta(hours=2))
    assert reader.get(f"/sponsor/{row.pk}").status_code == 302
    assert counts() == (0, 0)


def test_what_nobody_can_have_seen_is_not_found(reader: Client, edition: Edition) -> None:
    elsewhere = make_sponsorship(make_edition())
    coming = make_sponsorship(edition, starts_at=now() + timedelta(hours=1))
    for number in (elsewhere.pk, coming.pk, 999_999_999_999_999_999):
        assert reader.get(f"/sponsor/{number}").status_code == 404
        assert reader.get(f"/sponsor/{number}/960").status_code == 404
    assert reader.post(f"/sponsor/{elsewhere.pk}").status_code in {403, 405}


def test_robots_are_told_to_stay_away(reader: Client) -> None:
    assert "Disallow: /sponsor/" in text_of(reader.get("/robots.txt"))
