"""ANPA 1312, the wire service transmission guidelines of American newspapers (ANPA 1989)."""

import re
from collections.abc import Mapping
from datetime import datetime

from masthead.kernel.blocks import blocks_from_html
from masthead.kernel.clock import parse_time
from masthead.kernel.text import collapse
from masthead.wire.dispatch import Dispatch, Reading, Refused, Subject
from masthead.wire.formats.elements import Remarks, text_to_html
from masthead.wire.formats.sniff import head_text
from masthead.wire.formats.telegraph import ETX, STX, decode, without_controls, words_guid

# Header: SYN SYN SOH, service level designator and transmission number, field separator,
# selector code, new line; priority, category, format identifier, keyword, version, date, count.
_START = re.compile(r"\A[\s\x00\x16]*\x16\x16\x01(?P<service>.)(?P<number>\d{3,4})")
_HEADER = re.compile(
    r"^(?P<priority>[a-zA-Z]) (?P<category>[a-zA-Z])[\x11-\x14\s]{0,9}(?P<keyword>\S{0,80})",
    re.MULTILINE,
)

# Priority: flash, bulletin, urgent, regular, deferred, and the later ones for advance copy;
# here on the scale of IPTC urgency.
_URGENCIES = {"f": 1, "b": 2, "u": 3, "r": 4, "d": 5, "s": 6, "w": 7, "a": 5, "n": 5}

# Cycle designators before a keyword: morning, evening, both; or the agency's sign.
_CYCLE = re.compile(r"\A(?:AM|PM|BC|AP)-")

# Below the text: agency and wire, date and time in GMT ("AP-WF-02-10-16 0423GMT").
_END = re.compile(
    r"(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d\d)\s+(?P<hour>\d\d)(?P<minute>\d\d)(?P<zone>GMT)?"
)

_BY = re.compile(r"\ABy\s+", re.IGNORECASE)
_NOTE = re.compile(r"\A\(?(?:Eds?:|Editors?:|AP Photo|With AP|Eds\b)", re.IGNORECASE)

# Typesetting: a caret begins a line that is set apart, "<" ends it at the left, "=" at the
# centre; backspace begins a row of a table, and separators and a half space part its cells.
_ROW = "\x08"
_CELLS = re.compile(r"[\x1e\x1f]+[ \x1e\x1f]*")


class Anpa1312:
    """One message: header, keyword line, heading, text, time."""

    name = "ANPA 1312"

    def recognises(self, data: bytes, headers: Mapping[str, str]) -> bool:
        """Say whether the file begins with SYN, SYN, SOH and a transmission number."""
        del headers
        return _START.match(head_text(data)[:200]) is not None

    def read(self, data: bytes, headers: Mapping[str, str]) -> Reading:
        """Return the message; raise Refused when it holds no text."""
        del headers
        text = decode(data)
        start = _START.match(text)
        head, _, rest = text.partition(STX)
        body, _, tail = rest.partition(ETX)
        if start is None or not body.strip():
            raise Refused("an ANPA 1312 message without text", "after STX")
        remarks = Remarks()
        dispatch = _dispatch(head, body, tail, remarks)
        return Reading(self.name, "", (dispatch,), tuple(remarks.list))


def _dispatch(head: str, body: str, tail: str, remarks: Remarks) -> Dispatch:
    header = _HEADER.search(head)
    lines = [line for line in body.split("\n") if line.strip(" \t\x10")]
    title, dek, byline, note, text = _heading(lines)
    if not title:
        remarks.add("heading", "the item has no headline")
    if header is None:
        remarks.add("header", "the line of priority and keyword cannot be read")
    return Dispatch(
        guid=words_guid(head + body + tail),
        headline=title,
        dek=dek,
        slugline=_CYCLE.sub("", header["keyword"]) if header else "",
        byline=(byline,) if byline else (),
        published=_moment(tail, remarks),
        body=blocks_from_html(text_to_html(_text(text))),
        subjects=_category(header),
        urgency=_URGENCIES.get(header["priority"].lower()) if header else None,
        editorial_note=note,
    )


def _category(header: re.Match[str] | None) -> tuple[Subject, ...]:
    if header is None:
        return ()
    return (Subject(code=header["category"].lower(), scheme="anpa-category"),)


def _moment(tail: str, remarks: Remarks) -> datetime | None:
    match = _END.search(tail)
    if match is None:
        return None
    zone = "Z" if match["zone"] else ""
    clock = f"{match['hour']}:{match['minute']}:00{zone}"
    read = parse_time(f"20{match['year']}-{match['month']}-{match['day']}T{clock}")
    if read.moment is None:
        remarks.add("end of message", f"the time {match[0]!r} names no zone or does not exist")
    return read.moment


def _apart(line: str) -> str:
    """Return the words of a line that is set apart, without the signs of the typesetter."""
    return collapse(without_controls(line).lstrip("^ \t").rstrip(" \t<="))


def _heading(lines: list[str]) -> tuple[str, str, str, str, list[str]]:
    """Return headline, dek, byline, note to editors, and the lines of the text.

    The first line that is set apart repeats the keyword. The heading is what stands apart after
    it, up to the last line that is a byline or a note; only the headline where there is neither.
    """
    apart = 1 if lines and lines[0].startswith("^") else 0
    end = apart
    while end < len(lines) and lines[end].startswith("^"):
        end += 1
    heads = [_apart(line) for line in lines[apart:end]]
    told = [n for n, line in enumerate(heads) if _BY.match(line) or _NOTE.match(line)]
    last = told[-1] if told else 0
    # "Associated Press" below a byline says whose it is; a heading of tables has more lines.
    after = 1 if told and _BY.match(heads[last]) and len(heads) - last == 2 else 0
    byline = next((_BY.sub("", line) for line in heads if _BY.match(line)), "")
    note = " ".join(line for line in heads if _NOTE.match(line))
    plain = [line for n, line in enumerate(heads) if n <= last and n not in told]
    text = lines[apart + last + 1 + after :] if heads else lines[apart:]
    return (plain[0] if plain else ""), " ".join(plain[1:]), byline, note, text


def _text(lines: list[str]) -> str:
    """Return text in paragraphs: one for each line that is indented, set apart or a table's."""
    paragraphs: list[str] = []
    for line in lines:
        starts = line.startswith(("\t", "  ", "^", _ROW))
        words = collapse(without_controls(_CELLS.sub(" ", line)).strip("^ \t\x08"))
        words = words.rstrip("<=").rstrip()
        if starts or not paragraphs:
            paragraphs.append(words)
        else:
            paragraphs[-1] += f" {words}"
    return "\n\n".join(paragraphs)
