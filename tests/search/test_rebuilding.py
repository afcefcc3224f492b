"""Building the index anew."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from masthead.search import rebuilding, services
from masthead.search.models import Entry, Rebuild
from masthead.search.rebuilding import coverage, has_words_for_all, is_unfinished, rebuild
from masthead.search.selectors import find
from masthead.search.values import Query
from masthead.stories.models import Byline, Placement, Publication, Story
from tests.factories.stories import make_story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(rebuilding, "BATCH", 2)
    yield


def found(words: str) -> list[int]:
    return [hit.number for hit in find(Query(words=words)).hits]


def lose_everything() -> None:
    Entry.objects.all().delete()


def entries_of(kind: str) -> tuple[int, int]:
    (one,) = [found for found in coverage() if found.kind == kind]
    return one.rows, one.entries


def test_what_was_lost_is_found_again() -> None:
    stories = [make_story(headline=f"Harbour {number}") for number in range(5)]
    lose_everything()
    assert entries_of("story") == (5, 0)
    steps = list(rebuild())
    assert [step.done for step in steps if step.kind == "story"] == [2, 4, 5, 5]
    assert entries_of("story") == (5, 5)
    assert sorted(found("harbour")) == [story.pk for story in stories]
    assert not is_unfinished()


def test_an_interrupted_build_goes_on_where_it_stopped() -> None:
    for number in range(5):
        make_story(headline=f"Harbour {number}")
    lose_everything()
    building = rebuild()
    next(building)
    del building  # as a process that is stopped leaves it
    assert is_unfinished()
    assert entries_of("story") == (5, 2)
    assert [step.done for step in rebuild() if step.kind == "story"] == [2, 3, 5]
    assert entries_of("story") == (5, 5)
    assert not is_unfinished()


def test_what_is_no_longer_there_goes_from_the_index() -> None:
    story, last = make_story(headline="Harbour"), make_story(headline="Harbour")
    Story.objects.filter(pk__in=[story.pk, last.pk])._raw_delete("default")  # past every signal
    with connection.constraint_checks_disabled():
        for rows in (Publication.objects.all(), Placement.objects.all()):
            rows._raw_delete("default")
        Byline.objects.all()._raw_delete("default")
    list(rebuild())
    assert found("harbour") == []
    assert entries_of("story") == (0, 0)


def test_lost_words_are_noticed_and_written_again_from_the_start() -> None:
    make_story(headline="Harbour")
    assert has_words_for_all()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE search_entry SET words = NULL"
            if connection.vendor == "postgresql"
            else "DELETE FROM search_words"
        )
    assert not has_words_for_all()
    list(rebuild())
    assert not has_words_for_all()
    list(rebuild(from_start=True))
    assert has_words_for_all()
    assert len(found("harbour")) == 1


def test_from_the_start_forgets_how_far_another_build_was() -> None:
    for _ in range(3):
        make_story()
    next(rebuild())
    steps = list(rebuild(from_start=True))
    assert [step.done for step in steps if step.kind == "story"] == [2, 3, 3]
    assert not Rebuild.objects.exists()


def test_an_edit_between_two_batches_is_kept() -> None:
    stories = [make_story(headline=f"Harbour {number}") for number in range(4)]
    building = rebuild(from_start=True)
    next(building)
    for story in (stories[0], stories[3]):
        story.headline = "Market"
        story.save_revision()
    list(building)
    assert sorted(found("market")) == [stories[0].pk, stories[3].pk]
    services.remove(kind="story", number=stories[3].pk)
    list(rebuild())
    assert sorted(found("market")) == [stories[0].pk, stories[3].pk]
