"""Holding and lifting in the newsroom, what readers get meanwhile, and the undo of a withdrawal."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from masthead.accounts.models import User
from masthead.kernel.clock import now
from masthead.newsroom.models import Assignment
from masthead.stories.addresses import story_path
from masthead.stories.models import Edition, MissedMoment, Story
from masthead.stories.periodic import run_due
from masthead.stories.services.holds import is_held, place_on_hold
from masthead.stories.services.publication import withdraw_story
from tests.factories.stories import make_published, make_section, make_story, make_user
from tests.newsroom.posting import EDIT, publish_form
from tests.stories.situations import ahead, force_due, fresh, is_out, schedule

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(edition: Edition) -> Story:
    """A story that readers have."""
    return make_published(section=make_section(edition), headline="Ferry back in service")


@pytest.fixture
def reader(edition: Edition) -> Client:
    """Somebody at the site."""
    return Client(headers={"host": "localhost"})


@pytest.fixture
def lawyer(edition: Edition) -> User:
    """Somebody who may open stories and no more."""
    person = make_user(is_superuser=False, first_name="Ines")
    person.user_permissions.add(
        *Permission.objects.filter(codename__in=["access_admin", "change_story"])
    )
    return person


def test_a_story_is_held_for_a_person_who_alone_lifts_it(
    browser: Client, story: Story, lawyer: User
) -> None:
    address = f"/newsroom/stories/{story.pk}/hold/"
    page = browser.get(address).content.decode()
    assert "Readers lose the story and its comments at once" in page
    page = browser.post(address, {"reason": " ", "lifter": lawyer.pk}).content.decode()
    assert "Say why." in page
    posted = {"reason": "A libel threat", "lifter": lawyer.pk}
    page = browser.post(address, posted, follow=True).content.decode()
    assert "until Ines lifts the hold" in page
    assert "A libel threat" in page
    assert is_held(story.pk)
    lift = f"/newsroom/stories/{story.pk}/lift/"
    assert "Only Ines or an administrator lifts this hold" in browser.get(lift).content.decode()
    browser.post(lift, {"reason": "", "give_it_back": "yes"})
    assert is_held(story.pk)
    client = Client(headers={"host": "localhost"})
    client.force_login(lawyer)
    lifted = client.post(lift, {"reason": "Settled", "give_it_back": "yes"}, follow=True)
    assert "The hold is lifted" in lifted.content.decode()
    assert is_out(story)


def test_a_lifted_story_may_stay_offline(browser: Client, story: Story, editor: User) -> None:
    place_on_hold(story=story, by=editor, reason="A doubt", lifter=editor)
    browser.post(f"/newsroom/stories/{story.pk}/lift/", {"reason": "", "give_it_back": "no"})
    assert fresh(story).publication.state == "withdrawn"


def test_readers_get_a_polite_404_and_no_list_or_feed_names_it(
    reader: Client, story: Story, editor: User
) -> None:
    other = make_published(section=story.publication.home.section)
    path = story_path(fresh(story).publication)
    assert reader.get(path).status_code == 200
    place_on_hold(story=story, by=editor, reason="A libel threat", lifter=editor)
    for address in (path, f"{path}/history"):
        response = reader.get(address)
        page = response.content.decode()
        assert response.status_code == 404
        assert "not available at present" in page
        assert "Ferry" not in page
        assert "libel" not in page
        assert "noindex" in page
    for address in ("/", "/news", "/feed.xml", "/section/news", story_path(other.publication)):
        assert "Ferry back" not in reader.get(address).content.decode(), address


def test_the_form_refuses_to_publish_a_held_story(
    browser: Client, story: Story, editor: User
) -> None:
    place_on_hold(story=story, by=editor, reason="A doubt", lifter=editor)
    page = browser.post(
        EDIT.format(story.pk), publish_form(section=story.publication.home.section), follow=True
    ).content.decode()
    assert "on hold: Mara lifts it" in page
    assert not is_out(story)
    assert 'name="action-publish"' not in browser.get(EDIT.format(story.pk)).content.decode()


def test_the_workflows_approval_publishes_no_held_story(
    browser: Client, story: Story, editor: User
) -> None:
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask

    chief = Client(headers={"host": "localhost"})
    chief.force_login(make_user())
    workflow = Workflow.objects.create(name="Legal")
    task = GroupApprovalTask.objects.create(name="Read by a lawyer")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    kind = ContentType.objects.get_for_model(Story)
    WorkflowContentType.objects.update_or_create(content_type=kind, defaults={"workflow": workflow})
    story = fresh(story)
    story.save_revision()
    workflow.start(story, editor)
    place_on_hold(story=story, by=editor, reason="A doubt", lifter=editor)
    state = fresh(story).current_workflow_task_state
    response = chief.post(
        f"/newsroom/snippets/stories/story/workflow/action/{story.pk}/approve/{state.pk}/",
        follow=True,
    )
    assert "on hold" in response.content.decode()
    assert not is_out(story)


def test_a_held_story_is_not_deleted_in_the_admin(edition: Edition, editor: User) -> None:
    draft = make_story(section=make_section(edition))
    place_on_hold(story=draft, by=editor, reason="A doubt", lifter=editor)
    chief = Client(headers={"host": "localhost"})
    chief.force_login(make_user())
    page = chief.post(f"/newsroom/snippets/stories/story/delete/{draft.pk}/", follow=True)
    assert "cannot be deleted" in page.content.decode()
    assert Story.objects.filter(pk=draft.pk).exists()


def test_a_withdrawal_is_undone_as_readers_had_it(
    browser: Client, story: Story, editor: User
) -> None:
    version = story.publication.version_id
    withdraw_story(story=story, by=editor, reason="Too soon")
    page = browser.get(EDIT.format(story.pk)).content.decode()
    assert "Give it back as readers had it" in page
    browser.post(f"/newsroom/stories/{story.pk}/restore/")
    assert is_out(story)
    assert fresh(story).publication.version_id == version
    page = browser.post(f"/newsroom/stories/{story.pk}/restore/", follow=True).content.decode()
    assert "there is nothing to give back" in page


def test_what_happens_next_lists_and_a_missed_moment_is_acknowledged(
    browser: Client, edition: Edition, editor: User
) -> None:
    page = browser.get("/newsroom/next/").content.decode()
    assert "Nothing waits for its time." in page
    story = make_story(section=make_section(edition))
    revision = schedule(story, at=ahead(hours=1), headline="Goes out")
    page = browser.get("/newsroom/next/").content.decode()
    assert "Goes out" in page
    assert "Will be refused" not in page
    place_on_hold(story=fresh(story), by=editor, reason="A doubt", lifter=editor)
    assert "Will be refused:" in browser.get("/newsroom/next/").content.decode()
    force_due(revision)
    assert "Overdue." in browser.get("/newsroom/next/").content.decode()
    run_due()
    page = browser.get("/newsroom/next/").content.decode()
    assert "Ask the person named to lift the hold." in page
    missed = MissedMoment.objects.get()
    answer = browser.post(
        f"/newsroom/missed/{missed.pk}/acknowledge/", {"next": "https://evil.example/"}, follow=True
    )
    assert answer.redirect_chain[-1][0] == "/newsroom/next/"
    assert "Acknowledged by Mara" in answer.content.decode()
    missed.refresh_from_db()
    assert missed.acknowledged_by == editor


def test_work_that_falls_due_stands_in_the_list_too(browser: Client, editor: User) -> None:
    Assignment.objects.create(
        slugline="Ferry strike", due_at=ahead(hours=2), assigned_by=editor, assigned_at=now()
    )
    page = browser.get("/newsroom/next/").content.decode()
    assert "Ferry strike" in page
    assert "Work is due" in page


def test_the_editions_own_time_stands_beside_the_newsrooms_where_it_differs(
    browser: Client,
) -> None:
    from tests.factories.stories import make_edition

    tokyo = make_section(make_edition(zone="Asia/Tokyo"))
    schedule(make_story(section=tokyo), at=ahead(hours=1))
    assert "in Tokyo" in browser.get("/newsroom/next/").content.decode()


def test_the_checklist_follows_the_form_and_saves_nothing(
    browser: Client, edition: Edition
) -> None:
    story = make_story(section=make_section(edition), body=[])
    page = browser.get(EDIT.format(story.pk)).content.decode()
    assert "1 thing to do" in page
    address = f"/newsroom/stories/{story.pk}/gates/"
    section = make_section(edition)
    page = browser.post(address, publish_form(section=section)).content.decode()
    assert "Ready to publish." in page
    page = browser.post(
        address, publish_form(section=section, headline="", kind="sponsored")
    ).content.decode()
    assert "2 things to do" in page
    assert "names who paid for it" in page
    page = browser.post(address, publish_form(section=None)).content.decode()
    assert "Choose the section where the story stands." in page
    assert fresh(story).latest_revision is None
    soon = f"{ahead(days=1):%Y-%m-%d %H:%M}"
    form = publish_form(section=section, embargo_until=soon)
    assert "It can be scheduled." in browser.post(address, form).content.decode()


def test_a_sponsored_story_names_who_paid_on_the_page_in_lists_and_in_the_feed(
    browser: Client, reader: Client, edition: Edition
) -> None:
    section = make_section(edition)
    story = make_story(section=section)
    page = browser.post(EDIT.format(story.pk), publish_form(section=section, kind="sponsored"))
    assert "names who paid for it" in page.content.decode()
    assert not is_out(story)
    posted = publish_form(section=section, kind="sponsored", sponsor="Pellow’s Nursery")
    browser.post(EDIT.format(story.pk), posted)
    path = story_path(fresh(story).publication)
    for address in (path, "/section/news", "/feed.xml"):
        assert "Sponsored by Pellow" in reader.get(address).content.decode(), address
