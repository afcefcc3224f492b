"""Looking at what lies in a store."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import unquote

import brotli  # type: ignore[import-untyped]
from django.test import Client, override_settings

from masthead.delivery.layout import CURRENT, file_name
from masthead.delivery.store import Page, PageStore, Ticket
from tests.readers import HOST


def plain_file(store: PageStore, path: str, *, host: str = HOST) -> Path:
    """Where the plain file of a page is, or would be."""
    return store.root / host / CURRENT / unquote(path).strip("/") / file_name(path)


def is_stored(store: PageStore, path: str, *, host: str = HOST) -> bool:
    """Whether whoever serves files would find the page."""
    return plain_file(store, path, host=host).exists()


def files_of(store: PageStore) -> list[Path]:
    """Every page's file in every encoding that is served now."""
    return sorted(
        file
        for site in store.root.iterdir()
        if (site / CURRENT).exists()
        for file in (site / CURRENT).resolve().rglob("page.*")
    )


def decoded(file: Path) -> bytes:
    """A file's page, unpacked."""
    data = file.read_bytes()
    if file.suffix == ".br":
        return bytes(brotli.decompress(data))
    return gzip.decompress(data) if file.suffix == ".gz" else data


def rows_of(store: PageStore) -> list[tuple[str, str]]:
    """Host and path of every page that the index knows."""
    return store.index.reading().execute("SELECT host, path FROM entries").fetchall()


def ticket(store: PageStore, *, host: str = HOST, edition: int = 1) -> Ticket:
    """A rendering's ticket, taken now."""
    serial = store.serial()
    assert serial is not None
    return Ticket(host=host, edition=edition, serial=serial)


def page(path: str = "/news", body: bytes = b"<p>News", *keys: str, **facts: object) -> Page:
    """A page of edition 1 that depends on ``keys``."""
    return Page(
        path=path,
        body=body,
        language="en",
        keys=frozenset(keys),
        **facts,  # type: ignore[arg-type]
    )


def assert_as_fresh(store: PageStore, reader: Client, paths: list[str]) -> None:
    """What readers get from the store is what Django would draw this moment."""
    for path in paths:
        store.lease.renew()
        served = reader.get(path)
        with override_settings(MASTHEAD_PAGES_BYTES=0):
            drawn = reader.get(path)
        assert served.status_code == drawn.status_code, path
        assert served.content == drawn.content, path
