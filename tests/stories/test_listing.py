"""The lists of topics and authors: equal to what the stories say after every act, and bounded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from masthead.kernel.clock import now
from masthead.stories.listing import rebuild_listings
from masthead.stories.models import Author, Edition, Listing, Placement, Story, Topic
from masthead.stories.periodic import run_due
from masthead.stories.selectors import Cursor, list_slice
from masthead.stories.services.holds import lift_hold, place_on_hold
from masthead.stories.services.placing import place_at_home
from masthead.stories.services.publication import kill_story, publish_story, withdraw_story
from masthead.stories.services.restoring import restore_story
from tests.factories.stories import (
    make_author,
    make_edition,
    make_published,
    make_section,
    make_story,
    make_user,
)
from tests.stories.situations import ago, fresh, publish_with, sql

pytestmark = pytest.mark.django_db

Row = tuple[int, str, int, int, Any, int]


def made() -> set[Row]:
    """What the table says."""
    columns = ("placement", "subject", "number", "edition", "published_at", "story")
    rows = list(Listing.objects.values_list(*columns))
    assert len(rows) == len(set(rows))
    return set(rows)


def truth() -> set[Row]:
    """What stories, topics, bylines and placements say."""
    wanted: set[Row] = set()
    for place in Placement.objects.filter(is_live=True):
        about = {("topic", topic.pk) for topic in place.story.topics.all()}
        by_whom = {
            ("author", byline.author_id) for byline in place.story.bylines.all() if byline.author_id
        }
        for subject, number in about | by_whom:
            assert number is not None
            at = place.published_at
            wanted.add((place.pk, subject, number, place.edition_id, at, place.story_id))
    return wanted


def tagged(name: str = "Harbour") -> tuple[Topic, Author, Story]:
    """A published story on a topic, by a staff author who is named twice."""
    topic = Topic.objects.create(name=name, slug=name.lower())
    author = make_author()
    story = make_story(bylines=[author, author], topics=[topic])
    return topic, author, publish_story(story=story, by=None)


def test_the_lists_say_what_the_stories_say_after_every_act() -> None:
    topic, author, story = tagged()
    editor = make_user()
    home = fresh(story).publication.home
    assert home is not None
    other = home.edition.sections.order_by("pk")[1]
    assert len(made()) == 2
    assert made() == truth()
    acts: list[Callable[[], object]] = [
        lambda: publish_with(story, headline="Another one"),
        lambda: withdraw_story(story=fresh(story), by=None),
        lambda: restore_story(story=fresh(story), by=editor),
        lambda: place_on_hold(story=fresh(story), by=editor, reason="A doubt", lifter=editor),
        lambda: lift_hold(story=fresh(story), by=editor, note="Checked"),
        lambda: place_at_home(story=fresh(story), by=None, section=other),
        lambda: publish_with(story, topics=[]),
        lambda: publish_with(story, topics=[topic]),
    ]
    for act in acts:
        act()
        assert made() == truth()
    assert {row[1:3] for row in made()} == {("topic", topic.pk), ("author", author.pk)}
    kill_story(story=fresh(story), by=None, reason="Libel")
    assert made() == truth() == set()


def test_a_story_whose_time_runs_out_leaves_the_lists() -> None:
    _, _, story = tagged()
    sql("UPDATE stories_publication SET expire_at = %s WHERE story_id = %s", ago(hours=1), story.pk)
    run_due()
    assert not fresh(story).publication.is_live
    assert made() == set()


def test_they_are_written_anew_from_scratch() -> None:
    tagged()
    tagged("Ferry")
    before = made()
    Listing.objects.all().delete()
    assert rebuild_listings() == 4
    assert made() == before


def _many(count: int) -> tuple[Topic, Edition]:
    section = make_section()
    topic = Topic.objects.create(name="Harbour", slug=f"harbour-{count}")
    for _ in range(count):
        make_published(section=section, topics=[topic])
    return topic, section.edition


def test_a_list_is_one_query_from_its_index_and_meets_every_story_once_in_both_directions() -> None:
    topic, edition = _many(9)
    _, _, elsewhere = tagged("Ferry")
    moment = now() - timedelta(hours=1)
    Listing.objects.update(published_at=moment)
    Placement.objects.update(published_at=moment)
    places = Listing.objects.in_edition(edition).about(topic)
    with CaptureQueriesContext(connection) as queries:
        whole = [row.story_id for row in list_slice(places, count=20).placements]
    assert len(queries) == 1
    assert whole == sorted(whole, reverse=True)
    assert len(whole) == 9
    assert elsewhere.pk not in whole
    seen: list[int] = []
    cursor: Cursor | None = None
    while True:
        part = list_slice(places, count=4, before=cursor)
        seen += [row.story_id for row in part.placements]
        if not part.has_older:
            break
        cursor = Cursor(moment, seen[-1])
    assert seen == whole
    back = list_slice(places, count=4, after=Cursor(moment, whole[-1]))
    assert [row.story_id for row in back.placements] == whole[4:8]
    assert back.has_newer


def test_the_index_serves_a_topic_that_most_stories_are_about() -> None:
    topic, edition = _many(60)
    if connection.vendor == "postgresql":
        sql("ANALYZE stories_listing")
    places = Listing.objects.in_edition(edition).about(topic)
    plan = places.newest_first().values("placement")[:20].explain()
    if connection.vendor == "sqlite":
        assert "listing_list" in plan
        assert "TEMP B-TREE" not in plan


def test_a_row_that_lies_does_not_put_a_dead_story_on_a_list() -> None:
    topic, _, story = tagged()
    home = fresh(story).publication.home
    assert home is not None
    row = Listing.objects.filter(story=story, subject="topic").get()
    withdraw_story(story=story, by=None)
    row.pk = None
    row.save(force_insert=True)
    places = Listing.objects.in_edition(home.edition).about(topic)
    assert places.exists()
    assert list_slice(places, count=5).placements == ()


def test_another_edition_has_lists_of_its_own() -> None:
    topic, _, story = tagged()
    other = make_edition()
    assert not Listing.objects.in_edition(other).about(topic).exists()
    assert Listing.objects.about(topic).count() == 1
    assert Listing.objects.about(topic).get().story_id == story.pk
