"""The feed as feed readers take it."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree

from masthead.stories.models import Edition, Placement, Section, Story, Topic
from masthead.stories.renditions import make_renditions
from masthead.stories.services.publication import kill_story, publish_story, withdraw_story
from masthead.syndication.entries import FEED_LENGTH, make_feed
from masthead.syndication.feeds import FORMS, write_feed
from tests.factories.stories import (
    make_author,
    make_picture,
    make_published,
    make_section,
    make_story,
)
from tests.readers import ORIGIN, path_of
from tests.stories.situations import publish_with

SCHEMAS = Path(__file__).parent / "schemas"


@pytest.fixture
def section(edition: Edition) -> Section:
    """Where the stories stand."""
    return make_section(edition)


def feed(reader: Client, path: str = "/feed.xml") -> feedparser.FeedParserDict:
    """The feed, which every parser must find whole."""
    answer = reader.get(path)
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
    assert entry.title == "Own   headline"
    assert [tag.term for tag in entry.tags] == ["News"]


def test_an_empty_feed_is_a_feed(reader: Client) -> None:
    assert feed(reader).entries == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("count", [1, 40])
def test_a_feed_takes_the_same_queries_however_many_stories_there_are(
    section: Section, count: int, form: str
) -> None:
    for _ in range(count):
        picture = make_picture()
        make_renditions(picture, formats=["jpeg"])
        make_published(section=section, lead_picture=picture, lead_alt="A", lead_credit="B")
    with CaptureQueriesContext(connection) as queries:
        made = make_feed(
            Placement.objects.in_edition(section.edition), edition=section.edition,
            title="Post", description="", home="/", path="/feed.xml",
        )  # fmt: skip
        write_feed(made, form=form)
    assert len(queries) == 4
    assert all(entry.image for entry in made.entries)


@pytest.fixture
def told(reader: Client, section: Section) -> Story:
    """A story with everything that a feed says."""
    picture = make_picture()
    make_renditions(picture, formats=["jpeg"])
    topic = Topic.objects.create(name="Harbour", slug="harbour")
    story = make_story(
        section=section, headline="A & <b> “quay”", dek="Dek < & more", language="ar",
        bylines=[make_author(name="Ada & Ben", slug="ada"), "Cal"], topics=[topic],
        lead_picture=picture, lead_alt="A boat & a quay", lead_credit="Eve/Wire",
    )  # fmt: skip
    at = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    return publish_story(story=story, by=None, at=at)


LISTS = ["", "/section/news", "/topic/harbour", "/author/ada"]


@pytest.mark.parametrize("page", LISTS)
@pytest.mark.parametrize("form", ["xml", "atom"])
def test_every_list_has_its_feed_and_says_the_same_in_it(
    reader: Client, told: Story, page: str, form: str
) -> None:
    seen = feed(reader, f"{page}/feed.{form}")
    assert seen.version == {"xml": "rss20", "atom": "atom10"}[form]
    assert seen.feed.link == f"{ORIGIN}{page or '/'}"
    links = {link.rel: link.href for link in seen.feed.links}
    assert links["self"] == f"{ORIGIN}{page}/feed.{form}"
    (entry,) = seen.entries
    assert entry.title_detail.value == "A & <b> “quay”"
    assert entry.summary_detail.value == "Dek < & more"
    assert entry.link == ORIGIN + path_of(told)
    assert entry.id == f"{ORIGIN}/#story-{told.pk}"
    assert entry.published_parsed[:5] == (2026, 3, 29, 0, 30)
    assert [author.name for author in entry.authors if "name" in author] == ["Ada & Ben", "Cal"]
    assert [tag.term for tag in entry.tags] == ["News"]


def test_pictures_stand_in_the_feeds_with_their_credit(reader: Client, told: Story) -> None:
    (rss,) = feed(reader).entries
    (picture,) = rss.media_content
    assert picture["url"].startswith(f"{ORIGIN}/media/")
    assert (picture["type"], picture["medium"]) == ("image/jpeg", "image")
    assert int(picture["width"]) > 0
    assert rss.media_credit[0]["content"] == "Eve/Wire"
    (atom,) = feed(reader, "/feed.atom").entries
    (enclosure,) = [link for link in atom.links if link.rel == "enclosure"]
    assert enclosure.title == "A boat & a quay / Eve/Wire"
    (item,) = json.loads(reader.get("/feed.json").content)["items"]
    assert item["image"] == picture["url"] == enclosure.href
    assert item["attachments"][0]["_credit"] == "Eve/Wire"
    assert reader.get(picture["url"].removeprefix(ORIGIN)).status_code == 200


@pytest.mark.parametrize("page", LISTS)
def test_a_json_feed_has_what_the_specification_asks_for(
    reader: Client, told: Story, page: str
) -> None:
    """https://www.jsonfeed.org/version/1.1/: top level, authors, items, attachments."""
    answer = reader.get(f"{page}/feed.json")
    assert answer.headers["Content-Type"] == "application/feed+json; charset=utf-8"
    document = json.loads(answer.content)
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    assert document["home_page_url"] == f"{ORIGIN}{page or '/'}"
    assert document["feed_url"] == f"{ORIGIN}{page}/feed.json"
    (item,) = document["items"]
    assert item["id"] == f"{ORIGIN}/#story-{told.pk}"
    assert item["url"] == ORIGIN + path_of(told)
    assert item["content_text"] == "Dek < & more"
    assert item["date_published"] == "2026-03-29T00:30:00Z"
    assert [author["name"] for author in item["authors"]] == ["Ada & Ben", "Cal"]
    assert item["language"] == "ar"
    assert item["tags"] == ["News"]


