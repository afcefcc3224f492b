"""Withdrawing, killing, hiding a version, deleting: asked once, told clearly, refused in words."""

from __future__ import annotations

import pytest
from django.test import Client

from masthead.accounts.models import User
from masthead.stories.models import Edition, Story
from masthead.stories.services.publication import kill_story, publish_story, withdraw_story
from tests.factories.stories import (
    make_author,
    make_published,
    make_section,
    make_story,
    make_user,
)
from tests.newsroom.posting import EDIT, publish_form

pytestmark = pytest.mark.django_db


def state_of(story: Story) -> str:
    """The story's state as the database has it."""
    return str(Story.objects.get(pk=story.pk).publication.state)


@pytest.fixture
def story(edition: Edition) -> Story:
    """A story that readers have."""
    return make_published(section=make_section(edition), headline="Ferry back in service")


@pytest.fixture
def chief(edition: Edition) -> Client:
    """An administrator's signed-in browser."""
    client = Client(headers={"host": "localhost"})
    client.force_login(make_user())
    return client


def test_a_story_is_withdrawn_with_a_reason(browser: Client, story: Story, editor: User) -> None:
    address = f"/newsroom/stories/{story.pk}/withdraw/"
    assert "You can publish it again" in browser.get(address).content.decode()
    response = browser.post(address, {"reason": "Could not be stood up"}, follow=True)
    assert state_of(story) == "withdrawn"
    page = response.content.decode()
    assert "Could not be stood up" in page
    publication = Story.objects.get(pk=story.pk).publication
    assert publication.ended_by == editor


def test_wagtails_unpublish_asks_for_the_reason(browser: Client, story: Story) -> None:
    response = browser.get(f"/newsroom/snippets/stories/story/unpublish/{story.pk}/")
    assert response["Location"] == f"/newsroom/stories/{story.pk}/withdraw/"
    response = browser.post(f"/newsroom/snippets/stories/story/unpublish/{story.pk}/")
    assert response["Location"] == f"/newsroom/stories/{story.pk}/withdraw/"
    assert state_of(story) == "live"


def test_what_readers_do_not_have_cannot_be_withdrawn(browser: Client, edition: Edition) -> None:
    draft = make_story(section=make_section(edition))
    page = browser.get(f"/newsroom/stories/{draft.pk}/withdraw/").content.decode()
    assert "nothing to withdraw" in page


def test_killing_is_told_to_be_for_good_and_asks_why(browser: Client, story: Story) -> None:
    address = f"/newsroom/stories/{story.pk}/kill/"
    assert "This is for good" in browser.get(address).content.decode()
    for reason in ("", "   "):
        response = browser.post(address, {"reason": reason})
        assert "Say why." in response.content.decode()
    assert state_of(story) == "live"
    browser.post(address, {"reason": "A court said so"})
    assert state_of(story) == "killed"
    assert "killed before" in browser.get(address).content.decode()


def test_an_earlier_version_is_hidden_with_a_reason(
    browser: Client, story: Story, edition: Edition
) -> None:
    posted = publish_form(section=make_section(edition), headline="Ferry back in service at noon")
    browser.post(EDIT.format(story.pk), posted)
    page = browser.get(f"/newsroom/stories/{story.pk}/versions/").content.decode()
    assert f"/newsroom/stories/{story.pk}/versions/1/hide/" in page
    assert f"/newsroom/stories/{story.pk}/versions/2/hide/" not in page
    address = f"/newsroom/stories/{story.pk}/versions/1/hide/"
    response = browser.post(address, {"reason": "It named a child"}, follow=True)
    assert "It named a child" in response.content.decode()
    assert story.versions.get(number=1).hiding.reason == "It named a child"


def test_the_version_that_readers_have_is_not_hidden(browser: Client, story: Story) -> None:
    address = f"/newsroom/stories/{story.pk}/versions/1/hide/"
    assert "correct or withdraw" in browser.get(address).content.decode()
    response = browser.post(address, {"reason": "It named a child"}, follow=True)
    assert response.redirect_chain == [(EDIT.format(story.pk), 302)]
    assert "correct or withdraw it" in response.content.decode()


