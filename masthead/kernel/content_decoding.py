"""HTTP bodies unpacked within a limit, so that a bomb goes off nowhere."""

import zlib
from collections.abc import Callable

# What is asked for. Brotli is not: some servers would send a gigabyte in a kilobyte.
ACCEPTED_ENCODINGS = "gzip, deflate"

# RFC 9110 section 8.4.1; zlib's window bits say whether a gzip header is expected.
_GZIP = {"gzip", "x-gzip"}
_GZIP_BITS = 16 + zlib.MAX_WBITS


class EncodingRefused(ValueError):
    """A body that is not unpacked, with the reason."""


class Body:
    """Collects a body piece by piece, unpacked, never more than `most` bytes of it."""

    def __init__(self, encoding: str, most: int) -> None:
        """Take a Content-Encoding header's value; raise EncodingRefused for one not asked for."""
        self._most = most
        self._data = bytearray()
        self._unpack = _choose(encoding.strip().lower())

    def add(self, piece: bytes) -> None:
        """Take the next bytes from the wire; raise EncodingRefused when they are too many."""
        if self._unpack is None:
            self._keep(piece)
        else:
            self._unpack.feed(piece, self._keep)

    def finish(self) -> bytes:
        """Return the whole body; raise EncodingRefused when its packing breaks off."""
        if self._unpack is not None and not self._unpack.is_complete:
            raise EncodingRefused("the compressed answer breaks off")
        return bytes(self._data)

    def _keep(self, piece: bytes) -> None:
        if len(self._data) + len(piece) > self._most:
            raise EncodingRefused(f"the answer is larger than {self._most:,} bytes")
        self._data += piece


def _choose(encoding: str) -> "_Unpacker | None":
    if encoding in ("", "identity"):
        return None
    if encoding in _GZIP:
        return _Unpacker(_GZIP_BITS)
    if encoding == "deflate":
        return _Unpacker(None)
    raise EncodingRefused(f"the answer is packed in a way not asked for ({encoding[:40]})")


class _Unpacker:
    """gzip or deflate, in steps of bounded size."""

    # Small enough to stop soon after the limit, large enough to be fast.
    _STEP = 65_536

    def __init__(self, bits: int | None) -> None:
        self._bits = bits
        self._stream: zlib._Decompress | None = None

    @property
    def is_complete(self) -> bool:
        """Whether the last stream has ended, or nothing came at all (an empty body)."""
        return self._stream is None or self._stream.eof

    def feed(self, piece: bytes, keep: Callable[[bytes], None]) -> None:
        """Unpack `piece` and hand the results on, step by step."""
        while piece:
            if self._stream is None or self._is_next_member(piece):
                self._stream = zlib.decompressobj(self._bits or _deflate_bits(piece))
            if self._stream.eof:
                # Bytes after the end belong to nothing; browsers drop them too.
                return
            piece = self._unpack(self._stream, piece, keep)

    def _is_next_member(self, piece: bytes) -> bool:
        """RFC 1952 section 2.2: several gzip members in a row are one file."""
        is_gzip = self._bits == _GZIP_BITS and piece.startswith(b"\x1f")
        return is_gzip and self._stream is not None and self._stream.eof

    def _unpack(
        self, stream: "zlib._Decompress", piece: bytes, keep: Callable[[bytes], None]
    ) -> bytes:
        """Unpack until nothing more comes; return the bytes after the stream's end."""
        while True:
            try:
                unpacked = stream.decompress(piece, self._STEP)
            except zlib.error as error:
                raise EncodingRefused("the compressed answer is damaged") from error
            keep(unpacked)
            piece = stream.unconsumed_tail
            # A full step with nothing left to read: zlib may hold more back.
            if stream.eof or (not piece and len(unpacked) < self._STEP):
                return stream.unused_data


def _deflate_bits(start: bytes) -> int:
    """RFC 9110 section 8.4.1.2: deflate has a zlib header; some servers leave it out."""
    return zlib.MAX_WBITS if start[0] & 0x0F == 8 else -zlib.MAX_WBITS
