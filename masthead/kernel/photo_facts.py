"""What a photograph's file says about it: caption, credit, rights, place, date, what it shows.

IPTC's photo metadata in its three carriers. XMP goes before IIM, and IIM before Exif: it is the
newest, and the one that programs of today write. The camera's position is not read at all.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from io import BytesIO
from typing import Any

from PIL import Image

from masthead.kernel.characters import without_forbidden
from masthead.kernel.iptc import Record, decode, read_iptc
from masthead.kernel.text import collapse
from masthead.kernel.xmp import Properties, read_xmp

# Photoshop's image resource that holds IIM (Adobe Photoshop File Formats, "IPTC-NAA record").
_IIM_RESOURCE = 0x0404
# Exif 2.32: tags of the first directory, and of the one that the last of them points to.
_DESCRIPTION, _ARTIST, _COPYRIGHT, _EXIF = 0x010E, 0x013B, 0x8298, 0x8769
_TAKEN, _TAKEN_ZONE = 0x9003, 0x9011
_LONGEST_CAPTION, _LONGEST_LINE = 5_000, 300

# What cameras write as a description of every picture.
_SAY_NOTHING = re.compile(
    r"(?i)(sony dsc|olympus digital camera|konica minolta digital camera|minolta digital camera|"
    r"kodak digital still camera|exif[_ ]jpeg[_ ]picture|dcim.*|dsc\d*|default|samsung.*|untitled)"
)


@dataclass(frozen=True, kw_only=True)
class PhotoFacts:
    """What the file says; an empty text is what it does not say.

    ``taken`` is a day (``2026-05-03``), perhaps with the time as it was there
    (``2026-05-03 14:10``) and with a zone only if the file names one (``2026-05-03 14:10 +02:00``).
    """

    headline: str = ""
    caption: str = ""
    alt: str = ""
    credit: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""
    place: str = ""
    taken: str = ""


def read_photo_facts(data: bytes) -> PhotoFacts:
    """What the file of a picture says about it. Never raises: a file that lies says nothing."""
    sources = [_from_xmp(read_xmp(_xmp_bytes(data))), _from_iptc(read_iptc(_iim_bytes(data)))]
    sources.append(_from_exif(_exif_texts(data)))
    return PhotoFacts(
        **{
            field.name: next((said for each in sources if (said := getattr(each, field.name))), "")
            for field in fields(PhotoFacts)
        }
    )


def _with_image(data: bytes, read: Callable[[Image.Image], Any], otherwise: Any) -> Any:
    """What ``read`` finds in the header of a picture, or ``otherwise`` when it cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data)) as image:
                return read(image)
    except Exception:  # noqa: BLE001 (whatever a codec raises for bytes that lie)
        return otherwise


def _xmp_bytes(data: bytes) -> bytes:
    found = _with_image(data, lambda image: image.info.get("xmp", b""), b"")
    return found if isinstance(found, bytes) else str(found).encode(errors="replace")


def _iim_bytes(data: bytes) -> bytes:
    def read(image: Image.Image) -> bytes:
        resources = image.info.get("photoshop") or {}
        found = resources.get(_IIM_RESOURCE, b"")
        return found if isinstance(found, bytes) else b""

    found: bytes = _with_image(data, read, b"")
    return found


def _exif_texts(data: bytes) -> dict[int, str]:
    def read(image: Image.Image) -> dict[int, str]:
        exif = image.getexif()
        tags: dict[int, Any] = {**exif.get_ifd(_EXIF), **exif}
        wanted = (_DESCRIPTION, _ARTIST, _COPYRIGHT, _TAKEN, _TAKEN_ZONE)
        return {tag: _exif_text(tags[tag]) for tag in wanted if tag in tags}

    found: dict[int, str] = _with_image(data, read, {})
    return found


def _exif_text(value: Any) -> str:
    """Exif's texts are ASCII by the letter and UTF-8 in life; Pillow reads them as Latin-1."""
    if isinstance(value, bytes):
        return decode(value)
    text = str(value)
    try:
        return decode(text.encode("latin-1"))
    except UnicodeEncodeError:
        return text


