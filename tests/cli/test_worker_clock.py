"""Scheduling by the real clock and a real worker process, killed and started again."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.prepared import lay_prepared
from tests.journeys.running import environment, free_port, masthead

pytestmark = pytest.mark.journey

_SCHEDULE = """
import sys
import django
django.setup()
from masthead.stories.models import Edition
from tests.factories.stories import make_section, make_story
from tests.stories.situations import ahead, schedule
section = make_section(Edition.objects.get())
for seconds in sys.argv[1:]:
    story = make_story(section=section)
    at = ahead(seconds=float(seconds))
    schedule(story, at=at)
    print(story.pk, at.timestamp())
"""

_LOOK = """
import json
import django
django.setup()
from masthead.stories.models import ClockRun, MissedMoment, Publication
live = Publication.objects.filter(state="live")
missed = MissedMoment.objects.order_by("story_id")
print(json.dumps({
    "live": {row.pk: row.live_since.timestamp() for row in live},
    "missed": [[row.story_id, row.outcome, row.reason] for row in missed],
    "ran": max((row.ran_at.timestamp() for row in ClockRun.objects.all()), default=0),
}))
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of an empty newsroom in a folder of its own."""
    folder, port = tmp_path_factory.mktemp("clock") / "data", free_port()
    lay_prepared(folder)
    masthead(
        "init", "--name", "The Port Ash Post", "--host", "127.0.0.1", "--zone", "Europe/London",
        "--language", "en-GB", "--email", "ada@example.org", "--json", folder=folder, port=port,
    )  # fmt: skip
    return environment(folder, port) | {"DJANGO_SETTINGS_MODULE": "masthead.config.settings"}


def python(script: str, *arguments: str, place: dict[str, str]) -> str:
    """What ``script`` prints over the newsroom's data."""
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env=place | {"PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def scheduled(*seconds: float, place: dict[str, str]) -> dict[int, float]:
    """Stories that wait for so many seconds from now: each one's moment by its number."""
    printed = python(_SCHEDULE, *map(str, seconds), place=place)
    lines = (line.split() for line in printed.splitlines())
    return {int(number): float(moment) for number, moment in lines}


def look(place: dict[str, str]) -> dict[str, Any]:
    """What is live since when, and what was missed."""
    seen: dict[str, Any] = json.loads(python(_LOOK, place=place))
    return {
        "live": {int(number): at for number, at in seen["live"].items()},
        "missed": seen["missed"],
        "ran": seen["ran"],
    }


@contextmanager
def worker(place: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A worker process; stopped at the end if it still runs."""
    log = Path(place["MASTHEAD_DATA"]) / "worker.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "masthead.cli.main", "worker"],
            env=place,
            stdout=output,
            stderr=output,
        )
        try:
            _wait_until_it_works(place)
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                process.wait(timeout=15)


def _wait_until_it_works(place: dict[str, str], patience: float = 60) -> None:
    """Until the clockwork has run since now."""
    since, end = time.time(), time.monotonic() + patience
    while time.monotonic() < end:
        if look(place)["ran"] > since:
            return
        time.sleep(0.2)
    raise AssertionError("the worker does not run the clockwork")


def wait_until_live(numbers: set[int], *, place: dict[str, str], patience: float) -> dict[str, Any]:
    """What there is once all of ``numbers`` are live."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        seen = look(place)
        if numbers <= set(seen["live"]):
            return seen
        time.sleep(0.3)
    raise AssertionError(f"{numbers} not live after {patience} s: {look(place)}")


def test_a_running_worker_is_never_early_and_tells_what_came_more_than_two_seconds_late(
    place: dict[str, str],
) -> None:
    """How late it comes is measured by ``benchmarks/clock.py``."""
    with worker(place):
        due = scheduled(4, 5.5, place=place)
        seen = wait_until_live(set(due), place=place, patience=30)
    late = {number: seen["live"][number] - moment for number, moment in due.items()}
    assert all(seconds >= 0 for seconds in late.values()), late
    told = {number for number, outcome, _ in seen["missed"] if outcome == "late"}
    assert {number for number, seconds in late.items() if seconds > 2} <= told


def test_a_worker_that_was_killed_does_what_fell_due_at_once_in_order_and_says_it_was_late(
    place: dict[str, str],
) -> None:
    with worker(place) as process:
        due = scheduled(4, 3, place=place)
        process.kill()
        process.wait()
    time.sleep(6)
    assert not set(due) & set(look(place)["live"]), "no worker, no publication"
    started = time.time()
    with worker(place):
        seen = wait_until_live(set(due), place=place, patience=30)
    first, second = sorted(due, key=lambda number: due[number])
    assert seen["live"][first] <= seen["live"][second]
    assert all(seen["live"][number] > started for number in due)
    told = {number: (outcome, reason) for number, outcome, reason in seen["missed"]}
    for number in due:
        outcome, reason = told[number]
        assert outcome == "late"
        assert "no worker was running when it fell due" in reason


def test_wagtails_own_command_does_the_same(place: dict[str, str]) -> None:
    due = scheduled(0.5, place=place)
    time.sleep(3)
    python(
        "import django; django.setup()\n"
        "from django.core.management import call_command\n"
        "call_command('publish_scheduled')",
        place=place,
    )
    seen = look(place)
    assert set(due) <= set(seen["live"])
    assert {row[0]: row[1] for row in seen["missed"]}[next(iter(due))] == "late"
