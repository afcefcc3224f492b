"""What a page costs: queries, counted, and the indexes they stand on."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext

from masthead.public.addresses import cursor_text
from masthead.stories.models import Edition, Placement, Recording, Section, Story, Topic
from masthead.stories.renditions import make_renditions
from masthead.stories.selectors import Cursor, listed
from tests.factories.stories import (
    make_author,
    make_picture,
    make_published,
    make_section,
    paragraph,
)
from tests.readers import path_of
from tests.stories.situations import publish_with

# With everything that a story can have; the host's edition is remembered from the page before.
STORY_QUERIES = 12
HISTORY_QUERIES = 3


@pytest.fixture
def section(edition: Edition) -> Section:
    """Where the stories stand."""
    return make_section(edition)


def cost(reader: Client, path: str) -> list[str]:
    """The queries of a page, the edition at its host being known with its menus and sponsors."""
    reader.get("/news")
    with CaptureQueriesContext(connection) as queries:
        assert reader.get(path).status_code == 200
    return [query["sql"] for query in queries]


def crowd(section: Section, count: int, **fields: Any) -> list[Story]:
    """Many stories, each with a lead picture."""
    picture = make_picture()
    make_renditions(picture, formats=("jpeg",))
    return [
        make_published(
            section=section, lead_picture=picture, lead_alt="A crane", lead_credit="Ada", **fields
        )
        for _ in range(count)
    ]


@pytest.mark.parametrize("count", [10, 300])
def test_pages_cost_the_same_however_many_stories_there_are(
    reader: Client, section: Section, count: int
) -> None:
    topic = Topic.objects.create(name="Harbour", slug="harbour")
    author = make_author(slug="ada", portrait=make_picture())
    stories = crowd(section, count, topics=[topic], bylines=[author])
    recording = Recording(title="Talk", kind="audio", poster=make_picture(), seconds=5)
    recording.file.save("talk.mp3", ContentFile(b"not much"))
    inline = [
        {"type": "related", "value": {"story": row.pk, "url": "", "title": "",
                                      "with_thumbnail": True}}
        for row in stories[:3]
    ]  # fmt: skip
    story = publish_with(
        stories[-1],
        body=Story(
            body=[paragraph("Words."), *inline, {"type": "recording", "value": recording.pk}]
        ).body,
        change="correction",
        change_note="It was £3.",
    )
    make_published(section=section, language="ar", translation_group=story.translation_group)
    found = cost(reader, path_of(story))
    assert len(found) == STORY_QUERIES, "\n".join(found)
    assert len(cost(reader, f"{path_of(story)}/history")) == HISTORY_QUERIES
    assert len(cost(reader, "/")) == 6
    assert len(cost(reader, "/news")) == 3
    assert len(cost(reader, "/feed.xml")) == 4
    assert len(cost(reader, "/section/news")) == 4
    assert len(cost(reader, "/topic/harbour")) == 4
    assert len(cost(reader, "/author/ada")) == 6


def plan(rows: QuerySet[Placement]) -> str:
    """How the database means to find the rows, in its own words."""
    if connection.vendor != "postgresql":
        return rows.explain()
    with connection.cursor() as cursor:
        # With a few hundred rows reading all is cheaper; what counts is that the index can serve.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
    return json.dumps(rows.explain())


@pytest.mark.parametrize("is_deep", [False, True])
@pytest.mark.parametrize("name", ["placement_edition_list", "placement_section_list"])
def test_lists_stand_on_their_partial_index_and_sort_nothing(
    section: Section, name: str, is_deep: bool
) -> None:
    for number in range(30):
        make_published(section=section)
        Placement.objects.filter(story=Story.objects.latest("pk")).update(
            published_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number)
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    rows = (
        Placement.objects.in_section(section)
        if name == "placement_section_list"
        else Placement.objects.in_edition(section.edition)
    )
    wanted = listed(rows)
    if is_deep:
        wanted = wanted.before(datetime(2026, 1, 1, 0, 5, tzinfo=UTC), 10**6)
    told = plan(wanted[:21])
    assert name in told
    assert "TEMP B-TREE" not in told
    assert "Sort" not in told


def test_a_deep_page_reads_as_little_as_the_first(reader: Client, section: Section) -> None:
    crowd(section, 60)
    middle = Placement.objects.live().newest_first()[40]
    assert middle.published_at is not None
    place = cursor_text(Cursor(middle.published_at, middle.story_id))
    first, deep = cost(reader, "/news"), cost(reader, f"/news?before={place}")
    assert len(first) == len(deep)
    assert not any("OFFSET" in query or "COUNT(" in query for query in [*first, *deep])
