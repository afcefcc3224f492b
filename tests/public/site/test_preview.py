"""The preview is the page that readers would get."""

from __future__ import annotations

from django.test import RequestFactory
from lxml import html

from masthead.public.preview import preview_story
from masthead.stories.models import Edition, Story
from tests.factories.stories import make_published, make_section, make_story
from tests.stories.situations import fresh, publish_with


def previewed(story: Story) -> html.HtmlElement:
    """The preview of the story as it stands in memory."""
    answer = preview_story(RequestFactory().get("/"), story)
    assert answer.headers["Cache-Control"] == "private, no-store"
    return html.document_fromstring(answer.content.decode())


def corrections(story: Story) -> list[str]:
    """The words of the corrections at the foot of the preview."""
    found = previewed(story).xpath("//*[@class='corrections__text']")
    return [element.text_content() for element in found]


def is_updated(story: Story) -> bool:
    """Whether the preview's head says that the story was updated."""
    (times,) = previewed(story).xpath("//*[@class='byline__times']")
    return "Updated" in times.text_content()


def test_earlier_corrections_and_the_one_being_written_stand_in_it(edition: Edition) -> None:
    story = make_published(section=make_section(edition))
    story = publish_with(story, change="correction", change_note="It was £3.")
    assert corrections(story) == ["It was £3."]
    story.change, story.change_note = "correction", " It was Tuesday. "
    assert corrections(story) == ["It was £3.", "It was Tuesday."]


def test_words_that_publishing_would_not_tell_are_not_in_it(edition: Edition) -> None:
    section = make_section(edition)
    first = make_story(section=section, change="correction", change_note="Never out.")
    assert corrections(first) == []
    story = fresh(make_published(section=section))
    story.change, story.change_note = "update", "For the history."
    assert corrections(story) == []


def test_it_says_updated_when_publishing_would(edition: Edition) -> None:
    story = fresh(make_published(section=make_section(edition)))
    assert not is_updated(story)
    story.dek, story.change = "A dek that was not there", "fix"
    assert not is_updated(story)
    story.change = "update"
    assert is_updated(story)
