"""The demo newspaper in a temporary folder, run as its users run it, and what it weighs."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

HOST = "127.0.0.1"
# Two processes, as many as nginx gets.
PROCESSES = 2
START_SECONDS = 120
STOP_SECONDS = 15

_MASTHEAD = (sys.executable, "-m", "masthead.cli.main")
_ROOT = Path(__file__).resolve().parents[1]

# A typical story: a picture over about 600 words. And one that has none, for its weight. The last
# one is withdrawn, for the 410.
_CHOOSE = """
import django
django.setup()
from masthead.kernel.text import word_count
from masthead.stories.addresses import story_path
from masthead.stories.models import Publication, Story
from masthead.stories.services.publication import withdraw_story
from masthead.stories.snapshot import body_text
live = list(Publication.objects.filter(state="live").select_related("version").order_by("pk"))
words = {row.pk: word_count(body_text(row.version.content)) for row in live}
latin = [row for row in live if story_path(row).isascii()]
with_picture = [row for row in latin if row.version.lead_picture_id]
plain = [row for row in latin if not row.version.lead_picture_id]
typical = min(with_picture, key=lambda row: abs(words[row.pk] - 600))
longest = max(plain, key=lambda row: words[row.pk])
gone = next(row for row in latin if row not in (typical, longest))
print(story_path(typical), story_path(longest), story_path(gone))
withdraw_story(story=Story.objects.get(pk=gone.pk), by=None)
"""

_WORK = """
import django
django.setup()
from masthead.jobs.queue import run_until_empty
run_until_empty()
"""


@dataclass(frozen=True)
class Paths:
    """Stories of the demo: one of about 600 words, one without pictures, one withdrawn."""

    story: str
    plain: str
    gone: str


@dataclass(frozen=True)
class Newspaper:
    """A prepared demo in a folder, and the port it is to answer on."""

    folder: Path
    port: int

    def environment(self, **more: str) -> dict[str, str]:
        """The variables of its commands."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("MASTHEAD_")}
        return kept | {
            "DJANGO_SETTINGS_MODULE": "masthead.config.settings",
            "MASTHEAD_DATA": str(self.folder),
            "MASTHEAD_WEB_PROCESSES": str(PROCESSES),
            "PYTHONPATH": str(_ROOT),
            "PORT": str(self.port),
            **more,
        }

    def command(self, *arguments: str) -> str:
        """What ``masthead ARGUMENTS`` prints; raises `subprocess.CalledProcessError`."""
        return self._run([*_MASTHEAD, *arguments])

    def make_pictures(self) -> None:
        """Do the worker's work now: under load it would take a processor's time."""
        self._run([sys.executable, "-c", _WORK])

    def choose_paths(self) -> Paths:
        """The stories to measure with."""
        return Paths(*self._run([sys.executable, "-c", _CHOOSE]).split())

    def _run(self, command: list[str]) -> str:
        return subprocess.run(
            command, env=self.environment(), check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    @property
    def pages(self) -> Path:
        """Where its stored pages are, for its one host."""
        return self.folder / "pages" / HOST / "current"


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


def ask(
    port: int, path: str, *, method: str = "GET", host: str = HOST, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """One request: status, headers by their small names, body as it came."""
    connection = HTTPConnection(HOST, port, timeout=30)
    try:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers={"Host": host, **sent})
        response = connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        return response.status, found, response.read()
    finally:
        connection.close()


@contextmanager
def running(newspaper: Newspaper) -> Iterator[tuple[int, float]]:
    """``masthead run``: its process number, and the seconds from start to the first page."""
    with (newspaper.folder / "run.log").open("wb") as log:
        begun = time.monotonic()
        process = subprocess.Popen(
            [*_MASTHEAD, "run", "--no-demo"], env=newspaper.environment(), stdout=log, stderr=log
        )
        try:
            _wait_for(newspaper, process)
            yield process.pid, time.monotonic() - begun
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(STOP_SECONDS)


def _wait_for(newspaper: Newspaper, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            if ask(newspaper.port, "/")[0] == 200:
                return
        except (OSError, HTTPException):
            time.sleep(0.02)
    raise RuntimeError(
        "Masthead did not start: " + (newspaper.folder / "run.log").read_text(errors="replace")
    )


def pss_megabytes(pid: int) -> float:
    """The memory of a process and all its children: each shared page counted by its share."""
    total = 0
    for number in [pid, *_children(pid)]:
        text = Path(f"/proc/{number}/smaps_rollup").read_text()
        found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
        total += int(found[1]) if found else 0
    return total / 1024


def _children(pid: int) -> list[int]:
    """Every process below ``pid``."""
    parents: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            # After the name, which stands in brackets and may hold anything: state, then parent.
            parent = int(status.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # ended meanwhile
        parents.setdefault(parent, []).append(int(status.parent.name))
    found, left = [], [pid]
    while left:
        below = parents.get(left.pop(), [])
        found += below
        left += below
    return found
