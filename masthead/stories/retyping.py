"""Putting changed words into a paragraph's HTML without touching the rest of it. Pure.

A correction from a phone is typed as plain text. Links, bold and italics outside the words that
were changed stay exactly as they stood; inside them the new words take the place of the old.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

# A tag with quoted values, a character reference, or one character.
_PIECE = re.compile(r"""<(?:[^>"']|"[^"]*"|'[^']*')*>|&#?\w+;|.""", re.DOTALL)
_TAG_NAME = re.compile(r"</?([a-zA-Z][\w-]*)")
_EMPTY_INLINE = re.compile(r"<(a|b|i|em|strong)\b[^>]*></\1>")
_BREAK, _PARAGRAPH = "\n", "\n\n"
_TYPED_UNIT = re.compile(r"\n[ \t]*\n[\n \t]*|.", re.DOTALL)


class CannotRetypeError(ValueError):
    """The change goes across the marks between paragraphs or around a link: use the whole form."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A bit of HTML and what a reader sees of it: nothing, one character, or a break."""

    markup: str
    text: str

    @property
    def is_tag(self) -> bool:
        return self.markup.startswith("<") and len(self.markup) > 1


def typed_from(source: str) -> str:
    """The words of ``source`` (HTML of one block) as they stand in a text field."""
    return "".join(piece.text for piece in _pieces(source))


def retype(source: str, typed: str) -> str:
    """``source`` with the words that differ from ``typed`` replaced; itself when none do.

    An empty ``typed`` empties the block. Raises `CannotRetypeError` when the result would not read
    as ``typed``.
    """
    new = _units(typed)
    pieces = list(_pieces(source))
    old = [piece.text for piece in pieces if piece.text]
    if old == new or typed_from(source).strip() == "".join(new):
        return source
    first = _common(old, new)
    last = min(_common(old[::-1], new[::-1]), min(len(old), len(new)) - first)
    removed = range(first, len(old) - last)
    written = _written(pieces, removed=removed, at=first, inserted=new[first : len(new) - last])
    if _units(typed_from(written)) != new or not _is_nested(written):
        raise CannotRetypeError("The change reaches across paragraphs.")
    return written


def _pieces(source: str) -> Iterator[_Piece]:
    """The pieces of ``source``; a second <p> and a <br> are breaks that a reader sees."""
    has_paragraph = False
    for match in _PIECE.finditer(source):
        markup = match[0]
        if not markup.startswith("<") or len(markup) == 1:
            text = html.unescape(markup)
            yield _Piece(markup, " " if text == _BREAK else text)
            continue
        name = _TAG_NAME.match(markup)
        text = ""
        if name and name[1].lower() == "br":
            text = _BREAK
        elif name and name[1].lower() == "p" and not markup.startswith("</"):
            text = _PARAGRAPH if has_paragraph else ""
            has_paragraph = True
        yield _Piece(markup, text)


def _units(typed: str) -> list[str]:
    """What was typed, a character or a break each, as `_pieces` has them."""
    text = typed.replace("\r\n", "\n").replace("\r", "\n").strip()
    return [
        _PARAGRAPH if unit.startswith("\n") and len(unit) > 1 else unit
        for unit in _TYPED_UNIT.findall(text)
    ]


def _common(one: list[str], other: list[str]) -> int:
    """How many units two lists begin with in common."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _written(pieces: list[_Piece], *, removed: range, at: int, inserted: list[str]) -> str:
    """The pieces without those ``removed``; ``inserted`` stands before unit number ``at``.

    Where nothing goes, it stands right behind the unit before, so that words added to the end of a
    link's text belong to the link no less than words added within it.
    """
    out: list[str] = []
    new = "".join(_markup_of(unit) for unit in inserted)
    number = 0
    for piece in pieces:
        if not piece.text:
            out.append(piece.markup)
            continue
        if number == at and (removed or at == 0):
            out.append(new)
        if number not in removed or piece.is_tag:
            out.append(piece.markup)
        number += 1
        if number == at and not removed:
            out.append(new)
    written = "".join(out) if number else _around(out, new)
    while (shorter := _EMPTY_INLINE.sub("", written)) != written:
        written = shorter
    return written


def _around(markup: list[str], words: str) -> str:
    """An empty block's tags around new words: in its paragraph, or in one of their own."""
    if len(markup) >= 2 and markup[0].startswith("<p"):
        return markup[0] + words + "".join(markup[1:])
    return f"<p>{words}</p>"


def _is_nested(source: str) -> bool:
    """Whether every tag closes the last one opened: a break within bold type would not."""
    opened: list[str] = []
    for piece in _pieces(source):
        name = _TAG_NAME.match(piece.markup) if piece.is_tag else None
        if name is None or name[1] == "br":
            continue
        if not piece.markup.startswith("</"):
            opened.append(name[1])
        elif not opened or opened.pop() != name[1]:
            return False
    return not opened


def _markup_of(unit: str) -> str:
    if unit == _PARAGRAPH:
        return "</p><p>"
    return "<br/>" if unit == _BREAK else html.escape(unit, quote=False)
