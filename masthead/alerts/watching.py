"""What the worker looks at, again and again, and tells of when it is wrong."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Max
from django.urls import reverse
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.models import ModelLogEntry

from masthead.alerts.models import Alert, Watch
from masthead.alerts.rules import is_disk_nearly_full, is_worker_well
from masthead.alerts.services import end_alert, raise_alert
from masthead.alerts.wording import said
from masthead.jobs.presence import living_workers
from masthead.stories.models import MissedMoment, Story
from masthead.wire.health import quiet_sources

WORKER_KEY = "worker"
DISK_KEY = "disk"
# A kill that came while no worker was there is still news when one is back, for a day.
_LOOK_BACK = timedelta(days=1)
# Work that failed for good is told of while it is fresh, and is over when none fails any more.
_JOBS_WINDOW = timedelta(minutes=30)
# As the supervisor: a worker that has lived so long is well.
STEADY = timedelta(seconds=60)
_KILLED = "masthead.kill"


def look_for_kills(*, at: datetime) -> None:
    """Tell of each story that its agency has killed. Reads the log, which no crash can skip."""
    entries = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Story),
        action=_KILLED,
        user=None,
        timestamp__gt=max(at - _LOOK_BACK, _watched_since(at)),
    )
    for entry in entries:
        story = Story.objects.filter(pk=entry.object_id).first()
        raise_alert(
            key=f"kill:{entry.object_id}",
            kind=Alert.Kind.KILL,
            title=f"Killed by the agency: {entry.label}",
            text=str(entry.data.get("reason", "")),
            advice=(
                "The story is off the site for good. See whether readers must be told, and take "
                "it off social media and out of programmes."
            ),
            story=story,
            path=_story_path(story),
            is_deed=True,
        )


def look_for_missed_moments(*, at: datetime) -> None:
    """Tell of each moment that was missed and that nobody has seen yet."""
    since = max(at - _LOOK_BACK, _watched_since(at))
    for missed in MissedMoment.objects.select_related("story").filter(
        acknowledged_at=None, recorded_at__gt=since
    ):
        raise_alert(
            key=f"missed:{missed.pk}",
            kind=Alert.Kind.MISSED,
            title=f"{missed.get_outcome_display()}: {missed.title}",
            text=f"{missed.get_kind_display()}, due {said(missed.due_at)}. {missed.reason}",
            advice=missed.advice,
            story=missed.story,
            path=_story_path(missed.story),
            is_deed=True,
        )


def look_at_worker(*, at: datetime) -> None:
    """End the supervisor's alert once a worker has been well for a minute."""
    started_at = max((worker.started_at for worker in living_workers(at)), default=None)
    if is_worker_well(started_at=started_at, at=at, steady=STEADY):
        end_alert(key=WORKER_KEY)


def look_at_jobs(*, at: datetime) -> None:
    """Tell of work that failed for good, once for each kind of work; end it when it is well."""
    rows = (
        DBTaskResult.objects.filter(
            status=TaskResultStatus.FAILED,
            finished_at__gt=max(at - _JOBS_WINDOW, _watched_since(at)),
        )
        .values("task_path")
        .annotate(count=Count("pk"), last=Max("finished_at"))
        .order_by("task_path")
    )
    failing = set()
    for row in rows:
        key = f"jobs:{row['task_path']}"[:200]
        failing.add(key)
        name = row["task_path"].rpartition(".")[2].replace("_", " ")
        raise_alert(
            key=key,
            kind=Alert.Kind.JOBS,
            title=f"Work in the background fails: {name}",
            text=f"Tried again and again, and given up ({row['count']} in the last half hour).",
            advice="“masthead doctor” on the server says more; its log has each error.",
        )
    _end_others(Alert.Kind.JOBS, failing)


def look_at_disk() -> None:
    """Tell when the disk with the newsroom's data is nearly full; say when it is well again."""
    usage = shutil.disk_usage(_data_folder())
    was_full = Alert.objects.filter(key=DISK_KEY, over_at=None).exists()
    if not is_disk_nearly_full(free=usage.free, total=usage.total, was_full=was_full):
        end_alert(key=DISK_KEY)
        return
    raise_alert(
        key=DISK_KEY,
        kind=Alert.Kind.DISK,
        title="The disk is nearly full",
        text=f"{usage.free // 1024**2:,} MB of {usage.total // 1024**2:,} MB are left.",
        advice="Make room on the server. When nothing is left, nothing can be published or saved.",
    )


def look_at_sources(*, at: datetime) -> None:
    """Tell of each source that went quiet; say when something comes again."""
    quiet = quiet_sources(at)
    for found in quiet:
        raise_alert(
            key=f"source:{found.feed.pk}",
            kind=Alert.Kind.SOURCE,
            title=f"Quiet: {found.feed.source.name}",
            text=f"Nothing since {said(found.since)}. {found.reason}",
            advice="Look at the agency’s own site. If there is news there, call the agency.",
        )
    _end_others(Alert.Kind.SOURCE, {f"source:{found.feed.pk}" for found in quiet})


def _end_others(kind: str, keys: set[str]) -> None:
    for alert in Alert.objects.filter(kind=kind, over_at=None).exclude(key__in=keys):
        end_alert(key=alert.key)


def _watched_since(at: datetime) -> datetime:
    watch, _ = Watch.objects.get_or_create(pk=1, defaults={"begun_at": at})
    return watch.begun_at


def _story_path(story: Story | None) -> str:
    return reverse("wagtailsnippets_stories_story:edit", args=[story.pk]) if story else ""


def _data_folder() -> Path:
    return Path(settings.MEDIA_ROOT).parent
