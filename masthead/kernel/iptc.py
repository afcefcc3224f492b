"""IPTC's records in a photograph (Information Interchange Model, version 4.2), read from bytes."""

from __future__ import annotations

from collections.abc import Iterator

# IIM section 1.5: a tag's marker; a length with this bit is the count of the octets that hold it.
_MARKER = 0x1C
_EXTENDED = 0x8000
# 1:90, coded character set: the escape sequence of UTF-8 (ISO 2022, registration 196).
_CHARSET = (1, 90)
_UTF8 = b"\x1b%G"
# Nobody's caption is longer; what is, is a lie or a bomb.
_LONGEST = 32_768

Record = dict[tuple[int, int], list[str]]


def read_iptc(data: bytes) -> Record:
    """The text of each data set by record and number, in the order in which they stand.

    Ends where the bytes stop making sense, and keeps what was read until there.
    """
    raw: dict[tuple[int, int], list[bytes]] = {}
    for tag, value in _data_sets(data):
        raw.setdefault(tag, []).append(value)
    is_utf8 = _UTF8 in raw.get(_CHARSET, [b""])[0]
    return {
        tag: [decode(value, is_utf8=is_utf8) for value in values] for tag, values in raw.items()
    }


def decode(value: bytes, *, is_utf8: bool = False) -> str:
    """Text of a file that need not say in which charset it is.

    What is valid UTF-8 is UTF-8: hardly any text in a single-byte charset is by accident. Else it
    is Windows' charset, which most programs meant; where that has no letter, Latin-1.
    """
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        if is_utf8:
            return value.decode("utf-8", "replace")
    try:
        return value.decode("cp1252")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _data_sets(data: bytes) -> Iterator[tuple[tuple[int, int], bytes]]:
    place = 0
    while place + 5 <= len(data) and data[place] == _MARKER:
        tag = (data[place + 1], data[place + 2])
        length = int.from_bytes(data[place + 3 : place + 5], "big")
        place += 5
        if length & _EXTENDED:
            octets = length & ~_EXTENDED
            if octets > 4 or place + octets > len(data):
                return
            length = int.from_bytes(data[place : place + octets], "big")
            place += octets
        if place + length > len(data):
            return
        if length <= _LONGEST:
            yield tag, data[place : place + length]
        place += length
