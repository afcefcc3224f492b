"""An edition's own colours: which will do, and the tokens that they become. Pure.

An edition chooses at most three; all that follows from them is worked out, so that no choice can
make a page that cannot be read. The house's own values stand in ``tokens.css``.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from masthead.kernel.colours import AA, AAA, contrast, mix

# As in tokens.css; tests/stories/test_looks.py holds that they are the same.
PAPER, INK, INK_QUIET, ALERT = "#fcfcfb", "#14191b", "#4a5455", "#a3201b"
DARK_PAPER, DARK_INK, DARK_ACCENT_ON = "#121617", "#e8ecea", "#06251f"
_WHITE, _BLACK = "#ffffff", "#000000"
# A tint stays a paper: with more colour than this, pictures lose theirs beside it.
_PALE = 0.72


@dataclass(frozen=True, kw_only=True)
class Looks:
    """What an edition chose, as ``#rrggbb`` or empty for the house's own."""

    accent: str = ""
    accent_dark: str = ""
    paper: str = ""
    is_plain: bool = False

    @property
    def is_own(self) -> bool:
        """Whether anything differs from the house."""
        return bool(self.accent or self.accent_dark or self.paper or self.is_plain)


def complaints(looks: Looks) -> dict[str, str]:
    """What cannot be read, by the field to change: an empty dict for looks that will do.

    Raises `ValueError` for a value that is no colour.
    """
    found: dict[str, str] = {}
    paper = looks.paper or PAPER
    if looks.paper:
        poor = [
            name
            for name, ink, least in (
                ("the text", INK, AAA),
                ("the small print", INK_QUIET, AA),
                ("corrections and breaking news", ALERT, AA),
            )
            if contrast(ink, paper) < least
        ]
        if poor or contrast(_BLACK, paper) / 21 < _PALE:
            what = " and ".join(poor) or "pictures"
            found["paper"] = f"Too dark for a paper: {what} would suffer. Choose a paler tint."
    if looks.accent and contrast(looks.accent, paper) < AA:
        found["accent"] = _too_weak(looks.accent, paper, way="darker", name="the paper")
    if looks.accent_dark and contrast(looks.accent_dark, DARK_PAPER) < AA:
        found["accent_dark"] = _too_weak(
            looks.accent_dark, DARK_PAPER, way="lighter", name="the dark paper"
        )
    return found


def _too_weak(colour: str, paper: str, *, way: str, name: str) -> str:
    return (
        f"Links in this colour have a contrast of {contrast(colour, paper):.1f} to 1 on {name}; "
        f"readers need {AA} to 1. Choose a {way} one."
    )


@lru_cache(maxsize=128)
def stylesheet_of(looks: Looks) -> str:
    """The tokens that differ from the house's, as CSS; empty for the house's looks.

    For screens alone: print is black on white in every edition. Each page asks for its mark, so
    what was worked out for some choices is kept.
    """
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    if looks.paper:
        light |= {"paper": looks.paper, "wash": mix(looks.paper, INK, share=0.06)}
        light["hairline"] = mix(looks.paper, INK, share=0.2)
    if looks.accent:
        light |= _accent(looks.accent, towards=_BLACK)
        # Without a second colour the first is lightened until it is read on the dark paper.
        dark |= _accent(looks.accent_dark or _lightened(looks.accent), towards=_WHITE)
    elif looks.accent_dark:
        dark |= _accent(looks.accent_dark, towards=_WHITE)
    rules = []
    if light:
        rules.append(f":root{{{_declared(light)}}}")
    if dark:
        rules.append(f"@media (prefers-color-scheme:dark){{:root{{{_declared(dark)}}}}}")
    if light and looks.paper:
        # The tint is the light scheme's: the dark one keeps its own paper.
        rules[0] = f"@media (prefers-color-scheme:light){{{rules[0]}}}"
    if looks.is_plain:
        rules.append(":root,[lang]{--font-headline:var(--font-plain)}")
    return f"@layer tokens{{@media screen{{{''.join(rules)}}}}}" if rules else ""


def stylesheet_mark(looks: Looks) -> str:
    """Twelve letters that change with the stylesheet: its address may be kept for ever."""
    return hashlib.sha256(stylesheet_of(looks).encode()).hexdigest()[:12]


def _accent(colour: str, *, towards: str) -> dict[str, str]:
    on = max((_WHITE, DARK_ACCENT_ON, _BLACK), key=lambda ink: contrast(ink, colour))
    strong = mix(colour, towards, share=0.28)
    return {"accent": colour, "accent-strong": strong, "on-accent": on}


def _lightened(colour: str) -> str:
    share = 0.0
    while contrast(shade := mix(colour, _WHITE, share=share), DARK_PAPER) < AAA:
        share += 0.05
    return shade


def _declared(tokens: dict[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in tokens.items())
