"""How fast pages become drafts, and what they hold: predictions for a scorer, beside others'.

python benchmarks/extraction.py PAGES_DIR --out PREDICTIONS.jsonl [--json FIGURES.json] [--jobs N]

PAGES_DIR holds gold.jsonl, of which only `id` and `url` are read, and html/ID.html.gz. Each page
goes through `masthead.extraction.extract`; what comes out is written to --out, one page a line,
with `ms` as CPU milliseconds. trafilatura, newspaper4k and readability-lxml read the same pages in
the same processes where they are installed (`pip install masthead[bench]`); --peers-out keeps
their predictions for the scorer too.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import logging
import multiprocessing
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.box import SIMPLE
from rich.console import Console
from rich.progress import track
from rich.table import Table

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from masthead.extraction import Draft, RelatedLink, extract
from masthead.kernel.blocks import blocks_from_html, blocks_text

# Figures leave out the first pages of each process, in which modules and tables are loaded.
WARM_UP = 3

Prediction = dict[str, Any]
Extractor = Callable[[bytes, str], Prediction]

SHARES = frozenset({"with_body", "with_title", "with_authors", "with_published"})

NOTHING: Prediction = {"title": None, "authors": [], "published": None, "body": ""}


@dataclass(frozen=True)
class Page:
    """A saved page: its number in the gold, its address, where its bytes are."""

    id: str
    url: str
    path: Path


def read_pages(folder: Path) -> list[Page]:
    """The pages that the gold names; nothing of it but `id` and `url` is looked at."""
    pages = []
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            name = f"{record['id']}.html.gz"
            pages.append(Page(record["id"], record.get("url") or "", folder / "html" / name))
    return pages


def ours(data: bytes, url: str) -> Prediction:
    """What Masthead makes of a page, in the scorer's form."""
    result = extract(data, url=url)
    if not isinstance(result, Draft):
        return {**NOTHING, "lead_caption": None, "lead_credit": None,
                "refused": str(result.reason)}  # fmt: skip
    lead = result.lead_picture.value
    blocks = [part for part in result.body.value if not isinstance(part, RelatedLink)]
    return {
        "title": result.headline.value or None,
        "authors": list(result.byline.value),
        "published": result.published.value or None,
        "body": blocks_text(blocks),
        "lead_caption": lead.caption if lead else None,
        "lead_credit": lead.credit if lead else None,
    }


def trafilatura(data: bytes, url: str) -> Prediction:
    """The same page read by trafilatura as it comes."""
    from trafilatura import bare_extraction

    found = bare_extraction(data, url=url, with_metadata=True, include_comments=False)
    if found is None or isinstance(found, dict):
        return NOTHING
    authors = found.author.split("; ") if found.author else []
    return {"title": found.title, "authors": authors, "published": found.date,
            "body": found.text or ""}  # fmt: skip


def newspaper4k(data: bytes, url: str) -> Prediction:
    """The same page read by newspaper4k."""
    from newspaper import Article

    article = Article(url or "https://example.org/", fetch_images=False)
    article.download(input_html=data.decode("utf-8", errors="replace"))
    article.parse()
    day = article.publish_date
    return {"title": article.title, "authors": list(article.authors), "body": article.text,
            "published": day.isoformat() if hasattr(day, "isoformat") else None}  # fmt: skip


def readability(data: bytes, url: str) -> Prediction:
    """The same page read by readability-lxml, which gives title and body."""
    from readability import Document

    document = Document(data, url=url)
    body = blocks_text(blocks_from_html(document.summary(html_partial=True), base=url))
    return {**NOTHING, "title": document.short_title(), "body": body}


PEERS: dict[str, tuple[str, Extractor]] = {
    "trafilatura": ("trafilatura", trafilatura),
    "newspaper4k": ("newspaper", newspaper4k),
    "readability-lxml": ("readability", readability),
}


def installed_peers() -> list[str]:
    """The peers whose packages are here."""
    return [name for name, (module, _) in PEERS.items() if importlib.util.find_spec(module)]


def timed(reader: Extractor, page: Page, data: bytes) -> Prediction:
    """A prediction with its CPU milliseconds; a crash is one, with its name, and no body."""
    before = time.process_time()
    try:
        prediction = reader(data, page.url)
    except Exception as error:  # noqa: BLE001 - a crash is what is counted
        prediction = {**NOTHING, "crash": type(error).__name__}
    elapsed = (time.process_time() - before) * 1000
    return {"id": page.id, **prediction, "ms": round(elapsed, 2)}


