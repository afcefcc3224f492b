"""Text as the index compares it. Both engines are given these words, so that both find the same.

Case, accents and vowel points do not count; letters that do not decompose are written as people
type them (ł is l, ß is ss). Scripts written without blanks become a word a sign, and a query in
them a phrase: no dictionary is needed, and any part of a sentence is found.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import islice

# What Unicode's case folding and decomposition leave as it is.
_LETTERS = {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x2E80, 0x2FDF),  # radicals
    (0x3005, 0x3007),
    (0x3041, 0x30FF),  # kana
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),  # ideographs
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x1B000, 0x1B16F),
    (0x20000, 0x323AF),
)
_TATWEEL = "\u0640"
# Below this class (Unicode's canonical combining class) a mark is part of the letter: nukta,
# voicing of kana, virama, and the vowel signs of India, which have none. Above are accents.
_ACCENTS_FROM = 10
_VOICING = 8
# Longer words are cut, in texts and queries alike: addresses, and what is no word at all.
LONGEST_WORD = 60
# PostgreSQL keeps 1 MB a document; the longest reads have 20,000 words.
MOST_WORDS = 30_000
_MOST_BYTES = 400_000


class _Table(dict[int, str]):
    """Each character as it is compared, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    pieces = []
    # Both ways: a mathematical S becomes a letter first, and what that folds to may come apart.
    plain = unicodedata.normalize("NFKD", character).casefold()
    for letter in unicodedata.normalize("NFKD", plain):
        category = unicodedata.category(letter)
        if category[0] == "M":
            place = unicodedata.combining(letter)
            # Signs of scripts that are cut up letter by letter go; voicing of kana stays.
            if place < _ACCENTS_FROM and (place == _VOICING or not is_unspaced(character)):
                pieces.append(letter)
        elif letter == _TATWEEL or category == "Cf":
            continue
        elif category[0] in "LN":
            pieces.append(_LETTERS.get(letter, letter))
        else:
            pieces.append(" ")
    folded = unicodedata.normalize("NFC", "".join(pieces))
    return "".join(f" {letter} " if is_unspaced(letter) else letter for letter in folded)


def is_unspaced(character: str) -> bool:
    """Whether a character belongs to a script that is written without blanks."""
    code = ord(character)
    return code >= _UNSPACED[0][0] and any(first <= code <= last for first, last in _UNSPACED)


_TABLE = _Table()


def fold(text: str) -> list[str]:
    """The words of ``text`` as they are compared; at most `MOST_WORDS`."""
    words = [word[:LONGEST_WORD] for word in _folded(text).split()[:MOST_WORDS]]
    if len(text) * 4 > _MOST_BYTES:
        words = list(_within(words))
    return words


def _within(words: list[str]) -> Iterator[str]:
    size = 0
    for word in words:
        size += len(word.encode()) + 1
        if size > _MOST_BYTES:
            return
        yield word


def composed(text: str) -> str:
    """``text`` in Unicode's form C, without what no text may hold (NUL, halves of pairs)."""
    clean = text.replace("\x00", " ").encode("utf-8", "replace").decode()
    return unicodedata.normalize("NFC", clean)


def _folded(text: str) -> str:
    return composed(text).translate(_TABLE)


def fold_with_places(text: str) -> tuple[str, list[int] | None]:
    """A composed ``text`` folded, and for each character of that where it came from.

    None instead of a list where each stands where it stood, which is so for most texts.
    """
    pieces = [_TABLE[ord(character)] for character in text]
    folded = "".join(pieces)
    if all(len(piece) == 1 for piece in pieces):
        return folded, None
    return folded, [place for place, piece in enumerate(pieces) for _ in piece]


def beginnings(words: list[str], *, shortest: int, longest: int) -> list[str]:
    """Each beginning of each word from ``shortest`` to ``longest`` characters, once, in order."""
    found = {
        word[:length]: None
        for word in islice(words, MOST_WORDS)
        for length in range(shortest, min(longest, len(word)) + 1)
    }
    return list(found)
