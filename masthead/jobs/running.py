"""Running one job that is held, and recording how it ended."""

from __future__ import annotations

import logging
from typing import Any

from django_tasks import TaskContext
from django_tasks.signals import task_finished, task_started
from django_tasks.utils import normalize_json

from masthead.jobs.leases import Held, fail, finish

logger = logging.getLogger(__name__)


def run_held(held: Held) -> bool:
    """Run the job and record its end; True when it succeeded and the success counted.

    Nothing that the job raises comes out of here, `SystemExit` in a library included: it is
    recorded, logged and, by the task's policy, tried again. Errors of the database while recording
    do come out; the lease then runs out and the job is taken up again.
    """
    try:
        value = _call(held)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 (recorded and logged by fail)
        fail(held, error)
        return False
    if not finish(held, value):
        return False
    held.job.refresh_from_db()
    task_finished.send_robust(
        sender=type(held.job.task.get_backend()), task_result=held.job.task_result
    )
    return True


def _call(held: Held) -> Any:
    task = held.job.task
    result = held.job.task_result
    task_started.send_robust(sender=type(task.get_backend()), task_result=result)
    if task.takes_context:
        value = task.call(TaskContext(task_result=result), *result.args, **result.kwargs)
    else:
        value = task.call(*result.args, **result.kwargs)
    # Here, so that a value that JSON cannot hold is the job's failure, not the worker's.
    return normalize_json(value)
