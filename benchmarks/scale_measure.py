"""One newsroom of a given size, built and measured, in a process of its own.

Started by `scale.py`; settings are read once a process, so each size needs its own.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import django
from django.core.management import call_command

RUNS = 25
# Long enough that garbage of the building is gone, short enough not to bore.
WARM_UP = 3

Figures = dict[str, Any]
Report = Callable[[str, int, int], None]


def run(folder: Path, *, count: int, database: str, report: Report) -> Figures:
    """Build a newsroom of ``count`` stories in ``folder`` and measure it."""
    os.environ.update(MASTHEAD_DATA=str(folder), DJANGO_SETTINGS_MODULE="masthead.config.settings")
    os.environ.pop("MASTHEAD_DATABASE_URL", None)
    # Pages are to be drawn, each time.
    os.environ["MASTHEAD_PAGES_MEGABYTES"] = "0"
    if database != "sqlite":
        os.environ["MASTHEAD_DATABASE_URL"] = database
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    # Models can be imported only once Django is set up.
    from scale_stories import build

    begun = time.perf_counter()
    stages: dict[str, float] = {}

    def note(what: str, done: int, total: int) -> None:
        stages[what] = time.perf_counter()
        report(what, done, total)

    newsroom = build(count, report=note)
    figures = measure(newsroom, count=count, report=report)
    figures["build_s"] = round(max(stages.values()) - begun, 1)
    figures["disk_bytes"] = sum(file.stat().st_size for file in folder.glob("masthead.sqlite3*"))
    return figures


def measure(newsroom: Any, *, count: int, report: Report) -> Figures:
    """Medians in milliseconds of wall time, and beside them of CPU time."""
    from scale_probes import Probes

    probes = list(Probes(newsroom, count=count).all())
    figures: Figures = {"stories": count}
    for done, (name, prepare) in enumerate(probes):
        report("Measuring", done, len(probes))
        figures |= _figures(name, *timed(prepare))
    report("Measuring", len(probes), len(probes))
    figures |= Probes(newsroom, count=count).counts()
    return figures


def _figures(name: str, wall: list[float], cpu: list[float]) -> Figures:
    found = {
        f"{name}_ms": round(statistics.median(wall), 2),
        f"{name}_cpu_ms": round(statistics.median(cpu), 2),
    }
    if name == "search":
        found["search_p95_ms"] = round(statistics.quantiles(wall, n=20)[-1], 2)
        found["search_max_ms"] = round(max(wall), 2)
    return found


def timed(prepare: Callable[[], Iterator[Callable[[], object]]]) -> tuple[list[float], list[float]]:
    """How long each act that ``prepare`` yields takes; what lies between them is not counted."""
    wall, cpu = [], []
    for number, act in enumerate(prepare()):
        with _clock() as spent:
            act()
        if number >= WARM_UP:
            wall.append(spent[0])
            cpu.append(spent[1])
    return wall, cpu


@contextmanager
def _clock() -> Iterator[list[float]]:
    spent: list[float] = []
    cpu, wall = time.process_time(), time.perf_counter()
    yield spent
    spent += [(time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000]


def cursor_query(name: str, cursor: str) -> str:
    """The query string of a list's further pages."""
    return f"?{urlencode({name: cursor})}"
