"""How fast pages are: from the store by Masthead and by nginx, and drawn afresh.

python benchmarks/serve.py [--quick] [--json FILE]

Everything is made in a temporary folder: the demo newspaper, `masthead run` with two web
processes, nginx with two workers that serves the same bytes packed beforehand (its configuration
is printed), nginx that serves from the page store by the configuration that `masthead
proxy-config nginx` prints, and a bare Wagtail site. wrk asks with 16 connections for one story, in
rounds in which each server takes its turn; medians count. While Masthead is asked, its answers are
checked: host, encodings, HEAD, 304 and 410 are live. nginx and wrk must be on this machine.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import shutil
import statistics
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import brotli
import serve_load
from rich.box import SIMPLE
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from serve_fresh import measure_fresh
from serve_load import (
    Burst,
    burst,
    front_configuration,
    mixed,
    nginx,
    program,
    static_configuration,
)
from serve_site import Newspaper, Paths, ask, free_port, pss_megabytes, running

ROUNDS = 7
SECONDS = 5.0
QUICK_ROUNDS = 3
QUICK_SECONDS = 2.0
# The first bursts of a process pay for what it loads.
WARM_UP_SECONDS = 1.0
# Between two sets of checks: they are live all the time, and take little of the two processors.
PAUSE_SECONDS = 1.0

MEANINGS = {
    "ratio_own": "story page, Masthead's server over static nginx",
    "ratio_front": "story page, nginx from the page store over static nginx",
    "static_per_s": "static nginx, requests a second",
    "own_per_s": "Masthead's server, requests a second",
    "front_per_s": "nginx from the page store, requests a second",
    "fresh_cpu_ms": "story page drawn afresh, CPU milliseconds",
    "fresh_packed_cpu_ms": "… and packed with gzip for a browser",
    "bare_wagtail_cpu_ms": "bare Wagtail page, CPU milliseconds",
    "tuned_wagtail_cpu_ms": "… with a database connection that stays open",
    "fresh_over_bare_wagtail": "fresh over bare Wagtail",
    "fresh_over_tuned_wagtail": "… over the one with the open connection",
    "pss_mb": "memory of all Masthead's processes after the load, MB",
    "page_bytes": "longest story without pictures, HTML and CSS on the wire, bytes",
    "cold_start_s": "from `masthead run` to the first page, seconds",
    "p99_ms_mixed": "pages, 304 and 404 mixed: 99 of 100 within, ms",
    "mixed_per_s": "… requests a second",
    "checks": "answers checked under load",
}

Tell = Callable[[str], None]
Figures = dict[str, float]


def main() -> None:
    """Measure, print the table, write the JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE")
    options = parser.parse_args()
    for name in ("nginx", "wrk"):
        program(name)
    console = Console(stderr=True)
    with (
        tempfile.TemporaryDirectory(prefix="masthead-serve-") as place,
        Progress(
            SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(),
            console=console, disable=not console.is_terminal, transient=True,
        ) as progress,
    ):  # fmt: skip
        line = progress.add_task("", total=None)
        figures = measure(
            Path(place),
            is_quick=options.quick,
            tell=lambda text: progress.update(line, description=text),
        )
    show(figures)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def measure(place: Path, *, is_quick: bool, tell: Tell) -> Figures:
    """All figures; everything is made below ``place``."""
    newspaper = Newspaper(place / "data", free_port())
    tell("making the demo newspaper")
    newspaper.command("prepare")
    tell("making its pictures' sizes")
    newspaper.make_pictures()
    paths = newspaper.choose_paths()
    figures = measure_served(newspaper, paths, place=place, is_quick=is_quick, tell=tell)
    fresh = measure_fresh(
        folder=place,
        story=paths.story,
        masthead=newspaper.environment(MASTHEAD_PAGES_MEGABYTES="0"),
        is_quick=is_quick,
        tell=tell,
    )
    return {name: round(value, 4) for name, value in (figures | fresh).items()}


