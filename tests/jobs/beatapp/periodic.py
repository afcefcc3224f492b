"""Periodic work that appends the moment of each run to a file."""

import os
import time
from pathlib import Path

from masthead.jobs.schedule import every


@every(seconds=1, name="leave a trace")
def leave_a_trace() -> None:
    """Append who ran, and when."""
    if path := os.environ.get("JOBS_TEST_TRACE"):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(f"{os.getpid()} {time.time()}\n")
