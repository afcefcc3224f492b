"""Stored files as answers: read once into memory, known again by a single look at the disk."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import formatdate
from functools import lru_cache
from pathlib import Path

from masthead.delivery.layout import (
    CONTENT_TYPES,
    CURRENT,
    EDITION_FILE,
    SUFFIXES,
    Encoding,
    etag_of,
    file_name,
)

Headers = list[tuple[str, str]]

# A page must be right within a second of an act in the newsroom: browsers ask each time.
CACHE_CONTROL = "public, max-age=0, must-revalidate"


@dataclass(frozen=True, slots=True)
class Representation:
    """One encoding of a page, ready to be sent; ``not_modified`` are the headers of a 304."""

    headers: Headers
    not_modified: Headers
    body: bytes
    etag: str
    mtime: int
    # What `os.stat` says of the file for as long as it is this one.
    inode: int
    mtime_ns: int

    @property
    def size(self) -> int:
        """How many bytes the body has."""
        return len(self.body)


def stat_path(root: Path, host: str, path: bytes, encoding: Encoding) -> bytes:
    """Where the file of a page is now, through the link to the generation."""
    name = file_name(path.decode("latin-1")) + SUFFIXES[encoding]
    start = os.fsencode(root / host / CURRENT)
    return start + (b"" if path == b"/" else path) + b"/" + name.encode()


def load(
    root: Path, host: str, path: bytes, encoding: Encoding, *, more: Sequence[tuple[str, str]] = ()
) -> Representation | None:
    """Read a page's file; ``more`` headers go with every answer. None when it is not there.

    The generation is looked up once, so that file and language belong together.
    """
    name = file_name(path.decode("latin-1"))
    base = root / host
    try:
        generation = base / (base / CURRENT).readlink()
        place = os.fsencode(generation) + path.rstrip(b"/") + b"/" + name.encode()
        with open(place + SUFFIXES[encoding].encode(), "rb") as file:  # noqa: PTH123 - bytes
            facts = os.fstat(file.fileno())
            body = file.read()
        language = _language(generation)
    except (OSError, ValueError):
        # Not stored, or purged between two lines: both are a miss, and Django answers.
        return None
    mtime = int(facts.st_mtime)
    etag = etag_of(mtime=mtime, size=len(body))
    # A stamp may run ahead of the clock; Last-Modified may not (RFC 9110 section 8.8.2.1).
    modified = formatdate(min(mtime, int(time.time())), usegmt=True)
    kept: Headers = [
        ("Cache-Control", CACHE_CONTROL),
        ("Vary", "Accept-Encoding"),
        ("ETag", etag),
        ("Last-Modified", modified),
        ("Content-Language", language),
        *more,
    ]
    headers: Headers = [
        ("Content-Type", CONTENT_TYPES[name]),
        ("Content-Length", str(len(body))),
        *kept,
    ]
    if encoding != "identity":
        headers.insert(0, ("Content-Encoding", encoding))
    return Representation(
        headers=headers,
        not_modified=kept,
        body=body,
        etag=etag,
        mtime=mtime,
        inode=facts.st_ino,
        mtime_ns=facts.st_mtime_ns,
    )


@lru_cache(maxsize=256)
def _language(generation: Path) -> str:
    """The language of a generation's pages. A generation never changes it, so it is kept."""
    facts = json.loads((generation / EDITION_FILE).read_text(encoding="utf-8"))
    return str(facts["language"])
