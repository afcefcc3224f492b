"""Publishing by the form: every shut gate is words at a field, never an error page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from masthead.accounts.models import User
from masthead.kernel.clock import now
from masthead.stories.models import Edition, Story
from masthead.stories.services.publication import kill_story, publish_story
from tests.factories.stories import make_picture, make_published, make_section, make_story
from tests.newsroom.posting import EDIT, paragraph_block, picture_block, publish_form, story_form

pytestmark = pytest.mark.django_db


def errors_of(response: Any) -> dict[str, str]:
    """The form's errors, field by field, as text."""
    assert response.status_code == 200
    form = response.context["form"]
    return {name: str(errors) for name, errors in form.errors.items()}


def test_a_story_with_all_it_needs_is_published(browser: Client, edition: Edition) -> None:
    section = make_section(edition)
    story = make_story(section=section)
    response = browser.post(EDIT.format(story.pk), publish_form(section=section))
    assert response.status_code == 302
    assert response["Location"] == "/newsroom/"
    story.publication.refresh_from_db()
    assert story.publication.is_live


def test_a_new_story_is_written_and_published_from_one_form(
    browser: Client, edition: Edition
) -> None:
    section = make_section(edition)
    response = browser.post(
        "/newsroom/snippets/stories/story/add/",
        publish_form(section=section, headline="Ferry back in service"),
    )
    assert response.status_code == 302
    story = Story.objects.get(headline="Ferry back in service")
    assert story.publication.is_live
    assert story.publication.home is not None
    assert story.publication.home.section == section


def test_a_story_without_a_section_is_told_at_the_section(
    browser: Client, edition: Edition
) -> None:
    story = make_story(section=None)
    errors = errors_of(browser.post(EDIT.format(story.pk), publish_form()))
    assert "Choose the section" in errors["section"]
    story.publication.refresh_from_db()
    assert not story.publication.is_live


def test_a_story_without_a_headline_is_told_once(browser: Client, edition: Edition) -> None:
    section = make_section(edition)
    story = make_story(section=section)
    errors = errors_of(
        browser.post(EDIT.format(story.pk), publish_form(section=section, headline=""))
    )
    assert errors["headline"].count("<li>") == 1


def test_a_story_without_text_is_told_at_the_text(browser: Client, edition: Edition) -> None:
    section = make_section(edition)
    story = make_story(section=section)
    errors = errors_of(browser.post(EDIT.format(story.pk), publish_form(section=section, body=[])))
    assert "no text yet" in errors["body"]


def test_a_lead_picture_without_words_is_told_at_both_fields(
    browser: Client, edition: Edition
) -> None:
    section = make_section(edition)
    story = make_story(section=section)
    picture = make_picture()
    errors = errors_of(
        browser.post(EDIT.format(story.pk), publish_form(section=section, lead_picture=picture.pk))
    )
    assert "no alternative text" in errors["lead_alt"]
    assert "no credit" in errors["lead_credit"]


def test_an_alternative_text_that_repeats_the_caption_is_refused_at_its_field(
    browser: Client, edition: Edition
) -> None:
    section = make_section(edition)
    story = make_story(section=section)
    posted = publish_form(
        section=section,
        lead_picture=make_picture().pk,
        lead_alt="The harbour wall",
        lead_caption="The harbour wall.",
        lead_credit="A. Snap",
    )
    errors = errors_of(browser.post(EDIT.format(story.pk), posted))
    assert "repeats its caption" in errors["lead_alt"]
    assert "lead_credit" not in errors


def test_the_pictures_own_words_stand_in_for_words_left_empty(
    browser: Client, edition: Edition
) -> None:
    section = make_section(edition)
    story = make_story(section=section)
    picture = make_picture(description="Waves over a wall", credit="A. Snap")
    response = browser.post(
        EDIT.format(story.pk), publish_form(section=section, lead_picture=picture.pk)
    )
    assert response.status_code == 302
    story.refresh_from_db()
    assert (story.lead_alt, story.lead_credit) == ("Waves over a wall", "A. Snap")


def test_a_picture_in_the_text_is_told_at_its_block(browser: Client, edition: Edition) -> None:
    section = make_section(edition)
    story = make_story(section=section)
    sound = picture_block(make_picture(), alt="Waves over a wall", credit="A. Snap")
    bare = picture_block(make_picture())
    posted = publish_form(section=section, body=[paragraph_block(), sound, bare])
    response = browser.post(EDIT.format(story.pk), posted)
    assert response.status_code == 200
    (error,) = response.context["form"].errors.as_data()["body"]
    assert set(error.block_errors) == {2}
    assert set(error.block_errors[2].block_errors) == {"alt", "credit"}


def test_a_picture_whose_rights_ran_out_is_told_at_the_picture(
    browser: Client, edition: Edition
) -> None:
    section = make_section(edition)
    story = make_story(section=section)
    picture = make_picture()
    picture.rights_end_at = now() - timedelta(days=1)
    picture.save()
    posted = publish_form(
        section=section, lead_picture=picture.pk, lead_alt="Waves", lead_credit="A. Snap"
    )
    errors = errors_of(browser.post(EDIT.format(story.pk), posted))
    assert "rights" in errors["lead_picture"]


