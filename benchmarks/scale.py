"""How a newsroom's lists, search and publishing hold as its archive grows.

python benchmarks/scale.py --stories N [--json FIGURES.json] [--database sqlite|postgresql://…]

Makes one newsroom of N stories and, to compare, one of 1,000, each in a temporary folder that is
removed at the end (or kept: --keep FOLDER). With a PostgreSQL address, databases are made on that
server, and removed. Pages are drawn anew by Django in this process, without any store before it.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql
from rich.box import SIMPLE
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

BESIDE = 1_000
_DESK = "desk_list_ms"


def main() -> None:
    """Read the arguments, measure both sizes, print, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--stories", type=int, default=100_000, metavar="N")
    parser.add_argument("--json", type=Path, metavar="FIGURES.json")
    parser.add_argument("--database", default="sqlite", metavar="sqlite|URL")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="Keep the large newsroom here.")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        _measure_here(arguments.child, count=arguments.stories, database=arguments.database)
        return
    beside = measured(BESIDE, database=arguments.database, keep=None)
    large = measured(arguments.stories, database=arguments.database, keep=arguments.keep)
    figures = summary(large) | {"database": urlsplit(arguments.database).scheme or "sqlite"}
    figures["at_1000"] = summary(beside)
    Console(width=100).print(table_of(figures, figures["at_1000"]))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def measured(count: int, *, database: str, keep: Path | None) -> dict[str, Any]:
    """The figures of a newsroom of ``count`` stories, made and measured by another process."""
    folder = keep or Path(tempfile.mkdtemp(prefix="masthead-scale-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with _database(database, is_kept=keep is not None) as address:
            command = [sys.executable, __file__, "--child", str(folder), "--database", address]
            subprocess.run([*command, "--stories", str(count)], check=True)
        figures: dict[str, Any] = json.loads((folder / "figures.json").read_text(encoding="utf-8"))
        return figures
    finally:
        if keep is None:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _database(address: str, *, is_kept: bool) -> Iterator[str]:
    """A new database on the server at ``address``; for SQLite the word itself."""
    if address == "sqlite":
        yield address
        return
    name = sql.Identifier(f"masthead_scale_{uuid.uuid4().hex[:8]}")
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(name))
        parts = urlsplit(address)
        try:
            yield urlunsplit(parts._replace(path=f"/{name.as_string().strip(chr(34))}"))
        finally:
            if not is_kept:
                server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def _measure_here(folder: Path, *, count: int, database: str) -> None:
    """In the process of one size: build, measure, leave the figures in the folder."""
    os.environ.setdefault("MASTHEAD_TIME_ZONE", "UTC")
    # Sets Django up for this folder, which can be done once a process.
    import scale_measure

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True)) as progress:
        task = progress.add_task(f"{count:,} stories", total=None)

        def report(what: str, done: int, total: int) -> None:
            description = f"{count:,} stories · {what}"
            progress.update(task, description=description, completed=done, total=total)

        figures = scale_measure.run(folder, count=count, database=database, report=report)
    text = json.dumps(figures, indent=1)
    (folder / "figures.json").write_text(text + "\n", encoding="utf-8")


def summary(figures: dict[str, Any]) -> dict[str, Any]:
    """The figures with the slowest of the desk's lists as ``desk_list_ms``."""
    lists = {
        name: value
        for name, value in figures.items()
        if name.startswith("desk_") and name.endswith("_ms") and not name.endswith("_cpu_ms")
    }
    return figures | {_DESK: max(lists.values())}


def table_of(large: dict[str, Any], beside: dict[str, Any]) -> Table:
    """The figures of both sizes and their ratio, for people."""
    table = Table(box=SIMPLE, padding=(0, 1, 0, 0))
    table.add_column("", no_wrap=True)
    for title in (f"at {large['stories']:,}", "CPU", f"at {BESIDE:,}", "ratio"):
        table.add_column(title, justify="right")
    for name, value in large.items():
        if name.endswith("_cpu_ms") or name not in beside or name == "stories":
            continue
        cpu = large.get(name.replace("_ms", "_cpu_ms"), "") if name.endswith("_ms") else ""
        ratio = f"{value / beside[name]:.2f}" if beside[name] else ""
        table.add_row(name, f"{value:,}", f"{cpu}", f"{beside[name]:,}", ratio)
    return table


if __name__ == "__main__":
    main()
