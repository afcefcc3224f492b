"""Homes and limits."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied, ValidationError

from masthead.accounts.models import User
from masthead.stories.models import Placement, Publication, Story
from masthead.stories.selectors import translations_of
from masthead.stories.services.placing import join_translations, place_at_home, set_limits
from masthead.stories.services.publication import publish_story, withdraw_story
from tests.factories.stories import make_edition, make_published, make_story, make_user
from tests.stories.situations import acts_on, ago, ahead, fresh, is_out, schedule

pytestmark = pytest.mark.django_db


def test_a_story_has_one_home_and_the_same_again_changes_nothing() -> None:
    section = make_edition().sections.get(slug="news")
    story = make_story(section=section)
    home = place_at_home(story=story, section=section, by=None)
    assert list(story.placements.all()) == [home]
    assert fresh(story).publication.home == home


def test_moving_within_the_edition_moves_the_placement_and_keeps_it_live() -> None:
    edition = make_edition()
    news, sport = edition.sections.get(slug="news"), edition.sections.get(slug="sport")
    story = make_published(section=news)
    before = fresh(story).publication
    home = place_at_home(story=story, section=sport, by=None)
    assert home == before.home
    assert is_out(story)
    assert list(Placement.objects.live().in_section(sport)) == [home]
    assert not Placement.objects.live().in_section(news).exists()
    assert fresh(story).publication.address_date == before.address_date


def test_before_publication_another_edition_becomes_home_and_the_old_place_goes() -> None:
    story, other = make_story(), make_edition()
    home = place_at_home(story=story, section=other.sections.get(slug="sport"), by=None)
    assert list(story.placements.all()) == [home]
    assert home.edition == other
    assert story.publication.home == home


def test_a_place_that_the_story_had_in_the_other_edition_becomes_its_home() -> None:
    story, other = make_story(), make_edition()
    news, sport = other.sections.get(slug="news"), other.sections.get(slug="sport")
    guest = Placement.objects.create(story=story, edition=other, section=news)
    home = place_at_home(story=story, section=sport, by=None)
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
        place_at_home(story=story, section=other.sections.get(slug="news"), by=None)
    assert fresh(story).publication.home == before
    assert story.placements.count() == 1


def colleague(*names: str) -> User:
    """Somebody with these permissions alone."""
    user = make_user(is_superuser=False)
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


def moved(story: Story, by: User) -> None:
    """Try to move the story to the other section of its edition."""
    home = fresh(story).publication.home
    assert home is not None
    sections = home.edition.sections.exclude(pk=home.section_id)
    place_at_home(story=story, section=sections.get(), by=by)


@pytest.mark.parametrize("is_scheduled", [False, True])
def test_who_may_not_publish_changes_nothing_outside_the_revisions(is_scheduled: bool) -> None:
    by = colleague("change_story")
    story = make_story() if is_scheduled else make_published()
    if is_scheduled:
        schedule(story, at=ahead(days=1))
    with pytest.raises(PermissionDenied):
        moved(story, by)
    with pytest.raises(PermissionDenied):
        set_limits(story=story, embargo_until=None, expire_at=ahead(days=2), by=by)
    with pytest.raises(PermissionDenied):
        join_translations(story=story, original=make_story(), by=by)
    assert "masthead.move" not in acts_on(story)


def test_an_expiry_that_takes_the_story_away_now_needs_the_right_to_withdraw() -> None:
    story, by = make_published(), colleague("publish_story")
    with pytest.raises(PermissionDenied):
        set_limits(story=story, embargo_until=None, expire_at=ago(minutes=1), by=by)
    set_limits(story=story, embargo_until=None, expire_at=ahead(days=1), by=by)
    assert Publication.objects.get(pk=story.pk).expire_at is not None


def test_a_move_and_a_limit_are_kept_in_the_history_once_each() -> None:
    story, by = make_published(), colleague("publish_story")
    before = len(acts_on(story))
    until = ahead(days=1)
    for _ in range(2):
        set_limits(story=story, embargo_until=None, expire_at=until, by=by)
    moved(story, by)
    assert acts_on(story)[before:] == ["masthead.limit", "masthead.move"]


def test_a_story_and_its_translation_name_each_other_and_no_other() -> None:
    original, story = make_published(), make_story(language="ar")
    make_published()
    join_translations(story=story, original=original, by=colleague("change_story"))
    publish_story(story=story, by=None)
    for one, other in ((original, story), (story, original)):
        found = [row.pk for row in translations_of(fresh(one).publication)]
        assert found == [other.pk]
    assert "masthead.translate" in acts_on(story)
