"""What a camera writes into a JPEG beside the picture, taken out of what readers get."""

from __future__ import annotations

# ITU-T T.81 (JPEG), table B.1: markers are FF and a code; these carry no length.
_START = b"\xff\xd8"
_START_OF_SCAN = 0xDA
# APP1 holds Exif (with the position) and XMP, APP13 IPTC, COM a comment. APP0 (JFIF), APP2 (the
# colour profile) and APP14 (Adobe's colour transform) are needed to show the right colours.
_DROPPED = frozenset({0xE1, 0xED, 0xFE})


def without_metadata(data: bytes) -> bytes:
    """``data`` without Exif, XMP, IPTC and comments; the picture itself is not touched.

    Bytes that are no JPEG, or broken before the picture begins, come back as they are: whoever
    made them decides what to do with them.
    """
    if not data.startswith(_START):
        return data
    kept = bytearray(_START)
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        code = data[place + 1]
        if code == _START_OF_SCAN:
            return bytes(kept) + data[place:]
        length = int.from_bytes(data[place + 2 : place + 4], "big")
        if length < 2:
            return data
        if code not in _DROPPED:
            kept += data[place : place + 2 + length]
        place += 2 + length
    return data
