"""Photographs with something written into them, for tests of what reads and what removes it."""

from __future__ import annotations

import io

from PIL import Image, PngImagePlugin

SECRET = b"garden of the witness"
_GPS, _DESCRIPTION = 0x8825, 0x010E


def data_set(number: int, value: bytes, *, record: int = 2) -> bytes:
    """One data set of IPTC's IIM."""
    return bytes([0x1C, record, number]) + len(value).to_bytes(2, "big") + value


def photoshop(iim: bytes) -> bytes:
    """The APP13 segment of a JPEG that holds IIM."""
    block = b"8BIM\x04\x04\x00\x00" + len(iim).to_bytes(4, "big") + iim + b"\0" * (len(iim) % 2)
    body = b"Photoshop 3.0\x00" + block
    return b"\xff\xed" + (len(body) + 2).to_bytes(2, "big") + body


def xmp(inside: str, attributes: str = "") -> bytes:
    """An XMP packet with properties as elements, and as attributes."""
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
        'xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" '
        'xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" '
        f"{attributes}>{inside}</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def said(name: str, text: str) -> str:
    """A property with a text in the default language."""
    item = f'<rdf:li xml:lang="x-default">{text}</rdf:li>'
    return f"<{name}><rdf:Alt>{item}</rdf:Alt></{name}>"


def exif_of(**texts: str) -> Image.Exif:
    """Exif with a position, and a description that nobody is to read."""
    exif = Image.Exif()
    exif.get_ifd(_GPS)[1] = "N"
    exif[_DESCRIPTION] = texts.get("description", SECRET.decode())
    if "artist" in texts:
        exif[0x013B] = texts["artist"]
    if "taken" in texts:
        exif.get_ifd(0x8769)[0x9003] = texts["taken"]
    return exif


def photograph(
    kind: str = "JPEG", *, iim: bytes = b"", packet: bytes = b"", exif: Image.Exif | None = None,
    size: tuple[int, int] = (640, 480),
) -> bytes:  # fmt: skip
    """A picture in some format with these written into it."""
    image = Image.linear_gradient("L").convert("RGB").resize(size)
    out = io.BytesIO()
    more: dict[str, object] = {"exif": exif} if exif else {}
    if kind == "PNG":
        texts = PngImagePlugin.PngInfo()
        texts.add_itxt("XML:com.adobe.xmp", packet.decode())
        texts.add_text("Comment", SECRET.decode())
        more["pnginfo"] = texts
    elif kind == "GIF":
        more = {"comment": SECRET}
    elif packet:
        more["xmp"] = packet
    image.save(out, kind, **more)
    data = out.getvalue()
    if iim:
        data = data[:2] + photoshop(iim) + data[2:]
    return data
