"""What cameras and programs write into a picture's file, taken out of what readers get."""

from __future__ import annotations

from masthead.kernel import jpeg

_PNG = b"\x89PNG\r\n\x1a\n"
# PNG (W3C, third edition) section 11: what is needed to draw the picture in its right colours.
# Left out are texts (tEXt, zTXt, iTXt with XMP), eXIf, tIME and whatever a program invents.
_PNG_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"iCCP", b"sRGB", b"gAMA", b"cHRM", b"cICP"}
)
# RFC 9649 section 2.7: the same for WebP. VP8X holds flags that say which chunks there are.
_WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP", b"ANIM", b"ANMF"})
_WEBP_EXIF_AND_XMP = 0x08 | 0x04


def without_metadata(data: bytes) -> bytes:
    """``data`` without Exif, XMP, IPTC, texts and what was appended; the picture is not touched.

    Knows JPEG, PNG and WebP. Other bytes, and broken ones, come back as they are: whoever made
    them decides what to do with them.
    """
    if data.startswith(_PNG):
        return _png(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data)
    return jpeg.without_metadata(data)


def _png(data: bytes) -> bytes:
    kept = bytearray(_PNG)
    place = len(_PNG)
    while place + 12 <= len(data):
        end = place + 12 + int.from_bytes(data[place : place + 4], "big")
        if end > len(data):
            return data
        kind = data[place + 4 : place + 8]
        if kind in _PNG_KEPT:
            kept += data[place:end]
        if kind == b"IEND":
            return bytes(kept)
        place = end
    return data


def _webp(data: bytes) -> bytes:
    kept = bytearray()
    place, last = 12, 8 + int.from_bytes(data[4:8], "little")
    if last > len(data):
        return data
    while place + 8 <= last:
        length = int.from_bytes(data[place + 4 : place + 8], "little")
        end = place + 8 + length + length % 2
        if end > last or not length:
            return data
        chunk = bytearray(data[place:end])
        if chunk[:4] == b"VP8X":
            chunk[8] &= ~_WEBP_EXIF_AND_XMP & 0xFF
        if bytes(chunk[:4]) in _WEBP_KEPT:
            kept += chunk
        place = end
    return b"RIFF" + (4 + len(kept)).to_bytes(4, "little") + b"WEBP" + bytes(kept)
