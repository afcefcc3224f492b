"""The door to background work: put a job into the queue, or run what is due here and now.

A job is delivered at least once. A worker can be killed after its work and before its note of it,
and then the job runs again: **that two runs have the effect of one is the job's own duty**. Write
with ``get_or_create``, compare before changing, and pass ids, never values that can grow old.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django_tasks import TaskResult
from django_tasks.base import Task

from masthead.jobs.backend import QueueBackend
from masthead.jobs.leases import claim
from masthead.jobs.running import run_held

BACKEND_NAME = "default"


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many jobs succeeded, and how many tries failed (some may be due again later)."""

    succeeded: int
    failed: int


def enqueue(
    task: Task[Any, Any],
    *args: Any,
    key: str | None = None,
    run_after: datetime | None = None,
    priority: int | None = None,
    **kwargs: Any,
) -> TaskResult[Any]:
    """Put ``task`` into its queue within the transaction that is open; returns the job.

    ``key`` names the effect wanted: while a job of this task with the same key is unfinished (it
    may be running), that one is returned and nothing is added. A key should therefore carry the
    version of what it works on (``f"{picture.pk}:{picture.file_hash}"``): then a change that comes
    while the job runs makes a new job. ``run_after`` is the earliest moment (aware), ``priority``
    from -100 to 100, higher first. Raises ValueError for a key that is empty or too long, and
    django-tasks' InvalidTaskError for a priority or moment that it refuses.
    """
    wanted = task.using(priority=priority, run_after=run_after)
    backend = wanted.get_backend()
    if not isinstance(backend, QueueBackend):
        # Settings with django-tasks' immediate backend run the job at once: no key can be open.
        return backend.enqueue(wanted, args, kwargs)
    return backend.enqueue_keyed(wanted, args, kwargs, key=key)


def queues() -> tuple[str, ...]:
    """The names of all queues, as settings list them."""
    return tuple(settings.TASKS[BACKEND_NAME]["QUEUES"])


def run_until_empty() -> Tally:
    """Run every job that is due, in this process and thread, until none is left.

    For tests and for commands that must leave nothing undone. A job that fails is put back with
    its pause as it would be by a worker, so this ends.
    """
    succeeded = failed = 0
    while (held := claim(worker="in this process", queues=queues())) is not None:
        if run_held(held):
            succeeded += 1
        else:
            failed += 1
    return Tally(succeeded=succeeded, failed=failed)
