"""The queue's own housekeeping."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from masthead.jobs.models import WorkerBeat
from masthead.jobs.schedule import every

# Long enough to look into what went wrong over a holiday; a busy newsroom makes some thousands of
# jobs a day, and the table should stay a matter of megabytes.
KEEP_FINISHED = timedelta(days=14)
# A dead worker's row is of no use once doctor has had a day to name it.
KEEP_BEATS = timedelta(days=1)
# One transaction holds SQLite's write lock; so many rows take some milliseconds.
BATCH = 500


@every(seconds=3600, name="prune finished jobs")
def prune() -> None:
    """Delete finished jobs and dead workers' rows that are older than is of use."""
    now = timezone.now()
    WorkerBeat.objects.filter(beat_at__lt=now - KEEP_BEATS).delete()
    old = DBTaskResult.objects.finished().filter(finished_at__lt=now - KEEP_FINISHED)
    while batch := list(old.values_list("pk", flat=True)[:BATCH]):
        DBTaskResult.objects.filter(pk__in=batch).delete()