def test_a_version_of_another_story_is_not_found(browser: Client, story: Story) -> None:
    assert browser.get(f"/newsroom/stories/{story.pk}/versions/7/hide/").status_code == 404


def test_a_story_that_readers_had_is_not_deleted(chief: Client, story: Story) -> None:
    response = chief.post(f"/newsroom/snippets/stories/story/delete/{story.pk}/", follow=True)
    assert "cannot be deleted" in response.content.decode()
    assert Story.objects.filter(pk=story.pk).exists()


def test_a_story_that_readers_had_is_not_deleted_in_bulk(chief: Client, story: Story) -> None:
    draft = make_story(section=story.publication.home.section)
    response = chief.post(
        f"/newsroom/bulk/stories/story/delete/?id={story.pk}&id={draft.pk}", follow=True
    )
    assert "cannot be deleted" in response.content.decode()
    assert Story.objects.count() == 2


def test_a_draft_is_deleted_by_who_may(chief: Client, browser: Client, edition: Edition) -> None:
    draft = make_story(section=make_section(edition))
    address = f"/newsroom/snippets/stories/story/delete/{draft.pk}/"
    browser.post(address)
    assert Story.objects.filter(pk=draft.pk).exists()
    chief.post(address)
    assert not Story.objects.filter(pk=draft.pk).exists()


def test_approving_a_killed_story_is_refused_in_words(
    chief: Client, editor: User, edition: Edition
) -> None:
    """The workflow's approval publishes without our form: the refusal must not be an error page."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask

    workflow = Workflow.objects.create(name="Second pair of eyes")
    task = GroupApprovalTask.objects.create(name="Read")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowContentType.objects.create(
        workflow=workflow, content_type=ContentType.objects.get_for_model(Story)
    )
    story = make_story(section=make_section(edition))
    story.save_revision()
    workflow.start(story, editor)
    kill_story(story=story, by=editor, reason="A court said so")
    state = story.current_workflow_task_state
    response = chief.post(
        f"/newsroom/snippets/stories/story/workflow/action/{story.pk}/approve/{state.pk}/",
        follow=True,
    )
    assert response.redirect_chain[-1] == (EDIT.format(story.pk), 302)
    assert "can never be published again" in response.content.decode()
    assert state_of(story) == "killed"


def test_publishing_again_after_a_withdrawal_works(
    browser: Client, story: Story, editor: User
) -> None:
    browser.post(f"/newsroom/stories/{story.pk}/withdraw/", {"reason": ""})
    publish_story(story=Story.objects.get(pk=story.pk), by=editor)
    assert state_of(story) == "live"


def test_a_draft_that_was_killed_is_not_deleted(chief: Client, edition: Edition) -> None:
    draft = make_story(section=make_section(edition))
    kill_story(story=draft, by=None, reason="A court said so")
    response = chief.post(f"/newsroom/snippets/stories/story/delete/{draft.pk}/", follow=True)
    assert "was killed and cannot be deleted" in response.content.decode()
    assert Story.objects.filter(pk=draft.pk).exists()


def test_what_others_need_is_not_deleted_and_the_page_says_what_needs_it(
    chief: Client, story: Story, editor: User
) -> None:
    author = make_author()
    make_story(section=make_section(story.publication.home.edition), bylines=[author])
    withdraw_story(story=story, by=editor)
    held = {
        f"snippets/stories/section/delete/{story.publication.home.section_id}/": "2 placements",
        f"snippets/stories/author/delete/{author.pk}/": "1 byline",
    }
    for address, holders in held.items():
        response = chief.post(f"/newsroom/{address}", follow=True)
        assert response.status_code == 200
        assert f"cannot be deleted: it is needed by {holders}" in response.content.decode(), address


def test_an_act_that_makes_no_sense_any_more_claims_no_success(
    browser: Client, edition: Edition
) -> None:
    draft = make_story(section=make_section(edition))
    response = browser.post(f"/newsroom/stories/{draft.pk}/withdraw/", {"reason": ""}, follow=True)
    page = response.content.decode()
    assert "nothing to withdraw" in page
    assert "is withdrawn" not in page
