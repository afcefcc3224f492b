"""What is measured in a newsroom: readers' pages, the search, the desk, and acts."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import reverse
from scale_stories import AGE, HOST, Newsroom
from scale_texts import Writer

from masthead.kernel.clock import now
from masthead.newsroom.desk.tabs import Tab
from masthead.public import addresses
from masthead.related.selectors import related_stories
from masthead.search.selectors import find
from masthead.search.values import Query
from masthead.stories.addresses import story_path
from masthead.stories.models import Publication
from masthead.stories.periodic import run_due
from masthead.stories.selectors import Cursor
from masthead.stories.services.drafting import create_story
from masthead.stories.services.publication import publish_story
from masthead.wire.dispatch import Dispatch
from masthead.wire.models import Received
from masthead.wire.services import file_dispatch

Act = Callable[[], object]
Prepare = Callable[[], Iterator[Act]]

RUNS = 25
_OLDER = re.compile(r'href="([^"?]*\?before=[^"]+)"')


class Probes:
    """Each probe yields acts, one a run; what it does between them is not measured."""

    def __init__(self, newsroom: Newsroom, *, count: int) -> None:
        self._newsroom = newsroom
        self._edition = newsroom.editions[0]
        self._count = count
        self._reader = Client(HTTP_HOST=HOST)
        self._editor = Client(HTTP_HOST=HOST)
        self._editor.force_login(newsroom.editor)
        self._writer = Writer(seed=99)

    def all(self) -> Iterator[tuple[str, Prepare]]:
        """Every probe with its name."""
        section = addresses.section_path(self._newsroom.sections[self._edition.pk][0])
        topic = addresses.topic_path(self._newsroom.topics[0])
        author = addresses.author_path(self._newsroom.authors[0])
        yield "front", self._page("/")
        yield "section", self._page(section)
        yield "more_first", self._page(self._second_page(addresses.NEWS))
        yield "more_deep", self._page(self._deep_page(addresses.NEWS))
        yield "section_deep", self._page(self._deep_page(section))
        yield "topic", self._page(topic)
        yield "topic_deep", self._page(self._deep_page(topic))
        yield "author", self._page(author)
        yield "feed", self._page(addresses.FEED)
        yield "story", self._stories
        yield "related", self._related
        yield "search", self._searches
        for name in self._words():
            yield f"search_{name}", self._search(name)
        for tab in Tab:
            address = f"{reverse('wagtailadmin_home')}?{'tab'}={tab.value}"
            yield f"desk_{tab.value.replace('-', '_')}", self._screen(address)
        yield "publish", self._publish
        yield "publish_unedited", self._publish_unedited
        yield "save", self._save
        yield "run_due", lambda: iter([run_due] * RUNS)
        yield "intake", self._intake

    def counts(self) -> dict[str, int]:
        """Numbers of queries."""
        path = next(self._paths())
        return {"queries_story": self._statements(path), "queries_front": self._statements("/")}

    def _statements(self, path: str) -> int:
        """How many statements the database is sent for a page."""
        sent: list[str] = []

        def note(
            execute: Callable[..., Any], statement: str, parameters: Any, many: bool, context: Any
        ) -> Any:
            sent.append(statement)
            return execute(statement, parameters, many, context)

        # The edition at a host is remembered from the page before; one query less than right after
        # the start.
        self._reader.get("/nothing")
        # Seen at the cursor: a request's start empties Django's own log of queries.
        with connection.execute_wrapper(note):
            self._get(self._reader, path)
        return len(sent)

    # --- Readers ------------------------------------------------------------------------------

    def _get(self, client: Client, path: str) -> Any:
        response = client.get(path)
        if response.status_code != 200:
            raise RuntimeError(f"{path} answers {response.status_code}")
        return response

    def _page(self, path: str) -> Prepare:
        return lambda: iter([lambda: self._get(self._reader, path)] * RUNS)

    def _screen(self, path: str) -> Prepare:
        return lambda: iter([lambda: self._get(self._editor, path)] * RUNS)

    def _second_page(self, path: str) -> str:
        found = _OLDER.search(self._get(self._reader, path).content.decode())
        if found is None:
            raise RuntimeError(f"{path} has no second page")
        return found[1].replace("&amp;", "&")

    def _deep_page(self, path: str) -> str:
        """A page of which nine in ten stories are newer."""
        cursor = Cursor(now() - AGE * 0.9, self._count)
        return f"{path}?before={addresses.cursor_text(cursor)}"

    def _paths(self) -> Iterator[str]:
        numbers = [self._count * place // RUNS + 7 for place in range(RUNS)]
        rows = Publication.objects.filter(state="live", pk__in=numbers).select_related("version")
        return iter([story_path(row) for row in rows])

    def _stories(self) -> Iterator[Act]:
        return iter([self._act_on(path) for path in self._paths()])

    def _act_on(self, path: str) -> Act:
        return lambda: self._get(self._reader, path)

    def _related(self) -> Iterator[Act]:
        def act() -> object:
            return related_stories(
                story_id=self._count // 2,
                edition=self._edition,
                section=self._newsroom.sections[self._edition.pk][0],
                topics=[topic.pk for topic in self._newsroom.topics[:2]],
            )

        return iter([act] * RUNS)

    # --- The newsroom -------------------------------------------------------------------------

    def _words(self) -> dict[str, Query]:
        """What an editor types, the worst cases among it."""
        words = self._writer.words
        often, rare, seldom = words[40], words[3_000], words[30_000]
        return {
            "common_word": Query(words="the "),
            "rare_word": Query(words=f"{seldom} "),
            "two_words": Query(words=f"{often} {rare} "),
            "common_and_rare": Query(words=f"the {seldom} "),
            "rare_pair": Query(words=f"{seldom} {words[29_000]} "),
            "phrase": Query(words='"of the"'),
            "phrase_none": Query(words='"the harbour the of and the"'),
            "prefix_2": Query(words="ha"),
            "prefix_3": Query(words="cou"),
            "prefix_5": Query(words="counc"),
            "prefix_6": Query(words=rare[:6]),
            "minus": Query(words="council -harbour "),
            "minus_all": Query(words="council -the "),
            "none": Query(words="zzyzx "),
            "best": Query(words=f"{often} {rare} ", order="best"),
            "best_common": Query(words="the of ", order="best"),
            "live": Query(words="council", kinds=("story",), facets={"state": ["live"]}),
            "killed": Query(words="the ", kinds=("story",), facets={"state": ["killed"]}),
            "withdrawn": Query(words="the ", kinds=("story",), facets={"state": ["withdrawn"]}),
            "section": Query(words="the ", facets={"section": ["3"], "state": ["live"]}),
            "impossible": Query(words="the ", kinds=("item",), facets={"state": ["live"]}),
            "all": Query(),
        }

    def _search(self, name: str) -> Prepare:
        query = self._words()[name]
        return lambda: iter([lambda: find(query, count=20)] * 15)

    def _searches(self) -> Iterator[Act]:
        queries = list(self._words().values())
        return iter([self._find(query) for query in queries * 8])

    def _find(self, query: Query) -> Act:
        return lambda: find(query, count=20)

    def _draft(self) -> Any:
        text = self._writer.text()
        return create_story(
            section=self._newsroom.sections[self._edition.pk][0],
            bylines=[self._newsroom.authors[0]],
            topics=self._newsroom.topics[:2],
            headline=text.headline,
            dek=text.dek,
            body=[{"type": "paragraph", "value": f"<p>{words}</p>"} for words in text.paragraphs],
        )

    def _publish(self) -> Iterator[Act]:
        for _ in range(RUNS):
            story = self._draft()
            story.save_revision(user=self._newsroom.editor)
            yield self._publishing(story)

    def _publish_unedited(self) -> Iterator[Act]:
        for _ in range(RUNS):
            yield self._publishing(self._draft())

    def _publishing(self, story: Any) -> Act:
        return lambda: publish_story(story=story, by=self._newsroom.editor)

    def _save(self) -> Iterator[Act]:
        story = self._draft()
        for number in range(RUNS):
            story.headline = f"{story.headline[:200]} {number}"
            yield lambda: story.save_revision(user=self._newsroom.editor)

    def _intake(self) -> Iterator[Act]:
        for _ in range(RUNS):
            received = Received.objects.create(
                source=self._newsroom.source,
                name="new.xml",
                digest=uuid.uuid4().hex,
                packed=b"",
                byte_count=0,
            )
            yield self._filing(received)

    def _filing(self, received: Received) -> Act:
        text = self._writer.text()
        dispatch = Dispatch(
            guid=f"tag:wire.example,2026:{received.digest}", headline=text.headline, agency="Wire"
        )
        return lambda: file_dispatch(received=received, position=0, dispatch=dispatch)
