"""Homes and limits."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from masthead.stories.models import Placement
from masthead.stories.services.placing import place_at_home
from masthead.stories.services.publication import withdraw_story
from tests.factories.stories import make_edition, make_published, make_story
from tests.stories.situations import fresh, is_out

pytestmark = pytest.mark.django_db


def test_a_story_has_one_home_and_the_same_again_changes_nothing() -> None:
    section = make_edition().sections.get(slug="news")
    story = make_story(section=section)
    home = place_at_home(story=story, section=section)
    assert list(story.placements.all()) == [home]
    assert fresh(story).publication.home == home


def test_moving_within_the_edition_moves_the_placement_and_keeps_it_live() -> None:
    edition = make_edition()
    news, sport = edition.sections.get(slug="news"), edition.sections.get(slug="sport")
    story = make_published(section=news)
    before = fresh(story).publication
    home = place_at_home(story=story, section=sport)
    assert home == before.home
    assert is_out(story)
    assert list(Placement.objects.live().in_section(sport)) == [home]
    assert not Placement.objects.live().in_section(news).exists()
    assert fresh(story).publication.address_date == before.address_date


def test_before_publication_another_edition_becomes_home_and_the_old_place_goes() -> None:
    story, other = make_story(), make_edition()
    home = place_at_home(story=story, section=other.sections.get(slug="sport"))
    assert list(story.placements.all()) == [home]
    assert home.edition == other
    assert story.publication.home == home


def test_a_place_that_the_story_had_in_the_other_edition_becomes_its_home() -> None:
    story, other = make_story(), make_edition()
    news, sport = other.sections.get(slug="news"), other.sections.get(slug="sport")
    guest = Placement.objects.create(story=story, edition=other, section=news)
    home = place_at_home(story=story, section=sport)
    assert home == guest
    assert home.section == sport
    assert story.placements.count() == 1


@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_after_publication_another_edition_is_refused(is_withdrawn: bool) -> None:
    story, other = make_published(), make_edition()
    if is_withdrawn:
        withdraw_story(story=story, by=None)
    before = fresh(story).publication.home
    with pytest.raises(ValidationError, match="address stays"):
        place_at_home(story=story, section=other.sections.get(slug="news"))
    assert fresh(story).publication.home == before
    assert story.placements.count() == 1
