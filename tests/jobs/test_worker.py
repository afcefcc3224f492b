"""Real worker processes on a real database: what happens when they are killed, frozen, stopped."""

from __future__ import annotations

import json
import os
import secrets
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import psycopg
import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
# Longer than a lease and the look after it, on a machine that is busy with other tests.
TAKEN_UP_WITHIN = 20.0


@dataclass
class Place:
    """A database of one test's own, and the processes that work on it."""

    url: str
    folder: Path
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def notes(self) -> Path:
        """The file that jobs write their effects to."""
        return self.folder / "notes"

    @property
    def trace(self) -> Path:
        """The file that periodic work writes to."""
        return self.folder / "trace"

    def start(self, *arguments: str, **options: Any) -> subprocess.Popen[bytes]:
        """Start a probe."""
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.jobs.settings",
            "JOBS_TEST_DATABASE": self.url,
            "JOBS_TEST_TRACE": str(self.trace),
        }
        command = [sys.executable, "-m", "tests.jobs.probe", *arguments]
        return subprocess.Popen(command, cwd=REPOSITORY, env=environment, **options)

    def ask(self, *arguments: str) -> str:
        """Run a probe to its end and return what it printed."""
        process = self.start(*arguments, stdout=subprocess.PIPE)
        output, _ = process.communicate(timeout=60)
        assert process.returncode == 0
        return output.decode().strip()

    def worker(self) -> subprocess.Popen[bytes]:
        """Start a worker; the test's end kills it."""
        log = (self.folder / f"worker-{len(self.workers)}.log").open("wb")
        process = self.start("worker", stderr=log)
        log.close()
        self.workers.append(process)
        return process

    def freeze(self, process: subprocess.Popen[bytes]) -> None:
        """Stop a worker where it stands, but not in a transaction: its locks would stay with it."""
        until = time.monotonic() + TAKEN_UP_WITHIN
        os.kill(process.pid, signal.SIGSTOP)
        while self._is_in_transaction():
            os.kill(process.pid, signal.SIGCONT)
            assert time.monotonic() < until, "the worker is never out of a transaction"
            time.sleep(0.02)
            os.kill(process.pid, signal.SIGSTOP)

    def _is_in_transaction(self) -> bool:
        """Whether anybody is in the middle of writing."""
        if not self.url.startswith("sqlite"):
            with psycopg.connect(self.url) as server:
                query = (
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    " AND pid <> pg_backend_pid() AND xact_start IS NOT NULL"
                )
                (count,) = server.execute(query).fetchone() or (0,)
            return bool(count)
        database = sqlite3.connect(self.url.removeprefix("sqlite:///"), timeout=0.1)
        try:
            database.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        finally:
            database.close()
        return False

    def put(self, task: str, *arguments: object, key: str = "") -> str:
        """Enqueue a job and return its id."""
        return self.ask("put", task, json.dumps(arguments), key)

    def state(self) -> list[dict[str, Any]]:
        """Every job."""
        rows: list[dict[str, Any]] = json.loads(self.ask("state"))
        return rows

    def words(self) -> list[tuple[str, int]]:
        """What jobs have noted: word and process."""
        if not self.notes.exists():
            return []
        lines = self.notes.read_text().splitlines()
        return [(line.split()[0], int(line.split()[1])) for line in lines]

    def times_of(self, word: str) -> list[float]:
        """When jobs noted ``word``."""
        lines = self.notes.read_text().splitlines()
        return [float(line.split()[2]) for line in lines if line.startswith(word)]

    def wait_for_words(self, count: int, within: float = TAKEN_UP_WITHIN) -> None:
        """Wait until jobs have noted so many."""
        wait(lambda: len(self.words()) >= count, within)


def wait(happened: Callable[[], bool], within: float) -> None:
    """Wait until something has happened; fails when it does not in time."""
    until = time.monotonic() + within
    while not happened():
        assert time.monotonic() < until, f"did not happen within {within} s"
        time.sleep(0.05)


