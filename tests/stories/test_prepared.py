"""Prepared queries answer as Django's own do, and are compiled once."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

import pytest
from django.db.models import Count, Q, QuerySet

from masthead.stories.models import Placement, Publication, Section, Story, Version
from masthead.stories.prepared import Prepared, Slot
from tests.factories.stories import make_published, make_section, make_story

pytestmark = pytest.mark.django_db


class Row(NamedTuple):
    """Some columns, each of a kind that the databases keep differently."""

    story_id: int
    published_at: datetime
    content: dict[str, Any]


@pytest.fixture
def section() -> Section:
    """Where the stories stand."""
    return make_section()


def test_instances_come_with_their_related_rows(
    section: Section, django_assert_num_queries: Any
) -> None:
    story = make_published(section=section)
    ask = Prepared[Publication](
        lambda number: Publication.objects.select_related("version", "home__section").filter(
            pk=number
        )
    )
    with django_assert_num_queries(1):
        (found,) = ask(story.pk)
        assert found.version is not None
        assert found.home is not None
        assert found.version.content["headline"] == story.headline
        assert found.home.section == section
    assert found == Publication.objects.get(pk=story.pk)
    assert found.first_published_at == story.publication.first_published_at


def test_a_missing_related_row_is_none(django_assert_num_queries: Any) -> None:
    story = make_story(section=make_section())
    Publication.objects.get_or_create(story=story)
    ask = Prepared[Publication](
        lambda number: Publication.objects.select_related("version").filter(pk=number)
    )
    (found,) = ask(story.pk)
    with django_assert_num_queries(0):
        assert found.version is None


def test_a_field_that_was_left_out_is_read_when_it_is_asked_for(
    section: Section, django_assert_num_queries: Any
) -> None:
    story = make_published(section=section)
    ask = Prepared[Version](lambda number: Version.objects.only("headline").filter(story=number))
    (found,) = ask(story.pk)
    with django_assert_num_queries(0):
        assert found.headline == story.headline
    with django_assert_num_queries(1):
        assert found.number == 1


def test_annotations_stand_on_the_instances(section: Section) -> None:
    make_published(section=section)
    ask = Prepared[Section](
        lambda number: Section.objects.filter(pk=number).annotate(
            live=Count("placements", filter=Q(placements__is_live=True))
        )
    )
    (found,) = ask(section.pk)
    assert vars(found)["live"] == 1


def test_values_are_what_django_makes_of_them(section: Section) -> None:
    story = make_published(section=section)

    def build(number: Slot) -> QuerySet[Version, tuple[Any, ...]]:
        return Version.objects.filter(story=number).values_list(*Row._fields)

    (found,) = Prepared[Row](build, row=Row)(story.pk)
    version = Version.objects.get(story=story)
    assert found == Row(story.pk, version.published_at, version.content)
    assert found.published_at.tzinfo is not None


@pytest.mark.parametrize("count", [1, 2, 3, 5, 33, 70])
def test_a_list_of_any_length_is_found_whole_and_once(section: Section, count: int) -> None:
    stories = [make_story(section=section) for _ in range(3)]
    numbers = [row.pk for row in stories] + [10_000_000 + number for number in range(count)]
    ask = Prepared[Story](lambda numbers: Story.objects.only("pk").filter(pk__in=numbers))
    for asked in (numbers, numbers[:count]):
        assert {row.pk for row in ask(asked)} == {row.pk for row in stories} & set(asked)
        assert len(ask(asked)) == len({row.pk for row in stories} & set(asked))


def test_a_list_compares_with_a_relation_as_with_a_number(section: Section) -> None:
    stories = [make_published(section=section) for _ in range(2)]
    ask = Prepared[Placement](
        lambda edition, stories: Placement.objects.filter(edition=edition, story__in=stories)
    )
    found = ask(section.edition_id, [story.pk for story in stories])
    assert {row.story_id for row in found} == {story.pk for story in stories}
    assert ask(section.edition_id + 1, [story.pk for story in stories]) == []


def test_an_empty_list_asks_nothing(django_assert_num_queries: Any) -> None:
    ask = Prepared[Story](lambda numbers: Story.objects.filter(pk__in=numbers))
    with django_assert_num_queries(0):
        assert ask([]) == []


def test_a_query_is_put_together_once_for_lists_of_about_one_length(section: Section) -> None:
    built = []

    def build(numbers: Slot) -> QuerySet[Story]:
        built.append(numbers.size)
        return Story.objects.filter(pk__in=numbers)

    ask = Prepared[Story](build)
    for count in (3, 4, 3, 9, 12, 16, 40, 64):
        ask(list(range(count)))
    assert built == [4, 16, 64]
