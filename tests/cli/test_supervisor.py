"""A real supervisor over real processes; each child notes its process in a file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from masthead.cli.supervisor import (
    FIRST_PAUSE,
    GRACE_SECONDS,
    LONGEST_PAUSE,
    STABLE_SECONDS,
    decide_restart_pause,
)

REPOSITORY = Path(__file__).resolve().parents[2]
STOP_WITHIN = 6.0


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """Where children note that they run."""
    return tmp_path / "notes"


@pytest.fixture
def supervise() -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Starts a supervisor over children that run the given code; the test's end kills it."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*codes: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.supervise", *codes],
            cwd=REPOSITORY, stderr=subprocess.PIPE,
        )  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def code_that(notes: Path, then: str, *, first: str = "") -> str:
    """Code that does ``first``, notes its process, and does ``then``."""
    note = f"open({str(notes)!r}, 'a').write(f'{{os.getpid()}}\\n')"
    return f"import os, signal, subprocess, sys, time\n{first}\n{note}\n{then}"


def pids(notes: Path, count: int, within: float = 15.0) -> list[int]:
    """The processes noted, once there are so many."""
    until = time.monotonic() + within
    while True:
        found = [int(line) for line in notes.read_text().split()] if notes.exists() else []
        if len(found) >= count:
            return found
        assert time.monotonic() < until, f"only {len(found)} of {count} started"
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    """Whether the process runs (a zombie does not)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def all_dead(found: list[int], within: float = 3.0) -> bool:
    """Whether all have ended in time."""
    until = time.monotonic() + within
    while any(is_alive(pid) for pid in found):
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def stop(process: subprocess.Popen[bytes]) -> float:
    """Ask the supervisor to stop; returns how long it took."""
    asked = time.monotonic()
    process.terminate()
    process.wait(20)
    return time.monotonic() - asked


def test_pauses_grow_are_capped_and_begin_again_after_a_stable_minute() -> None:
    pauses = [decide_restart_pause(0, ran_seconds=0)]
    for _ in range(8):
        pauses.append(decide_restart_pause(pauses[-1], ran_seconds=1))
    assert pauses[:4] == [FIRST_PAUSE, 1, 2, 4]
    assert pauses[-1] == LONGEST_PAUSE
    assert decide_restart_pause(LONGEST_PAUSE, ran_seconds=STABLE_SECONDS) == FIRST_PAUSE


def test_a_child_that_dies_is_started_again_and_the_other_is_left_alone(
    notes: Path, tmp_path: Path, supervise: Callable[..., subprocess.Popen[bytes]]
) -> None:
    other = tmp_path / "other"
    process = supervise(code_that(notes, "time.sleep(60)"), code_that(other, "time.sleep(60)"))
    (first,) = pids(notes, 1)
    (bystander,) = pids(other, 1)
    os.kill(first, signal.SIGKILL)
    killed_at = time.monotonic()
    second = pids(notes, 2)[1]
    assert time.monotonic() - killed_at < 3
    assert is_alive(second)
    assert pids(other, 1) == [bystander]
    assert stop(process) < GRACE_SECONDS
    assert b"child 0 ended with code -9" in (process.stderr.read() if process.stderr else b"")


def test_both_children_are_stopped_and_the_supervisor_ends_well(
    notes: Path, supervise: Callable[..., subprocess.Popen[bytes]]
) -> None:
    code = code_that(notes, "time.sleep(60)")
    process = supervise(code, code)
    children = pids(notes, 2)
    assert stop(process) < GRACE_SECONDS
    assert process.returncode == 0
    assert all_dead(children)


def test_a_child_that_ignores_the_request_is_killed_with_all_it_started(
    notes: Path, supervise: Callable[..., subprocess.Popen[bytes]]
) -> None:
    grandchild = (
        "subprocess.Popen([sys.executable, '-c', "
        f"\"import os, time; open({str(notes)!r}, 'a').write(f'{{os.getpid()}}\\\\n'); "
        'time.sleep(60)"])'
    )
    deaf = "signal.signal(signal.SIGTERM, signal.SIG_IGN)"
    process = supervise(code_that(notes, f"{grandchild}\ntime.sleep(60)", first=deaf))
    found = pids(notes, 2)
    took = stop(process)
    assert GRACE_SECONDS <= took < STOP_WITHIN
    assert all_dead(found)


def test_what_a_child_leaves_behind_when_it_dies_is_killed_before_it_starts_again(
    notes: Path, supervise: Callable[..., subprocess.Popen[bytes]]
) -> None:
    spawn = "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']).pid"
    left = f"left = {spawn}\nopen({str(notes)!r}, 'a').write(str(left) + chr(10))\nsys.exit(3)"
    code = code_that(notes, left)
    process = supervise(code)
    found = pids(notes, 4)
    assert all_dead(found[:2])
    stop(process)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's parent-death signal is Linux's")
def test_no_orphan_is_left_when_the_supervisor_itself_is_killed(
    notes: Path, supervise: Callable[..., subprocess.Popen[bytes]]
) -> None:
    deaf = "signal.signal(signal.SIGTERM, signal.SIG_IGN)"
    code = code_that(notes, "time.sleep(60)", first=deaf)
    process = supervise(code, code)
    children = pids(notes, 2)
    process.kill()
    assert all_dead(children)
