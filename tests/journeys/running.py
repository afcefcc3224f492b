"""A whole Masthead, started as its users start it: ``masthead init``, ``ingest`` and ``run``."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.journeys.prepared import environment_of, lay_prepared

# Starting takes about three seconds on an idle machine with two cores.
START_SECONDS = 60


@dataclass(frozen=True)
class Running:
    """Where it answers, and the link that signs the first editor in."""

    address: str
    sign_in: str
    folder: Path


def masthead(*arguments: str, folder: Path, port: int) -> str:
    """What ``masthead ARGUMENTS`` prints; fails the test when it does not exit with 0."""
    done = subprocess.run(
        [sys.executable, "-m", "masthead.cli.main", *arguments],
        env=environment(folder, port),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def newsroom_running(folder: Path, *, wire: Path, published: Path) -> Iterator[Running]:
    """An empty newsroom with what lies in ``published`` published and ``wire`` on its desk."""
    port = free_port()
    lay_prepared(folder)
    made = json.loads(
        masthead(
            "init", "--name", "The Port Ash Post", "--host", "127.0.0.1",
            "--zone", "Europe/London", "--language", "en-GB", "--email", "ada@example.org",
            "--json", folder=folder, port=port,
        )
    )  # fmt: skip
    masthead("ingest", "--publish", str(published), folder=folder, port=port)
    masthead("ingest", str(wire), folder=folder, port=port)
    with (folder / "run.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "masthead.cli.main", "run", "--no-demo"],
            env=environment(folder, port),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(address, process, log=folder / "run.log")
            yield Running(address=address, sign_in=_sign_in(folder, made["sign_in"]), folder=folder)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=10)


def _sign_in(folder: Path, made: str) -> str:
    """The newest link: ``run`` prints one of its own, and the older one stops working."""
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        for line in (folder / "run.log").read_text().splitlines():
            if "/newsroom/enter/" in line:
                return line.split()[-1]
        time.sleep(0.1)
    return made


def environment(folder: Path, port: int) -> dict[str, str]:
    """The variables under which it runs, and answers on ``port``."""
    return environment_of(folder) | {"PORT": str(port)}


def _wait_for(address: str, process: subprocess.Popen[bytes], *, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()
        try:
            with urlopen(address, timeout=5) as answer:
                assert answer.status == 200
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise AssertionError(f"no answer from {address}:\n{log.read_text()}")
