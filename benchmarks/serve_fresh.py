"""What a page costs to render, in CPU: Masthead's story page against a bare Wagtail's."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import serve_bare

ROUNDS = 9
REQUESTS = 150
WARM_UP = 60

_REQUESTS = Path(__file__).with_name("serve_requests.py")
Told = Callable[[str], None]


class Answering:
    """A process that holds an application and answers requests within itself."""

    def __init__(self, target: str, *, environment: dict[str, str], folder: Path) -> None:
        # Both are there: pipes were asked for.
        self._process: Any = subprocess.Popen(
            [sys.executable, str(_REQUESTS), target],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            cwd=folder,
            text=True,
        )

    def measure(self, path: str, *, count: int, **headers: str) -> float:
        """CPU milliseconds a request; raises `RuntimeError` for any answer but 200."""
        asked = {"path": path, "host": "127.0.0.1", "count": count, "headers": headers}
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline() or '{"status": "none"}')
        if not answer["status"].startswith("200"):
            raise RuntimeError(f"{path}: {answer['status']}")
        return float(answer["cpu_ms"])

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def measure_fresh(
    *, folder: Path, story: str, masthead: dict[str, str], is_quick: bool, tell: Told
) -> dict[str, float]:
    """Medians over rounds in which each takes its turn, so that noise meets all of them.

    ``masthead`` are the variables of an installation whose page store is off; ``story`` is the
    path of the page in it. The bare site is made in ``folder``.
    """
    tell("making the bare Wagtail site")
    bare = folder / "bare"
    bare.mkdir()
    serve_bare.make_bare_site(bare)
    contestants = {
        "ours": (
            Answering("masthead.config.wsgi:application", environment=masthead, folder=folder),
            story,
        ),
        "bare": (
            Answering(serve_bare.TARGET, environment=serve_bare.environment(bare), folder=bare),
            serve_bare.ADDRESS,
        ),
        "tuned": (
            Answering(
                serve_bare.TARGET,
                environment=serve_bare.environment(bare, is_tuned=True),
                folder=bare,
            ),
            serve_bare.ADDRESS,
        ),
    }
    spent: dict[str, list[float]] = {name: [] for name in (*contestants, "packed")}
    try:
        for process, path in contestants.values():
            process.measure(path, count=WARM_UP)
        for number in range(3 if is_quick else ROUNDS):
            tell(f"rendering afresh, round {number + 1}")
            for name, (process, path) in contestants.items():
                spent[name].append(process.measure(path, count=REQUESTS))
            ours, path = contestants["ours"]
            spent["packed"].append(ours.measure(path, count=REQUESTS, HTTP_ACCEPT_ENCODING="gzip"))
    finally:
        for process, _ in contestants.values():
            process.close()
    median = {name: statistics.median(values) for name, values in spent.items()}
    return {
        "fresh_cpu_ms": median["ours"],
        "fresh_packed_cpu_ms": median["packed"],
        "bare_wagtail_cpu_ms": median["bare"],
        "tuned_wagtail_cpu_ms": median["tuned"],
        "fresh_over_bare_wagtail": median["ours"] / median["bare"],
        "fresh_over_tuned_wagtail": median["ours"] / median["tuned"],
    }
