"""Which runs of a page an extractor chose: its text found again in the tree that it came from.

Extractors give back text without the page's links, pictures and captions. Laid over the runs of
the page, the text says which of them belong to the article; the page itself then gives the rest.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence

from masthead.extraction.leaves import Leaf, letters_of

# Characters and share of links by which running text is known; where it is another text.
_PARAGRAPH, _LINKED = 80, 0.3
_ELSEWHERE = frozenset(
    {"nav", "footer", "aside", "comments", "related", "form", "caption", "hidden"}
)
# Letters that make an article, and the share of a page's paragraphs that leave no doubt.
_ENOUGH, _MOST = 600, 0.8

# Letters from which a run is found anywhere in the text; shorter ones ("Read more") must stand
# where the run before them ended.
_TELLING = 30
# Letters that may lie between two runs that follow one another: a run that was found in part.
_GAP = 80
# Letters at a run's beginning or end by which a run that was not taken whole is known.
_PROBE = 40


def covered_leaves(leaves: Sequence[Leaf], text: str) -> set[int]:
    """Return the orders of the runs that `text` holds, whole or in good part."""
    lines = [letters_of(line) for line in text.split("\n")]
    starts: list[int] = []
    at = 0
    for line in lines:
        starts.append(at)
        at += len(line)
    whole = "".join(lines)
    covered: set[int] = set()
    cursor = 0
    for leaf in leaves:
        end = _find(leaf.letters, whole, starts, cursor)
        if end >= 0:
            covered.add(leaf.order)
            cursor = end
    return covered


def has_most_paragraphs(leaves: Sequence[Leaf], covered: Collection[int]) -> bool:
    """Say whether the chosen runs hold most of the page's paragraphs of running text."""
    found = taken = 0
    for leaf in leaves:
        if len(leaf.text) < _PARAGRAPH or leaf.link_share > _LINKED or leaf.roles & _ELSEWHERE:
            continue
        found += len(leaf.letters)
        taken += len(leaf.letters) * (leaf.order in covered)
    return taken >= _ENOUGH and taken >= _MOST * found


def _find(letters: str, whole: str, starts: Sequence[int], cursor: int) -> int:
    """Return where the run ends in the text; -1 when it is not there."""
    if not letters:
        return -1
    if len(letters) < _TELLING:
        at = whole.find(letters, cursor, cursor + len(letters) + _GAP)
        if at < 0 or (at != cursor and not _starts_line(starts, at)):
            return -1
        return at + len(letters)
    for probe, rest in ((letters, 0), (letters[:_PROBE], len(letters) - _PROBE),
                        (letters[-_PROBE:], 0)):  # fmt: skip
        at = whole.find(probe, max(0, cursor - _GAP))
        if at < 0:
            at = whole.find(probe)
        if at >= 0:
            return min(at + len(probe) + max(0, rest), len(whole))
    return -1


def _starts_line(starts: Sequence[int], at: int) -> bool:
    index = bisect_left(starts, at)
    return index < len(starts) and starts[index] == at
