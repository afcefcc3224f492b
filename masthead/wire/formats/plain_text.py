"""Plain text: framed by ZCZC and NNNN, tagged, a press release, or words alone.

ITU-T F.31 has a message begin with ZCZC and end with NNNN. What stands between is not fixed by
any standard: lines with a mark in front, lines with a tag of two letters, or a heading and text.
"""

import re
from collections.abc import Mapping

from masthead.kernel.blocks import blocks_from_html
from masthead.kernel.text import collapse
from masthead.wire.dispatch import Dispatch, Reading, Refused, Subject
from masthead.wire.formats.elements import Remarks, text_to_html
from masthead.wire.formats.sniff import head_text, is_binary
from masthead.wire.formats.telegraph import decode, without_controls, words_guid

_FRAME = re.compile(r"\A\s*ZCZC\b[^\n]*\n", re.IGNORECASE)
# A header line of a framed message: a mark, and what it marks up to the end of the line.
_MARKED = re.compile(r"\A(?P<mark>[%#$:&*~@^=+!])(?P<value>.*)\Z")

# Two capital letters and a number sign ("TI#Title") begin a field that runs to the next one.
_TAGGED = re.compile(r"^(?P<tag>[A-Z]{2})#", re.MULTILINE)

# A line of capitals before a colon names the sort of message: "RACING : Fields for Thursday".
_SORTED = re.compile(r"\A:?(?P<sort>[A-Z][A-Z ]{2,20}):\s*(?P<title>\S.*)\Z")

# The press services' number line, between the sender and the title.
_RELEASE = re.compile(r"\A(?:MEDIA|PRESS|NEWS) RELEASE\b[^\n]{0,40}\Z", re.IGNORECASE)

_SUBJECT_CODE = re.compile(r"\b\d{8}\b")

# More than this in one line is text, not a headline.
_LONGEST_HEADLINE = 160

# Fewer words are no story: a greeting, a file name, a test.
_FEWEST_WORDS = 8


class PlainText:
    """One story in one file. Asked last: whatever no other format knows may be text."""

    name = "plain text"

    def recognises(self, data: bytes, headers: Mapping[str, str]) -> bool:
        """Say whether these bytes are text of several lines and no markup or data."""
        del headers
        start = head_text(data).lstrip("\ufeff\u00ef\u00bb\u00bf \t\r\n\x00\x01")
        if not start or is_binary(data):
            return False
        if start[0] in "<{[%" and not _FRAME.match(start):
            return False
        words = re.findall(r"[^\W\d_]{2,}", start[:4000])
        return len(words) >= _FEWEST_WORDS and "\n" in start.strip().replace("\r", "\n")

    def read(self, data: bytes, headers: Mapping[str, str]) -> Reading:
        """Return the story; raise Refused when nothing is left below its header."""
        del headers
        text = decode(data).replace("\x1f", " ")
        remarks = Remarks()
        frame = _FRAME.match(text)
        if frame:
            text = text[frame.end() :].rstrip("\x00\x04\x1a \n").removesuffix("NNNN")
        tagged = _TAGGED.match(text.lstrip()) if frame else None
        dispatch = _tagged(text, remarks) if tagged else _headed(text, is_framed=bool(frame))
        if not dispatch.headline and not dispatch.body:
            raise Refused("plain text with nothing below its header")
        if not dispatch.headline:
            remarks.add("line 1", "the item has no headline")
        return Reading(self.name, "", (dispatch,), tuple(remarks.list))


def _tagged(text: str, remarks: Remarks) -> Dispatch:
    """Return a message of tagged fields."""
    parts = _TAGGED.split(text)
    # Between tags stand their texts; of a tag given twice the last counts.
    fields = {tag: value.strip() for tag, value in zip(parts[1::2], parts[2::2], strict=True)}
    body = without_controls(fields.get("TX", ""))
    published = remarks.moment(fields.get("PD", ""), "PD#")
    return Dispatch(
        guid=collapse(fields.get("AN", "")) or words_guid(text),
        headline=collapse(fields.get("TI", "")),
        dek=collapse(fields.get("AB", "")),
        byline=tuple(filter(None, [collapse(fields.get("BY", ""))])),
        published=published,
        body=blocks_from_html(text_to_html(body)),
        keywords=tuple(fields.get("KY", "").split()),
        agency=collapse(fields.get("KN", "")),
        credit=collapse(fields.get("SO", "")),
    )


def _headed(text: str, *, is_framed: bool) -> Dispatch:
    """Return a message whose header is lines with marks, or its first line."""
    lines = text.split("\n")
    marks: dict[str, str] = {}
    start = 0
    while is_framed and start < len(lines):
        match = _MARKED.match(lines[start].strip())
        # A bullet has a blank behind it, a header line has not.
        if lines[start].strip() and (match is None or match["value"].startswith(" ")):
            break
        if match and collapse(match["value"]):
            marks[match["mark"]] = collapse(without_controls(match["value"]))
        start += 1
    headline = _marked_headline(marks)
    agency = ""
    if not headline:
        headline, agency, start = _first_line(lines, start)
    return Dispatch(
        guid=words_guid(text),
        headline=headline,
        slugline=marks.get("#", ""),
        place=marks.get("@", ""),
        body=blocks_from_html(text_to_html(without_controls("\n".join(lines[start:])))),
        subjects=tuple(
            Subject(code=code, scheme="iptc-subject")
            for mark in "*+"
            for code in _SUBJECT_CODE.findall(marks.get(mark, ""))
        ),
        agency=agency,
        genre=marks.get("~", ""),
    )


def _marked_headline(marks: dict[str, str]) -> str:
    """Return the line marked as headline; else keyword and what the keyword's line goes on with.

    A caret marks headlines only. The dollar sign does too, or else holds a category of a letter.
    """
    for mark in "^$":
        if len(marks.get(mark, "")) > 2:
            return marks[mark]
    if "#" not in marks:
        return ""
    follows = marks.get(":", "")
    # A date or an hour behind the keyword sorts it and is no part of a headline.
    return f"{marks['#']} {follows}" if re.search(r"[^\W\d_]{3}", follows) else marks["#"]


def _first_line(lines: list[str], start: int) -> tuple[str, str, int]:
    """Return headline, sender, and where the text begins, of a message without marks."""
    filled = [n for n in range(start, len(lines)) if lines[n].strip()]
    for position, number in enumerate(filled[:4]):
        line = collapse(without_controls(lines[number]))
        if match := _SORTED.match(line):
            return match["title"], "", number + 1
        if _RELEASE.match(line) and position + 1 < len(filled):
            sender = collapse(lines[filled[0]]).partition(":")[2].strip() if position else ""
            title, end = _paragraph(lines, filled[position + 1])
            return title, sender, end
    if not filled:
        return "", "", start
    line = collapse(without_controls(lines[filled[0]]))
    if len(line) > _LONGEST_HEADLINE or len(filled) == 1:
        return "", "", start
    return line, "", filled[0] + 1


def _paragraph(lines: list[str], start: int) -> tuple[str, int]:
    """Return the words from a line to the next blank one, and where they end."""
    end = start
    while end < len(lines) and lines[end].strip():
        end += 1
    return collapse(without_controls(" ".join(lines[start:end]))), end