def measure_served(
    newspaper: Newspaper, paths: Paths, *, place: Path, is_quick: bool, tell: Tell
) -> Figures:
    """What the three servers manage in rounds, and what Masthead weighs afterwards."""
    tell("starting Masthead")
    with running(newspaper) as (pid, cold_start), ExitStack() as stack:
        for path in (paths.story, paths.plain):
            ask(newspaper.port, path, Accept_Encoding="gzip")
        static, static_path = start_static(newspaper, paths.story, place=place, stack=stack)
        front = start_front(newspaper, place=place, stack=stack)
        ports = {"static": (static, static_path), "own": (newspaper.port, paths.story),
                 "front": (front, paths.story)}  # fmt: skip
        check_same_bytes(ports)
        rates: dict[str, list[float]] = {name: [] for name in ports}
        checker = Checker(newspaper.port, paths)
        rounds, seconds = (QUICK_ROUNDS, QUICK_SECONDS) if is_quick else (ROUNDS, SECONDS)
        for port, path in ports.values():
            burst(port, path, seconds=WARM_UP_SECONDS)
        for number in range(rounds):
            for name, (port, path) in ports.items():
                tell(f"round {number + 1} of {rounds}: {name}")
                with checker.watching(is_on=name == "own"):
                    found = sound(burst(port, path, seconds=seconds), name)
                rates[name].append(found.per_second)
        tell("pages, 304 and 404 mixed")
        tag = ask(newspaper.port, paths.story, Accept_Encoding="gzip")[1]["etag"]
        with checker.watching(is_on=True):
            mix = mixed(newspaper.port, paths.story, tag=tag, seconds=seconds, folder=place)
        median = {name: statistics.median(values) for name, values in rates.items()}
        return {
            "ratio_own": statistics.median(ratios(rates["own"], rates["static"])),
            "ratio_front": statistics.median(ratios(rates["front"], rates["static"])),
            **{f"{name}_per_s": round(rate) for name, rate in median.items()},
            "cold_start_s": cold_start,
            "p99_ms_mixed": mix.p99_ms,
            "mixed_per_s": mix.per_second,
            "pss_mb": pss_megabytes(pid),
            "page_bytes": page_bytes(newspaper.port, paths.plain),
            "checks": checker.count,
        }


def ratios(ours: list[float], theirs: list[float]) -> list[float]:
    """Round by round: what slowed one down in a round slowed the other too."""
    return [one / other for one, other in zip(ours, theirs, strict=True)]


def start_static(
    newspaper: Newspaper, story: str, *, place: Path, stack: ExitStack
) -> tuple[int, str]:
    """nginx with the story's own bytes as plain files: its port, and the path."""
    root, folder, port = place / "static-root", place / "static-nginx", free_port()
    root.mkdir()
    folder.mkdir()
    for suffix in ("", ".gz"):
        shutil.copy(
            newspaper.pages / story.strip("/") / f"page.html{suffix}", root / f"story.html{suffix}"
        )
    text = static_configuration(root=root, port=port, folder=folder)
    sys.stderr.write(f"# Static nginx, which Masthead is measured against:\n{text}\n")
    stack.enter_context(nginx(text, folder=folder, port=port))
    return port, "/story.html"


def start_front(newspaper: Newspaper, *, place: Path, stack: ExitStack) -> int:
    """nginx that serves from the page store; its port."""
    folder, port = place / "front-nginx", free_port()
    folder.mkdir()
    printed = newspaper.command("proxy-config", "nginx", "--plain", str(port))
    text = front_configuration(printed, folder=folder)
    stack.enter_context(nginx(text, folder=folder, port=port))
    return port


