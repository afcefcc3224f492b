"""How well and how fast wire files are read: predictions for a scorer, and figures.

python benchmarks/wire.py WIRE_DIR --out PREDICTIONS.jsonl [--json FIGURES.json]

WIRE_DIR holds FILES.jsonl (one line a file: file, format, http_headers) and the files that it
names. Each goes through `masthead.wire.formats.read_all`; what comes out is written to --out, one
item a line. Then each format group is read again and again for a second of CPU time, beside
feedparser for the feeds, and all files go through `masthead.wire.intake` into a desk on SQLite in
a temporary folder, which is removed at the end.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import shutil
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import feedparser
from rich.box import SIMPLE
from rich.console import Console
from rich.progress import Progress, track
from rich.table import Table

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from masthead.kernel.blocks import blocks_text
from masthead.wire.dispatch import Dispatch, NotNews, Reading, Refused, WirePicture
from masthead.wire.formats import read_all

# Long enough that a group of three small files gives a steady figure.
SECONDS_A_GROUP = 1.0

# feedparser reads these groups too.
FEEDS = frozenset({"rss", "atom", "cdf", "feed"})

# What a page can show, of the renditions that came.
WEB_TYPES = frozenset({"image/jpeg", "image/jpg", "image/png", "image/gif", "image/webp"})


@dataclass
class Sample:
    """One file: its name in FILES.jsonl, its group, bytes, and the headers that came with it."""

    name: str
    group: str
    data: bytes
    headers: dict[str, str]


@dataclass
class Tally:
    """What became of the files of one group."""

    counts: Counter[str] = field(default_factory=Counter)
    items_per_s: float = 0.0
    feedparser_items_per_s: float | None = None


def main() -> None:
    """Read the arguments, measure, print, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="WIRE_DIR")
    parser.add_argument("--out", type=Path, required=True, metavar="PREDICTIONS.jsonl")
    parser.add_argument("--json", type=Path, metavar="FIGURES.json")
    arguments = parser.parse_args()
    console = Console(stderr=True)
    samples = list(samples_in(arguments.folder))
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    with arguments.out.open("w", encoding="utf-8") as out:
        for sample in track(samples, "Reading", console=console):
            for line in predictions(sample, tallies[sample.group].counts):
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
    measure_groups(samples, tallies, console)
    desk = measure_desk(arguments.folder / "files", console)
    # Wide enough for the table where the output is no terminal.
    report = Console(width=100)
    report.print(table_of(tallies))
    total = sum((tally.counts for tally in tallies.values()), Counter())
    figures = {
        "files": len(samples),
        "items": total["items"],
        "crashes": total["crashes"],
        "parse_items_per_s": {name: round(tallies[name].items_per_s, 1) for name in tallies},
        "desk_items_per_s": round(desk, 1),
        "feedparser_items_per_s": {
            name: round(tally.feedparser_items_per_s, 1)
            for name, tally in tallies.items()
            if tally.feedparser_items_per_s is not None
        },
    }
    report.print(
        f"{figures['files']} files, {figures['items']} items, {figures['crashes']} crashes;"
        f" onto the desk: {desk:.0f} items/s"
    )
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def samples_in(folder: Path) -> Iterator[Sample]:
    """Yield the files that FILES.jsonl names, in its order."""
    for line in (folder / "FILES.jsonl").read_text(encoding="utf-8").splitlines():
        if line.strip():
            entry = json.loads(line)
            yield Sample(
                name=entry["file"],
                group=group_of(entry["format"]),
                data=(folder / entry["file"]).read_bytes(),
                headers=entry.get("http_headers") or {},
            )


def group_of(name: str) -> str:
    """Return a format's name without its version; the tiny "-unit" files stay apart."""
    family = re.match(r"(?:rss|atom|wxr|jsonfeed|feed|ninjs)(?=-)", name)
    if family is None:
        return name
    return f"{family[0]}-unit" if name.endswith("-unit") else family[0]


def predictions(sample: Sample, counts: Counter[str]) -> Iterator[dict[str, Any]]:
    """Yield the lines for one file, and count what became of it."""
    counts["files"] += 1
    beside = {"file": sample.name, "item_index": -1}
    try:
        reading = read_all(sample.data, sample.headers)
    except NotNews as refusal:
        counts["no news"] += 1
        yield beside | {"n_items": 0, "not_news": str(refusal)}
    except Refused as refusal:
        counts["refused"] += 1
        yield beside | {"error": str(refusal)}
    except Exception as error:  # noqa: BLE001 - a crash is what is counted here
        counts["crashes"] += 1
        yield beside | {"crash": repr(error)}
    else:
        items = list(items_of(reading))
        counts["items"] += len(items)
        if not items:
            yield beside | {"n_items": 0}
        for index, (kind, dispatch) in enumerate(items):
            yield {"file": sample.name, "item_index": index, "kind": kind} | values(dispatch)