def fresh_postgresql() -> tuple[str, Callable[[], None]]:
    """A new database on the server that the environment names, and what drops it."""
    server = os.environ.get("MASTHEAD_TEST_POSTGRES_URL")
    if not server:
        pytest.skip("MASTHEAD_TEST_POSTGRES_URL names no PostgreSQL server")
    name = f"masthead_jobs_{secrets.token_hex(4)}"
    base, _, _ = server.rpartition("/")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')

    def drop() -> None:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    return f"{base}/{name}", drop


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A migrated database without workers."""
    drop: Callable[[], None] | None = None
    url = f"sqlite:///{tmp_path / 'jobs.sqlite3'}"
    if request.param == "postgresql":
        url, drop = fresh_postgresql()
    here = Place(url=url, folder=tmp_path)
    here.ask("migrate")
    yield here
    for process in here.workers:
        process.kill()
        process.wait()
    if drop:
        drop()


def test_a_job_whose_worker_is_killed_is_taken_up_again_and_finishes_once(place: Place) -> None:
    first = place.worker()
    place.put("work", str(place.notes), 1.5)
    place.wait_for_words(1)
    first.kill()
    killed_at = time.time()
    second = place.worker()
    place.wait_for_words(3)
    pid_first, pid_second = first.pid, second.pid
    assert place.words() == [("start", pid_first), ("start", pid_second), ("end", pid_second)]
    assert place.times_of("start")[1] - killed_at < 12
    wait(lambda: place.state()[0]["status"] == "SUCCESSFUL", 5)
    assert place.state()[0]["value"] == str(pid_second)
    assert place.state()[0]["attempts"] == 2


def test_a_frozen_worker_that_wakes_late_does_not_overwrite(place: Place) -> None:
    first = place.worker()
    place.put("work", str(place.notes), 1.0)
    place.wait_for_words(1)
    place.freeze(first)
    second = place.worker()
    place.wait_for_words(3)
    os.kill(first.pid, signal.SIGCONT)
    place.wait_for_words(4)
    log = place.folder / "worker-0.log"
    wait(lambda: "finished too late" in log.read_text(), 10)
    (job,) = place.state()
    assert (job["status"], job["value"]) == ("SUCCESSFUL", str(second.pid))
    assert first.poll() is None


def test_a_long_job_keeps_its_lease_while_another_worker_looks_for_work(place: Place) -> None:
    place.worker()
    place.put("work", str(place.notes), 11)
    place.wait_for_words(1)
    place.worker()
    place.wait_for_words(2)
    assert [word for word, _ in place.words()] == ["start", "end"]


def test_two_workers_never_run_one_job_at_the_same_time(place: Place) -> None:
    count = 40
    probe = "from tests.jobs.probe import put\n"
    arguments = json.dumps([str(place.notes), 0])
    script = probe + f"for _ in range({count}): put('work', {arguments!r})"
    environment = {**os.environ, "JOBS_TEST_DATABASE": place.url}
    environment["DJANGO_SETTINGS_MODULE"] = "tests.jobs.settings"
    workers = [place.worker() for _ in range(3)]
    subprocess.run(
        [sys.executable, "-c", script],
        cwd=REPOSITORY, env=environment, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    place.wait_for_words(2 * count, within=60)
    time.sleep(1)
    assert len(place.words()) == 2 * count
    assert {job["fence"] for job in place.state()} == {1}
    assert all(worker.poll() is None for worker in workers)


def test_a_long_job_in_one_queue_does_not_hold_up_another(place: Place) -> None:
    place.worker()
    place.put("work_in_pictures", str(place.notes), 5)
    place.wait_for_words(1)
    place.put("work", str(place.notes), 0)
    wait(lambda: [word for word, _ in place.words()] == ["start", "start", "end"], 4)


@pytest.mark.skipif(sys.platform != "linux", reason="a thread's niceness is Linux's")
def test_pictures_leave_the_processor_to_everything_else(place: Place) -> None:
    worker = place.worker()
    wait(place.trace.exists, 20)
    threads = Path(f"/proc/{worker.pid}/task").iterdir()
    nice = [(thread / "stat").read_text().rpartition(")")[2].split()[16] for thread in threads]
    assert sorted(set(nice)) == ["0", "15"]
    assert nice.count("15") == 1


def test_a_worker_that_is_stopped_hands_its_long_job_back(place: Place) -> None:
    first = place.worker()
    place.put("work", str(place.notes), 60)
    place.wait_for_words(1)
    asked = time.monotonic()
    first.terminate()
    first.wait(10)
    assert time.monotonic() - asked < 4
    (job,) = place.state()
    assert (job["status"], job["attempts"]) == ("READY", 0)


def test_an_idle_worker_stops_at_once_and_in_good_order(place: Place) -> None:
    worker = place.worker()
    wait(place.trace.exists, 20)
    asked = time.monotonic()
    worker.terminate()
    assert worker.wait(10) == 0
    assert time.monotonic() - asked < 1.5


def test_two_transactions_that_enqueue_one_key_make_one_job(place: Place) -> None:
    arguments = json.dumps([1, 1])
    slow = [
        place.start("put-slowly", "add", arguments, "k", "1", stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    ids = {process.communicate(timeout=60)[0].decode().strip() for process in slow}
    assert len(ids) == 1
    assert [job["id"] for job in place.state()] == list(ids)


def test_periodic_work_runs_once_a_second_however_many_workers_and_while_jobs_are_long(
    place: Place,
) -> None:
    for _ in range(2):
        place.worker()
    place.put("work", str(place.notes), 30)
    place.put("work_in_pictures", str(place.notes), 30)
    place.wait_for_words(2)
    place.trace.unlink(missing_ok=True)
    time.sleep(6)
    moments = [float(line.split()[1]) for line in place.trace.read_text().splitlines()]
    pauses = [later - earlier for earlier, later in pairwise(moments)]
    assert len(moments) in (5, 6, 7)
    assert max(pauses) < 1.9
    assert min(pauses) > 0.3
