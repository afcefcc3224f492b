"""The feed as feed readers take it."""

from __future__ import annotations

from datetime import UTC, datetime

import feedparser
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree

from masthead.stories.models import Edition, Placement, Section
from masthead.stories.services.publication import kill_story, publish_story, withdraw_story
from masthead.syndication.feeds import FEED_LENGTH, edition_feed
from tests.factories.stories import make_published, make_section, make_story
from tests.readers import ORIGIN, path_of
from tests.stories.situations import publish_with


@pytest.fixture
def section(edition: Edition) -> Section:
    """Where the stories stand."""
    return make_section(edition)


def feed(reader: Client) -> feedparser.FeedParserDict:
    """The feed, which every parser must find whole."""
    answer = reader.get("/feed.xml")
    assert answer.status_code == 200
    etree.fromstring(answer.content, etree.XMLParser(resolve_entities=False, no_network=True))
    parsed = feedparser.parse(answer.content)
    assert not parsed.bozo
    return parsed


def test_the_feed_says_what_it_is(reader: Client, section: Section) -> None:
    make_published(section=section)
    answer = reader.get("/feed.xml")
    assert answer.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    told = feed(reader)
    assert told.version == "rss20"
    assert told.feed.title == "The Harbour Post"
    assert told.feed.link == f"{ORIGIN}/"
    assert told.feed.language == "en-GB"
    links = {link.rel: link.href for link in told.feed.links}
    assert links["self"] == f"{ORIGIN}/feed.xml"


def test_an_item_says_what_the_list_says(reader: Client, section: Section) -> None:
    at = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    story = publish_story(
        story=make_story(section=section, headline="A & <b>", dek="“Dek” & more"), by=None, at=at
    )
    (entry,) = feed(reader).entries
    assert entry.title_detail.value == "A & <b>"
    assert entry.description == "“Dek” & more"
    assert entry.link == ORIGIN + path_of(story)
    assert entry.published == "Sun, 29 Mar 2026 00:30:00 +0000"
    assert [tag.term for tag in entry.tags] == ["News"]


@pytest.mark.parametrize(
    ("kind", "headline", "title"),
    [
        ("sponsored", "Better beds", "Sponsored by Ash Beds: Better beds"),
        ("opinion", "Build it", "Opinion: Build it"),
        ("opinion", "Opinion: build it", "Opinion: build it"),
    ],
)
def test_a_labelled_story_keeps_its_label_in_the_feed(
    reader: Client, section: Section, kind: str, headline: str, title: str
) -> None:
    make_published(section=section, headline=headline, kind=kind)
    (entry,) = feed(reader).entries
    assert entry.title == title
    assert [tag.term for tag in entry.tags] == ["News", kind.capitalize()]


def test_the_guid_stays_when_slug_and_headline_change(reader: Client, section: Section) -> None:
    story = make_published(section=section)
    (before,) = feed(reader).entries
    publish_with(story, slug="second-thoughts", headline="Second thoughts")
    (after,) = feed(reader).entries
    assert after.id == before.id
    assert not after.guidislink
    assert after.link != before.link
    assert after.title == "Second thoughts"


def test_newest_first_up_to_its_length(reader: Client, section: Section) -> None:
    for number in range(FEED_LENGTH + 5):
        at = datetime(2026, 1, 1, 0, number % 3, tzinfo=UTC)
        publish_story(story=make_story(section=section), by=None, at=at)
    entries = feed(reader).entries
    assert len(entries) == FEED_LENGTH
    numbers = [int(entry.id.rpartition("-")[2]) for entry in entries]
    order = Placement.objects.live().newest_first().values_list("story_id", flat=True)
    assert numbers == list(order[:FEED_LENGTH])


def test_what_was_taken_back_is_gone_at_once(reader: Client, section: Section) -> None:
    kept, withdrawn, killed = (make_published(section=section) for _ in range(3))
    assert len(feed(reader).entries) == 3
    withdraw_story(story=withdrawn, by=None)
    kill_story(story=killed, by=None, reason="Libel")
    assert [entry.link for entry in feed(reader).entries] == [ORIGIN + path_of(kept)]


def test_what_xml_cannot_hold_is_left_out(reader: Client, section: Section) -> None:
    make_published(section=section, headline="Bell \x07 and \ufffe in", dek="]]> \x0b <![CDATA[")
    Placement.objects.update(headline="Own \x0c\x1b headline", dek="\uffff dek")
    Section.objects.update(name="Ne\x08ws")
    Edition.objects.update(name="The \x01 Post", tagline="\x02")
    told = feed(reader)
    (entry,) = told.entries
    assert entry.title == "Own  headline"
    assert [tag.term for tag in entry.tags] == ["News"]


def test_an_empty_feed_is_a_feed(reader: Client) -> None:
    assert feed(reader).entries == []


@pytest.mark.parametrize("count", [1, 40])
def test_the_feed_takes_one_query_however_many_stories_there_are(
    section: Section, count: int
) -> None:
    for _ in range(count):
        make_published(section=section)
    edition = section.edition
    with CaptureQueriesContext(connection) as queries:
        edition_feed(edition, path="/feed.xml")
    assert len(queries) == 1