def test_a_draft_may_be_saved_with_every_gate_shut(browser: Client, edition: Edition) -> None:
    story = make_story(section=None)
    posted = story_form(headline="", body=[], lead_picture=make_picture().pk)
    assert browser.post(EDIT.format(story.pk), posted).status_code == 302
    story.refresh_from_db()
    assert story.headline == ""


def test_a_correction_without_words_is_told_at_the_note(browser: Client, edition: Edition) -> None:
    section = make_section(edition)
    story = make_published(section=section)
    errors = errors_of(
        browser.post(EDIT.format(story.pk), publish_form(section=section, change="correction"))
    )
    assert "what was corrected" in errors["change_note"]


def test_a_correction_is_published_with_its_words(browser: Client, edition: Edition) -> None:
    section = make_section(edition)
    story = make_published(section=section)
    posted = publish_form(section=section, change="correction", change_note="It was Tuesday.")
    assert browser.post(EDIT.format(story.pk), posted).status_code == 302
    assert story.corrections.get().text == "It was Tuesday."


def test_the_next_edit_after_a_correction_starts_clean(browser: Client, edition: Edition) -> None:
    section = make_section(edition)
    story = make_published(section=section)
    posted = publish_form(section=section, change="correction", change_note="It was Tuesday.")
    browser.post(EDIT.format(story.pk), posted)
    form = browser.get(EDIT.format(story.pk)).context["form"]
    assert form["change"].value() == "update"
    assert form["change_note"].value() == ""


def test_a_correction_that_was_only_saved_is_still_there(browser: Client, edition: Edition) -> None:
    section = make_section(edition)
    story = make_published(section=section)
    posted = story_form(section=section, change="correction", change_note="It was Tuesday.")
    browser.post(EDIT.format(story.pk), posted)
    form = browser.get(EDIT.format(story.pk)).context["form"]
    assert form["change"].value() == "correction"


def test_what_a_publication_is_is_not_asked_before_the_first(
    browser: Client, edition: Edition
) -> None:
    fields = browser.get(EDIT.format(make_story().pk)).context["form"].fields
    assert "change" not in fields
    assert "expire_at" not in fields
    assert "go_live_at" in fields


def test_a_killed_story_is_told_that_it_stays_dead(
    browser: Client, edition: Edition, editor: User
) -> None:
    section = make_section(edition)
    story = make_published(section=section)
    kill_story(story=story, by=editor, reason="A court said so")
    errors = errors_of(browser.post(EDIT.format(story.pk), publish_form(section=section)))
    assert "killed" in errors["headline"]
    page = browser.get(EDIT.format(story.pk)).content.decode()
    assert "This story was killed" in page
    assert 'name="action-publish"' not in page


def test_publishing_a_revision_by_another_way_is_refused_in_words(
    browser: Client, edition: Edition, editor: User
) -> None:
    """A revert posts the form as well, but a story killed in between meets the service's gates."""
    section = make_section(edition)
    story = make_story(section=section)
    browser.post(EDIT.format(story.pk), story_form(section=section, lead_picture=""))
    story.refresh_from_db()
    revision = story.latest_revision
    assert revision is not None
    publish_story(story=story, by=editor)
    kill_story(story=story, by=editor, reason="A court said so")
    address = f"/newsroom/snippets/stories/story/history/{story.pk}/revisions/{revision.pk}/revert/"
    assert browser.get(address).status_code == 200
    response = browser.post(address, publish_form(section=section))
    assert "killed" in errors_of(response)["headline"]


def test_beside_the_form_stand_preview_and_notes(browser: Client, edition: Edition) -> None:
    story = make_story(section=make_section(edition))
    panels = browser.get(EDIT.format(story.pk)).context["side_panels"]
    assert {panel.name for panel in panels} == {
        "status",
        "preview",
        "gates",
        "notes",
    }


def test_the_preview_is_the_page_that_readers_would_get(browser: Client, edition: Edition) -> None:
    section = make_section(edition)
    story = make_story(section=section)
    address = f"/newsroom/snippets/stories/story/preview/{story.pk}/"
    response = browser.post(address, story_form(section=section, headline="Not saved yet"))
    assert response.json() == {"is_valid": True, "is_available": True}
    page = browser.get(address, {"in_preview_panel": "true"})
    assert page.status_code == 200
    assert "Not saved yet" in page.content.decode()
    story.refresh_from_db()
    assert story.headline != "Not saved yet"


def test_a_long_read_is_saved_whole(browser: Client, edition: Edition) -> None:
    section = make_section(edition)
    story = make_story(section=section)
    words = " ".join(["harbour"] * 50)
    posted = story_form(section=section, body=[paragraph_block(words)] * 400)
    assert browser.post(EDIT.format(story.pk), posted).status_code == 302
    assert len(Story.objects.get(pk=story.pk).get_latest_revision_as_object().body) == 400
