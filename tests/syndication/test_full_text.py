"""Whole stories in feeds, where an edition gives them."""

from __future__ import annotations

import json
from pathlib import Path

import feedparser
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree, html

from masthead.stories.models import Edition, Story
from masthead.stories.renditions import make_renditions
from masthead.stories.services.takedown import take_down_picture
from tests.factories.stories import (
    make_edition,
    make_picture,
    make_published,
    make_section,
    make_user,
    paragraph,
)
from tests.readers import HOST, ORIGIN

pytestmark = pytest.mark.django_db
SCHEMA = Path(__file__).parent / "schemas/atom.rng"


@pytest.fixture
def edition() -> Edition:
    edition = make_edition(host=HOST)
    edition.has_full_text_feeds = True
    edition.save()
    return edition


@pytest.fixture
def reader(edition: Edition) -> Client:
    return Client(headers={"host": HOST})


@pytest.fixture
def story(edition: Edition) -> Story:
    picture = make_picture()
    make_renditions(picture, formats=("jpeg",))
    use = {"alt": 'A "crane"', "caption": "By <night>", "credit": "Ada & Co"}
    fact = {"title": "Facts <1>", "text": "<ul><li>One</li></ul>"}
    embed = {
        "url": "https://e.example/?a=1&b=2",
        "title": "A <map>",
        "site": "E",
        "description": "",
    }
    return make_published(
        section=make_section(edition),
        headline="Harbour",
        dek="A dek",
        body=[
            paragraph('See <a href="https://x.example/?a=1&amp;b=2">the topic</a> & <b>more</b>.'),
            {"type": "heading", "value": "What <next>"},
            {"type": "quote", "value": {"text": "It is a wall", "attribution": "Ada"}},
            {"type": "list", "value": "<ol><li>First</li></ol>"},
            {"type": "picture", "value": use | {"picture": picture.pk}},
            {"type": "fact_box", "value": fact},
            {"type": "embed", "value": embed | {"description": ""}},
        ],
    )


def contents(reader: Client) -> list[str]:
    """The story's text in each of the three forms."""
    found = []
    for form in ("xml", "atom"):
        data = reader.get(f"/feed.{form}").content
        feed = feedparser.parse(data)
        assert not feed.bozo
        (entry,) = feed.entries
        assert entry.summary == "A dek"
        assert "blockquote" in entry.content[0].value
        # As it was sent: the parser tidies HTML.
        names = {
            "c": "http://purl.org/rss/1.0/modules/content/",
            "a": "http://www.w3.org/2005/Atom",
        }
        tree = etree.fromstring(data)
        found.append(
            tree.findtext(".//c:encoded", "", names) or tree.findtext(".//a:content", "", names)
        )
    (item,) = json.loads(reader.get("/feed.json").content)["items"]
    assert "content_text" not in item
    return [*found, item["content_html"]]


def test_the_whole_text_is_in_every_form_and_the_same(reader: Client, story: Story) -> None:
    first, *others = contents(reader)
    assert others == [first, first]
    tree = html.fromstring(f"<div>{first}</div>")
    assert [element.tag for element in tree] == [
        "p", "h2", "blockquote", "ol", "figure", "aside", "p",
    ]  # fmt: skip
    links = [element.get("href") for element in tree.iter("a")]
    assert links == ["https://x.example/?a=1&b=2", "https://e.example/?a=1&b=2"]
    assert tree.findtext(".//h2") == "What <next>"
    (image,) = tree.iter("img")
    assert (image.get("src") or "").startswith(f"{ORIGIN}/media/images/")
    assert image.get("alt") == 'A "crane"'
    assert tree.findtext(".//figcaption") == "By <night> Ada & Co"
    assert not {"script", "form", "iframe", "style"} & {element.tag for element in tree.iter()}


def test_the_atom_feed_keeps_to_its_schema(reader: Client, story: Story) -> None:
    document = etree.fromstring(reader.get("/feed.atom").content)
    etree.RelaxNG(etree.parse(str(SCHEMA))).assertValid(document)


def test_a_picture_that_was_taken_down_is_in_no_feed(reader: Client, story: Story) -> None:
    picture = story.body[4].value["picture"]
    take_down_picture(picture=picture, by=make_user(), reason="The wrong one")
    for text in contents(reader):
        assert "<img" not in text
        assert "By &lt;night&gt;" not in text


def test_without_the_setting_a_feed_has_the_dek(
    edition: Edition, reader: Client, story: Story
) -> None:
    edition.has_full_text_feeds = False
    edition.save()
    for form in ("xml", "atom", "json"):
        assert "blockquote" not in reader.get(f"/feed.{form}").content.decode()


def test_whole_texts_cost_no_further_query(edition: Edition, reader: Client, story: Story) -> None:
    counts = []
    for _ in range(2):
        reader.get("/nothing")
        with CaptureQueriesContext(connection) as queries:
            reader.get("/feed.xml")
        counts.append(len(queries))
        make_published(section=make_section(edition), body=[paragraph("More.")])
    assert counts == [4, 4]
