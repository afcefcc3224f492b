"""Keeps child processes running, and stops them all. No Django, no threads."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from masthead.cli.lineage import before_exec

logger = logging.getLogger(__name__)

# A child that dies once is back almost at once; one that dies each time costs little and is still
# back soon after its cause is mended.
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
# A child that ran this long was well: its next death starts with the first pause again.
STABLE_SECONDS = 60.0
# The whole stop must stay within 6 s; what ends later than this is killed.
GRACE_SECONDS = 4.0
_LOOK_SECONDS = 0.1
# Six signs of life missed. The rest of the minute in which an editor is to hear of it is for the
# process that tells her.
SILENT_SECONDS = 30.0
# Tells a child which file to touch with each sign of life.
BEAT_VARIABLE = "MASTHEAD_BEAT_FILE"


@dataclass(frozen=True, kw_only=True)
class ChildSpec:
    """A child process: what it is called in messages, and its command.

    With ``beat_file`` it is watched: it touches that file with each sign of life, and its death or
    silence is told of.
    """

    name: str
    command: Sequence[str]
    beat_file: Path | None = None


def decide_restart_pause(previous: float, *, ran_seconds: float) -> float:
    """How long to wait before a child that died is started again. Pure.

    ``previous`` is the pause before its last start, 0 for the first.
    """
    if ran_seconds >= STABLE_SECONDS or previous == 0:
        return FIRST_PAUSE
    return min(previous * 2, LONGEST_PAUSE)


class Pulse:
    """A child's signs of life: a file whose time of change moves. Our own clock counts alone."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._seen: int | None = None
        self._seen_at = 0.0
        self._is_silent = False

    def begin(self, now: float) -> None:
        """Start anew with a child that starts; what an earlier one left does not count."""
        self._file.unlink(missing_ok=True)
        self._seen, self._seen_at, self._is_silent = None, now, False

    def has_just_stopped(self, now: float) -> bool:
        """Whether it has been still for too long, said once until it beats again."""
        try:
            changed = self._file.stat().st_mtime_ns
        except FileNotFoundError:
            changed = None
        if changed != self._seen:
            self._seen, self._seen_at, self._is_silent = changed, now, False
        if self._is_silent or now - self._seen_at < SILENT_SECONDS:
            return False
        self._is_silent = True
        return True


class _Child:
    """One child, running or waiting to be started again."""

    def __init__(
        self,
        spec: ChildSpec,
        environment: Mapping[str, str],
        on_trouble: Callable[[str], None],
    ) -> None:
        self.spec = spec
        self._environment = dict(environment)
        self._on_trouble = on_trouble
        self._pulse = None if spec.beat_file is None else Pulse(spec.beat_file)
        if spec.beat_file is not None:
            self._environment[BEAT_VARIABLE] = str(spec.beat_file)
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0
        self._pause = 0.0
        self._start_again_at = 0.0

    def start(self) -> None:
        """Start it in a process group of its own, so that Ctrl-C reaches the supervisor alone."""
        self._started_at = time.monotonic()
        if self._pulse is not None:
            self._pulse.begin(self._started_at)
        self._process = subprocess.Popen(  # noqa: S603 (our own command, no shell)
            self.spec.command,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            process_group=0,
            preexec_fn=before_exec(),
        )

    def look(self) -> None:
        """Notice its death, and start it again when its pause is over."""
        now = time.monotonic()
        if self._process is None:
            if now >= self._start_again_at:
                self.start()
            return
        code = self._process.poll()
        if code is None:
            if self._pulse is not None and self._pulse.has_just_stopped(now):
                self._tell(f"shows no sign of life for {SILENT_SECONDS:.0f} seconds")
            return
        self._kill_group()
        self._process = None
        self._pause = decide_restart_pause(self._pause, ran_seconds=now - self._started_at)
        self._start_again_at = now + self._pause
        logger.error(
            "%s ended with code %s and is started again in %.1f s",
            self.spec.name, code, self._pause,
        )  # fmt: skip
        if self._pulse is not None:
            self._tell(f"ended by itself (code {code}) and is started again")

    def _tell(self, what: str) -> None:
        logger.error("%s %s", self.spec.name, what)
        self._on_trouble(f"{self.spec.name} {what}.")

    def code(self) -> int | None:
        """How it ended; None while it runs."""
        return None if self._process is None else self._process.poll()

    def terminate(self) -> None:
        """Ask it to end."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()

    def finish(self, deadline: float) -> None:
        """Wait for its end until ``deadline``, then kill it and whatever it started."""
        if self._process is None:
            return
        try:
            self._process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            logger.warning("%s did not end in %.0f s and is killed", self.spec.name, GRACE_SECONDS)
        self._kill_group()
        self._process.wait()
        self._process = None

    def _kill_group(self) -> None:
        """Kill what is left of its process group: children that outlived it, or it itself."""
        if self._process is None:
            return
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return  # nothing is left, as it should be


class Supervisor:
    """Runs children until told to stop."""

    def __init__(
        self,
        specs: Sequence[ChildSpec],
        *,
        on_trouble: Callable[[str], None] = lambda words: None,
    ) -> None:
        """``on_trouble`` is told, in words, when a watched child dies or falls silent."""
        # For systems whose kernel does not tell a child of its parent's death.
        self._environment = {**os.environ, "MASTHEAD_SUPERVISOR": str(os.getpid())}
        self._children = [_Child(spec, self._environment, on_trouble) for spec in specs]
        self._is_stopping = False

    @property
    def is_stopping(self) -> bool:
        """Whether `stop` was called."""
        return self._is_stopping

    def stop(self) -> None:
        """Ask `run` to stop everything; safe in a signal handler."""
        self._is_stopping = True

    def run_before(self, spec: ChildSpec) -> bool:
        """Run something to its end before the children start; whether it succeeded.

        When `stop` is called meanwhile, it is stopped as children are.
        """
        child = _Child(spec, self._environment, lambda words: None)
        child.start()
        try:
            while child.code() is None and not self._is_stopping:
                time.sleep(_LOOK_SECONDS)
            return child.code() == 0
        finally:
            child.terminate()
            child.finish(time.monotonic() + GRACE_SECONDS)

    def run(self, *, each_look: Callable[[], None]) -> None:
        """Start all children and keep them running; returns once all have ended after `stop`.

        ``each_look`` is called some ten times a second and should return quickly.
        """
        try:
            for child in self._children:
                child.start()
            while not self._is_stopping:
                for child in self._children:
                    child.look()
                each_look()
                time.sleep(_LOOK_SECONDS)
        finally:
            self._end_all()

    def _end_all(self) -> None:
        deadline = time.monotonic() + GRACE_SECONDS
        for child in self._children:
            child.terminate()
        for child in self._children:
            child.finish(deadline)