def items_of(reading: Reading) -> list[tuple[str, Dispatch]]:
    """Return the items of a file with their kinds: news texts, then pictures, films, packages."""
    texts = [("text", dispatch) for dispatch in reading.dispatches]
    return texts + [(aside.kind, aside.dispatch) for aside in reading.asides]


def values(dispatch: Dispatch) -> dict[str, Any]:
    """Return an item in the scorer's form."""
    return {
        "guid": dispatch.guid,
        "version": dispatch.version,
        "headline": dispatch.headline,
        "byline": list(dispatch.byline),
        "published": moment(dispatch.published),
        "updated": moment(dispatch.updated),
        "embargo": moment(dispatch.embargo_until),
        "status": dispatch.status.value,
        "language": dispatch.language,
        "body_text": blocks_text(dispatch.body),
        "slugline": dispatch.slugline,
        "place": dispatch.place,
        "subjects": [
            {"code": subject.code, "name": subject.name, "scheme": subject.scheme}
            for subject in dispatch.subjects
        ],
        "credit": dispatch.credit,
        "copyright": dispatch.copyright,
        "usage_terms": dispatch.usage_terms,
        "urgency": dispatch.urgency,
        "priority": dispatch.urgency,
        "images": [image(picture) for picture in dispatch.pictures if picture.renditions],
        "links": [url for url in (dispatch.link, *(link.url for link in dispatch.links)) if url],
    }


def moment(value: datetime | None) -> str | None:
    """Return a moment as the scorer writes it."""
    return value.isoformat().replace("+00:00", "Z") if value else None


def image(picture: WirePicture) -> dict[str, Any]:
    """Return a picture by its largest rendition that a page can show."""
    best = max(picture.renditions, key=lambda file: (file.media_type in WEB_TYPES, file.width or 0))
    return {
        "href": best.href,
        "alt_hrefs": [file.href for file in picture.renditions],
        "caption": picture.caption,
        "credit": picture.credit,
        "alt": picture.alt,
    }


def measure_groups(samples: Sequence[Sample], tallies: dict[str, Tally], console: Console) -> None:
    """Fill in the items a second of CPU time, group by group."""
    for group, tally in track(tallies.items(), "Measuring", console=console):
        members = [sample for sample in samples if sample.group == group]
        tally.items_per_s = rate(members, count_ours)
        if group in FEEDS:
            tally.feedparser_items_per_s = rate(members, count_feedparsers)


def rate(samples: Sequence[Sample], count: Callable[[Sample], int]) -> float:
    """Return the items of these files that ``count`` reads in a second of CPU time."""
    items = 0
    start = time.process_time()
    while (spent := time.process_time() - start) < SECONDS_A_GROUP:
        items += sum(map(count, samples))
    return items / spent


def count_ours(sample: Sample) -> int:
    """Read a file; how many items it holds."""
    try:
        return len(items_of(read_all(sample.data, sample.headers)))
    except Refused:
        return 0


def count_feedparsers(sample: Sample) -> int:
    """Have feedparser read a file; how many entries it finds."""
    return len(feedparser.parse(io.BytesIO(sample.data)).entries)


def measure_desk(folder: Path, console: Console) -> float:
    """Return the items a second that come through the intake into a new desk on SQLite."""
    home = tempfile.mkdtemp(prefix="masthead-wire-")
    try:
        os.environ.update(MASTHEAD_DATA=home, DJANGO_SETTINGS_MODULE="masthead.config.settings")
        os.environ.pop("MASTHEAD_DATABASE_URL", None)
        return _desk_rate(folder, console)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _desk_rate(folder: Path, console: Console) -> float:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    # Models can be imported only once Django is set up.
    from masthead.wire.intake import ingest_files

    with Progress(console=console) as progress:
        task = progress.add_task("Onto the desk", total=None)
        start = time.perf_counter()
        outcomes = ingest_files(
            [folder],
            publish=False,
            progress=lambda done, total: progress.update(task, completed=done, total=total),
        )
        items = sum(1 for outcome in outcomes if outcome.state != "refused")
        return items / (time.perf_counter() - start)


def table_of(tallies: dict[str, Tally]) -> Table:
    """Return the figures by group for people."""
    table = Table(box=SIMPLE, padding=(0, 1, 0, 0))
    columns = ("files", "items", "no news", "refused", "crashes")
    table.add_column("format", no_wrap=True)
    for name in (*columns, "items/s", "feedparser"):
        table.add_column(name, justify="right")
    for group, tally in sorted(tallies.items()):
        other = tally.feedparser_items_per_s
        table.add_row(
            group,
            *(str(tally.counts[name]) for name in columns),
            f"{tally.items_per_s:,.0f}",
            "" if other is None else f"{other:,.0f}",
        )
    return table


if __name__ == "__main__":
    main()
