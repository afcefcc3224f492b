"""Jobs for tests. Their effects are lines in a file, which every process can write and read."""

from __future__ import annotations

import os
import time
from pathlib import Path

from django_tasks import TaskContext, task

from masthead.jobs.rules import RetryPolicy


def note(path: str, word: str) -> None:
    """Append a line: the word, this process, the moment."""
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(f"{word} {os.getpid()} {time.time()}\n")


@task
def add(left: int, right: int) -> int:
    """Return the sum."""
    return left + right


@task(queue_name="pictures")
def add_in_pictures(left: int, right: int) -> int:
    """Return the sum, from the other queue."""
    return left + right


@task(takes_context=True)
def tell_attempt(context: TaskContext) -> int:
    """Return which attempt this is."""
    return context.attempt


@task(retry=RetryPolicy(max_attempts=3))
def always_fail(reason: str) -> None:
    """Raise."""
    raise RuntimeError(reason)


@task
def return_what_json_cannot_hold() -> object:
    """Return a set."""
    return {1, 2}


@task
def leave() -> None:
    """Do what a library should not."""
    raise SystemExit(3)


@task
def work(path: str, seconds: float) -> str:
    """Note the start, last some seconds, note the end."""
    note(path, "start")
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        time.sleep(0.05)
    note(path, "end")
    return str(os.getpid())


@task(queue_name="pictures")
def work_in_pictures(path: str, seconds: float) -> None:
    """The same in the other queue."""
    work.call(path, seconds)
