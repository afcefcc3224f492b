"""What kind of file some bytes are, told from the bytes alone."""

import codecs
import json
import re
from dataclasses import dataclass
from typing import Any

# The root element stands near the start; licences and doctypes before it are shorter than this.
_HEAD = 65_536

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# XML 1.0 appendix F: how "<" or "<?" looks in encodings that are not a superset of ASCII.
_SIGNATURES = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)

_PROLOG = re.compile(
    r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE
)
_ROOT = re.compile(r"<(?:(?P<prefix>[\w.-]+):)?(?P<name>[A-Za-z_][\w.-]*)(?P<attributes>[^>]*)")


# White space, and the signs with which telegraph formats frame an item and its parts.
_PLAIN_CONTROLS = "\t\r\n\f\x01\x02\x03\x04\x13\x14\x15\x16\x17\x1a"


@dataclass(frozen=True, slots=True)
class Root:
    """The first element of an XML file."""

    name: str
    namespace: str
    attributes: str


def head_text(data: bytes) -> str:
    """Return the beginning of a file as text; bytes of no known encoding pass as Latin-1."""
    head = data[:_HEAD]
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return head[len(bom) :].decode(encoding, "ignore")
    for signature, encoding in _SIGNATURES:
        if head.lstrip(b" \t\r\n").startswith(signature):
            return head.lstrip(b" \t\r\n").decode(encoding, "ignore")
    return head.decode("latin-1")


def wide_as_utf8(data: bytes) -> bytes:
    """Return UTF-16 or UTF-32 text as UTF-8, without its declaration; other bytes as they are."""
    for mark, encoding in (*_BOMS[1:], *_SIGNATURES[:4]):
        if data.lstrip(b" \t\r\n").startswith(mark):
            text = data.lstrip(b" \t\r\n").decode(encoding, "replace").lstrip("\ufeff")
            return re.sub(r"\A\s*<\?xml.*?\?>", "", text, flags=re.DOTALL).encode(
                "utf-8", "replace"
            )
    return data


def root_of(data: bytes) -> Root | None:
    """Return the root element of a file that looks like XML, else None."""
    text = head_text(data)
    at = 0
    while match := _PROLOG.match(text, at):
        at = match.end()
    match = _ROOT.match(text, at)
    if match is None:
        return None
    prefix = match["prefix"]
    declaration = rf"xmlns:{re.escape(prefix)}" if prefix else "xmlns"
    found = re.search(rf"""(?:\A|\s){declaration}\s*=\s*["']([^"']*)["']""", match["attributes"])
    return Root(match["name"], found[1] if found else "", match["attributes"])


def json_of(data: bytes) -> Any:
    """Return the value of a JSON file; None when it is not JSON."""
    if not head_text(data).lstrip().startswith(("{", "[")):
        return None
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def is_binary(data: bytes) -> bool:
    """Say whether a file is no text in any encoding that wires use."""
    text = head_text(data)[:4096]
    strange = sum(
        1 for char in text if char < " " and char not in "\t\r\n\f\x01\x02\x03\x04\x1a\x16"
    )
    return "\0" in text or strange * 20 > len(text)
