"""What editors find of stories: the newest text, whatever readers have."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from masthead.search.models import Entry
from masthead.search.selectors import find
from masthead.search.values import Query
from masthead.stories.models import Story
from masthead.stories.search import body_words, index_stories, story_documents
from masthead.stories.services.placing import place_at_home
from masthead.stories.services.publication import kill_story, publish_story, withdraw_story
from tests.factories.stories import make_author, make_edition, make_story

pytestmark = pytest.mark.django_db


def found(words: str = "", **facets: list[str]) -> list[int]:
    page = find(Query(words=words, kinds=["story"], facets=facets))
    return [hit.number for hit in page.hits]


def paragraph(text: str) -> dict[str, Any]:
    return {"type": "paragraph", "value": f"<p>{text}</p>"}


def test_a_new_story_is_found_by_headline_dek_body_byline_and_agency() -> None:
    story = make_story(
        headline="Ferry runs again",
        dek="After the storm",
        body=[paragraph("The <b>quay</b> &amp; the pier.")],
        bylines=[make_author(name="Ada Writer"), "Ben Wire"],
        agency="Coastwire",
    )
    for words in ("ferry", "storm", "quay", "pier", "ada writer", "ben", "coastwire"):
        assert found(words) == [story.pk], words


def test_a_draft_of_a_published_story_is_found_by_the_words_of_the_draft() -> None:
    story = make_story(headline="Ferry runs again")
    publish_story(story=story, by=None)
    story = Story.objects.get(pk=story.pk)
    story.headline = "Ferry stops"
    story.save_revision()
    assert found("ferry stops ") == [story.pk]
    assert found("again ") == []


def test_publishing_withdrawing_and_killing_move_a_story_between_states() -> None:
    story = make_story(headline="Ferry")
    assert found("ferry", state=["unpublished"]) == [story.pk]
    publish_story(story=story, by=None)
    assert found("ferry", state=["live"]) == [story.pk]
    withdraw_story(story=story, by=None)
    assert found("ferry", state=["withdrawn"]) == [story.pk]
    kill_story(story=story, by=None, reason="Libel")
    assert found("ferry", state=["killed"]) == [story.pk]
    assert found("ferry", state=["live", "withdrawn", "unpublished"]) == []


def test_a_story_is_found_in_its_edition_and_section() -> None:
    edition = make_edition()
    news, sport = edition.sections.all()
    story = make_story(section=news, headline="Ferry")
    assert found(edition=[str(edition.pk)], section=[str(news.pk)]) == [story.pk]
    place_at_home(story=story, section=sport, by=None)
    assert found(section=[str(news.pk)]) == []
    assert found(section=[str(sport.pk)]) == [story.pk]


def test_a_deleted_draft_is_not_found() -> None:
    story = make_story(headline="Ferry")
    story.publication.home = None
    story.publication.save()
    story.delete()
    assert found("ferry") == []
    assert not Entry.objects.exists()


def test_an_index_entry_costs_six_queries_for_a_story_nobody_edited_and_four_after() -> None:
    story = make_story(headline="Ferry", bylines=[make_author()])
    with CaptureQueriesContext(connection) as unedited:
        index_stories([story.pk])
    story.save_revision()
    with CaptureQueriesContext(connection) as edited:
        index_stories([story.pk])
    assert (len(unedited), len(edited)) == (6, 4)


def test_documents_of_many_stories_take_as_many_queries_as_one_when_all_were_edited() -> None:
    stories = [make_story(bylines=[make_author()]) for _ in range(3)]
    for story in stories:
        story.save_revision()
    with CaptureQueriesContext(connection) as queries:
        story_documents([story.pk for story in stories])
    assert len(queries) == 3


def test_every_block_of_a_body_gives_its_words_and_no_addresses() -> None:
    body = [
        paragraph("One<br/>two"),
        {"type": "heading", "value": "Three"},
        {"type": "quote", "value": {"text": "Four", "attribution": "Five"}},
        {"type": "list", "value": "<ul><li>Six</li><li>Seven</li></ul>"},
        {"type": "picture", "value": {"picture": 9, "alt": "Eight", "caption": "Nine"}},
        {"type": "gallery", "value": {"title": "Ten", "pictures": [{"value": {"caption": "El"}}]}},
        {"type": "embed", "value": {"url": "https://example.org/secret", "title": "Twelve"}},
        {"type": "recording", "value": 4},
        {"type": "related", "value": {"story": 3, "url": "", "title": None}},
    ]
    words = " ".join(body_words(body)).split()
    expected = "One two Three Four Five Six Seven Eight Nine Ten El Twelve"
    assert words == expected.split()
    assert list(body_words(None)) == []


def test_a_language_tag_that_is_none_is_no_obstacle() -> None:
    story = make_story(headline="Ferry")
    Story.objects.filter(pk=story.pk).update(language="en GB!")
    index_stories([story.pk])
    assert found(language=["enGB"]) == [story.pk]
