"""``masthead worker``: the background worker alone."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from masthead.cli.lineage import follow_supervisor
from masthead.cli.start import Data, installation_of, require_initialised, start_django
from masthead.cli.supervisor import BEAT_VARIABLE


def _sign_for_supervisor() -> Callable[[], None] | None:
    """What touches the file by which the supervisor, which has no database, sees signs of life."""
    name = os.environ.get(BEAT_VARIABLE)
    return Path(name).touch if name else None


def worker(data: Data = None) -> None:
    """Do the work in the background: picture sizes, scheduled stories, housekeeping.

    “masthead run” starts one. Start more on machines with much to do; they share the work.
    """
    here = installation_of(data)
    require_initialised(here)
    follow_supervisor()
    start_django()
    # Needs Django's models.
    from masthead.jobs.queue import queues
    from masthead.jobs.schedule import registered
    from masthead.jobs.worker import Worker

    process = Worker(queues=queues(), periodic=registered(), on_beat=_sign_for_supervisor())

    def stop(number: int, frame: FrameType | None) -> None:
        process.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    has_ended_well = process.run()
    logging.shutdown()
    # Not sys.exit: a job that would not end in time still runs in a thread, and must not go on
    # now that it has been handed back.
    os._exit(0 if has_ended_well else 1)
