"""Plain text: slugs, summaries, counts, and HTML read as words."""

import re
import unicodedata

from masthead.kernel.html import read_html

# Letters that Unicode does not decompose, as their languages write them in ASCII.
_FOLDED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)

# Apostrophes join a word in a slug ("don't" is "dont"); the tatweel only stretches Arabic.
_DROPPED = frozenset("'\u2019\u2018\u02bc\u02bb\u05f3\u0640")

# Scripts written without blanks: each sign counts as a word, as their newsrooms count.
_UNSPACED = re.compile(r"[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]")
_WORD = re.compile(r"\w+(?:[\u2019'’.\-]\w+)*")


def slugify(text: str, *, max_length: int = 80) -> str:
    """Return the words of `text` in lower case, joined by hyphens; '' if no letter is left.

    Letters of every script stay; Latin accents are folded to ASCII. The result is at most
    `max_length` characters, cut at a word end where there is one, and never ends in a hyphen.
    """
    pieces: list[str] = []
    after_latin = False
    # NFKC first: ligatures and full-width letters become the letters that people type.
    lowered = unicodedata.normalize("NFKC", text).lower().translate(_FOLDED)
    for char in unicodedata.normalize("NFD", lowered):
        category = unicodedata.category(char)
        if category[0] == "M":
            # A mark on a Latin letter is an accent; on others it is part of the letter.
            if not after_latin and pieces and pieces[-1] != "-":
                pieces.append(char)
        elif category[0] == "L" or category in ("Nd", "Nl"):
            if char in _DROPPED:
                continue
            after_latin = char.isascii() or unicodedata.name(char, "").startswith("LATIN")
            pieces.append(char)
        elif category != "Cf" and char not in _DROPPED and pieces and pieces[-1] != "-":
            after_latin = False
            pieces.append("-")
    slug = unicodedata.normalize("NFC", "".join(pieces))
    return _cut_slug(slug, max_length)


def _cut_slug(slug: str, max_length: int) -> str:
    if len(slug) > max_length:
        whole_words = slug[: max_length + 1].rpartition("-")[0]
        slug = whole_words or slug[:max_length]
    return slug.strip("-")


def collapse(text: str) -> str:
    """Return `text` with every run of white space as one blank, none at the ends.

    Control characters and lone surrogates, which no page may hold, are dropped.
    """
    return " ".join(_UNPRINTABLE.sub("", text).split())


def plain(html: str) -> str:
    """Return the words of an HTML fragment: no tags, entities decoded, white space collapsed."""
    if "<" not in html and "&" not in html:
        return collapse(html)  # most paragraphs of most stories: there is nothing to parse
    reader = _Words()
    read_html(html, reader)
    return collapse("".join(reader.pieces))


class _Words:
    """Collects text; anything that begins or ends a line on the page leaves a blank."""

    # Elements inside a word or sentence; every other tag parts words.
    _INLINE = frozenset({
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn",
        "em", "font", "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike",
        "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "html", "body", "head",
    })  # fmt: skip

    def __init__(self) -> None:
        self.pieces: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        del attributes
        self.end(tag)

    def end(self, tag: str) -> None:
        if tag not in self._INLINE:
            self.pieces.append(" ")

    def data(self, text: str) -> None:
        self.pieces.append(text)


def shorten(text: str, length: int) -> str:
    """Return `text` collapsed to at most `length` characters, cut at a word end with an ellipsis.

    A single word longer than `length` is cut within.
    """
    text = collapse(text)
    if len(text) <= length:
        return text
    if length <= 1:
        return "…"[: max(length, 0)]
    head = text[: length - 1]
    if text[length - 1].isalnum():
        head = head.rpartition(" ")[0] or head
    return (head.rstrip(" ,;:.-–—") or head) + "…"


def word_count(text: str) -> int:
    """Return how many words plain `text` holds; Chinese and Japanese signs count one each."""
    spaced, unspaced = (text, 0) if text.isascii() else _UNSPACED.subn(" ", text)
    return unspaced + len(_WORD.findall(spaced))
