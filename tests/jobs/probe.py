"""``python -m tests.jobs.probe VERB``: what a worker process, or somebody who enqueues, does."""

from __future__ import annotations

import json
import os
import signal
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.jobs.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django_tasks_db.models import DBTaskResult  # noqa: E402

from masthead.jobs import schedule  # noqa: E402
from masthead.jobs.queue import enqueue, queues  # noqa: E402
from masthead.jobs.worker import Worker  # noqa: E402
from tests.jobs import tasks  # noqa: E402


def run_worker() -> None:
    """Work until SIGTERM."""
    worker = Worker(queues=queues(), periodic=schedule.registered())
    signal.signal(signal.SIGTERM, lambda *_: worker.stop())
    os._exit(0 if worker.run() else 1)


def put(name: str, arguments: str, key: str = "") -> None:
    """Enqueue one job and print its id."""
    job = enqueue(getattr(tasks, name), *json.loads(arguments), key=key or None)
    print(job.id)  # noqa: T201


def put_slowly(name: str, arguments: str, key: str, seconds: str) -> None:
    """Enqueue, and keep the transaction open for a while."""
    with transaction.atomic():
        job = enqueue(getattr(tasks, name), *json.loads(arguments), key=key)
        time.sleep(float(seconds))
    print(job.id)  # noqa: T201


def state() -> None:
    """Print every job as JSON."""
    rows = DBTaskResult.objects.select_related("lease").order_by("enqueued_at")
    print(  # noqa: T201
        json.dumps(
            [
                {
                    "id": str(row.id),
                    "status": row.status,
                    "value": row.return_value,
                    "attempts": row.lease.attempts,
                    "fence": row.lease.fence,
                    "error": row.lease.last_error,
                }
                for row in rows
            ]
        )
    )


def main() -> None:
    """Do what the arguments say."""
    verb, *arguments = sys.argv[1:]
    if verb == "migrate":
        call_command("migrate", verbosity=0)
    elif verb == "worker":
        run_worker()
    elif verb == "put":
        put(*arguments)
    elif verb == "put-slowly":
        put_slowly(*arguments)
    else:
        state()


if __name__ == "__main__":
    main()
