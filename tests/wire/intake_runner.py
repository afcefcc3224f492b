"""A process that ingests a folder in children of its own, and kills them: a program for tests.

    python -m tests.wire.intake_runner statement FOLDER SOURCE
        For n = 1, 2, … a child is killed by SIGKILL before its n-th statement that is no SELECT,
        each with a source of its own (SOURCE-n), and another ingests the folder to the end.
    python -m tests.wire.intake_runner moment FOLDER SOURCE
        Children are killed after more and more milliseconds, one after the other, then one ends.
    python -m tests.wire.intake_runner together FOLDER SOURCE
        Four children ingest the folder at the same moment.

Prints how many children were killed. Ends with code 1 when a child that nobody killed failed.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402

from masthead.wire.intake import ingest_files  # noqa: E402

# Far more statements than the ingest of the small folder needs.
MOST_STATEMENTS = 2000


def child(act: Callable[..., None], *arguments: Any) -> ForkProcess:
    """Do ``act`` in a child process, which has a connection of its own: none is open here."""
    process = get_context("fork").Process(target=act, args=arguments)
    process.start()
    return process


def was_killed(process: ForkProcess) -> bool:
    """Wait for a child; whether it was killed. Ends this process when the child failed."""
    process.join()
    if process.exitcode == -signal.SIGKILL:
        return True
    if process.exitcode:
        sys.exit(1)
    return False


def ingest(folder: Path, source: str) -> None:
    """What the command does, with everything published."""
    for _ in ingest_files([folder], publish=True, source=source):
        pass


def ingest_until(folder: Path, source: str, statement: int) -> None:
    """The same, killed before its ``statement``-th statement that is no SELECT."""
    done = 0

    def count(execute: Any, sql: Any, parameters: Any, many: Any, context: Any) -> Any:
        nonlocal done
        # Before a read the database is as it was before the write that follows it.
        done += not sql.startswith("SELECT")
        if done == statement:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(count):
        ingest(folder, source)


def kill_at_each_statement(folder: Path, source: str) -> int:
    """How many statements there were to be killed at."""
    for number in range(1, MOST_STATEMENTS):
        own = f"{source}-{number}"
        if not was_killed(child(ingest_until, folder, own, number)):
            return number - 1
        was_killed(child(ingest, folder, own))
    return MOST_STATEMENTS


def kill_at_moments(folder: Path, source: str) -> int:
    """How many children were killed before one came to the end."""
    killed = 0
    for step in range(200):
        process = child(ingest, folder, source)
        time.sleep(0.01 + 0.03 * step)
        process.kill()  # does nothing to one that has ended
        if not was_killed(process):
            break
        killed += 1
    was_killed(child(ingest, folder, source))
    return killed


def ingest_together(folder: Path, source: str) -> int:
    """Four at once; none is killed."""
    children = [child(ingest, folder, source) for _ in range(4)]
    return sum(was_killed(process) for process in children)


def main() -> None:
    """Read the arguments and do it."""
    way, folder, source = sys.argv[1:]
    ways = {
        "statement": kill_at_each_statement,
        "moment": kill_at_moments,
        "together": ingest_together,
    }
    sys.stdout.write(f"{ways[way](Path(folder), source)}\n")


main()
