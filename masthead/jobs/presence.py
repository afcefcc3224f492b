"""Which workers are alive: each writes a sign of life, whoever asks reads it."""

from __future__ import annotations

import os
import socket
from datetime import datetime, timedelta

from django.utils import timezone

import masthead
from masthead.jobs.models import WorkerBeat

BEAT_SECONDS = 5.0
# Four beats missed: a machine under load is late by one or two.
SILENT_AFTER = timedelta(seconds=20)


def beat(worker: str) -> None:
    """Write that ``worker``, which is this process, is alive now."""
    now = timezone.now()
    WorkerBeat.objects.update_or_create(
        worker=worker,
        defaults={"beat_at": now},
        create_defaults={
            "beat_at": now,
            "started_at": now,
            "host": socket.gethostname()[:255],
            "pid": os.getpid(),
            "version": masthead.__version__,
        },
    )


def leave(worker: str) -> None:
    """Write that ``worker`` has stopped in good order."""
    WorkerBeat.objects.filter(worker=worker).delete()


def living_workers(now: datetime) -> list[WorkerBeat]:
    """Workers whose last sign of life is recent enough at ``now``. One query."""
    return list(WorkerBeat.objects.filter(beat_at__gt=now - SILENT_AFTER).order_by("worker"))
