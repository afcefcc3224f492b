"""The worker: a process that runs jobs and periodic work until it is told to stop.

Threads, each with a database connection of its own:

- one *lane* a queue, which runs that queue's jobs one after another: a long job in ``pictures``
  never keeps one in ``default`` waiting;
- one for each piece of periodic work;
- the *keeper* (the thread that calls `Worker.run`): leases, signs of life, jobs of lost workers.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.db import Error, close_old_connections, connection, connections
from django.utils import timezone

from masthead.jobs import leases, presence, schedule
from masthead.jobs.leases import Held
from masthead.jobs.running import run_held
from masthead.jobs.schedule import Periodic, Turn

logger = logging.getLogger(__name__)

# How long a job may wait in an idle system; one indexed read each time.
POLL_SECONDS = 0.25
# How often leases are looked at. With the lease's 8 s, a killed worker's job is due within 9 s.
KEEPER_SECONDS = 1.0
# How long running jobs may end in peace once the worker is told to stop. The supervisor kills
# after 4 s; what is left of that is for handing jobs back.
STOP_GRACE_SECONDS = 2.5
# Queues whose jobs compute for long. Their lanes ask the system for little: readers and scheduled
# stories come before pictures (measured: a start while AVIF files were made took 9 s, not 2).
PATIENT_QUEUES = frozenset({"pictures"})
PATIENT_NICENESS = 15
# After an error of the database: long enough not to fill the log, short enough to be back soon.
DATABASE_PAUSE_SECONDS = 1.0


class Worker:
    """One worker process. `run` returns after `stop` was called, from a signal handler say."""

    def __init__(
        self,
        *,
        queues: Sequence[str],
        periodic: Sequence[Periodic] = (),
        on_beat: Callable[[], None] | None = None,
    ) -> None:
        """``on_beat`` is called after each sign of life that reached the database."""
        self.name = uuid.uuid4().hex
        self._on_beat = on_beat
        self._queues = queues
        self._periodic = periodic
        self._stop = threading.Event()
        self._is_broken = False
        # Guards the two collections below, which lanes and clocks write and the keeper reads.
        self._lock = threading.Lock()
        self._held: dict[str, Held] = {}
        self._turns: dict[str, Turn] = {}

    def stop(self) -> None:
        """Ask the worker to end; safe in a signal handler."""
        self._stop.set()

    def run(self) -> bool:
        """Work until told to stop. True when all ended well.

        False when a thread broke, or when a job would not end in time: it was handed back, and
        its thread still runs, so the process must end at once.
        """
        threads = [
            threading.Thread(target=self._guarded, args=(body,), name=name, daemon=True)
            for name, body in self._bodies()
        ]
        with self._database_may_fail("first sign of life"):
            self._beat()
        for thread in threads:
            thread.start()
        logger.info("worker %s takes jobs from %s", self.name, ", ".join(self._queues))
        self._keep()
        has_ended = self._wind_down(threads)
        connections.close_all()
        return has_ended and not self._is_broken

    def _bodies(self) -> Iterator[tuple[str, Callable[[], None]]]:
        for queue in self._queues:
            yield f"lane {queue}", lambda queue=queue: self._lane(queue)  # type: ignore[misc]
        for periodic in self._periodic:
            yield f"clock {periodic.name}", lambda periodic=periodic: self._clock(periodic)  # type: ignore[misc]

    def _guarded(self, body: Callable[[], None]) -> None:
        """Run a thread's body; when it breaks, end the worker, so that the supervisor sees it."""
        try:
            body()
        except BaseException:
            logger.exception("%s broke; the worker stops", threading.current_thread().name)
            self._is_broken = True
            self._stop.set()
        finally:
            connections.close_all()

    # --- jobs -------------------------------------------------------------------------------

    def _lane(self, queue: str) -> None:
        if queue in PATIENT_QUEUES and sys.platform == "linux":
            # Elsewhere niceness belongs to the whole process, on Linux to a thread and those that
            # it starts, as encoders do.
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), PATIENT_NICENESS)
        while not self._stop.is_set():
            close_old_connections()
            held = None
            with self._database_may_fail(f"taking a job from {queue}"):
                held = leases.claim(worker=self.name, queues=[queue])
            if held is None:
                self._stop.wait(POLL_SECONDS)
                continue
            self._run(held)

    def _run(self, held: Held) -> None:
        with self._lock:
            self._held[str(held.job.pk)] = held
        try:
            with self._database_may_fail(f"recording the end of job {held.job.pk}"):
                run_held(held)
        finally:
            # Also when its end could not be recorded: the lease then runs out and it is redone.
            with self._lock:
                self._held.pop(str(held.job.pk), None)

    # --- periodic work ----------------------------------------------------------------------

    def _clock(self, periodic: Periodic) -> None:
        while not self._stop.is_set():
            close_old_connections()
            wait = POLL_SECONDS
            with self._database_may_fail(periodic.name):
                wait = schedule.seconds_until_due(periodic, timezone.now())
                if wait <= 0:
                    self._take_turn(periodic)
            # Looks again each second at least: another worker that had the turn may have died.
            self._stop.wait(min(max(wait, 0.01), KEEPER_SECONDS))

    def _take_turn(self, periodic: Periodic) -> None:
        turn = schedule.take_turn(periodic, holder=self.name, now=timezone.now())
        if turn is None:
            return
        with self._lock:
            self._turns[periodic.name] = turn
        try:
            periodic.function()
        except Exception:
            # Logged, and run again when it is due again: periodic work needs no other retry.
            logger.exception("periodic work %r failed", periodic.name)
        finally:
            with self._lock:
                self._turns.pop(periodic.name, None)
            schedule.end_turn(turn, now=timezone.now())

    # --- the keeper -------------------------------------------------------------------------

    def _keep(self) -> None:
        extended = beaten = time.monotonic()
        while not self._stop.wait(KEEPER_SECONDS):
            close_old_connections()
            with self._database_may_fail("keeping leases"):
                if time.monotonic() - extended >= leases.HEARTBEAT_SECONDS:
                    self._extend()
                    extended = time.monotonic()
                if time.monotonic() - beaten >= presence.BEAT_SECONDS:
                    self._beat()
                    beaten = time.monotonic()
                leases.take_back_expired()

    def _beat(self) -> None:
        presence.beat(self.name)
        if self._on_beat is not None:
            self._on_beat()

    def _extend(self) -> None:
        with self._lock:
            held = list(self._held.values())
            # Within the lock: a turn that ends meanwhile must not be moved on after its end.
            for turn in self._turns.values():
                schedule.keep_turn(turn, now=timezone.now())
        for one in held:
            if not leases.extend(one) and self._is_held(one):
                logger.warning("job %s is no longer ours; its result will not count", one.job.pk)

    def _is_held(self, held: Held) -> bool:
        with self._lock:
            return str(held.job.pk) in self._held

    def _wind_down(self, threads: Sequence[threading.Thread]) -> bool:
        deadline = time.monotonic() + STOP_GRACE_SECONDS
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        with self._lock:
            left = list(self._held.values())
        with self._database_may_fail("stopping"):
            for held in left:
                leases.hand_back(held)
                logger.warning("job %s did not end in time and is handed back", held.job.pk)
            presence.leave(self.name)
        return not any(thread.is_alive() for thread in threads)

    @contextmanager
    def _database_may_fail(self, doing: str) -> Iterator[None]:
        """Outlive a database that restarts or is locked: log it, drop the connection, go on."""
        try:
            yield
        except Error:
            logger.exception("the database failed while %s", doing)
            connection.close()
            self._stop.wait(DATABASE_PAUSE_SECONDS)
