"""Where a page's files lie and what they are called: docs/decisions/0012-page-store.md. Pure."""

from __future__ import annotations

import re
from typing import Literal

Encoding = Literal["br", "gzip", "identity"]

# In the order in which they are preferred when a browser likes them equally.
ENCODINGS: tuple[Encoding, ...] = ("br", "gzip", "identity")
SUFFIXES: dict[Encoding, str] = {"br": ".br", "gzip": ".gz", "identity": ""}

# The folder of Masthead's own files; no host begins with a dot.
PRIVATE = ".store"
# The link to an edition's generation.
CURRENT = "current"
# What all pages of a generation share.
EDITION_FILE = "edition.json"

# File systems take 255 bytes in a name; the rest is for whoever copies the store.
_LONGEST_SEGMENT = 200
# Below the 4,096 bytes of a whole path (PATH_MAX), with room for the folder of the store.
_LONGEST_PATH = 1_000
_CONTROL = re.compile(rb"[\x00-\x1f\x7f]")

# RFC 1123 section 2.1 names and IPv4 addresses, as `stories.models.Edition` takes them.
_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
_PORT = re.compile(r":[0-9]{1,5}")
_LONGEST_HOST = 253

CONTENT_TYPES = {
    "page.html": "text/html; charset=utf-8",
    "page.xml": "application/rss+xml; charset=utf-8",
    "page.atom": "application/atom+xml; charset=utf-8",
    "page.json": "application/feed+json; charset=utf-8",
}
_ENDINGS = tuple(name.removeprefix("page") for name in CONTENT_TYPES if name != "page.html")


def file_name(path: str) -> str:
    """The name of the plain file of the page at ``path``; the packed ones add a suffix."""
    for ending in _ENDINGS:
        if path.endswith(ending):
            return f"page{ending}"
    return "page.html"


def is_storable(path: bytes) -> bool:
    """Whether a page at ``path`` (decoded once, UTF-8) may have files.

    Nothing that could leave the folder, meet another page's file, or be too long for a disk.
    """
    if path == b"/":
        return True
    if not path.startswith(b"/") or len(path) > _LONGEST_PATH or _CONTROL.search(path):
        return False
    return all(
        segment and not segment.startswith(b".") and len(segment) <= _LONGEST_SEGMENT
        for segment in path[1:].split(b"/")
    )


def host_folder(header: str) -> str | None:
    """The folder's name for a Host header: small letters, no port, no dot at the end.

    None for what can name no edition: an address in brackets, a header that is no host.
    """
    host = header.lower()
    name, colon, port = host.partition(":")
    if colon and not _PORT.fullmatch(colon + port):
        return None
    name = name.removesuffix(".")
    if len(name) > _LONGEST_HOST or not _HOST.fullmatch(name):
        return None
    return name


def etag_of(*, mtime: int, size: int) -> str:
    """The strong validator of a file, in the form in which nginx makes it."""
    return f'"{mtime:x}-{size:x}"'
