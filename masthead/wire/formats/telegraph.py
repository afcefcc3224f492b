"""What the formats of the telegraph have in common: bytes, frames, moments without a year."""

import hashlib
import re
from datetime import datetime

from masthead.kernel.clock import parse_time

# The framing signs of ANPA 1312 and IPTC 7901 (ISO 646 controls), by their names there.
SOH, STX, ETX, EOT = "\x01", "\x02", "\x03", "\x04"

# Controls that only move the teleprinter or set type; DEL and NUL pad the line.
_CONTROLS = re.compile(r"[\x00\x04-\x07\x0b\x0e-\x1b\x7f]")

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan", "feb fév fev", "mar mär mrz", "apr avr", "may mai mag", "jun juin giu",
            "jul juil lug", "aug août aou ago", "sep set", "oct okt ott", "nov", "dec dez déc dic",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip

# IPTC 7901 section 2.4, date and time at the end of a message: day and time, zone, month, year.
_END = re.compile(
    r"(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)\s+(?:(?P<zone>GMT|UTC|Z)\s+)?"
    r"(?P<month>[^\W\d_]{3,4})\w*\.?\s+(?P<year>\d\d(?:\d\d)?)\b",
    re.IGNORECASE,
)


def decode(data: bytes) -> str:
    """Return text: UTF-8 where it is, else Windows-1252, which holds ISO 8859-1's letters.

    The line ends become plain; IPTC 7901 names ISO 646 and leaves other sets to agreement, so
    that the bytes themselves must tell.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace") if _is_windows(data) else data.decode("latin-1")
    return text.replace("\r\n", "\n").replace("\n\r", "\n").replace("\r", "\n")


def _is_windows(data: bytes) -> bool:
    """Say whether any byte stands for a sign in Windows-1252 that is a control in ISO 8859-1."""
    return any(0x80 <= byte <= 0x9F for byte in data)


def without_controls(text: str) -> str:
    """Return text without teleprinter controls; tabs and line ends stay."""
    return _CONTROLS.sub("", text)


def words_guid(text: str) -> str:
    """Return an identifier made of the words: telegraph formats have none that lasts."""
    digest = hashlib.sha256(" ".join(text.split()).encode("utf-8", "replace")).hexdigest()
    return f"urn:masthead:words:{digest[:32]}"


def end_moment(text: str) -> tuple[str, datetime | None]:
    """Return the time at the end of a message as it stands, and the moment that it names.

    ('', None) where there is none; no moment where it names no zone.
    """
    found = list(_END.finditer(text))
    if not found:
        return "", None
    match = found[-1]
    month = _MONTHS.get(match["month"].lower()) or _MONTHS.get(match["month"][:3].lower())
    if month is None:
        return match[0], None
    year = match["year"] if len(match["year"]) == 4 else f"20{match['year']}"
    zone = "Z" if match["zone"] else ""
    iso = f"{year}-{month:02}-{match['day']}T{match['hour']}:{match['minute']}:00{zone}"
    return match[0], parse_time(iso).moment
