"""Sends hostile input through Masthead's real doors and counts what became of it.

    python benchmarks/hostile.py HOSTILE_DIR [--json FILE]

Reads those of feeds, xml, urls, redirects and ssrf that HOSTILE_DIR holds as JSONL: feeds and XML
go to the wire's reader and the XML parser, addresses to the guarded HTTP client. No socket is
opened: names resolve to what the world's resolvers would say, and servers are faked in memory.

Of what was tried, `refused` got a reason; `neutralised` was taken without what could do harm;
`accepted` was sound and taken; `escaped` did harm; `errors` crashed. An input that takes longer
than 30 seconds ends the run with a traceback.
"""

from __future__ import annotations

import argparse
import base64
import faulthandler
import json
import re
import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

# Python looks for modules beside a script only; these lie beside each other in the repository.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.hostile_addresses import try_address, try_redirect
from benchmarks.hostile_documents import try_feed, try_xml

# What may pass between two signs of life.
LONGEST_SECONDS = 30


@dataclass
class Tally:
    """What became of one kind of input."""

    tried: int = 0
    refused: int = 0
    neutralised: int = 0
    accepted: int = 0
    escaped: int = 0
    errors: int = 0
    slowest_ms: int = 0
    memory_growth_mb: float = 0.0


# The file's name, and the door that its lines go through: kind, input and reason in, a word of
# the tally out.
DOORS: dict[str, Callable[[str, bytes, str], str]] = {
    "feeds": try_feed,
    "xml": try_xml,
    "urls": try_address,
    "redirects": try_redirect,
    "ssrf": try_address,
}


def lines_of(path: Path) -> Iterator[tuple[str, str, bytes, str]]:
    """Yield identifier, kind, input and reason of each line."""
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        text = entry["input"]
        if entry.get("enc") == "base64":
            data = base64.b64decode(text)
        else:
            # Some inputs are lone surrogates on purpose.
            data = text.encode("utf-8", "surrogatepass")
        yield entry["id"], entry["kind"], data, entry["why"]


def peak_mb() -> float:
    """Return the most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run_door(name: str, path: Path, tallies: dict[str, Tally], console: Console) -> None:
    """Send a file's lines through their door."""
    door = DOORS[name]
    lines = list(lines_of(path))
    for identifier, kind, data, why in track(lines, description=name, console=console):
        tally = tallies.setdefault(kind, Tally())
        before, started = peak_mb(), time.perf_counter()
        faulthandler.dump_traceback_later(LONGEST_SECONDS, exit=True)
        try:
            outcome = door(kind, data, why)
        except Exception as error:  # noqa: BLE001  # whatever it is, crashes are counted here
            outcome = "errors"
            console.print(f"{identifier}: {type(error).__name__}: {error}", markup=False)
        faulthandler.cancel_dump_traceback_later()
        if outcome == "escaped":
            console.print(f"{identifier}: escaped: {data[:120]!r}", markup=False)
        tally.tried += 1
        setattr(tally, outcome, getattr(tally, outcome) + 1)
        tally.slowest_ms = max(tally.slowest_ms, round((time.perf_counter() - started) * 1000))
        tally.memory_growth_mb = round(tally.memory_growth_mb + peak_mb() - before, 1)


def show(tallies: dict[str, Tally], console: Console) -> None:
    """Print the tallies, one kind a row, and their sum."""
    names = list(asdict(Tally()))
    table = Table("kind", *(re.sub("_", " ", name) for name in names))
    for kind, tally in tallies.items():
        table.add_row(kind, *(str(value) for value in asdict(tally).values()))
    whole = [sum(asdict(tally)[name] for tally in tallies.values()) for name in names[:6]]
    slowest = max((tally.slowest_ms for tally in tallies.values()), default=0)
    growth = sum(tally.memory_growth_mb for tally in tallies.values())
    table.add_section()
    table.add_row("all", *map(str, whole), str(slowest), f"{growth:.1f}")
    console.print(table)


def main() -> int:
    """Run the benchmark; 1 when something escaped or crashed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="HOSTILE_DIR")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here too")
    options = parser.parse_args()
    found = [name for name in DOORS if (options.folder / f"{name}.jsonl").is_file()]
    if not found:
        parser.error(f"none of {', '.join(DOORS)} is in {options.folder}")
    console = Console()
    tallies: dict[str, Tally] = {}
    for name in found:
        run_door(name, options.folder / f"{name}.jsonl", tallies, console)
    show(tallies, console)
    if options.json:
        figures = {kind: asdict(tally) for kind, tally in tallies.items()}
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return int(any(tally.escaped or tally.errors for tally in tallies.values()))


if __name__ == "__main__":
    raise SystemExit(main())
