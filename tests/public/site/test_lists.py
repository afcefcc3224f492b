"""Lists: who stands on them, in which order, page after page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any
from urllib.parse import quote

import pytest
from django.http.response import HttpResponseBase
from django.test import Client

from masthead.kernel.clock import now
from masthead.public.addresses import cursor_text
from masthead.public.lists import PAGE_LENGTH
from masthead.stories.models import Edition, Section, Story, Topic
from masthead.stories.selectors import Cursor
from masthead.stories.services.publication import kill_story, publish_story, withdraw_story
from tests.factories.stories import make_author, make_published, make_section, make_story
from tests.readers import headlines, path_of, text_of, tree_of
from tests.stories.situations import publish_with

MOMENT = datetime(2026, 11, 1, 8, 30, 12, 123457, tzinfo=UTC)


@pytest.fixture
def section(edition: Edition) -> Section:
    """Where the stories stand."""
    return make_section(edition)


def publish(section: Section, name: str, *, at: datetime, **fields: Any) -> Story:
    """A story published at a moment."""
    story = make_story(section=section, headline=name, **fields)
    return publish_story(story=story, by=None, at=at)


def leads_to(answer: HttpResponseBase, rel: str) -> str:
    """Where a list goes on: ``next`` for older, ``prev`` for newer; empty when it does not."""
    return "".join(tree_of(answer).xpath(f"//a[@rel='{rel}']/@href"))


def walk(reader: Client, start: str, rel: str) -> list[list[str]]:
    """The headlines of every page from ``start`` on."""
    pages, path = [], start
    while path:
        answer = reader.get(path)
        pages.append(headlines(answer))
        path = leads_to(answer, rel)
        assert len(pages) < 50
    return pages


def in_a_row(pages: Iterable[list[str]]) -> list[str]:
    """The headlines of pages, one page after the other."""
    return list(chain.from_iterable(pages))


@pytest.mark.parametrize(
    "step", [timedelta(0), timedelta(microseconds=1), timedelta(seconds=1)], ids=str
)
def test_every_story_is_met_once_in_both_directions(
    reader: Client, section: Section, step: timedelta
) -> None:
    count = 2 * PAGE_LENGTH + 7
    for number in range(count):
        publish(section, f"Story {number}", at=MOMENT + step * number)
    wanted = [f"Story {number}" for number in reversed(range(count))]
    pages = walk(reader, "/news", "next")
    assert [len(page) for page in pages] == [PAGE_LENGTH, PAGE_LENGTH, 7]
    assert in_a_row(pages) == wanted
    last = leads_to(reader.get(leads_to(reader.get("/news"), "next")), "next")
    back = walk(reader, last, "prev")
    assert in_a_row(reversed(back)) == wanted


def test_no_story_is_lost_or_repeated_while_new_ones_arrive(
    reader: Client, section: Section
) -> None:
    count = 2 * PAGE_LENGTH + 5
    for number in range(count):
        publish(section, f"Story {number}", at=MOMENT)
    seen, path = [], "/news"
    arrivals = 0
    while path:
        answer = reader.get(path)
        seen += headlines(answer)
        path = leads_to(answer, "next")
        for _ in range(3):
            arrivals += 1
            publish(section, f"Arrival {arrivals}", at=MOMENT + timedelta(hours=arrivals))
    assert seen == [f"Story {number}" for number in reversed(range(count))]
    # And back up, past those that arrived meanwhile, to the newest of all.
    start = f"/news?before={cursor_text(Cursor(MOMENT, _number('Story 3')))}"
    back = in_a_row(reversed(walk(reader, start, "prev")))
    assert back == [
        *(f"Arrival {number}" for number in reversed(range(1, arrivals + 1))),
        *(f"Story {number}" for number in reversed(range(count))),
    ]


def _number(headline: str) -> int:
    number: int = Story.objects.get(headline=headline).pk
    return number


def test_a_place_in_a_list_is_exact_to_the_microsecond() -> None:
    for offset in range(2000):
        moment = datetime(2026, 11, 25, 3, 7, 9, tzinfo=UTC) + timedelta(microseconds=offset * 7919)
        told = int(cursor_text(Cursor(moment, 1)).rpartition("-")[0])
        assert datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=told) == moment


def test_archives_go_further_back_than_1970(reader: Client, section: Section) -> None:
    for number in range(PAGE_LENGTH + 3):
        at = datetime(1951, 1, 1, tzinfo=UTC) + timedelta(days=number)
        publish(section, f"Story {number}", at=at)
    pages = walk(reader, "/news", "next")
    assert pages[1] == ["Story 2", "Story 1", "Story 0"]
    assert reader.get(path_of(Story.objects.get(headline="Story 0"))).status_code == 200


@pytest.mark.parametrize(
    "cursor",
    ["", "x", "1", "-", "1-", "-1", "1-2-3", "1e3-1", "١-١", "9" * 18 + "-1", "1-" + "9" * 19,
     "99999999999999999-1", "' OR 1=1--", "%00", "1-1\n", " 1-1", "-99999999999999999-1"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/news", "/section/news"])
def test_nonsense_for_a_place_is_not_found(reader: Client, path: str, cursor: str) -> None:
    for name in ("before", "after"):
        answer = reader.get(f"{path}?{name}={quote(cursor)}")
        # A year that no calendar of ours has, or no number at all.
        assert answer.status_code in ({200, 404} if cursor == "99999999999999999-1" else {404})


@pytest.mark.parametrize("path", ["/", "/news", "/section/news", "/topic/harbour", "/author/ada"])
def test_an_empty_list_is_polite(reader: Client, section: Section, path: str) -> None:
    Topic.objects.create(name="Harbour", slug="harbour")
    make_author(slug="ada")
    answer = reader.get(path)
    assert answer.status_code == 200
    assert "will stand here" in text_of(answer)
    assert leads_to(answer, "next") == leads_to(answer, "prev") == ""


def test_beyond_either_end_of_a_list_there_is_a_way_back(reader: Client, section: Section) -> None:
    publish(section, "The only one", at=MOMENT)
    for query in ("before=1-1", "after=4000000000000000-1"):
        answer = reader.get(f"/news?{query}")
        assert headlines(answer) == []
        assert leads_to(answer, "prev") == "/news"


def test_a_story_that_names_an_author_twice_stands_on_her_page_once(
    reader: Client, section: Section
) -> None:
    author = make_author(slug="ada", biography="She writes.", role="Reporter")
    make_published(section=section, headline="Twice", bylines=[author, "Bo", author])
    answer = reader.get("/author/ada")
    assert headlines(answer) == ["Twice"]
    assert "She writes." in text_of(answer)


def test_a_published_story_is_everywhere_at_once_and_a_withdrawn_one_nowhere(
    reader: Client, section: Section
) -> None:
    author = make_author(slug="ada")
    topic = Topic.objects.create(name="Harbour", slug="harbour")
    neighbour = make_published(section=section, topics=[topic], headline="Neighbour")
    places = ["/", "/news", "/section/news", "/topic/harbour", "/author/ada", "/feed.xml",
              path_of(neighbour)]  # fmt: skip
    for is_killed in (False, True):
        story = make_story(
            section=section, bylines=[author], topics=[topic], headline="Fresh from the dock"
        )
        assert not any("Fresh from" in text_of(reader.get(path)) for path in places)
        publish_story(story=story, by=None)
        for path in [*places, path_of(story)]:
            assert "Fresh from" in text_of(reader.get(path)), path
        publish_with(story, headline="Fresh from the pier")
        for path in places:
            assert "Fresh from the pier" in text_of(reader.get(path)), path
            assert "from the dock" not in text_of(reader.get(path)), path
        if is_killed:
            kill_story(story=story, by=None, reason="Libel")
        else:
            withdraw_story(story=story, by=None)
        for path in places:
            assert "Fresh from" not in text_of(reader.get(path)), path


def test_a_placement_has_its_own_words_in_lists_and_the_story_keeps_its(
    reader: Client, section: Section
) -> None:
    story = make_published(section=section, headline="The long one", short_headline="Short")
    assert headlines(reader.get("/news")) == ["Short"]
    story.placements.update(headline="Own", dek="Own dek")
    for path in ("/", "/news", "/section/news"):
        assert headlines(reader.get(path)) == ["Own"]
    assert "<h1" in text_of(reader.get(path_of(story)))
    assert "The long one" in text_of(reader.get(path_of(story)))


@pytest.mark.parametrize("count", [0, 1, 8, 80, 120])
def test_a_front_page_of_any_size_shows_no_story_twice(
    reader: Client, edition: Edition, count: int
) -> None:
    sections = list(edition.sections.all())
    for number in range(count):
        publish(sections[number % 2], f"Story {number}", at=now() - timedelta(minutes=number))
    answer = reader.get("/")
    shown = headlines(answer)
    assert len(shown) == len(set(shown))
    assert len(tree_of(answer).xpath("//article")) == len(shown) >= min(count, 8)
    assert shown[:1] == (["Story 0"] if count else [])


def test_the_sections_page_marks_where_the_reader_is(reader: Client, section: Section) -> None:
    current = tree_of(reader.get("/section/news")).xpath("//a[@aria-current='page']/@href")
    assert current == ["/section/news"]


def test_one_editions_stories_stay_out_of_anothers_lists(reader: Client, section: Section) -> None:
    make_published(headline="Elsewhere")
    make_published(section=section, headline="Here")
    for path in ("/", "/news", "/section/news"):
        assert headlines(reader.get(path)) == ["Here"]
    assert "Elsewhere" not in text_of(reader.get("/feed.xml"))
