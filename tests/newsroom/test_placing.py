"""Home, embargo and expiry are set in the form and stand outside every revision."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from masthead.kernel.clock import now
from masthead.stories.models import Edition, Publication, Story
from masthead.stories.services.placing import set_limits
from tests.factories.stories import (
    make_edition,
    make_published,
    make_section,
    make_story,
    make_user,
)
from tests.newsroom.posting import EDIT, publish_form, story_form

pytestmark = pytest.mark.django_db

FORMAT = "%Y-%m-%d %H:%M"


def home_of(story: Story) -> str:
    """The name of the section where the story stands."""
    home = Story.objects.get(pk=story.pk).publication.home
    assert home is not None
    return str(home.section.name)


def test_a_section_chosen_in_the_form_is_no_part_of_the_revision(
    browser: Client, edition: Edition
) -> None:
    news, sport = edition.sections.all()
    story = make_story(section=news)
    browser.post(EDIT.format(story.pk), story_form(section=sport))
    assert home_of(story) == "Sport"
    story.refresh_from_db()
    assert story.latest_revision is not None
    assert "section" not in story.latest_revision.content
    assert "embargo_until" not in story.latest_revision.content


def test_taking_up_an_old_revision_leaves_the_story_where_it_stands(
    browser: Client, edition: Edition
) -> None:
    news, sport = edition.sections.all()
    story = make_story(section=news)
    browser.post(EDIT.format(story.pk), story_form(section=news, headline="First words"))
    first = Story.objects.get(pk=story.pk).latest_revision
    assert first is not None
    browser.post(EDIT.format(story.pk), story_form(section=sport, headline="Second words"))
    address = f"/newsroom/snippets/stories/story/history/{story.pk}/revisions/{first.pk}/revert/"
    form = browser.get(address).context["form"]
    assert form["headline"].value() == "First words"
    assert form["section"].value() == sport.pk


def test_a_section_chosen_while_taking_up_an_old_revision_holds(
    browser: Client, edition: Edition
) -> None:
    news, sport = edition.sections.all()
    story = make_story(section=news)
    browser.post(EDIT.format(story.pk), story_form(section=news))
    first = Story.objects.get(pk=story.pk).latest_revision
    assert first is not None
    browser.post(EDIT.format(story.pk), story_form(section=news, headline="Second words"))
    address = f"/newsroom/snippets/stories/story/history/{story.pk}/revisions/{first.pk}/revert/"
    assert browser.post(address, story_form(section=sport)).status_code == 302
    assert home_of(story) == "Sport"


def test_autosave_moves_no_story(browser: Client, edition: Edition) -> None:
    news, sport = edition.sections.all()
    story = make_published(section=news)
    posted = story_form(section=sport, headline="Half a sent")
    headers = {"accept": "application/json"}
    assert browser.post(EDIT.format(story.pk), posted, headers=headers).json()["success"] is True
    assert home_of(story) == "News"


def test_an_embargo_schedules_what_is_published(browser: Client, edition: Edition) -> None:
    section = make_section(edition)
    story = make_story(section=section)
    embargo = now() + timedelta(days=1)
    posted = publish_form(section=section, embargo_until=embargo.strftime(FORMAT))
    response = browser.post(EDIT.format(story.pk), posted, follow=True)
    assert "is scheduled" in response.content.decode()
    story.publication.refresh_from_db()
    assert not story.publication.is_live
    assert story.publication.embargo_until == embargo.replace(second=0, microsecond=0)


def test_moments_are_read_in_the_newsrooms_zone(
    browser: Client, edition: Edition, settings: object
) -> None:
    settings.TIME_ZONE = "America/New_York"  # type: ignore[attr-defined]
    section = make_section(edition)
    story = make_story(section=section)
    browser.post(EDIT.format(story.pk), story_form(section=section, ends_at="2031-07-01 12:00"))
    story.publication.refresh_from_db()
    assert story.publication.expire_at is not None
    assert story.publication.expire_at.isoformat() == "2031-07-01T16:00:00+00:00"


def test_an_embargo_on_what_readers_have_is_told_at_its_field(
    browser: Client, edition: Edition
) -> None:
    section = make_section(edition)
    story = make_published(section=section)
    embargo = (now() + timedelta(days=1)).strftime(FORMAT)
    response = browser.post(
        EDIT.format(story.pk), story_form(section=section, embargo_until=embargo)
    )
    assert "withdraw it before" in str(response.context["form"].errors["embargo_until"])


def test_an_embargo_that_ended_after_readers_had_the_story_is_told_at_its_field(
    browser: Client, edition: Edition
) -> None:
    section = make_section(edition)
    story = make_published(section=section)
    since = now() - timedelta(hours=2)
    Publication.objects.filter(pk=story.pk).update(live_since=since, first_published_at=since)
    embargo = (now() - timedelta(hours=1)).strftime(FORMAT)
    response = browser.post(
        EDIT.format(story.pk), story_form(section=section, embargo_until=embargo)
    )
    assert "withdraw it before" in str(response.context["form"].errors["embargo_until"])


def test_an_expiry_before_the_embargo_is_told_at_its_field(
    browser: Client, edition: Edition
) -> None:
    story = make_story(section=make_section(edition))
    posted = story_form(embargo_until="2031-07-02 12:00", ends_at="2031-07-01 12:00")
    response = browser.post(EDIT.format(story.pk), posted)
    assert "before its embargo" in str(response.context["form"].errors["ends_at"])


def test_a_published_story_is_offered_the_sections_of_its_own_edition_alone(
    browser: Client, edition: Edition
) -> None:
    other = make_edition(name="The Other Post")
    draft = make_story(section=make_section(edition))
    field = browser.get(EDIT.format(draft.pk)).context["form"].fields["section"]
    names = [name for name, _ in field.widget.choices]
    assert names == ["", "The Harbour Post", "The Other Post"]
    story = make_published(section=make_section(edition))
    field = browser.get(EDIT.format(story.pk)).context["form"].fields["section"]
    assert set(field.queryset) == set(edition.sections.all())
    response = browser.post(EDIT.format(story.pk), story_form(section=make_section(other)))
    assert "section" in response.context["form"].errors


@pytest.fixture
def writer(edition: Edition) -> Client:
    """The browser of somebody who may edit stories and neither publish nor withdraw them."""
    user = make_user(is_superuser=False)
    for name in ("access_admin", "change_story"):
        user.user_permissions.add(Permission.objects.get(codename=name))
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


def test_who_may_not_publish_saves_words_but_moves_and_ends_nothing(
    writer: Client, edition: Edition
) -> None:
    news, sport = edition.sections.all()
    story = make_published(section=news)
    past = (now() - timedelta(hours=1)).strftime(FORMAT)
    posted = story_form(section=sport, ends_at=past, headline="Half a sentence")
    assert writer.post(EDIT.format(story.pk), posted).status_code == 302
    assert home_of(story) == "News"
    row = Story.objects.get(pk=story.pk)
    assert row.publication.expire_at is None
    assert row.latest_revision is not None
    assert row.latest_revision.content["headline"] == "Half a sentence"


def test_who_may_not_publish_places_a_draft(writer: Client, edition: Edition) -> None:
    news, sport = edition.sections.all()
    story = make_story(section=news)
    assert writer.post(EDIT.format(story.pk), story_form(section=sport)).status_code == 302
    assert home_of(story) == "Sport"


def test_an_embargo_left_as_shown_keeps_its_seconds(browser: Client, edition: Edition) -> None:
    section = make_section(edition)
    story = make_story(section=section)
    embargo = (now() + timedelta(days=1)).replace(second=41)
    set_limits(story=story, embargo_until=embargo, expire_at=None, by=None)
    posted = story_form(section=section, embargo_until=embargo.strftime(FORMAT))
    assert browser.post(EDIT.format(story.pk), posted).status_code == 302
    assert Publication.objects.get(pk=story.pk).embargo_until == embargo


def test_a_translation_is_chosen_outside_the_revision_and_undone(
    browser: Client, edition: Edition
) -> None:
    section = make_section(edition)
    original, story = make_published(section=section), make_story(section=section)
    posted = story_form(section=section, language="ar", translation_of=original.pk)
    assert browser.post(EDIT.format(story.pk), posted).status_code == 302
    group = original.translation_group
    assert Story.objects.get(pk=story.pk).translation_group == group
    page = browser.get(EDIT.format(story.pk))
    assert page.context["form"].initial["translation_of"] == original
    browser.post(EDIT.format(story.pk), story_form(section=section, translation_of=""))
    assert Story.objects.get(pk=story.pk).translation_group != group
    assert Story.objects.get(pk=original.pk).translation_group == group


def test_a_story_that_translates_itself_is_told_at_its_field(
    browser: Client, edition: Edition
) -> None:
    story = make_story(section=make_section(edition))
    response = browser.post(EDIT.format(story.pk), story_form(translation_of=story.pk))
    assert "no translation of itself" in str(response.context["form"].errors["translation_of"])
