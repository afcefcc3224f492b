"""Colours as ``#rrggbb``, and how well one is read on another (WCAG 2.2)."""

from __future__ import annotations

import re

_HEX = re.compile(r"#[0-9a-f]{6}")

# WCAG 2.2 success criterion 1.4.3 (AA) and 1.4.6 (AAA), for text of common size.
AA = 4.5
AAA = 7.0


def read_colour(text: str) -> tuple[int, int, int]:
    """Red, green and blue (0 to 255) of ``#rrggbb`` in small or large letters.

    Raises `ValueError` for anything else.
    """
    lowered = text.lower()
    if not _HEX.fullmatch(lowered):
        raise ValueError(f"“{text}” is not a colour like #00594c")
    return int(lowered[1:3], 16), int(lowered[3:5], 16), int(lowered[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white); WCAG 2.2, "relative luminance"."""
    red, green, blue = (_linear(part / 255) for part in read_colour(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21; WCAG 2.2, "contrast ratio"."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mix(colour: str, other: str, *, share: float) -> str:
    """``colour`` with ``share`` (0 to 1) of ``other`` in it, channel by channel."""
    pairs = zip(read_colour(colour), read_colour(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
