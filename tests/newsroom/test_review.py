"""The way past an editor's eyes: submit with a note, ask for changes, approve; locks."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from wagtail.models import ModelLogEntry

from masthead.accounts.granting import ensure_roles
from masthead.accounts.models import User
from masthead.accounts.roles import Role
from masthead.kernel.clock import now
from masthead.newsroom.approval import ensure_approval
from masthead.stories.models import Edition, Note, Section, Story
from tests.factories.stories import make_picture, make_section, make_story, make_user
from tests.newsroom.posting import EDIT, paragraph_block, story_form

pytestmark = pytest.mark.django_db

STORY = "/newsroom/snippets/stories/story/"


@pytest.fixture
def news(edition: Edition) -> Section:
    ensure_roles()
    ensure_approval()
    return make_section(edition)


@pytest.fixture
def reporter(news: Section) -> Client:
    """Ben, a reporter, at his browser."""
    user = make_user(is_superuser=False, email="ben@station.example", first_name="Ben")
    user.groups.add(ensure_roles()[Role.REPORTER])
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


def submit(client: Client, story: Story, **fields: Any) -> str:
    form = story_form(section=story.publication.home.section, **fields)
    posted = form | {"action-submit": "action-submit"}
    page: str = client.post(EDIT.format(story.pk), posted, follow=True).content.decode()
    return page


def answer(client: Client, story: Story, name: str, comment: str = "") -> str:
    """Press “Approve” or “Request changes” on the story's screen."""
    form = story_form(section=story.publication.home.section)
    posted = form | {
        "action-workflow-action": "true",
        "workflow-action-name": name,
        "workflow-action-extra-data": json.dumps({"comment": comment}),
    }
    latest = Story.objects.get(pk=story.pk).get_latest_revision_as_object()
    posted |= {"headline": latest.headline, "go_live_at": posted["go_live_at"]}
    page: str = client.post(EDIT.format(story.pk), posted, follow=True).content.decode()
    return page


def test_a_reporter_submits_with_a_note_and_waits(reporter: Client, news: Section) -> None:
    story = make_story(section=news)
    submit(reporter, story, submit_note="Figures are from the council.")
    assert Note.objects.get().text == "Figures are from the council."
    page = reporter.get(EDIT.format(story.pk)).content.decode()
    assert "In review" in page
    reporter.post(EDIT.format(story.pk), story_form(section=news, headline="Sneaked in"))
    latest = Story.objects.get(pk=story.pk).get_latest_revision_as_object()
    assert latest.headline != "Sneaked in"


def test_an_editor_asks_for_changes_and_the_reporter_reads_why(
    reporter: Client, browser: Client, news: Section
) -> None:
    story = make_story(section=news)
    submit(reporter, story)
    answer(browser, story, "reject", "Who says so?")
    page = reporter.get(EDIT.format(story.pk)).content.decode()
    assert "Mara asks for changes" in page
    assert "Who says so?" in page
    submit(reporter, story, headline="The council says so")
    assert "In review" in browser.get(EDIT.format(story.pk)).content.decode()


def test_approval_publishes(reporter: Client, browser: Client, news: Section) -> None:
    story = make_story(section=news)
    submit(reporter, story, headline="Approved words")
    answer(browser, story, "approve")
    story.publication.refresh_from_db()
    assert story.publication.is_live
    assert story.publication.version is not None
    assert story.publication.version.headline == "Approved words"


def test_approval_schedules_what_has_its_time_ahead(
    reporter: Client, browser: Client, news: Section
) -> None:
    story = make_story(section=news)
    ahead = (now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    submit(reporter, story, embargo_until=ahead)
    form = story_form(section=news, embargo_until=ahead) | {
        "action-workflow-action": "true",
        "workflow-action-name": "approve",
    }
    browser.post(EDIT.format(story.pk), form)
    story = Story.objects.get(pk=story.pk)
    assert not story.publication.is_live
    assert story.scheduled_revision is not None


def test_a_shut_gate_stops_the_approval_in_words(
    reporter: Client, browser: Client, news: Section
) -> None:
    story = make_story(section=news)
    submit(reporter, story)
    posted = story_form(section=news, lead_picture=make_picture().pk) | {
        "action-workflow-action": "true",
        "workflow-action-name": "approve",
    }
    page = browser.post(EDIT.format(story.pk), posted, follow=True)
    assert page.status_code == 200
    assert "alternative text" in page.content.decode()
    story = Story.objects.get(pk=story.pk)
    assert not story.publication.is_live
    assert story.current_workflow_state is not None


def test_a_reporter_approves_nothing(reporter: Client, news: Section) -> None:
    story = make_story(section=news)
    submit(reporter, story)
    answer(reporter, story, "approve")
    story.publication.refresh_from_db()
    assert not story.publication.is_live


def test_an_editor_breaks_the_lock_of_somebody_on_leave_and_the_log_says_so(
    browser: Client, editor: User, news: Section
) -> None:
    story = make_story(section=news)
    away = make_user(is_superuser=False, first_name="Ivo", last_name="Lund")
    Story.objects.filter(pk=story.pk).update(locked=True, locked_by=away, locked_at=now())
    page = browser.get(EDIT.format(story.pk)).content.decode()
    assert "Ivo Lund" in page
    assert "Unlock" in page
    assert browser.post(f"{STORY}unlock/{story.pk}/").status_code == 302
    story.refresh_from_db()
    assert not story.locked
    entry = ModelLogEntry.objects.get(object_id=story.pk, action="wagtail.unlock")
    assert entry.user == editor


def test_a_reporter_breaks_nobodys_lock(reporter: Client, news: Section) -> None:
    story = make_story(section=news)
    Story.objects.filter(pk=story.pk).update(locked=True, locked_by=make_user())
    reporter.post(f"{STORY}unlock/{story.pk}/")
    story.refresh_from_db()
    assert story.locked


def test_history_compares_and_reverts_the_text_with_pictures_and_quotes(
    browser: Client, news: Section
) -> None:
    story = make_story(section=news)
    picture = make_picture(title="The quay")
    quote = ("quote", {"text": "We look at it now.", "attribution": "Ann Harbour"})
    shown = {"picture": picture.pk, "alt": "Waves", "caption": "The quay", "credit": "Ada"}
    first = story_form(section=news, body=[paragraph_block("First words."), quote])
    browser.post(EDIT.format(story.pk), first)
    browser.post(
        EDIT.format(story.pk),
        story_form(section=news, body=[paragraph_block("Other words."), ("picture", shown)]),
    )
    one, other = story.revisions.order_by("pk").values_list("pk", flat=True)
    history = browser.get(f"{STORY}history/{story.pk}/")
    assert history.status_code == 200
    compare = f"{STORY}history/{story.pk}/revisions/compare/{one}...{other}/"
    page = browser.get(compare).content.decode()
    for words in ("First", "Other", "We look at it now.", "Ann Harbour", "Waves", "The quay"):
        assert words in page
    revert = f"{STORY}history/{story.pk}/revisions/{one}/revert/"
    assert "First words." in browser.get(revert).content.decode()
    assert browser.post(revert, first).status_code == 302
    latest = Story.objects.get(pk=story.pk).get_latest_revision_as_object()
    assert "First words." in str(latest.body)
