"""Hostile feeds and XML through the wire's reader and the XML parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from masthead.kernel.block_types import (
    ListBlock,
    Paragraph,
    Quote,
    Table,
)
from masthead.kernel.xml import XmlRefused, parse_xml
from masthead.wire.dispatch import Reading, Refused
from masthead.wire.formats import read_all

# Markup that runs, loads or hides something: where it stood, it has to be gone.
_ACTIVE = re.compile(
    r"<\s*/?\s*(?:script|iframe|object|embed|style|link|meta|base|form|svg|math|applet)\b"
    r"|\bon\w{3,20}\s*=|javascript:|vbscript:|data:|expression\s*\(|<!DOCTYPE|<!ENTITY",
    re.IGNORECASE,
)
# Inline markup that cannot do anything but look.
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd",
    "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
}  # fmt: skip
_ATTRIBUTES = {"href", "title", "lang", "dir", "cite", "datetime", "rel"}
_SCHEMES = {"http", "https", "mailto", "tel"}

# An entity that is expanded is one that was believed. No text is this much longer than its file.
_LARGEST_GROWTH = 50


def try_feed(kind: str, data: bytes, why: str) -> str:
    """Read a feed as the wire desk does."""
    try:
        reading = read_all(data)
    except Refused:
        return "refused"
    return _judge(reading, data)


def try_xml(kind: str, data: bytes, why: str) -> str:
    """Parse a document as XML, and read it as the wire desk does; the worse outcome counts."""
    try:
        root = parse_xml(data)
    except XmlRefused:
        parsed = "refused"
    else:
        text = "".join(str(piece) for piece in root.itertext())
        parsed = "escaped" if _leaks(text, data) else "accepted"
        if parsed == "accepted" and _ACTIVE.search(data.decode("latin-1")):
            parsed = "neutralised"
    outcomes = {parsed, try_feed(kind, data, why)}
    order = ("escaped", "accepted", "neutralised", "refused")
    return next(outcome for outcome in order if outcome in outcomes)


def _judge(reading: Reading, data: bytes) -> str:
    texts = list(_texts(reading))
    if _leaks(" ".join(text for _, text in texts), data):
        return "escaped"
    for kind, text in texts:
        if (kind == "html" and _is_active(text)) or (kind == "address" and not _is_safe(text)):
            return "escaped"
    return "neutralised" if _ACTIVE.search(data.decode("latin-1")) else "accepted"


def _texts(value: object) -> Iterator[tuple[str, str]]:
    """Yield all texts in a reading with how a page uses them: as html, an address or words."""
    match value:
        case Paragraph(html=html):
            yield "html", html
        case ListBlock(items=items):
            yield from (("html", item) for item in items)
        case Quote(html=html, attribution=attribution):
            yield from (("html", html), ("words", attribution))
        case Table(rows=rows, caption=caption):
            yield from (("html", cell) for row in rows for cell in row)
            yield "words", caption
        case tuple():
            for part in value:
                yield from _texts(part)
        case str():
            yield "words", value
        case _ if is_dataclass(value):
            for field in fields(value):
                inner = getattr(value, field.name)
                if field.name in ("url", "link", "href") and inner:
                    yield "address", str(inner)
                else:
                    yield from _texts(inner)


def _is_safe(address: str) -> bool:
    return urlsplit(address).scheme in _SCHEMES


def _is_active(html: str) -> bool:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.is_active


class _Reader(HTMLParser):
    """A second opinion on what the cleaner let through."""

    def __init__(self) -> None:
        super().__init__()
        self.is_active = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element and its attributes."""
        for name, value in attrs:
            if name not in _ATTRIBUTES or (name == "href" and not _is_safe(value or "")):
                self.is_active = True
        self.is_active = self.is_active or tag not in _INLINE


def _leaks(text: str, data: bytes) -> bool:
    """Whether a file of this machine, or an entity blown up, shows in the result."""
    stolen = any(
        line and line in text and line.encode() not in data
        for name in ("/etc/passwd", "/etc/issue")
        if (path := Path(name)).is_file()
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()[:3]
    )
    return stolen or len(text) > _LARGEST_GROWTH * len(data) + 10_000
