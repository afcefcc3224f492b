"""Which headline is the page's own: a vote of those that say so, with the site's name cut off."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from masthead.extraction.values import Found, Origin, nothing

# What parts a headline from a site's or section's name, with a blank on either side. The vertical
# bar, guillemet and middle dot need none before them.
_PARTS = re.compile(r"\s+[-–—:~/•·|»«›←]+\s+|\s*[|»·•]\s+|\s+::\s+")

# No newspaper prints a longer one; a page's whole text in an h1 is no headline.
_LONGEST = 400

# Letters that two headlines must share at an end for one to be part of the other: two words.
_SHORTEST_SHARED = 10

# Names under which a host is no name of the site.
_HOST_NOISE = frozenset({
    "www", "com", "org", "net", "co", "news", "blog", "m", "en", "de", "fr", "it", "uk", "gov",
    "edu", "info",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claim:
    """A headline as one witness on the page gives it, and how far witnesses of its kind go."""

    text: str
    origin: Origin
    weight: float
    is_whole: bool = True
    """Whether the text is meant as a headline alone: a page's title is not."""


def fold(text: str) -> str:
    """Return letters and digits in lower case, nothing else: for comparing headlines."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum())


def site_names(declared: Iterable[str], url: str) -> frozenset[str]:
    """Return the folded names by which a title may call its site.

    `declared` are names that the page gives; to these come the host and its labels.
    """
    names = {fold(name) for name in declared}
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        host = ""
    host = host.removeprefix("www.")
    labels = [label for label in host.split(".") if label not in _HOST_NOISE and len(label) > 2]
    names |= {fold(host), *map(fold, labels[-2:])}
    return frozenset(name for name in names if len(name) > 1)


def is_site_name(text: str, sites: frozenset[str]) -> bool:
    """Say whether `text` names the site: as declared, or a declared name and a few letters more."""
    folded = fold(text)
    if folded in sites:
        return True
    longer = (site for site in sites if len(site) >= 4)
    return len(folded) >= 4 and any(
        (site in folded and len(folded) <= 2 * len(site))
        or (folded in site and len(site) <= 2 * len(folded))
        for site in longer
    )


def cut_site(text: str, sites: frozenset[str]) -> str:
    """Return a headline without the site's name before or after it."""
    text = text.strip(" |-–—·:")
    while True:
        seams = list(_PARTS.finditer(text))
        if not seams:
            return text
        first, last = seams[0], seams[-1]
        if is_site_name(text[last.end() :], sites):
            text = text[: last.start()].strip()
        elif is_site_name(text[: first.start()], sites):
            text = text[first.end() :].strip()
        else:
            return text


def choose_headline(claims: Sequence[Claim], sites: frozenset[str]) -> Found[str]:
    """Return the headline with the most support.

    A claim supports the same words elsewhere fully, and words that it holds between its
    separators (kicker: headline | site) by half. The site's own name is no headline unless
    nothing else is left.
    """
    cut = [
        Claim(text, claim.origin, claim.weight, claim.is_whole)
        for claim in claims
        if (text := cut_site(claim.text, sites)) and len(text) <= _LONGEST and fold(text)
    ]
    named = [claim for claim in cut if fold(claim.text) not in sites] or cut
    if not named:
        return nothing("")
    candidates = [claim for claim in named if claim.is_whole] or named
    best = max(candidates, key=lambda claim: _support(claim, named))
    support, total = _support(best, named), sum(claim.weight for claim in named)
    agreeing = sum(fold(claim.text) == fold(best.text) for claim in named)
    confidence = min(0.98, 0.35 + 0.3 * (agreeing > 1) + 0.35 * support / total)
    return Found(best.text, best.origin, round(confidence, 2))


def _support(candidate: Claim, claims: Sequence[Claim]) -> float:
    words = fold(candidate.text)
    support = 0.0
    for claim in claims:
        if fold(claim.text) == words:
            support += claim.weight
        elif _is_part(candidate.text, words, claim):
            support += claim.weight / 2
    return support


def _is_part(text: str, words: str, claim: Claim) -> bool:
    """Say whether a headline stands in a longer claim: after a kicker, or at a separator."""
    if claim.is_whole and len(words) >= _SHORTEST_SHARED and fold(claim.text).endswith(words):
        return True
    # Cheap before exact: most claims do not hold the words at all.
    if text[:_SHORTEST_SHARED] not in claim.text:
        return False
    seams = list(_PARTS.finditer(claim.text))
    before = (claim.text[: seam.start()] for seam in seams)
    after = (claim.text[seam.end() :] for seam in seams)
    return any(fold(part) == words for part in (*before, *after))