def read_page(task: tuple[Page, list[str]]) -> dict[str, Prediction]:
    """One page through Masthead and every peer."""
    page, peers = task
    data = gzip.decompress(page.path.read_bytes())
    readers = {"masthead": ours, **{name: PEERS[name][1] for name in peers}}
    return {name: timed(reader, page, data) for name, reader in readers.items()}


def warm_up(pages: Sequence[Page], peers: list[str]) -> None:
    """Load what each process needs once; parsers complain on broken pages, which is no news."""
    logging.disable(logging.CRITICAL)
    for page in pages[:WARM_UP]:
        read_page((page, peers))


def figures(predictions: Sequence[Prediction]) -> dict[str, Any]:
    """What the run showed of one extractor, without any gold."""
    spent = sorted(float(prediction["ms"]) for prediction in predictions)
    count = len(predictions)
    shares = {
        f"with_{name}": round(sum(bool(one.get(name)) for one in predictions) / count, 4)
        for name in ("body", "title", "authors", "published")
    }
    return {
        "pages": count,
        "crashes": sum("crash" in prediction for prediction in predictions),
        "cpu_ms_mean": round(statistics.fmean(spent), 2),
        "cpu_ms_p95": round(spent[min(count - 1, int(0.95 * count))], 2),
        "cpu_ms_max": round(spent[-1], 2),
        **shares,
    }


def write_lines(path: Path, predictions: Sequence[Prediction]) -> None:
    """Predictions as JSON, one a line."""
    with path.open("w", encoding="utf-8") as file:
        for prediction in predictions:
            file.write(json.dumps(prediction, ensure_ascii=False) + "\n")


def show(results: dict[str, dict[str, Any]]) -> None:
    """The table for people."""
    table = Table(box=SIMPLE, padding=(0, 1, 0, 0))
    columns = {
        "pages": "pages", "crashes": "crashes", "cpu_ms_mean": "CPU ms", "cpu_ms_p95": "p95",
        "cpu_ms_max": "max", "with_body": "body", "with_title": "title", "with_authors": "names",
        "with_published": "time",
    }  # fmt: skip
    table.add_column("extractor", no_wrap=True)
    for heading in columns.values():
        table.add_column(heading, justify="right", no_wrap=True)
    for extractor, row in results.items():
        cells = (f"{row[name]:.1%}" if name in SHARES else str(row[name]) for name in columns)
        table.add_row(extractor, *cells)
    Console().print(table)


def main() -> None:
    """Read the arguments, read the pages, write and show what came out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("pages", type=Path, metavar="PAGES_DIR")
    parser.add_argument("--out", type=Path, required=True, metavar="PREDICTIONS.jsonl")
    parser.add_argument("--json", type=Path, metavar="FIGURES.json")
    parser.add_argument("--jobs", type=int, default=1, help="processes (default: 1)")
    parser.add_argument("--no-peers", action="store_true", help="leave the other extractors out")
    parser.add_argument("--peers-out", type=Path, metavar="FOLDER", help="keep peers' predictions")
    arguments = parser.parse_args()
    pages = read_pages(arguments.pages)
    if not pages:
        parser.error("no page is named in gold.jsonl")
    peers = [] if arguments.no_peers else installed_peers()
    tasks = [(page, peers) for page in pages]
    with multiprocessing.Pool(
        max(1, arguments.jobs), initializer=warm_up, initargs=(pages, peers)
    ) as pool:
        done = pool.imap(read_page, tasks, chunksize=8)
        rows = list(track(done, "Reading pages", total=len(tasks), console=Console(stderr=True)))
    results = {name: figures([row[name] for row in rows]) for name in ("masthead", *peers)}
    write_lines(arguments.out, [row["masthead"] for row in rows])
    if arguments.peers_out:
        arguments.peers_out.mkdir(parents=True, exist_ok=True)
        for name in peers:
            write_lines(arguments.peers_out / f"{name}.jsonl", [row[name] for row in rows])
    show(results)
    if arguments.json:
        own = results["masthead"]
        record = {**own, "peers": {name: results[name] for name in peers}}
        arguments.json.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
