"""List querysets: their order, their cost and the indexes they stand on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from masthead.kernel.clock import now
from masthead.stories import guards
from masthead.stories.models import Placement, Publication, Section, Story, Version
from masthead.stories.selectors import Cursor, list_slice
from masthead.stories.services.publication import kill_story, withdraw_story
from tests.factories.stories import make_edition, make_published, make_section, make_story

pytestmark = pytest.mark.django_db


def _published(section: Any, count: int) -> list[Story]:
    return [make_published(section=section) for _ in range(count)]


def test_lists_hold_live_stories_alone_newest_first() -> None:
    section = make_section()
    one, two, three, four = _published(section, 4)
    make_story(section=section)
    withdraw_story(story=two, by=None)
    kill_story(story=three, by=None, reason="Libel")
    listed = Placement.objects.live().in_edition(section.edition).newest_first()
    assert [row.story_id for row in listed] == [four.pk, one.pk]


def test_a_live_flag_that_lies_does_not_put_a_dead_story_on_a_list() -> None:
    story = make_published()
    guards.remove_guards(using="default")
    Publication.objects.filter(pk=story.pk).update(state="withdrawn", ended_at=now())
    assert Placement.objects.get(story=story).is_live
    assert not Placement.objects.live().exists()


def test_stories_of_one_moment_keep_one_order_from_page_to_page() -> None:
    section = make_section()
    moment = now() - timedelta(hours=1)
    stories = _published(section, 7)
    Placement.objects.update(published_at=moment)
    wanted = sorted((story.pk for story in stories), reverse=True)
    seen: list[int] = []
    cursor: Cursor | None = None
    while True:
        part = list_slice(Placement.objects.in_section(section), count=2, before=cursor)
        seen += [row.story_id for row in part.placements]
        if not part.has_older:
            break
        cursor = Cursor(moment, seen[-1])
    assert seen == wanted
    back = list_slice(
        Placement.objects.in_section(section), count=2, after=Cursor(moment, wanted[4])
    )
    assert [row.story_id for row in back.placements] == wanted[2:4]


@pytest.mark.parametrize("count", [10, 200])
def test_a_list_takes_one_query_however_many_stories_there_are(count: int) -> None:
    section = make_section()
    _published(section, count)
    with CaptureQueriesContext(connection) as queries:
        part = list_slice(Placement.objects.in_edition(section.edition), count=30)
        for row in part.placements:
            version = row.story.publication.version
            assert version is not None
            assert version.headline
            assert row.section.name
    assert len(queries) == 1


def _publish_in_bulk(section: Section, count: int) -> None:
    """Live stories, a minute apart, in a few statements."""
    first = make_published(section=section)
    version = first.versions.get()
    moments = [now() - timedelta(minutes=number) for number in range(1, count + 1)]
    stories = Story.objects.bulk_create(
        [Story(headline=f"Story {number}", live=True) for number in range(count)]
    )
    versions = Version.objects.bulk_create(
        [
            Version(
                story=story, number=1, published_at=moment, change="first", headline="Story",
                kind="news", urgency=5, slug="story", content=version.content, digest="",
            )
            for story, moment in zip(stories, moments, strict=True)
        ]
    )  # fmt: skip
    homes = Placement.objects.bulk_create(
        [Placement(story=story, edition=section.edition, section=section) for story in stories]
    )
    Publication.objects.bulk_create(
        [
            Publication(
                story=story, state="live", home=home, version=of_it, live_since=moment,
                first_published_at=moment, address_date=moment.date(),
            )
            for story, home, of_it, moment in zip(stories, homes, versions, moments, strict=True)
        ]
    )  # fmt: skip
    for home, moment in zip(homes, moments, strict=True):
        home.is_live, home.published_at = True, moment
    Placement.objects.bulk_update(homes, ["is_live", "published_at"], batch_size=200)


def _plan(queryset: Any) -> str:
    """How the database goes about a query."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE stories_placement")
            cursor.execute("ANALYZE stories_publication")
    plan: str = queryset.explain()
    return plan


@pytest.mark.parametrize("place", ["edition", "section"])
def test_a_list_is_read_from_its_partial_index(place: str) -> None:
    section = make_section()
    edition = section.edition
    elsewhere = make_edition().sections.get(slug="news")
    # As in a newspaper: most of what was ever published stands, some editions have little of it.
    _publish_in_bulk(section, 2000)
    _publish_in_bulk(elsewhere, 2000)
    rows = Placement.objects.live().newest_first()
    rows = rows.in_edition(edition) if place == "edition" else rows.in_section(section)
    plan = _plan(rows[:30])
    assert f"placement_{place}_list" in plan, plan
    assert "TEMP B-TREE" not in plan, plan
