"""Which keys a change of a story purges, and what working them out costs."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from masthead.delivery.models import Purge
from masthead.stories.models import Placement, Topic
from masthead.stories.page_keys import keys_of_story
from masthead.stories.services.publication import withdraw_story
from tests.factories.stories import make_author, make_edition, make_published, make_section

pytestmark = pytest.mark.django_db


def test_a_story_has_its_own_key_everywhere_and_the_lists_keys_where_it_stands() -> None:
    here, elsewhere = make_edition(), make_edition()
    topic = Topic.objects.create(name="Harbour", slug="harbour")
    author = make_author()
    section = make_section(here)
    story = make_published(section=section, topics=[topic], bylines=[author])
    with CaptureQueriesContext(connection) as queries:
        keys = keys_of_story(story)
    assert len(queries) == 4
    group = story.translation_group
    placement = Placement.objects.get(story=story)
    assert placement.published_at is not None
    day = placement.published_at.astimezone(here.timezone)
    assert keys == {
        f"{here.pk}:story:{story.pk}",
        f"{elsewhere.pk}:story:{story.pk}",
        f"{here.pk}:group:{group}",
        f"{elsewhere.pk}:group:{group}",
        f"{here.pk}:front",
        f"{here.pk}:news",
        f"{here.pk}:feed",
        f"{here.pk}:section:{section.slug}",
        f"{here.pk}:about:{topic.pk}",
        f"{here.pk}:by:{author.pk}",
        f"{here.pk}:archive",
        f"{here.pk}:period:{day:%Y}",
        f"{here.pk}:period:{day:%Y-%m}",
        f"{here.pk}:period:{day:%Y-%m-%d}",
    }


def test_an_act_writes_its_keys_in_its_own_transaction() -> None:
    story = make_published()
    Purge.objects.all().delete()
    withdraw_story(story=story, by=None)
    # Nothing is committed within a test's transaction: the row is there before.
    assert Purge.objects.get().keys == sorted(keys_of_story(story))
