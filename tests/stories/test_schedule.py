"""Scheduling, by the real clock where the clock is the point."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from wagtail.models import ModelLogEntry

from masthead.kernel.clock import now
from masthead.stories import periodic
from masthead.stories.ending import take_down
from masthead.stories.models import Placement, Story
from masthead.stories.periodic import run_due
from masthead.stories.rules import PublicationRefused
from masthead.stories.services.placing import set_limits
from masthead.stories.services.publication import kill_story, publish_story, withdraw_story
from tests.factories.stories import make_edition, make_picture, make_published, make_story
from tests.stories.situations import (
    acts_on,
    ago,
    ahead,
    force_due,
    fresh,
    is_out,
    publish_with,
    revise,
    schedule,
)

pytestmark = pytest.mark.django_db


def _by_command() -> None:
    call_command("publish_scheduled")


CLOCKWORKS = pytest.mark.parametrize(
    "clockwork", [run_due, _by_command], ids=["our worker", "wagtail's command"]
)


def _went_out_at(story: Story, *, patience: float) -> datetime:
    """Run the worker's loop until the story is out; the moment since when it is."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        run_due()
        since: datetime | None = fresh(story).publication.live_since
        if since is not None:
            return since
        time.sleep(0.05)
    raise AssertionError(f"not out after {patience} s")


def test_a_story_goes_out_at_its_time_and_not_before() -> None:
    story, at = make_story(), ahead(seconds=2)
    schedule(story, at=at, headline="At two")
    assert not is_out(story)
    assert acts_on(story)[-1] == "wagtail.publish.schedule"
    since = _went_out_at(story, patience=5)
    assert at <= since < at + timedelta(seconds=2)
    assert acts_on(story)[-1] == "wagtail.publish.scheduled"
    assert fresh(story).headline == "At two"
    run_due()
    assert acts_on(story).count("wagtail.publish.scheduled") == 1


def test_an_embargo_later_than_the_time_holds_the_story() -> None:
    story, embargo = make_story(), ahead(seconds=1.5)
    set_limits(story=story, embargo_until=embargo, expire_at=None, by=None)
    revision = schedule(story, at=ahead(seconds=0.5))
    assert revision.approved_go_live_at == embargo
    assert _went_out_at(story, patience=5) >= embargo


def test_an_embargo_alone_schedules_what_is_published_under_it() -> None:
    story = make_story()
    embargo = ahead(hours=1)
    set_limits(story=story, embargo_until=embargo, expire_at=None, by=None)
    revision = revise(story)
    revision.publish()
    revision.refresh_from_db()
    assert revision.approved_go_live_at == embargo
    assert not is_out(story)


def test_publishing_an_unedited_story_under_embargo_is_refused() -> None:
    story = make_story()
    set_limits(story=story, embargo_until=ahead(hours=1), expire_at=None, by=None)
    with pytest.raises(PublicationRefused, match="before"):
        publish_story(story=story, by=None)
    assert not is_out(story)


def test_publishing_an_unedited_story_before_its_own_time_is_refused() -> None:
    story = make_story(go_live_at=ahead(hours=1))
    with pytest.raises(PublicationRefused, match="before"):
        publish_story(story=story, by=None)


def test_an_embargo_moved_later_after_scheduling_holds_the_story() -> None:
    story = make_story()
    revision = schedule(story, at=ahead(seconds=1))
    later = ahead(hours=1)
    set_limits(story=fresh(story), embargo_until=later, expire_at=None, by=None)
    revision.refresh_from_db()
    assert revision.approved_go_live_at == later
    time.sleep(1.1)
    run_due()
    assert not is_out(story)


@CLOCKWORKS
def test_an_embargo_moved_past_our_service_is_found_when_the_story_falls_due(
    clockwork: Callable[[], None],
) -> None:
    story, later = make_story(), ahead(hours=1)
    revision = schedule(story, at=ahead(minutes=1))
    story.publication.embargo_until = later
    story.publication.save()
    force_due(revision)
    clockwork()
    revision.refresh_from_db()
    assert not is_out(story)
    assert revision.approved_go_live_at == later


def test_an_embargo_lifted_lets_the_waiting_story_out_at_once() -> None:
    story = make_story()
    set_limits(story=story, embargo_until=ahead(hours=1), expire_at=None, by=None)
    revise(story).publish()
    run_due()
    assert not is_out(story)
    set_limits(story=fresh(story), embargo_until=None, expire_at=None, by=None)
    run_due()
    assert is_out(story)


