"""Telling people that the worker is in trouble, by a process of its own that ends at once.

The supervisor does without Django, and the worker, which tells of all else, is the one in trouble.
"""

from __future__ import annotations

import logging
import subprocess
import time
from collections.abc import Sequence

from masthead.cli.lineage import before_exec

logger = logging.getLogger(__name__)

# Between two tries to tell people: twice within the minute, without filling the log.
PAUSE_SECONDS = 15.0


class Alarm:
    """Rung and looked at by the supervisor, which never waits for a mail server."""

    def __init__(self, command: Sequence[str]) -> None:
        """``command`` takes the words as its last argument."""
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._said = self._waiting = ""
        self._not_before = 0.0

    def ring(self, words: str) -> None:
        """Have people told; while some are being told, the newest words wait for their turn."""
        self._waiting = words
        self.look()

    def look(self) -> None:
        """Notice that telling has ended, and begin with what waits."""
        if self._process is not None:
            code = self._process.poll()
            if code is None:
                return
            if code != 0:
                # The database may be what is in trouble: whom to tell is written there.
                logger.error("nobody could be told that the worker is in trouble (code %s)", code)
                self._waiting = self._waiting or self._said
                self._not_before = time.monotonic() + PAUSE_SECONDS
            self._process = None
        if self._waiting and time.monotonic() >= self._not_before:
            self._said, self._waiting = self._waiting, ""
            self._process = subprocess.Popen(  # noqa: S603 (our own command, no shell)
                [*self._command, self._said],
                stdin=subprocess.DEVNULL,
                process_group=0,
                preexec_fn=before_exec(),
            )

    def close(self) -> None:
        """Give up, when everything stops."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