def check_same_bytes(ports: dict[str, tuple[int, str]]) -> None:
    """Raise `RuntimeError` unless all three servers send the same."""
    bodies = set()
    for port, path in ports.values():
        status, headers, body = ask(port, path, Accept_Encoding="gzip")
        if status != 200 or headers.get("content-encoding") != "gzip":
            raise RuntimeError(f"port {port}, {path}: {status} {headers}")
        bodies.add(body)
    if len(bodies) != 1:
        raise RuntimeError("the servers do not send the same bytes")


def sound(found: Burst, name: str) -> Burst:
    """The burst, when every answer in it was good."""
    if found.bad:
        raise RuntimeError(f"{name}: {found.bad} bad answers")
    return found


class Checker:
    """Asks Masthead what a cache must get right, while wrk keeps it busy."""

    def __init__(self, port: int, paths: Paths) -> None:
        self.port = port
        self.paths = paths
        self.count = 0
        self._wrong: list[str] = []
        status, _, self.body = ask(port, paths.story)
        if status != 200:
            raise RuntimeError(f"{paths.story}: {status}")

    @contextmanager
    def watching(self, *, is_on: bool) -> Iterator[None]:
        """Check again and again; raises `RuntimeError` at the end if anything was wrong."""
        over = threading.Event()

        def watch() -> None:
            while not over.wait(PAUSE_SECONDS):
                self._check()

        thread = threading.Thread(target=watch)
        if is_on:
            thread.start()
        try:
            yield
        finally:
            over.set()
            if is_on:
                thread.join()
        if self._wrong:
            raise RuntimeError("wrong answers under load: " + "; ".join(sorted(set(self._wrong))))

    def _check(self) -> None:
        story, body = self.paths.story, self.body
        unpack = {"gzip": gzip.decompress, "br": brotli.decompress, "identity": bytes}
        for coding, unpacked in unpack.items():
            status, headers, packed = ask(self.port, story, Accept_Encoding=coding)
            sent = headers.get("content-encoding", "identity")
            self._expect(coding, status == 200 and sent == coding and unpacked(packed) == body)
            again = ask(self.port, story, Accept_Encoding=coding, If_None_Match=headers["etag"])
            self._expect(f"304 {coding}", again[0] == 304 and again[2] == b"")
            head = ask(self.port, story, method="HEAD", Accept_Encoding=coding)
            same = head[1].get("content-length") == str(len(packed))
            self._expect(f"HEAD {coding}", head[0] == 200 and head[2] == b"" and same)
        self._expect("410", ask(self.port, self.paths.gone)[0] == 410)
        self._expect("404", ask(self.port, "/nothing")[0] == 404)
        self._expect("host", ask(self.port, story, host="evil.example.org")[0] == 400)
        self._expect("query", ask(self.port, f"{story}?a=b")[2] == body)

    def _expect(self, what: str, is_right: object) -> None:
        self.count += 1
        if not is_right:
            self._wrong.append(what)


def page_bytes(port: int, path: str) -> int:
    """What a browser fetches to read a story without pictures: its HTML and its style sheet."""
    accepted = {"Accept_Encoding": "gzip, deflate, br"}
    _, headers, packed = ask(port, path, **accepted)
    html = brotli.decompress(packed) if headers.get("content-encoding") == "br" else packed
    (style,) = re.findall(r'<link rel="stylesheet" href="([^"]+)"', html.decode())
    return len(packed) + len(ask(port, style, **accepted)[2])


def show(figures: dict[str, Any]) -> None:
    """The table for people."""
    table = Table(box=SIMPLE, padding=(0, 1, 0, 0))
    table.add_column("what")
    table.add_column("figure", justify="right", no_wrap=True)
    table.add_column("key", no_wrap=True)
    for name, meaning in MEANINGS.items():
        value = figures[name]
        table.add_row(meaning, f"{value:,.0f}" if value >= 1000 else f"{value:.3g}", name)
    Console().print(table)
    Console().print(
        f"wrk: {serve_load.CONNECTIONS} connections; every server: two processes.", style="dim"
    )


if __name__ == "__main__":
    main()
