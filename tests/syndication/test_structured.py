"""Structured data on the page, checked against what schema.org and its readers ask."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from django.test import Client

from masthead.stories.models import Edition, Section, Story, Topic
from masthead.stories.renditions import make_renditions
from tests.factories.stories import make_author, make_picture, make_published, make_section
from tests.readers import ORIGIN, path_of, publication, tree_of
from tests.stories.situations import publish_with
from tests.syndication.schema_org import article_complaints

KINDS = {
    "news": "NewsArticle", "brief": "NewsArticle", "feature": "NewsArticle",
    "interview": "NewsArticle", "obituary": "NewsArticle", "service": "NewsArticle",
    "opinion": "OpinionNewsArticle", "analysis": "AnalysisNewsArticle",
    "review": "ReviewNewsArticle", "sponsored": "AdvertiserContentArticle",
}  # fmt: skip


@pytest.fixture
def section(edition: Edition) -> Section:
    """Where the stories stand."""
    return make_section(edition)


def document_of(reader: Client, story: Story) -> dict[str, Any]:
    """The one JSON-LD document of a story's page, as a parser of pages reads it."""
    (script,) = tree_of(reader.get(path_of(story))).xpath("//script[@type='application/ld+json']")
    document: dict[str, Any] = json.loads(script.text)
    return document


def full_story(section: Section, **fields: Any) -> Story:
    """A story with all that the document can tell."""
    picture = make_picture()
    make_renditions(picture, formats=("jpeg",))
    values = {
        "headline": "Crane falls", "dek": "Nobody was hurt.",
        "bylines": [make_author(slug="ada", name="Ada Writer"), "Bo Wire"],
        "agency": "Coast Press", "place": "Port Ash", "rights": "© 2026 Coast Press",
        "topics": [Topic.objects.create(name="Harbour", slug="harbour")],
        "lead_picture": picture, "lead_alt": "A crane", "lead_caption": "At noon",
        "lead_credit": "Ada",
    } | fields  # fmt: skip
    return make_published(section=section, **values)


def test_every_kind_is_known_to_the_test() -> None:
    assert set(KINDS) == set(Story.Kind.values)


@pytest.mark.parametrize(("kind", "schema_type"), KINDS.items())
def test_the_document_of_each_kind_keeps_the_rules(
    reader: Client, section: Section, kind: str, schema_type: str
) -> None:
    document = document_of(reader, full_story(section, kind=kind))
    assert article_complaints(document) == []
    assert document["@type"] == schema_type
    assert document["url"] == ORIGIN + path_of(Story.objects.get())
    assert document["author"] == [
        {"@type": "Person", "name": "Ada Writer", "url": f"{ORIGIN}/author/ada"},
        {"@type": "Person", "name": "Bo Wire"},
    ]
    assert document["image"][0]["url"].startswith(f"{ORIGIN}/media/images/")
    assert document["sourceOrganization"]["name"] == "Coast Press"
    assert document["keywords"] == ["Harbour"]
    assert document["inLanguage"] == "en-GB"


def test_a_bare_story_keeps_the_rules_and_says_nothing_that_it_lacks(
    reader: Client, section: Section
) -> None:
    document = document_of(reader, make_published(section=section))
    assert article_complaints(document) == []
    assert document["author"] == [document["publisher"]]
    assert not {"image", "correction", "keywords", "contentLocation", "copyrightNotice",
                "sourceOrganization"} & set(document)  # fmt: skip
    assert document["dateModified"] == document["datePublished"]


def test_corrections_and_updates_are_told_with_their_moments(
    reader: Client, section: Section
) -> None:
    story = full_story(section)
    publish_with(story, change="correction", change_note="It was £3, not £4.")
    document = document_of(reader, story)
    assert article_complaints(document) == []
    assert [entry["text"] for entry in document["correction"]] == ["It was £3, not £4."]
    updated_at = publication(story).substantively_updated_at
    assert updated_at is not None
    assert document["dateModified"] == updated_at.isoformat(timespec="seconds")


@pytest.mark.parametrize(
    "text",
    ["</script><!--<script>", '"},{"@type":"Evil', "\u2028\u2029 evil \u202e\u2066", "\\u003c \\",
     "&quot;&lt;/script&gt;", "😀" * 40, "ar: حريق"],
)  # fmt: skip
def test_hostile_words_are_told_as_they_are(reader: Client, section: Section, text: str) -> None:
    story = full_story(
        section, headline=text, dek=text, place=text, agency=text, rights=text, bylines=[text],
        lead_alt=f"{text} alt", lead_caption=text, lead_credit=text,
    )  # fmt: skip
    publish_with(story, change="correction", change_note=text)
    document = document_of(reader, story)
    assert article_complaints(document) == []
    assert document["headline"] == text.strip()
    assert document["author"][0]["name"] == text
    assert document["correction"][0]["text"] == text.strip()


def test_a_headline_of_any_length_is_told_whole(reader: Client, section: Section) -> None:
    # Readers of the data may cut after 110 characters; a cut of ours would be in what they keep.
    headline = "word " * 59 + "end"
    assert document_of(reader, full_story(section, headline=headline))["headline"] == headline


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("datePublished", "2026-11-24"), ("datePublished", "2026-11-24T10:00:00"),
        ("url", "/2026/11/24/x-1"), ("headline", " "), ("author", []), ("author", "Ada"),
        ("image", [{"@type": "ImageObject", "url": "/a.jpg", "width": 1, "height": 1}]),
        ("publisher", {"@type": "Person", "name": "Ada"}), ("@context", "http://example.org"),
        ("wordCount", "3"), ("inLanguage", "English"), ("@type", "Article"), ("misspelt", "x"),
        ("dateModified", "1999-01-01T00:00:00+00:00"), ("keywords", []),
    ],
)  # fmt: skip
def test_the_checker_finds_what_breaks_the_rules(
    reader: Client, section: Section, name: str, wrong: Any
) -> None:
    document = document_of(reader, full_story(section))
    broken = copy.deepcopy(document) | {name: wrong}
    assert article_complaints(broken) != []
    del broken[name]
    if name in {"author", "headline", "publisher", "url", "datePublished", "@context"}:
        assert article_complaints(broken) != []
