"""Pictures that unpack to too much, or are two things at once: made here, byte by byte."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

from tests.factories.stories import make_jpeg

SCRIPT = b"<html><script>alert('pwned')</script></html>"


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *, before: bytes = b"", rows: bytes = b"\0" * 100) -> bytes:
    """A PNG of one bit a pixel whose header says how large it is."""
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    body = _chunk(b"IDAT", zlib.compress(rows, 9))
    return b"\x89PNG\r\n\x1a\n" + header + before + body + _chunk(b"IEND", b"")


def many_real_pixels() -> bytes:
    """130 million pixels that are all there, in some 16 KB."""
    return png(10_000, 13_000, rows=b"\0" * (1251 * 13_000))


def text_bomb() -> bytes:
    """A chunk of text that unpacks to 100 MB."""
    text = _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"A" * 100_000_000, 9))
    return png(10, 10, before=text, rows=b"\0" * 30)


def profile_bomb() -> bytes:
    """A colour profile that unpacks to 100 MB."""
    profile = _chunk(b"iCCP", b"p\0\0" + zlib.compress(b"A" * 100_000_000, 9))
    return png(10, 10, before=profile, rows=b"\0" * 30)


def many_frames() -> bytes:
    """A GIF of 5,000 frames of a megapixel each, a few bytes a frame."""
    start = b"GIF89a" + struct.pack("<HHBBB", 1000, 1000, 0xF0, 0, 0) + b"\0\0\0\xff\xff\xff"
    frame = (
        b"\x21\xf9\x04\0\x01\0\0\0\x2c"
        + struct.pack("<HHHHB", 0, 0, 1000, 1000, 0)
        + b"\x02\x02\x4c\x01\0"
    )
    return start + frame * 5_000 + b"\x3b"


def webp(width: int, height: int) -> bytes:
    """A WebP that is little but its header."""
    data = b"\x2f" + struct.pack("<I", (width - 1) | ((height - 1) << 14)) + b"\0" * 20
    return (
        b"RIFF"
        + struct.pack("<I", 12 + len(data))
        + b"WEBPVP8L"
        + struct.pack("<I", len(data))
        + data
    )


def svg() -> bytes:
    """A drawing with a script in it."""
    return b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


REFUSED: dict[str, Callable[[], bytes]] = {
    "header.png": lambda: png(50_000, 50_000),
    "real.png": many_real_pixels,
    "text.png": text_bomb,
    "frames.gif": many_frames,
    "large.webp": lambda: webp(16_384, 16_384),
    "drawing.svg": svg,
    "drawing.png": svg,
    "page.jpg": lambda: SCRIPT,
    "page.gif": lambda: b"GIF89a" + SCRIPT,
    "cut.jpg": lambda: make_jpeg()[:-400],
    "cut.png": lambda: png(20, 20, rows=b"\0" * 80)[:-20],
    "empty.jpg": lambda: b"",
    "archive.jpg": lambda: b"PK\x03\x04" + b"\0" * 60,
    "bitmap.jpg": lambda: b"BM" + struct.pack("<IHHI", 1078, 0, 0, 1078) + b"\0" * 60,
}

# Pictures by their beginning, and something else by their end or by what is hidden in them.
POLYGLOTS: dict[str, Callable[[], bytes]] = {
    "page-after.jpg": lambda: make_jpeg() + SCRIPT,
    "archive-after.jpg": lambda: make_jpeg() + b"PK\x05\x06" + SCRIPT,
    "page-in-comment.jpg": lambda: b"\xff\xd8\xff\xfe"
    + struct.pack(">H", len(SCRIPT) + 2)
    + SCRIPT
    + make_jpeg()[2:],
    "page-in-chunk.png": lambda: png(20, 20, before=_chunk(b"tEXt", b"x\0" + SCRIPT),
                                     rows=b"\0" * 80),
    "page-after.png": lambda: png(20, 20, rows=b"\0" * 80) + SCRIPT,
}  # fmt: skip
