"""The readers' search: what it finds, and what it must never find."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import feedparser
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from masthead.search.models import Entry
from masthead.stories.models import Edition, Placement, Story
from masthead.stories.periodic import run_due
from masthead.stories.services.holds import lift_hold, place_on_hold
from masthead.stories.services.publication import kill_story, withdraw_story
from tests.factories.stories import (
    make_edition,
    make_published,
    make_section,
    make_story,
    make_user,
    paragraph,
)
from tests.readers import path_of, text_of
from tests.stories.situations import ago, publish_with


def found(reader: Client, query: str) -> list[str]:
    answer = reader.get(f"/search?{query}")
    assert answer.status_code == 200
    return re.findall(r'class="found__link" href="([^"]+)"', text_of(answer))


def test_words_of_the_headline_the_text_and_the_byline_are_found(
    reader: Client, edition: Edition
) -> None:
    story = make_published(
        section=make_section(edition), headline="Harbour wall", dek="A long dek",
        body=[paragraph("The dredger <b>Marigold</b> came at noon.")],
    )  # fmt: skip
    for words in ("harbour", "HARBOUR+wall", "marigold", "%22dredger+marigold%22", "harb"):
        assert found(reader, f"q={words}") == [path_of(story)], words
    for words in ("harbour+-wall", "%22wall+harbour%22", "zeppelin", "+", ""):
        assert found(reader, f"q={words}") == [], words
    html = text_of(reader.get("/search?q=marigold"))
    assert '<mark class="found__mark">Marigold</mark>' in html
    assert '<meta name="robots" content="noindex">' in html


def test_the_words_of_a_draft_are_not_found(reader: Client, edition: Edition) -> None:
    make_story(headline="Secretplan")
    story = make_published(section=make_section(edition), headline="Harbour")
    story.headline = "Secretplan for the harbour"
    story.save_revision()
    assert found(reader, "q=secretplan") == []
    assert found(reader, "q=harbour") == [path_of(story)]


def test_what_an_earlier_version_said_is_not_found(reader: Client, edition: Edition) -> None:
    story = make_published(section=make_section(edition), headline="Ferry Wrongname sinks")
    publish_with(story, headline="Ferry Rightname sinks", change="fix")
    assert found(reader, "q=wrongname") == []
    assert len(found(reader, "q=rightname")) == 1


def _withdraw(story: Story) -> None:
    withdraw_story(story=story, by=None, reason="A complaint")


def _kill(story: Story) -> None:
    kill_story(story=story, by=None, reason="A complaint")


def _hold(story: Story) -> None:
    user = make_user()
    place_on_hold(story=story, by=user, reason="The court asks", lifter=user)


@pytest.mark.parametrize("end", [_withdraw, _kill, _hold])
def test_a_story_that_readers_no_longer_have_is_out_in_the_same_transaction(
    reader: Client, edition: Edition, end: Callable[[Story], None]
) -> None:
    story = make_published(section=make_section(edition), headline="Harbour")
    end(story)
    assert found(reader, "q=harbour") == []
    assert not Entry.objects.filter(kind="published").exists()


def test_a_story_that_comes_back_is_found_again(reader: Client, edition: Edition) -> None:
    story = make_published(section=make_section(edition), headline="Harbour")
    _hold(story)
    user = make_user()
    lift_hold(story=story, by=user)
    assert found(reader, "q=harbour") == [path_of(story)]


def test_each_edition_finds_its_own(reader: Client, edition: Edition) -> None:
    make_published(section=make_section(make_edition()), headline="Harbour elsewhere")
    here = make_published(section=make_section(edition), headline="Harbour here")
    assert found(reader, "q=harbour") == [path_of(here)]


def test_the_clock_brings_a_placement_into_the_search_and_out_of_it(
    reader: Client, edition: Edition
) -> None:
    story = make_published(section=make_section(make_edition()), headline="Harbour elsewhere")
    section = make_section(edition)
    placement = Placement.objects.create(
        story=story, edition=edition, section=section, starts_at=ago(minutes=1)
    )
    assert found(reader, "q=harbour") == []
    run_due()
    assert len(found(reader, "q=harbour")) == 1
    Placement.objects.filter(pk=placement.pk).update(ends_at=ago(seconds=1))
    run_due()
    assert found(reader, "q=harbour") == []


def test_it_is_narrowed_to_a_section_and_ordered(reader: Client, edition: Edition) -> None:
    news, sport = edition.sections.all()
    named = make_published(section=news, headline="Harbour")
    told = make_published(section=sport, headline="Match", body=[paragraph("By the harbour.")])
    assert found(reader, "q=harbour") == [path_of(named), path_of(told)]
    assert found(reader, "q=harbour&order=newest") == [path_of(told), path_of(named)]
    assert found(reader, "q=harbour&section=sport") == [path_of(told)]
    assert len(found(reader, "q=harbour&section=nonsense&order=nonsense")) == 2


def test_results_go_on_over_several_pages(reader: Client, edition: Edition) -> None:
    section = make_section(edition)
    stories = [make_published(section=section, headline=f"Harbour {n}") for n in range(45)]
    query, seen = "q=harbour", []
    while query:
        html = text_of(reader.get(f"/search?{query}"))
        seen += re.findall(r'class="found__link" href="([^"]+)"', html)
        older = re.search(r'rel="next" href="/search\?([^"]+)"', html)
        query = older[1].replace("&amp;", "&") if older else ""
    assert seen == [path_of(story) for story in reversed(stories)]


@pytest.mark.parametrize(
    "words",
    ["%00", "%22", "-", "a" * 5000, "+".join(["x"] * 3000), "%3Cscript%3Ealert(1)%3C/script%3E",
     "'%22)%20OR%201=1--", "NEAR(a+b)", "*", "%F0%9F%92%A9", "%ff%fe", "headline:x",
     "a&before=9-9"],
)  # fmt: skip
def test_no_text_breaks_it(reader: Client, edition: Edition, words: str) -> None:
    make_published(section=make_section(edition))
    answer = reader.get(f"/search?q={words}")
    assert answer.status_code == 200
    assert "<script>alert" not in text_of(answer)


def test_without_a_find_the_page_says_what_to_try(reader: Client) -> None:
    html = text_of(reader.get("/search?q=zeppelin"))
    assert "Nothing was found for “zeppelin”." in html
    assert "Try fewer or other words" in html


def test_a_search_has_feeds(reader: Client, edition: Edition) -> None:
    story = make_published(section=make_section(edition), headline="Harbour & quay")
    make_published(section=make_section(edition), headline="Other")
    html = text_of(reader.get("/search?q=harbour"))
    assert 'href="/search.atom?q=harbour"' in html
    for ending in ("xml", "atom"):
        feed = feedparser.parse(reader.get(f"/search.{ending}?q=harbour").content)
        assert not feed.bozo
        assert [entry.link.partition(".example")[2] for entry in feed.entries] == [path_of(story)]
    told = json.loads(reader.get("/search.json?q=harbour").content)
    assert len(told["items"]) == 1
    assert told["feed_url"].endswith("/search.json?q=harbour")
    assert reader.get("/search.json?q=zeppelin").status_code == 200


def test_a_search_costs_the_same_however_many_stories_there_are(
    reader: Client, edition: Edition
) -> None:
    for number in range(30):
        make_published(section=make_section(edition), headline=f"Harbour {number}")
    reader.get("/nothing")
    with CaptureQueriesContext(connection) as queries:
        assert len(found(reader, "q=harbour")) == 20
    assert len(queries) <= 4
    with CaptureQueriesContext(connection) as queries:
        assert found(reader, "q=") == []
    assert len(queries) == 0
