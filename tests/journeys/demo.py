"""The demo newsroom, running as ``masthead run`` starts it on an empty machine."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.journeys.prepared import lay_prepared
from tests.journeys.running import environment, free_port

# Drawing the demo takes about ten seconds on an idle machine with two cores.
START_SECONDS = 180
STOP_SECONDS = 10


@contextmanager
def demo_running(folder: Path) -> Iterator[str]:
    """The address of a demo newsroom in ``folder``; it stops afterwards."""
    port = free_port()
    lay_prepared(folder / "data")
    log = folder / "run.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "masthead.cli.main", "run"],
            env=environment(folder / "data", port),
            stdout=output,
            stderr=output,
        )
        try:
            _wait_for(port, process, log=log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(STOP_SECONDS)


def _wait_for(port: int, process: subprocess.Popen[bytes], *, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text(errors="replace")
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/")
            assert connection.getresponse().status == 200
            return
        except (OSError, HTTPException):
            time.sleep(0.2)
        finally:
            connection.close()
    raise AssertionError(f"no answer on port {port}:\n{log.read_text(errors='replace')}")
