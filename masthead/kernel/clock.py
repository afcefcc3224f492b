"""The present moment, and moments as the wire writes them.

A time that names no zone is never guessed into a moment: the desk is told what the file said.
"""

import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import available_timezones

# The longest date any of the forms below can fill; longer text is not a date.
_LONGEST = 100

# ISO 8601 extended and basic (NITF `norm`, NewsML-G2), RFC 3339 (blank or lower-case t, z).
_ISO = re.compile(
    r"(?P<year>\d{4})(?:-?(?P<month>\d\d)(?:-?(?P<day>\d\d))?)?"
    r"(?:[Tt ]\s*(?P<hour>\d\d):?(?P<minute>\d\d)"
    r"(?::?(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,12}))?)?\s*"
    r"(?P<zone>[Zz]|UTC|GMT|[+\-\u2212]\d\d(?::?\d\d)?)?)?"
)

# RFC 2822 section 3.3 and its obsolete forms (4.3); a full weekday or month name is common.
_RFC = re.compile(
    r"(?:[A-Za-z]{2,9}\s*[,.]?\s+|[A-Za-z]{2,9},)?(?P<day>\d{1,2})[\s-]+(?P<month>[A-Za-z]{3,9})\.?,?"
    r"[\s-]+(?P<year>\d{2,4})"
    r"(?:[\s,]+(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?\s*"
    r"(?P<zone>[+-]\d{1,2}:?\d\d|[A-Za-z]{1,4})?)?"
)

_COMMENT = re.compile(r"\([^()]*\)")

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}

# RFC 2822 section 4.3: the only zone names with a meaning. Military letters other than Z, and
# every other name, say nothing that can be relied on (the same section).
_ZONE_HOURS = {
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0,
    "EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ParsedTime:
    """A time as read: the moment in UTC, or the local reading that lacks a zone, or neither."""

    moment: datetime | None
    local: str | None


_NOTHING = ParsedTime(None, None)


def now() -> datetime:
    """Return the present moment, aware and in UTC."""
    return datetime.now(UTC)


def rfc3339(moment: datetime) -> str:
    """`moment` (aware) to the second in UTC, as RFC 3339 and W3C's date and time format have it."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def parse_moment(text: str) -> datetime | None:
    """Return the moment that `text` names, in UTC; None if it names none or lacks a zone."""
    return parse_time(text).moment


def parse_time(text: str) -> ParsedTime:
    """Read ISO 8601, RFC 3339 or RFC 2822 text; never raises.

    A time without a zone, or a day alone, comes back as `local` (ISO 8601) and no moment.
    Text that is no time at all gives neither.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return _NOTHING
    if match := _ISO.fullmatch(text):
        return _from_parts(match, month=int(match["month"] or 1), day=int(match["day"] or 1))
    # RFC 2822 section 3.2.3: a comment may stand wherever white space may.
    match = _RFC.fullmatch(_COMMENT.sub(" ", text).strip())
    month = _MONTHS.get(match["month"][:3].lower()) if match else None
    if match is None or month is None:
        return _NOTHING
    return _from_parts(match, month=month, day=int(match["day"]))


def _from_parts(match: re.Match[str], *, month: int, day: int) -> ParsedTime:
    parts = match.groupdict()
    hour, second = int(parts["hour"] or 0), int(parts["second"] or 0)
    # ISO 8601 writes the end of a day as 24:00; RFC 3339 section 5.7 allows a leap second.
    next_day = hour == 24
    try:
        clock = (0 if next_day else hour, int(parts["minute"] or 0), min(second, 59))
        fraction = _microseconds(parts.get("fraction"))
        # Without a zone until the text is seen to name one.
        read = datetime(_full_year(parts["year"]), month, day, *clock, fraction)  # noqa: DTZ001
        if next_day:
            read += timedelta(days=1)
        if parts["hour"] is None:
            return ParsedTime(None, _day_text(parts, read))
        zone = _zone(parts["zone"])
        if zone is None:
            return ParsedTime(None, read.isoformat())
        return ParsedTime(read.replace(tzinfo=zone).astimezone(UTC), None)
    except (ValueError, OverflowError):
        # 31 February, 25 o'clock, or a zone that pushes the year out of the calendar.
        return _NOTHING


def _day_text(parts: dict[str, str | None], read: datetime) -> str:
    """Return what the text said, to the precision that it said it."""
    if parts["month"] is None:
        return f"{read.year:04}"
    return f"{read.year:04}-{read.month:02}" if parts["day"] is None else read.date().isoformat()


def _full_year(text: str) -> int:
    """RFC 2822 section 4.3: two digits below 50 are this century, three count from 1900."""
    year = int(text)
    if len(text) == 2:
        return year + (2000 if year < 50 else 1900)
    return year + 1900 if len(text) == 3 else year


def _microseconds(fraction: str | None) -> int:
    return int((fraction or "0")[:6].ljust(6, "0"))


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    name = text.upper()
    if name in _ZONE_HOURS:
        return timezone(timedelta(hours=_ZONE_HOURS[name]))
    digits = re.sub(r"\D", "", text)
    if not digits:
        return None
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(offset if text[0] == "+" else -offset)


def machine_zone() -> str:
    """The time zone that this machine keeps, such as Europe/London; UTC when it does not say.

    Reads ``TZ``, then where ``/etc/localtime`` points, then ``/etc/timezone``.
    """
    known = available_timezones() - {"localtime"}
    guesses = [os.environ.get("TZ", "").lstrip(":")]
    link = Path("/etc/localtime")
    if link.is_symlink():
        guesses.append(str(link.resolve()).partition("/zoneinfo/")[2])
    name = Path("/etc/timezone")
    if name.is_file():
        guesses.append(name.read_text(encoding="ascii", errors="replace").strip())
    return next((guess for guess in guesses if guess in known), "UTC")