def test_a_lifted_embargo_does_not_lift_the_storys_own_time() -> None:
    story, at = make_story(), ahead(minutes=30)
    set_limits(story=story, embargo_until=ahead(hours=1), expire_at=None, by=None)
    revision = schedule(story, at=at)
    set_limits(story=fresh(story), embargo_until=None, expire_at=None, by=None)
    revision.refresh_from_db()
    assert revision.approved_go_live_at == at


@CLOCKWORKS
def test_what_fell_due_while_the_worker_was_down_goes_out_when_it_is_back(
    clockwork: Callable[[], None],
) -> None:
    stories = [make_story() for _ in range(3)]
    for story in stories:
        force_due(schedule(story, at=ahead(minutes=5)))
        # The time that the revision itself names has passed as well.
        revision = fresh(story).latest_revision
        revision.content["go_live_at"] = ago(minutes=1).isoformat()
        revision.save()
    clockwork()
    assert all(is_out(story) for story in stories)


def test_a_time_that_was_forced_back_does_not_publish_early() -> None:
    story, at = make_story(), ahead(minutes=5)
    revision = schedule(story, at=at)
    force_due(revision)
    run_due()
    revision.refresh_from_db()
    assert not is_out(story)
    assert revision.approved_go_live_at == at


@pytest.mark.parametrize("has_revision", [False, True], ids=["unedited", "edited"])
def test_scheduling_an_update_leaves_the_live_text_with_readers(has_revision: bool) -> None:
    story = publish_with(make_story(), headline="Now") if has_revision else make_published()
    revision = schedule(story, at=ahead(minutes=5), headline="Later")
    assert is_out(story)
    row = fresh(story)
    assert row.live
    assert row.headline != "Later"
    revision.content["go_live_at"] = ago(minutes=1).isoformat()
    revision.save()
    force_due(revision)
    run_due()
    assert fresh(story).headline == "Later"
    assert [version.number for version in story.versions.all()] == [1, 2]


@CLOCKWORKS
def test_a_killed_storys_older_schedule_falls_due_and_nothing_of_it_is_live(
    clockwork: Callable[[], None],
) -> None:
    killed, waiting = make_story(), make_story()
    revision = schedule(killed, at=ahead(minutes=5))
    revision.content["go_live_at"] = ago(minutes=1).isoformat()
    revision.save()
    kill_story(story=killed, by=None, reason="Libel")
    revision.refresh_from_db()
    assert revision.approved_go_live_at is None
    clockwork()
    assert not is_out(killed)
    # Somebody with a database shell puts the schedule back, ahead of another story's.
    force_due(revision)
    behind = schedule(waiting, at=ahead(minutes=5))
    behind.content["go_live_at"] = ago(minutes=1).isoformat()
    behind.save()
    force_due(behind)
    clockwork()
    assert not is_out(killed)
    assert fresh(killed).publication.is_killed
    assert killed.versions.count() == 0
    assert is_out(waiting), "a killed story must not hold up the others"
    entry = ModelLogEntry.objects.filter(object_id=str(killed.pk)).latest("id")
    assert entry.action == "masthead.missed"
    assert "killed" in entry.data["reason"]
    clockwork()
    clockwork()
    assert acts_on(killed).count("masthead.missed") == 1


@CLOCKWORKS
def test_a_story_that_was_published_then_killed_is_not_revived_by_its_schedule(
    clockwork: Callable[[], None],
) -> None:
    story = publish_with(make_story())
    revision = schedule(story, at=ahead(minutes=5), headline="Later")
    kill_story(story=story, by=None, reason="Libel")
    force_due(revision)
    clockwork()
    assert not is_out(story)
    assert story.versions.count() == 1


@CLOCKWORKS
def test_a_due_story_that_is_refused_is_recorded_once(clockwork: Callable[[], None]) -> None:
    story, picture = make_story(), make_picture()
    revision = schedule(
        story, at=ahead(minutes=5), lead_picture=picture, lead_alt="A boat", lead_credit="Ada"
    )
    revision.content["go_live_at"] = ago(minutes=1).isoformat()
    revision.save()
    picture.rights_end_at = ago(days=1)
    picture.save()
    force_due(revision)
    clockwork()
    clockwork()
    assert not is_out(story)
    assert acts_on(story).count("masthead.missed") == 1


