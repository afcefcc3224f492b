"""Texts for a newsroom of any size: words as often as in a language, the same for the same seed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

# What a language says all the time. The rest of the vocabulary is made of syllables.
COMMON = (  # noqa: SIM905
    "the of and to in a is that for it was on are as with his they at be this from have or by "
    "one had not but what all were when we there can an your which their said if will each how "
    "council harbour police school budget county road people mayor water"
).split()
_SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so",
              "tu", "va", "we", "xi", "yo", "zu", "bra", "cle", "dri", "flo", "gru")  # fmt: skip
_VOCABULARY = 40_000


@dataclass(frozen=True)
class Text:
    """A story's words."""

    headline: str
    dek: str
    paragraphs: tuple[str, ...]


class Writer:
    """Writes texts in which the word of rank r stands 1/r as often as the first (Zipf's law)."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)
        self.words = [*COMMON, *self._made(_VOCABULARY - len(COMMON))]
        self._weights = list(accumulate(1 / rank for rank in range(1, len(self.words) + 1)))

    def _made(self, count: int) -> list[str]:
        made: dict[str, None] = {}
        while len(made) < count:
            made["".join(self._random.choices(_SYLLABLES, k=self._random.randint(2, 5)))] = None
        return list(made)

    def sentence(self, length: int) -> str:
        """One sentence of ``length`` words."""
        text = " ".join(self._random.choices(self.words, cum_weights=self._weights, k=length))
        return f"{text[0].upper()}{text[1:]}."

    def text(self) -> Text:
        """A story of 400 to 600 words."""
        count = self._random.randint(8, 12)
        return Text(
            headline=self.sentence(self._random.randint(6, 11)).rstrip("."),
            dek=self.sentence(18),
            paragraphs=tuple(self.sentence(50) for _ in range(count)),
        )


def body_of(text: Text, *, identifier: int) -> list[dict[str, Any]]:
    """The body as Wagtail keeps it."""
    return [
        {
            "type": "paragraph",
            "value": f"<p>{paragraph}</p>",
            "id": f"{identifier:08x}-0000-4000-8000-{number:012x}",
        }
        for number, paragraph in enumerate(text.paragraphs)
    ]
