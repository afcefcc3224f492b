"""IPTC 7901, the text transmission format of 1979 (revised 1995), as European agencies send it."""

import re
from collections.abc import Mapping

from masthead.kernel.blocks import blocks_from_html
from masthead.kernel.text import collapse
from masthead.wire.dispatch import Dispatch, Reading, Refused, Subject
from masthead.wire.formats.elements import Remarks, text_to_html
from masthead.wire.formats.sniff import head_text
from masthead.wire.formats.telegraph import (
    ETX,
    STX,
    decode,
    end_moment,
    without_controls,
    words_guid,
)

# IPTC 7901 section 2.2, message header: source identification and message number, priority
# (1 flash to 6), category, word count, and what agencies add (keyword, name, number).
_HEADER = re.compile(
    r"\A[\s\x00\x7f\x16]*\x01?(?P<source>[A-Za-z]{2,4})(?P<number>\d{2,5})[ ]+(?P<priority>\d)[ ]+"
    r"(?P<category>[A-Za-z]{1,3})[ ]+(?P<words>\d{0,5})[ ]*(?P<optional>[^\n\x02]*)\n"
)

# A line of the heading this long is full: what follows it goes on with the same sentence. The
# narrowest columns of teleprinters are 69 signs wide, and the last word may not have fitted.
_FULL_LINE = 58

_BY = re.compile(r"\A(?:by|von|par|por|di|door|av)\s+(?P<name>.+)\Z", re.IGNORECASE)

# Brackets around a whole line hold a note to editors: (Achtung), (EMBARGO 12.00 GMT).
_NOTE = re.compile(r"\A\(.*\)\Z")


class Iptc7901:
    """One message: header, keywords, heading up to an equals sign, text, time."""

    name = "IPTC 7901"

    def recognises(self, data: bytes, headers: Mapping[str, str]) -> bool:
        """Say whether the file begins with a message header of IPTC 7901."""
        del headers
        start = head_text(data)[:300].replace("\r\n", "\n").replace("\r", "\n")
        return _HEADER.match(start) is not None

    def read(self, data: bytes, headers: Mapping[str, str]) -> Reading:
        """Return the message; raise Refused when it holds neither heading nor text."""
        del headers
        text = decode(data)
        match = _HEADER.match(text)
        if match is None:
            raise Refused("no message header of IPTC 7901")
        remarks = Remarks()
        dispatch = _dispatch(text[match.end() :], match, remarks)
        if not dispatch.headline and not dispatch.body:
            raise Refused("an IPTC 7901 message without heading and text", "after the header")
        return Reading(self.name, "", (dispatch,), tuple(remarks.list))


def _dispatch(rest: str, header: re.Match[str], remarks: Remarks) -> Dispatch:
    keywords, text, tail = _parts(rest)
    heading, body = _split_heading(text)
    bylines = [match["name"] for line in heading if (match := _BY.match(line))]
    lines = [line for line in heading if not _BY.match(line)]
    headline = _headline(lines)
    if not headline:
        remarks.add("heading", "the item has no headline: no line before the text ends in =")
    told, published = end_moment(tail)
    if told and published is None:
        remarks.add("end of message", f"the time {told!r} names no zone")
    priority = int(header["priority"])
    body_text = without_controls(body).strip("\n ")
    return Dispatch(
        guid=words_guid(f"{header['source']}{header['number']} {headline} {body_text} {told}"),
        headline=headline,
        slugline=keywords.strip("/ "),
        byline=tuple(bylines),
        published=published,
        body=blocks_from_html(text_to_html(body_text)),
        subjects=(Subject(code=header["category"].lower(), scheme="iptc7901-category"),),
        keywords=tuple(filter(None, (word.strip() for word in keywords.split("/")))),
        agency=header["source"].upper(),
        urgency=priority if priority else None,
        editorial_note=" ".join(line for line in lines if line not in headline),
    )


def _parts(rest: str) -> tuple[str, str, str]:
    """Return keyword line, text and the end of the message.

    Section 2.3: the text stands between STX and ETX. Where a delivery has lost these signs, the
    first line is the keyword line, and the time is the last line.
    """
    before, sign, after = rest.partition(STX)
    if sign:
        text, _, tail = after.partition(ETX)
        return collapse(without_controls(before)), text, tail
    keyword, _, text = rest.lstrip("\n").partition("\n")
    if ETX in text:
        text, _, tail = text.partition(ETX)
        return collapse(keyword), text, tail
    body, _, tail = text.rstrip().rpartition("\n")
    if end_moment(tail)[0]:
        return collapse(keyword), body, tail
    return collapse(keyword), text, ""


def _split_heading(text: str) -> tuple[list[str], str]:
    """Return the lines of the heading and the text below.

    The heading ends with the first line that ends in an equals sign; without one there is none,
    unless a single line stands apart from the text.
    """
    lines = text.split("\n")
    for number, line in enumerate(lines[:12]):
        if line.rstrip().endswith("="):
            heading = [collapse(part.rstrip().rstrip("=")) for part in lines[: number + 1]]
            return [part for part in heading if part], "\n".join(lines[number + 1 :])
    start = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    if start + 1 < len(lines) and not lines[start + 1].strip() and len(lines[start]) < 120:
        return [collapse(without_controls(lines[start]))], "\n".join(lines[start + 1 :])
    return [], text


def _headline(lines: list[str]) -> str:
    """Return the last line, and those before it that it goes on from."""
    lines = [line for line in lines if not _NOTE.match(line)]
    if not lines:
        return ""
    headline = lines[-1]
    for line in reversed(lines[:-1]):
        if len(line) < _FULL_LINE:
            break
        headline = f"{line} {headline}"
    return headline
