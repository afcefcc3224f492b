"""What the worker looks at: kills, missed moments, itself, failed work, the disk, quiet sources."""

from __future__ import annotations

from collections import namedtuple
from datetime import timedelta
from typing import Any

import pytest
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from masthead.alerts import watching
from masthead.alerts.models import Alert
from masthead.alerts.services import raise_alert
from masthead.jobs.models import WorkerBeat
from masthead.kernel.clock import now
from masthead.stories.models import Edition, MissedMoment, Story
from masthead.stories.services.publication import kill_story
from tests.factories.stories import make_edition, make_published, make_section, make_user

pytestmark = pytest.mark.django_db

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def edition() -> Edition:
    """The one edition."""
    return make_edition()


@pytest.fixture
def story(edition: Edition) -> Story:
    """A story that readers have."""
    return make_published(section=make_section(edition), headline="Fire at Port Elm")


def begin() -> None:
    """Watch from an hour ago on."""
    watching.look_for_kills(at=now() - timedelta(hours=1))


def test_a_kill_by_the_agency_is_told_of_once_and_one_by_an_editor_is_not(
    story: Story, edition: Edition
) -> None:
    begin()
    other = make_published(section=make_section(edition), headline="A doubt")
    kill_story(story=story, by=None, reason="The agency withdrew it")
    kill_story(story=other, by=make_user(), reason="A doubt")
    for _ in range(2):
        watching.look_for_kills(at=now())
    alert = Alert.objects.get()
    assert (alert.kind, alert.story) == (Alert.Kind.KILL, story)
    assert "Fire at Port Elm" in alert.title
    assert alert.text == "The agency withdrew it"


def test_a_kill_from_before_the_watch_began_is_nobodys_alert(story: Story) -> None:
    kill_story(story=story, by=None, reason="Long ago")
    watching.look_for_kills(at=now())
    assert not Alert.objects.exists()


def test_a_missed_moment_is_told_of_once(story: Story) -> None:
    begin()
    moment = now()
    MissedMoment.objects.create(
        story=story, title=str(story), kind=MissedMoment.Kind.choices[0][0],
        outcome=MissedMoment.Outcome.choices[0][0], due_at=moment, recorded_at=moment,
        reason="The worker was down.", advice="Publish it by hand.",
    )  # fmt: skip
    for _ in range(2):
        watching.look_for_missed_moments(at=now())
    alert = Alert.objects.get()
    assert (alert.kind, alert.advice) == (Alert.Kind.MISSED, "Publish it by hand.")
    assert "The worker was down." in alert.text


def test_the_workers_alert_ends_once_a_worker_has_lived_for_a_minute() -> None:
    raise_alert(
        key=watching.WORKER_KEY, kind=Alert.Kind.WORKER, title="In trouble", text="", advice="Wait."
    )
    moment = now()
    beat = WorkerBeat.objects.create(
        worker="w", beat_at=moment, started_at=moment - timedelta(seconds=59), pid=1
    )
    watching.look_at_worker(at=moment)
    assert Alert.objects.get().over_at is None
    beat.started_at = moment - timedelta(seconds=60)
    beat.save()
    watching.look_at_worker(at=moment)
    assert Alert.objects.get().over_at is not None


def failed(path: str, moment: Any) -> None:
    """A job that was given up."""
    DBTaskResult.objects.create(
        task_path=path, status=TaskResultStatus.FAILED, finished_at=moment, enqueued_at=moment,
        args_kwargs={"args": [], "kwargs": {}}, backend_name="default", queue_name="default",
        exception_class_path="", traceback="", run_after=moment,
    )  # fmt: skip


def test_failed_work_is_one_alert_for_each_kind_of_work_and_ends_when_none_fails() -> None:
    begin()
    moment = now()
    for _ in range(3):
        failed("masthead.stories.tasks.make_sizes", moment)
    failed("masthead.wire.tasks.poll_feed", moment)
    watching.look_at_jobs(at=moment)
    titles = {alert.title for alert in Alert.objects.all()}
    assert titles == {
        "Work in the background fails: make sizes", "Work in the background fails: poll feed",
    }  # fmt: skip
    assert "3 in the last half hour" in Alert.objects.get(title__endswith="make sizes").text
    watching.look_at_jobs(at=moment + timedelta(minutes=31))
    assert not Alert.objects.filter(over_at=None).exists()


def test_a_full_disk_is_told_of_and_is_over_only_when_there_is_room_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gigabyte = 1024**3
    for free, is_on in ((3, True), (5.5, True), (7, False)):
        usage = Usage(100 * gigabyte, 0, int(free * gigabyte))
        monkeypatch.setattr("shutil.disk_usage", lambda folder, found=usage: found)
        watching.look_at_disk()
        assert Alert.objects.filter(over_at=None).exists() is is_on, free
    assert Alert.objects.count() == 1