def test_what_will_not_be_allowed_at_its_time_is_refused_when_it_is_scheduled() -> None:
    story = make_story()
    picture = make_picture()
    picture.rights_end_at = ahead(minutes=4)
    picture.save()
    revision = revise(
        story,
        go_live_at=ahead(minutes=5),
        lead_picture=picture,
        lead_alt="A boat",
        lead_credit="Ada",
    )
    with pytest.raises(PublicationRefused, match="rights"):
        revision.publish()


@pytest.mark.django_db
def test_a_story_withdrawn_before_it_was_out_does_not_come_out_after_all() -> None:
    story = make_story()
    schedule(story, at=ahead(hours=1))
    withdraw_story(story=story, by=None, reason="Withheld by the agency.")
    assert not story.revisions.filter(approved_go_live_at__isnull=False).exists()


def test_withdrawing_takes_the_schedule_with_it() -> None:
    story = publish_with(make_story())
    revision = schedule(story, at=ahead(minutes=5), headline="Later")
    withdraw_story(story=story, by=None)
    revision.refresh_from_db()
    assert revision.approved_go_live_at is None


def test_a_due_revision_that_another_worker_published_is_not_published_again() -> None:
    story = make_story()
    revision = schedule(story, at=ahead(minutes=5))
    seen = type(revision).objects.get(pk=revision.pk)
    publish_with(story, headline="Newer, by hand", go_live_at=None)
    seen.publish(log_action="wagtail.publish.scheduled")
    assert fresh(story).headline == "Newer, by hand"


def test_one_story_that_breaks_does_not_hold_back_the_others(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken, sound = make_published(), make_published()
    for story in (broken, sound):
        set_limits(story=story, embargo_until=None, expire_at=ago(minutes=1), by=None)
    genuine = take_down

    def break_one(*, story: Story, **arguments: object) -> None:
        if story.pk == broken.pk:
            raise RuntimeError("disk on fire")
        genuine(story=story, **arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(periodic, "take_down", break_one)
    run_due()
    assert not is_out(sound)
    assert is_out(broken)
    assert "expiry failed" in caplog.text
    monkeypatch.undo()
    run_due()
    assert not is_out(broken)


def test_limits_that_cannot_both_hold_are_refused() -> None:
    story = make_story()
    with pytest.raises(ValidationError, match="expire before"):
        set_limits(story=story, embargo_until=ahead(hours=2), expire_at=ahead(hours=1), by=None)


@pytest.mark.parametrize("minutes", [60, 0])
def test_an_embargo_on_a_story_that_readers_already_had_is_refused(minutes: int) -> None:
    story = make_published()
    embargo = ahead(minutes=minutes)
    assert story.publication.live_since is not None
    assert embargo > story.publication.live_since
    with pytest.raises(ValidationError, match="withdraw"):
        set_limits(story=story, embargo_until=embargo, expire_at=None, by=None)


def test_an_embargo_that_had_ended_when_the_story_went_out_may_be_noted_later() -> None:
    story = make_published()
    set_limits(story=story, embargo_until=ago(hours=1), expire_at=None, by=None)
    assert is_out(story)


def test_a_second_placement_starts_and_ends_by_the_clock() -> None:
    story, other = make_published(), make_edition()
    section = other.sections.get(slug="news")
    placement = Placement.objects.create(
        story=story, edition=other, section=section, starts_at=ahead(seconds=0.6),
        ends_at=ahead(seconds=1.2),
    )  # fmt: skip
    run_due()
    assert not Placement.objects.get(pk=placement.pk).is_live
    time.sleep(0.65)
    run_due()
    placement.refresh_from_db()
    assert placement.is_live
    assert placement.published_at == story.publication.first_published_at
    time.sleep(0.6)
    run_due()
    assert not Placement.objects.get(pk=placement.pk).is_live


def test_a_placement_of_a_dead_story_does_not_start() -> None:
    story, other = make_published(), make_edition()
    Placement.objects.create(
        story=story,
        edition=other,
        section=other.sections.get(slug="news"),
        starts_at=ago(minutes=1),
    )
    kill_story(story=story, by=None, reason="Libel")
    run_due()
    assert not is_out(story)


def test_publishing_again_leaves_ended_placements_ended() -> None:
    story, other = make_published(), make_edition()
    Placement.objects.create(
        story=story,
        edition=other,
        section=other.sections.get(slug="news"),
        starts_at=ago(hours=2),
        ends_at=ago(hours=1),
    )
    publish_with(story, headline="Again")
    assert [row.is_live for row in story.placements.order_by("id")] == [True, False]
    assert now() > ago(hours=1)
