"""One act on many stories: asked once, told story by story, done once, taken back."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from masthead.accounts.models import User
from masthead.jobs.queue import run_until_empty
from masthead.stories.models import BulkAct, Edition, Story
from masthead.stories.services import bulk as service
from masthead.stories.services.bulk import MOST_STORIES, ask_for, carry_out, foresee, undo
from masthead.stories.services.holds import place_on_hold
from masthead.stories.services.publication import kill_story, publish_story
from masthead.stories.tasks import begin_bulk_act, run_bulk_act
from tests.factories.stories import (
    make_picture,
    make_published,
    make_section,
    make_story,
    make_user,
)
from tests.stories.situations import ahead, fresh, is_out, revise

pytestmark = pytest.mark.django_db

BULK = "/newsroom/bulk/"


def drafts(edition: Edition, *, count: int) -> list[Story]:
    """Stories that may go out."""
    return [make_story(section=make_section(edition)) for _ in range(count)]


def choice(act: str, stories: list[Story], **more: Any) -> dict[str, Any]:
    """What the desk posts."""
    return {"act": act, "stories": [story.pk for story in stories], **more}


def test_the_page_that_asks_says_what_happens_to_each_and_which_gate_is_shut(
    browser: Client, edition: Edition, editor: User
) -> None:
    sound, empty = drafts(edition, count=2)
    revise(empty, body=[])
    killed, held = drafts(edition, count=2)
    kill_story(story=killed, by=None, reason="Libel")
    place_on_hold(story=held, by=editor, reason="A doubt", lifter=editor)
    page = browser.post(BULK, choice("publish", [sound, empty, killed, held])).content.decode()
    assert "1 of 4 can be done as things stand" in page
    assert "Will be published" in page
    assert "The story has no text yet." in page
    assert "It can never be published again." in page
    assert "on hold: Mara lifts it" in page
    assert not is_out(sound)


def test_confirmed_each_story_goes_its_own_way(browser: Client, edition: Edition) -> None:
    sound, bare = drafts(edition, count=2)
    revise(bare, lead_picture=make_picture())
    response = browser.post(BULK, choice("publish", [sound, bare], confirm="yes"), follow=True)
    page = response.content.decode()
    assert is_out(sound)
    assert not is_out(bare)
    assert "has no alternative text" in page
    assert "1 of 2 was refused" in page


def test_a_withdrawal_asks_for_one_reason_and_is_taken_back(
    browser: Client, edition: Edition
) -> None:
    stories = [make_published(section=make_section(edition)) for _ in range(3)]
    before = [story.publication.version_id for story in stories]
    refused = browser.post(BULK, choice("withdraw", stories, confirm="yes", reason=" "))
    assert "Say why." in refused.content.decode()
    posted = choice("withdraw", stories, confirm="yes", reason="A doubt")
    page = browser.post(BULK, posted, follow=True).content.decode()
    assert "Undo: give them back to readers" in page
    assert [fresh(story).publication.ended_reason for story in stories] == ["A doubt"] * 3
    bulk = BulkAct.objects.get()
    revise(fresh(stories[0]), headline="A draft that nobody approved")
    browser.post(f"{BULK}{bulk.pk}/undo/", follow=True)
    assert [fresh(story).publication.version_id for story in stories] == before
    assert all(is_out(story) for story in stories)
    page = browser.post(f"{BULK}{bulk.pk}/undo/", follow=True).content.decode()
    assert "somebody took it back already" in page


def test_stories_are_moved_and_moved_back_each_to_where_it_stood(
    browser: Client, edition: Edition
) -> None:
    news, sport = edition.sections.get(slug="news"), edition.sections.get(slug="sport")
    stories = [make_story(section=news), make_published(section=news), make_story(section=sport)]
    assert "See what would happen" in browser.post(BULK, choice("move", stories)).content.decode()
    page = browser.post(BULK, choice("move", stories, section=sport.pk)).content.decode()
    assert "Will move from News to Sport" in page
    assert "It stands in Sport already." in page
    browser.post(BULK, choice("move", stories, section=sport.pk, confirm="yes"))
    sections = [fresh(story).publication.home.section.slug for story in stories]
    assert sections == ["sport"] * 3
    browser.post(f"{BULK}{BulkAct.objects.get().pk}/undo/")
    sections = [fresh(story).publication.home.section.slug for story in stories]
    assert sections == ["news", "news", "sport"]


def test_many_become_a_job_that_does_each_once_however_often_it_runs(
    browser: Client, edition: Edition
) -> None:
    stories = drafts(edition, count=service.AT_ONCE + 1)
    response = browser.post(BULK, choice("publish", stories, confirm="yes"))
    bulk = BulkAct.objects.get()
    assert response["Location"] == f"{BULK}{bulk.pk}/"
    page = browser.get(f"{BULK}{bulk.pk}/").content.decode()
    assert f"0 of {len(stories)} done" in page
    run_until_empty()
    assert all(is_out(story) for story in stories)
    assert run_bulk_act.func(bulk.pk) == 0
    assert [story.versions.count() for story in stories] == [1] * len(stories)
    assert "All done." in browser.get(f"{BULK}{bulk.pk}/").content.decode()


def test_a_story_that_breaks_off_the_job_is_done_by_the_next_run(
    edition: Edition, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    stories = drafts(edition, count=3)
    bulk = ask_for(act="publish", stories=stories, by=editor)
    calls: list[int] = []

    def break_once(**kwargs: Any) -> Story:
        calls.append(kwargs["story"].pk)
        if len(calls) == 2:
            raise OSError("the disk is full")
        return publish_story(**kwargs)

    monkeypatch.setattr(service, "publish_story", break_once)
    with pytest.raises(OSError, match="full"):
        carry_out(bulk)
    assert carry_out(bulk) == 2
    assert all(is_out(story) for story in stories)


def test_who_may_not_publish_asks_for_nothing(edition: Edition) -> None:
    from tests.factories.stories import make_user

    reporter = make_user(is_superuser=False)
    with pytest.raises(PermissionDenied):
        ask_for(act="publish", stories=drafts(edition, count=1), by=reporter)


def test_no_stories_too_many_and_acts_that_there_are_not_are_refused(
    editor: User, edition: Edition, browser: Client
) -> None:
    story = make_story(section=make_section(edition))
    for act, stories in (
        ("publish", []),
        ("publish", [story] * (MOST_STORIES + 1)),
        ("explode", [story]),
        ("move", [story]),
    ):
        with pytest.raises(ValidationError):
            ask_for(act=act, stories=stories, by=editor)
    page = browser.post(BULK, {"act": "publish"}, follow=True).content.decode()
    assert "Choose some stories first" in page


def test_a_story_that_a_colleague_locked_is_refused(edition: Edition, editor: User) -> None:
    from tests.factories.stories import make_user

    story = make_story(section=make_section(edition))
    Story.objects.filter(pk=story.pk).update(locked=True, locked_by=make_user(first_name="Olu"))
    bulk = ask_for(act="publish", stories=[story], by=editor)
    begin_bulk_act(bulk)
    assert bulk.lines.get().words == "The story is locked by Olu."


def test_undo_needs_something_to_take_back(edition: Edition, editor: User) -> None:
    story = make_story(section=make_section(edition))
    bulk = ask_for(act="withdraw", stories=[story], by=editor, reason="A doubt")
    carry_out(bulk)
    with pytest.raises(ValidationError, match="nothing to take back"):
        undo(bulk=bulk, by=editor)


def test_foreseeing_costs_the_same_for_many(edition: Edition, editor: User) -> None:
    def cost(count: int) -> int:
        stories = drafts(edition, count=count)
        for story in stories[::2]:
            revise(story, lead_picture=make_picture(), lead_alt="A", lead_credit="B")
        with CaptureQueriesContext(connection) as queries:
            told = foresee("publish", stories, by=editor)
        assert len(told) == count
        assert not [row for row in told if row.refusals]
        return len(queries)

    assert cost(3) == cost(9) <= 6


@pytest.mark.parametrize("is_edited", [False, True], ids=["unedited", "edited"])
@pytest.mark.parametrize("waits_for", ["nothing", "embargo", "time", "both"])
@pytest.mark.parametrize("flaw", ["none", "empty", "held", "killed", "locked", "published"])
def test_what_is_foreseen_of_a_publication_is_what_happens(
    edition: Edition, editor: User, is_edited: bool, waits_for: str, flaw: str
) -> None:
    story = make_story(section=make_section(edition))
    if waits_for in ("embargo", "both"):
        story.publication.embargo_until = ahead(hours=1)
        story.publication.save()
    if waits_for in ("time", "both"):
        story.go_live_at = ahead(hours=2)
    if flaw == "empty":
        story.body = []
    if flaw == "locked":
        story.locked, story.locked_by = True, make_user(first_name="Ben")
    story.save()
    if is_edited:
        story.save_revision()
    if flaw == "held":
        place_on_hold(story=story, by=editor, reason="A doubt", lifter=editor)
    if flaw == "killed":
        kill_story(story=story, by=None, reason="Libel")
    if flaw == "published" and waits_for == "nothing":
        publish_story(story=story, by=None)
    (foreseen,) = foresee("publish", [fresh(story)], by=editor)
    bulk = ask_for(act="publish", stories=[story], by=editor)
    carry_out(bulk)
    line = bulk.lines.get()
    if foreseen.refusals:
        assert (line.state, line.words) == ("refused", " ".join(foreseen.refusals))
    else:
        done = "Published." if foreseen.words == "will be published" else "Scheduled."
        assert (line.state, line.words) == ("done", done)


def test_whoever_comes_back_from_signing_in_without_a_selection_is_led_to_the_desk(
    browser: Client,
) -> None:
    answer = browser.get(BULK, follow=True)
    assert answer.redirect_chain == [("/newsroom/", 302)]
    assert "Choose the stories again" in answer.content.decode()