def _from_xmp(found: Properties) -> PhotoFacts:
    def first(name: str) -> str:
        return found.get(name, [""])[0]

    return PhotoFacts(
        headline=_line(first("photoshop:Headline") or first("dc:title")),
        caption=_caption(first("dc:description")),
        alt=_line(first("Iptc4xmpCore:AltTextAccessibility")),
        credit=_credit(found.get("dc:creator", []), first("photoshop:Credit")),
        copyright_notice=_line(first("dc:rights")),
        usage_terms=_terms([first("xmpRights:UsageTerms"), first("photoshop:Instructions")]),
        place=_place(
            first(name)
            for name in (
                "Iptc4xmpCore:Location",
                "photoshop:City",
                "photoshop:State",
                "photoshop:Country",
            )
        ),
        taken=_moment(first("photoshop:DateCreated") or first("exif:DateTimeOriginal")),
    )


def _from_iptc(found: Record) -> PhotoFacts:
    def first(number: int) -> str:
        return found.get((2, number), [""])[0]

    return PhotoFacts(
        headline=_line(first(105) or first(5)),
        caption=_caption(first(120)),
        credit=_credit(found.get((2, 80), []), first(110)),
        copyright_notice=_line(first(116)),
        usage_terms=_terms([first(40)]),
        place=_place(first(number) for number in (92, 90, 95, 101)),
        taken=_moment(f"{first(55)} {first(60)}"),
    )


def _from_exif(found: dict[int, str]) -> PhotoFacts:
    return PhotoFacts(
        caption=_caption(found.get(_DESCRIPTION, "")),
        credit=_line(found.get(_ARTIST, "")),
        # Exif 2.32 section 4.6.5: photographer and editor are parted by a NUL.
        copyright_notice=_line(found.get(_COPYRIGHT, "").replace("\x00", " ")),
        taken=_moment(found.get(_TAKEN, "") + found.get(_TAKEN_ZONE, "")),
    )


def _line(text: str) -> str:
    line = collapse(without_forbidden(text))[:_LONGEST_LINE]
    return "" if _SAY_NOTHING.fullmatch(line) else line


def _caption(text: str) -> str:
    """A caption keeps its lines: agencies set the notes to editors apart by them."""
    lines = (collapse(line) for line in without_forbidden(text).replace("\r", "\n").split("\n"))
    caption = re.sub(r"\n{2,}", "\n", "\n".join(lines)).strip()[:_LONGEST_CAPTION]
    return "" if _SAY_NOTHING.fullmatch(caption) else caption


def _credit(creators: Iterable[str], credit: str) -> str:
    """Photographer and agency as a paper prints them: “Ada Writer / Reuters”."""
    by = ", ".join(dict.fromkeys(name for each in creators if (name := _line(each))))
    line = _line(credit)
    if not by or by.casefold() in line.casefold():
        return line
    return f"{by} / {line}" if line and line.casefold() not in by.casefold() else by


def _terms(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(words for text in texts if (words := _caption(text))))


def _place(parts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(part for each in parts if (part := _line(each))))


# Each carrier's way to write a moment: 2026-05-03T14:10:00+02:00, 20260503 141000+0200,
# 2026:05:03 14:10:00+02:00; month and day may be missing.
_MOMENT = re.compile(
    r"\s*(?P<year>\d{4})(?:[-:]?(?P<month>\d\d)(?:[-:]?(?P<day>\d\d)"
    r"(?:[T ]+(?P<hour>\d\d):?(?P<minute>\d\d)(?::?\d\d(?:\.\d+)?)?"
    r"\s*(?P<zone>Z|[+-]\d\d:?\d\d)?)?)?)?",
    re.ASCII,
)


def _moment(text: str) -> str:
    """A moment as far as the file knows it. A zone that it does not name is not guessed."""
    match = _MOMENT.match(without_forbidden(text[:60]))
    if match is None or match["year"] == "0000":
        return ""
    told = match["year"]
    if not match["month"] or not 1 <= int(match["month"]) <= 12:
        return told
    told += f"-{match['month']}"
    if not match["day"] or not 1 <= int(match["day"]) <= 31:
        return told
    told += f"-{match['day']}"
    if not match["hour"] or int(match["hour"]) > 23 or int(match["minute"]) > 59:
        return told
    told += f" {match['hour']}:{match['minute']}"
    zone = (match["zone"] or "").replace("Z", "+00:00")
    if zone and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"{told} {zone}" if zone else told
