"""How late scheduled stories go out: a real worker on SQLite, stories that fall due one by one.

python benchmarks/clock.py [--moments 40] [--json FIGURES.json]

In a temporary folder that is removed at the end: an empty newsroom, so many stories scheduled half
a second apart while the worker runs, and as many that fall due while it is down. Nothing may go out
early; what the running worker does should come within two seconds. For what fell due without a
worker the time from the start of its process to the last story is printed.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

APART_SECONDS = 0.5
# From the first schedule to its moment: enough to write all of them.
AHEAD_SECONDS = 10.0

_SCHEDULE = """
import sys
from datetime import timedelta
import django
django.setup()
from masthead.kernel.clock import now
from masthead.stories.models import Section, Story
from masthead.stories.services.placing import place_at_home
section = Section.objects.first()
count, ahead, apart = int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])
first = now() + timedelta(seconds=ahead)
for number in range(count):
    body = [{"type": "paragraph", "value": "<p>At noon.</p>"}]
    story = Story(headline=f"The ferry sails again {number}", body=body)
    story.save()
    place_at_home(story=story, section=section, by=None)
    story.go_live_at = first + timedelta(seconds=apart * number)
    revision = story.save_revision()
    revision.publish()
    print(story.pk, story.go_live_at.timestamp())
"""

_LOOK = """
import json
import django
django.setup()
from masthead.stories.models import ClockRun, Publication
live = Publication.objects.filter(state="live")
print(json.dumps({
    "live": {row.pk: row.live_since.timestamp() for row in live},
    "ran": max((row.ran_at.timestamp() for row in ClockRun.objects.all()), default=0),
}))
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 1 when a story went out early or not at all."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--moments", type=int, default=40, help="stories in each of the two parts")
    parser.add_argument("--json", type=Path, help="write the figures here")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="masthead-clock-") as folder:
        place = _newsroom(Path(folder) / "data")
        figures = _running(place, asked.moments) | _down(place, asked.moments)
    table = Table("figure", "value", title=f"{asked.moments} moments, {APART_SECONDS} s apart")
    for name, value in figures.items():
        table.add_row(name, f"{value:.2f}" if isinstance(value, float) else str(value))
    Console().print(table)
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 1 if figures["early"] or figures["early_while_down"] else 0


def _running(place: dict[str, str], count: int) -> dict[str, Any]:
    """What falls due while the worker runs."""
    with _worker(place):
        due = _scheduled(place, count, ahead=AHEAD_SECONDS)
        for moment in track(sorted(due.values()), description="While the worker runs"):
            time.sleep(max(0.0, moment - time.time()))
        live = _wait_until_live(place, due, seconds=30)
    late = [live[number] - moment for number, moment in due.items()]
    return {
        "early": sum(seconds < 0 for seconds in late),
        "late_s_median": statistics.median(late),
        "late_s_max": max(late),
        "over_two_seconds": sum(seconds > 2 for seconds in late),
    }


def _down(place: dict[str, str], count: int) -> dict[str, Any]:
    """What falls due while no worker runs, and is done by the next one."""
    due = _scheduled(place, count, ahead=2.0, apart=0.0)
    console = Console()
    with console.status("While no worker runs"):
        time.sleep(max(0.0, max(due.values()) + 1 - time.time()))
        before = set(_look(place)["live"])
        started = time.time()
        with _worker(place):
            live = _wait_until_live(place, due, seconds=60)
    return {
        "early_while_down": len(before & set(due)),
        "caught_up_s": max(live[number] for number in due) - started,
    }


def _newsroom(folder: Path) -> dict[str, str]:
    """The environment of an empty newsroom in ``folder``."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("MASTHEAD_")}
    place = kept | {
        "MASTHEAD_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "masthead.config.settings",
        "PYTHONPATH": str(Path(__file__).resolve().parents[1]),
    }
    subprocess.run(
        [
            sys.executable, "-m", "masthead.cli.main", "init", "--name", "The Port Ash Post",
            "--host", "127.0.0.1", "--zone", "Europe/London", "--email", "ada@example.org",
        ],
        env=place, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return place


@contextmanager
def _worker(place: dict[str, str]) -> Iterator[None]:
    """A worker that has done its first round."""
    since = time.time()
    process = subprocess.Popen(
        [sys.executable, "-m", "masthead.cli.main", "worker"],
        env=place,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while _look(place)["ran"] < since:
            if process.poll() is not None:
                raise SystemExit("the worker ended: see masthead doctor")
            time.sleep(0.2)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def _scheduled(
    place: dict[str, str], count: int, *, ahead: float, apart: float = APART_SECONDS
) -> dict[int, float]:
    """Each story's moment by its number."""
    printed = _python(place, _SCHEDULE, str(count), str(ahead), str(apart))
    lines = (line.split() for line in printed.splitlines())
    return {int(number): float(moment) for number, moment in lines}


def _wait_until_live(
    place: dict[str, str], due: dict[int, float], *, seconds: float
) -> dict[int, float]:
    """Since when each story is live, once all are. Ends the program when the time is over."""
    until = time.monotonic() + seconds
    while True:
        live: dict[int, float] = _look(place)["live"]
        if due.keys() <= live.keys():
            return live
        if time.monotonic() > until:
            missing = len(due.keys() - live.keys())
            raise SystemExit(f"{missing} stories are not out after {seconds:.0f} s")
        time.sleep(0.5)


def _look(place: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_python(place, _LOOK))
    return found | {"live": {int(number): at for number, at in found["live"].items()}}


def _python(place: dict[str, str], script: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env=place,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