def test_atom_holds_to_its_schema(reader: Client, told: Story) -> None:
    schema = etree.RelaxNG(etree.parse(str(SCHEMAS / "atom.rng")))
    for path in ("/feed.atom", "/topic/harbour/feed.atom"):
        schema.assertValid(etree.fromstring(reader.get(path).content))
    withdraw_story(story=told, by=None)
    schema.assertValid(etree.fromstring(reader.get("/feed.atom").content))


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_is_stored_as_pages_are_and_gives_up_what_is_withdrawn(
    reader: Client, told: Story, form: str
) -> None:
    for page in LISTS:
        answer = reader.get(f"{page}/feed.{form}")
        assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert answer.headers["Content-Language"] == "en-GB"
        assert b"A boat" in answer.content
    withdraw_story(story=told, by=None)
    for page in LISTS:
        assert b"A boat" not in reader.get(f"{page}/feed.{form}").content


@pytest.mark.parametrize("path", ["/section/none/feed.xml", "/topic/none/feed.atom",
                                  "/author/none/feed.json", "/feed.rss", "/feed.xmlx"])  # fmt: skip
def test_a_feed_of_nothing_is_a_404(reader: Client, path: str) -> None:
    assert reader.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/feed.atom/", "/section/news/feed.json/", "/feed.xml/"])
def test_a_slash_at_the_end_is_led_to_the_feed(reader: Client, path: str) -> None:
    assert reader.get(path)["Location"] == path.rstrip("/")


def test_a_page_names_its_own_feeds_and_those_of_the_edition(reader: Client, told: Story) -> None:
    page = reader.get("/topic/harbour").content.decode()
    found = re.findall(
        r'<link rel="alternate" type="([^"]+)" title="([^"]+)" href="([^"]+)">', page
    )
    assert [(kind, href) for kind, _, href in found] == [
        (form.content_type.partition(";")[0], f"{stem}.{ending}")
        for stem in ("/topic/harbour/feed", "/feed")
        for ending, form in FORMS.items()
    ]
    assert len({title for _, title, _ in found}) == 6
