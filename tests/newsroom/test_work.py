"""Work with a due time: who gives it, takes it and finishes it, and what the lists say."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.admin.models import EditingSession
from wagtail.models import ModelLogEntry

from masthead.accounts.granting import ensure_roles
from masthead.accounts.models import Letter, User
from masthead.accounts.roles import Role
from masthead.kernel.clock import now
from masthead.newsroom.models import Assignment
from masthead.newsroom.work import assigning, listing
from masthead.newsroom.work.people import people_in
from masthead.newsroom.work.telling import choose_letters
from masthead.stories.models import Edition, Story
from tests.factories.stories import make_section, make_story, make_user

pytestmark = pytest.mark.django_db

LATER = timedelta(hours=3)
FORMAT = "%Y-%m-%dT%H:%M"


@pytest.fixture
def reporter(edition: Edition) -> User:
    user = make_user(is_superuser=False, email="ben@station.example", first_name="Ben")
    user.groups.add(ensure_roles()[Role.REPORTER])
    return user


@pytest.fixture
def mail(settings: Any) -> None:
    """A newsroom that can send letters."""
    settings.MASTHEAD_MAIL_URL = "smtp://mail.example"
    settings.MASTHEAD_MAIL_FROM = "desk@station.example"


def assign(by: User, person: User | None, **fields: Any) -> Assignment:
    values: dict[str, Any] = {"due_at": now() + LATER, "slugline": "harbour fire"}
    return assigning.assign_work(by=by, person=person, **(values | fields))


def test_an_editor_gives_work_and_a_reporter_only_plans_her_own(
    editor: User, reporter: User
) -> None:
    assert assign(editor, reporter).person == reporter
    assert assign(reporter, reporter).assigned_by == reporter
    with pytest.raises(PermissionDenied):
        assign(reporter, editor)
    with pytest.raises(PermissionDenied):
        assign(reporter, None)


def test_nobody_is_given_work_who_may_not_do_it(editor: User) -> None:
    moderator = make_user(is_superuser=False)
    moderator.groups.add(ensure_roles()[Role.MODERATOR])
    with pytest.raises(ValidationError, match="choose somebody else"):
        assign(editor, moderator)


def test_work_is_about_something(editor: User) -> None:
    with pytest.raises(ValidationError):
        assign(editor, editor, slugline=" ")
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(due_at=now(), assigned_by=editor, assigned_at=now())


def test_one_of_two_takes_what_nobody_has(editor: User, reporter: User) -> None:
    work = assign(editor, None)
    assert assigning.take_work(assignment=work, by=reporter).person == reporter
    with pytest.raises(ValidationError, match="Ben has it already"):
        assigning.take_work(assignment=work, by=editor)


def test_one_finishes_own_work_and_an_editor_everyones(editor: User, reporter: User) -> None:
    with pytest.raises(PermissionDenied):
        assigning.finish_work(assignment=assign(editor, editor), by=reporter)
    work = assigning.finish_work(assignment=assign(editor, reporter), by=reporter)
    first = work.done_at
    assert (work.done_by, assigning.finish_work(assignment=work, by=editor).done_at) == (
        reporter,
        first,
    )
    assert assigning.reopen_work(assignment=work, by=editor).done_at is None


def test_a_planned_line_becomes_one_story(editor: User, reporter: User) -> None:
    work = assign(editor, reporter, slugline="Harbour fire")
    story = assigning.begin_story(assignment=work, by=reporter)
    assert story.headline == "Harbour fire"
    assert assigning.begin_story(assignment=work, by=editor) == story
    assert Story.objects.count() == 1


def test_every_act_is_in_the_log(editor: User, reporter: User, edition: Edition) -> None:
    story = make_story(section=make_section(edition))
    work = assign(editor, None, story=story)
    assigning.take_work(assignment=work, by=reporter)
    assigning.change_assignment(
        assignment=work, by=editor, due_at=now() + 2 * LATER, person=editor, note=""
    )
    assigning.finish_work(assignment=work, by=editor)
    entries = ModelLogEntry.objects.filter(object_id=story.pk, action__startswith="masthead.")
    acts = list(entries.order_by("pk").values_list("action", "user"))
    assert acts == [
        ("masthead.assign", editor.pk),
        ("masthead.take", reporter.pk),
        ("masthead.reassign", editor.pk),
        ("masthead.finish", editor.pk),
    ]


def test_the_lists_are_by_due_time_and_say_what_is_late(
    editor: User, reporter: User, django_assert_num_queries: Any
) -> None:
    late = assign(editor, reporter, slugline="late")
    Assignment.objects.filter(pk=late.pk).update(due_at=now() - timedelta(minutes=20))
    for slugline, person, hours in (
        ("soon", reporter, 0.5),
        ("ahead", None, 5),
        ("hers", editor, 1),
    ):
        assign(editor, person, slugline=slugline, due_at=now() + timedelta(hours=hours))
    done = assign(editor, reporter, slugline="finished")
    assigning.finish_work(assignment=done, by=reporter)
    reporter = User.objects.get(pk=reporter.pk)
    # Two for the person's permissions, one for the list.
    with django_assert_num_queries(3):
        lines = listing.my_work(reporter)
        said = [(str(line.assignment), line.tone.value, line.words) for line in lines]
    assert said == [
        ("late", "overdue", "Overdue: 20 minutes late"),
        ("soon", "soon", "Due soon"),
        ("ahead", "ahead", "Due"),
        ("finished", "done", "Done"),
    ]
    with django_assert_num_queries(1):
        assert len(listing.everyones_work(reporter)) == 5
    assert listing.overdue_count(reporter) == 1


def test_a_letter_tells_of_work_unless_it_is_not_wanted(
    editor: User, reporter: User, mail: None
) -> None:
    assign(editor, reporter)
    assert Letter.objects.get().recipient == reporter.email
    assert "harbour fire" in Letter.objects.get().subject
    assign(reporter, reporter)
    choose_letters(person=reporter, is_wanted=False)
    assign(editor, reporter)
    assert Letter.objects.count() == 1


def test_the_due_time_is_in_the_newsrooms_zone(
    browser: Client, reporter: User, settings: Any
) -> None:
    settings.TIME_ZONE = "America/New_York"
    timezone.deactivate()
    due = timezone.localtime(now() + timedelta(days=1)).replace(second=0, microsecond=0)
    posted = {"slugline": "budget", "person": reporter.pk, "due_at": due.strftime(FORMAT)}
    assert browser.post("/newsroom/work/", posted).status_code == 302
    assert Assignment.objects.get().due_at == due


def test_the_screen_gives_takes_begins_and_finishes(browser: Client, editor: User) -> None:
    due = timezone.localtime(now() + LATER).strftime(FORMAT)
    page = browser.post(
        "/newsroom/work/", {"slugline": "harbour fire", "due_at": due, "note": "Call Ann"}
    )
    assert page.status_code == 302
    work = Assignment.objects.get()
    assert "Nobody yet" in browser.get("/newsroom/work/?of=everyone").content.decode()
    browser.post(f"/newsroom/work/{work.pk}/take/")
    assert browser.post(f"/newsroom/work/{work.pk}/begin/").status_code == 302
    browser.post(f"/newsroom/work/{work.pk}/finish/", {"next": "https://elsewhere.example/"})
    work.refresh_from_db()
    assert (work.person, work.done_by) == (editor, editor)
    assert work.story is not None
    shown = browser.get(f"/newsroom/stories/{work.story.pk}/assignments/").content.decode()
    assert "Call Ann" in shown


def test_a_time_that_has_passed_is_refused_in_words(browser: Client) -> None:
    gone = timezone.localtime(now() - LATER).strftime(FORMAT)
    page = browser.post("/newsroom/work/", {"slugline": "late", "due_at": gone})
    assert page.status_code == 400
    assert "This time has passed" in page.content.decode()
    assert parse_datetime(gone) is not None
    assert not Assignment.objects.exists()


def test_who_is_in_which_story_is_one_query(
    edition: Edition, editor: User, reporter: User, django_assert_num_queries: Any
) -> None:
    section = make_section(edition)
    one, other, empty = (make_story(section=section) for _ in range(3))
    content_type = one.get_content_type()
    moment = now()
    for story, person, ago, is_editing in (
        (one, editor, 5, False),
        (one, reporter, 20, False),
        (one, reporter, 30, True),
        (other, reporter, 300, True),
        (empty, editor, 300, False),
    ):
        EditingSession.objects.create(
            user=person,
            content_type=content_type,
            object_id=story.pk,
            last_seen_at=moment - timedelta(seconds=ago),
            is_editing=is_editing,
        )
    with django_assert_num_queries(1):
        found = people_in([one, other, empty])
    assert found == {one.pk: [editor, reporter], other.pk: [reporter]}
    with django_assert_num_queries(0):
        assert people_in([]) == {}
