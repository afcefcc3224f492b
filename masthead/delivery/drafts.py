"""A page's files before they are served: written aside, in each encoding, then moved into place."""

from __future__ import annotations

import errno
import gzip
import os
import time
from collections.abc import Mapping
from pathlib import Path

import brotli  # type: ignore[import-untyped]

from masthead.delivery.layout import ENCODINGS, SUFFIXES, Encoding

Drafts = Mapping[Encoding, Path]

# Of 11: a page of 40 kB takes 2 ms; the last tenth would take 60.
_BROTLI_QUALITY = 6
_GZIP_LEVEL = 6
# What a file takes on a disk is counted in blocks of this size, one more for folders and rows.
_BLOCK = 4_096


def write_drafts(private: Path, body: bytes) -> dict[Encoding, Path]:
    """Write a page's three files into the store's private folder.

    Raises `OSError` for a disk that is full, and leaves nothing of them then.
    """
    folder = private / "drafts"
    folder.mkdir(mode=0o700, exist_ok=True)
    stem = f"{os.getpid()}-{time.monotonic_ns()}-{os.urandom(4).hex()}"
    packed: dict[Encoding, bytes] = {
        "br": brotli.compress(body, quality=_BROTLI_QUALITY),
        "gzip": gzip.compress(body, compresslevel=_GZIP_LEVEL, mtime=0),
        "identity": body,
    }
    drafts: dict[Encoding, Path] = {}
    try:
        for encoding in ENCODINGS:
            drafts[encoding] = folder / f"{stem}{SUFFIXES[encoding] or '.plain'}"
            drafts[encoding].write_bytes(packed[encoding])
            drafts[encoding].chmod(0o644)
    except OSError:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
        raise
    return drafts


def room_for(drafts: Drafts) -> int:
    """How many bytes of a disk the files take."""
    sizes = (draft.stat().st_size for draft in drafts.values())
    return sum(-(-size // _BLOCK) * _BLOCK for size in sizes) + _BLOCK


def remove_empty(folder: Path, *, below: Path) -> None:
    """Remove a page's folder, and those above it as far as ``below``, where nothing is in them.

    Otherwise an archive that a crawler has walked through once would leave a folder for each story.
    """
    try:
        while folder != below:
            folder.rmdir()
            folder = folder.parent
    except OSError as error:
        # Other pages are in it; or it went with an old generation, or was never made.
        if error.errno not in (errno.ENOTEMPTY, errno.ENOENT):
            raise


def place_drafts(drafts: Drafts, folder: Path, *, name: str, above: Path) -> None:
    """Move the files to ``folder``, plain last; folders below ``above`` are made.

    Their modes are not the umask's: a server of another user's reads here.
    """
    missing = []
    place = folder
    while place != above and not place.is_dir():
        missing.append(place)
        place = place.parent
    for part in reversed(missing):
        part.mkdir(exist_ok=True)
        part.chmod(0o755)
    for encoding in ENCODINGS:
        drafts[encoding].replace(folder / f"{name}{SUFFIXES[encoding]}")
