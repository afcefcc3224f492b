"""Taking, keeping and giving back jobs: every statement that changes who runs what.

All are safe between processes on SQLite (one writer at a time, ``BEGIN IMMEDIATE``) and on
PostgreSQL (``SKIP LOCKED``). Each change after the taking carries the fence that the taking gave;
it changes nothing when somebody else has taken the job since, and says so. Locks are taken in one
order, lease before job, save in `claim`, whose jobs no other statement touches.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from traceback import format_exception
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from masthead.jobs.models import Lease
from masthead.jobs.rules import DEFAULT_POLICY, RetryPolicy, decide_pause

logger = logging.getLogger(__name__)

# A worker that was killed is missed after this long; with the second between looks its job runs
# again within ten. Shorter, and a machine that swaps or a long write by another process would
# look like a death; longer, and a published story's pictures would wait.
LEASE = timedelta(seconds=8)
# A lease survives several lost heartbeats: one slow commit must not cost a job.
HEARTBEAT_SECONDS = 2.0
# Enough of a traceback to find the line; a job that fails with a page of text must not fill the
# database.
LONGEST_ERROR = 20_000


class WorkerLostError(Exception):
    """The worker that ran the job vanished (killed, out of memory, machine lost)."""


@dataclass(frozen=True, kw_only=True)
class Held:
    """A job that this process may run until its lease runs out."""

    job: Any  # DBTaskResult, whose package ships no types
    worker: str
    fence: int
    attempts: int


def claim(*, worker: str, queues: Sequence[str]) -> Held | None:
    """Take the job that is due first (by priority, then time), or None when none is."""
    ready = DBTaskResult.objects.ready().filter(queue_name__in=queues)
    # A look first: on SQLite the transaction below takes the only write lock there is, and an
    # idle worker must not take it four times a second.
    if not ready.exists():
        return None
    with transaction.atomic():
        job = ready.get_locked()
        if job is None:
            return None
        now = timezone.now()
        # The condition repeats what the lock promises, for a database whose locks are weaker.
        taken = DBTaskResult.objects.filter(pk=job.pk, status=TaskResultStatus.READY).update(
            status=TaskResultStatus.RUNNING,
            started_at=now,
            worker_ids=[*job.worker_ids, worker],
        )
        if not taken:
            return None
        # A row is missing only for jobs that another backend enqueued.
        lease, _ = Lease.objects.get_or_create(task_id=job.pk)
        lease.worker = worker
        lease.fence += 1
        lease.attempts += 1
        lease.heartbeat_at = now
        lease.expires_at = now + LEASE
        lease.save(update_fields=["worker", "fence", "attempts", "heartbeat_at", "expires_at"])
        job.refresh_from_db()
    return Held(job=job, worker=worker, fence=lease.fence, attempts=lease.attempts)


def extend(held: Held) -> bool:
    """Move the lease on; False when the job is no longer this process's to finish."""
    now = timezone.now()
    return bool(_own(held).update(heartbeat_at=now, expires_at=now + LEASE))


@transaction.atomic
def finish(held: Held, return_value: Any) -> bool:
    """Record success; False, and nothing is changed, when somebody else has the job by now."""
    if not _own(held).update(expires_at=None, key=None, last_error=""):
        logger.warning("job %s was finished too late by %s", held.job.pk, held.worker)
        return False
    DBTaskResult.objects.filter(pk=held.job.pk).update(
        status=TaskResultStatus.SUCCESSFUL,
        finished_at=timezone.now(),
        return_value=return_value,
        exception_class_path="",
        traceback="",
    )
    return True


@transaction.atomic
def fail(held: Held, error: BaseException) -> bool:
    """Record a failed try: due again after a pause, or FAILED for good once tries are used up.

    False, and nothing is changed, when somebody else has the job by now.
    """
    if not Lease.objects.select_for_update().filter(**_mine(held)).exists():
        logger.warning("job %s failed too late by %s", held.job.pk, held.worker)
        return False
    # S311: chance spreads retries, it guards nothing.
    pause = decide_pause(
        policy_of(held.job),
        attempts=held.attempts,
        chance=random.random(),  # noqa: S311
    )
    _settle_failure(held.job, error, pause=pause, attempts=held.attempts)
    return True


def hand_back(held: Held) -> bool:
    """Return a job undone because this worker stops: due at once, and the try does not count."""
    with transaction.atomic():
        if not _own(held).update(expires_at=None, attempts=F("attempts") - 1):
            return False
        DBTaskResult.objects.filter(pk=held.job.pk).update(
            status=TaskResultStatus.READY, run_after=timezone.now()
        )
    return True


def take_back_expired() -> int:
    """Make jobs whose lease has run out due again (or FAILED, when tries are used up); how many.

    The lost try counts: a job that kills its worker each time must come to an end.
    """
    if not Lease.objects.filter(expires_at__lt=timezone.now()).exists():
        return 0
    asked = time.monotonic()
    with transaction.atomic():
        if time.monotonic() - asked > HEARTBEAT_SECONDS:
            # We waited for the write lock ourselves, so heartbeats did too: silence says nothing.
            return 0
        expired = list(
            Lease.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("task")
            .filter(expires_at__lt=timezone.now())
        )
        for lease in expired:
            policy = policy_of(lease.task)
            pause = timedelta(0) if lease.attempts < policy.max_attempts else None
            error = WorkerLostError(f"worker {lease.worker} stopped without a word")
            _settle_failure(lease.task, error, pause=pause, attempts=lease.attempts)
    return len(expired)


def policy_of(job: Any) -> RetryPolicy:
    """The retry policy that the job's task was declared with; the default when it has none."""
    try:
        task = job.task
    except (ImportError, SuspiciousOperation):
        # The code that made this job is gone, or not there yet on this machine.
        return DEFAULT_POLICY
    policy: RetryPolicy = getattr(task, "retry", DEFAULT_POLICY)
    return policy


def _mine(held: Held) -> dict[str, Any]:
    return {"pk": held.job.pk, "fence": held.fence, "expires_at__isnull": False}


def _own(held: Held) -> Any:
    return Lease.objects.filter(**_mine(held))


def _settle_failure(
    job: Any, error: BaseException, *, pause: timedelta | None, attempts: int
) -> None:
    trace = "".join(format_exception(error))[-LONGEST_ERROR:]
    final = pause is None
    lease = {"expires_at": None, "last_error": trace, **({"key": None} if final else {})}
    Lease.objects.filter(pk=job.pk).update(**lease)
    changes: dict[str, Any] = (
        {
            "status": TaskResultStatus.FAILED,
            "finished_at": timezone.now(),
            "exception_class_path": f"{type(error).__module__}.{type(error).__qualname__}",
            "traceback": trace,
        }
        if pause is None
        else {"status": TaskResultStatus.READY, "run_after": timezone.now() + pause}
    )
    DBTaskResult.objects.filter(pk=job.pk).update(**changes)
    level = logging.ERROR if final else logging.WARNING
    outcome = "failed for good" if pause is None else f"is tried again in {pause}"
    logger.log(
        level,
        "job %s (%s) %s after %d tries",
        job.pk,
        job.task_path,
        outcome,
        attempts,
        exc_info=error,
    )
