"""Which stories stand beside one."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from masthead.related.selectors import related_stories
from masthead.stories.models import Section, Story, Topic
from masthead.stories.services.publication import kill_story, withdraw_story
from tests.factories.stories import make_edition, make_published, make_section, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def section() -> Section:
    """Where the story stands."""
    return make_section()


def related(story: Story, section: Section, *topics: Topic, count: int = 4) -> list[int]:
    """What stands beside ``story`` in its edition."""
    return related_stories(
        story_id=story.pk,
        edition=section.edition,
        section=section,
        topics=[topic.pk for topic in topics],
        count=count,
    )


def topics(count: int) -> list[Topic]:
    """Topics of their own."""
    return [Topic.objects.create(name=f"T{n}", slug=f"t{n}") for n in range(count)]


def test_more_shared_topics_are_nearer_than_fewer_and_than_the_section(section: Section) -> None:
    one, two = topics(2)
    other = section.edition.sections.get(slug="sport")
    both = make_published(section=other, topics=[one, two])
    single = make_published(section=other, topics=[one])
    same_section = make_published(section=section)
    make_published(section=other)
    story = make_published(section=section, topics=[one, two])
    assert related(story, section, one, two) == [both.pk, single.pk, same_section.pk]


def test_only_live_stories_of_the_edition_are_related(section: Section) -> None:
    (topic,) = topics(1)
    story = make_published(section=section, topics=[topic])
    withdrawn, killed = (make_published(section=section, topics=[topic]) for _ in range(2))
    withdraw_story(story=withdrawn, by=None)
    kill_story(story=killed, by=None, reason="Libel")
    make_story(section=section, topics=[topic])
    make_published(section=make_section(make_edition()), topics=[topic])
    assert related(story, section, topic) == []


@pytest.mark.parametrize("count", [5, 120])
def test_it_takes_two_queries_however_many_stories_there_are(section: Section, count: int) -> None:
    (topic,) = topics(1)
    for _ in range(count):
        make_published(section=section, topics=[topic])
    story = make_published(section=section, topics=[topic])
    with CaptureQueriesContext(connection) as queries:
        assert len(related(story, section, topic)) == 4
    assert len(queries) == 2


def test_a_story_without_topics_takes_one_query(section: Section) -> None:
    near = make_published(section=section)
    story = make_published(section=section)
    with CaptureQueriesContext(connection) as queries:
        assert related(story, section) == [near.pk]
    assert len(queries) == 1
