"""Flat portraits of the staff and of one much-missed librarian."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin
from typing import Literal

from PIL import Image

from masthead.demo.drawing import palette as p
from masthead.demo.drawing.canvas import Canvas, Colour, Point, mix

Hair = Literal["bob", "short", "curls", "bun", "scarf"]

# The middle of the face; everything else hangs on it.
_FACE: Point = (400.0, 430.0)


@dataclass(frozen=True)
class Sitter:
    """What tells one portrait from another."""

    skin: Colour
    hair: Colour
    style: Hair
    coat: Colour
    shirt: Colour
    backdrop: tuple[Colour, Colour]
    has_glasses: bool = False
    has_beard: bool = False


SITTERS = {
    "portrait-maren": Sitter("#f0c9a8", "#a4502f", "bob", p.TEAL, p.CREAM, (p.SAND, p.OCHRE)),
    "portrait-idris": Sitter(
        "#8a5a3e",
        "#1d1a20",
        "short",
        p.NAVY,
        p.MIST,
        (p.FOAM, p.SEA),
        has_glasses=True,
        has_beard=True,
    ),
    "portrait-nadia": Sitter("#d9a27a", "#2c1f24", "bun", p.WINE, p.ROSE, (p.MIST, p.STEEL)),
    "portrait-callum": Sitter(
        "#eec3a0", "#c08a4a", "short", p.MOSS, p.CREAM, (p.ROSE, p.CORAL), has_beard=True
    ),
    "portrait-yusra": Sitter("#c98f66", p.OCHRE, "scarf", p.PLUM, p.PLUM, (p.FOAM, p.TEAL)),
    "portrait-greta": Sitter(
        "#f2d2b8", "#d9d6cc", "curls", p.BRICK, p.CREAM, (p.SAND, p.MOSS), has_glasses=True
    ),
    "portrait-winifred": Sitter(
        "#f0cdb2", "#c9cbc8", "bun", p.FOREST, p.CREAM, (p.ROSE, p.WINE), has_glasses=True
    ),
}


def portrait(key: str) -> Image.Image:
    """Draw the sitter of a key in `SITTERS`; raises `KeyError` for any other key."""
    sitter = SITTERS[key]
    c = Canvas(key, 800, 1000)
    light, deep = sitter.backdrop
    c.wash([mix(light, p.CREAM, 0.35), mix(light, deep, 0.45)])
    c.oval((400, 440), 330, 330, mix(deep, light, 0.35))
    c.shade_oval((400, 440), 330, 330, mix(deep, p.INK, 0.35), "bottom", 0.6)
    _hair_behind(c, sitter)
    _shoulders(c, sitter)
    _face(c, sitter)
    if sitter.has_beard:
        _beard(c, sitter)
    _hair_before(c, sitter)
    if sitter.has_glasses:
        _glasses(c)
    return c.finish()


def _arch(middle: Point, rx: float, ry: float, start: float, end: float) -> list[Point]:
    """Points of an ellipse from one angle to another, in half turns, anticlockwise from right."""
    x, y = middle
    angles = [pi * (start + (end - start) * step / 30) for step in range(31)]
    return [(x + rx * cos(a), y - ry * sin(a)) for a in angles]


def _hair_behind(c: Canvas, sitter: Sitter) -> None:
    x, y = _FACE
    dark = mix(sitter.hair, p.INK, 0.4)
    if sitter.style == "bob":
        shape = [
            *_arch((x, y - 20), 178, 200, -0.05, 1.05),
            (x - 190, y + 150),
            (x - 120, y + 190),
            (x + 120, y + 190),
            (x + 190, y + 150),
        ]
        c.shape(shape, dark)
    elif sitter.style == "bun":
        c.oval((x + 20, y - 232), 82, 72, dark)
        c.shade_oval((x + 20, y - 232), 82, 72, p.INK, "bottom", 0.6)
        c.oval((x, y - 30), 160, 180, dark)
    elif sitter.style == "curls":
        for step in range(15):
            angle = pi * (-0.22 + 1.44 * step / 14)
            at = (x + 158 * cos(angle), y - 40 - 160 * sin(angle))
            c.oval(at, 62, 60, dark)
    elif sitter.style == "scarf":
        shape = [*_arch((x, y - 10), 190, 222, -0.12, 1.12), (x - 250, y + 330), (x + 250, y + 330)]
        c.shape(shape, sitter.hair)
        c.shade(shape, mix(sitter.hair, p.WINE, 0.75), "right", 0.7)


def _shoulders(c: Canvas, sitter: Sitter) -> None:
    x, y = _FACE
    neck = [(x - 62, y + 110), (x + 62, y + 110), (x + 76, y + 300), (x - 76, y + 300)]
    c.shape(neck, mix(sitter.skin, p.WINE, 0.18))
    c.shade(neck, mix(sitter.skin, p.WINE, 0.6), "top", 0.9)
    body: list[Point] = [(x - 90, y + 250), (x + 90, y + 250)]
    body += [
        (x + 90 + 215 * sin(s / 10 * pi / 2), y + 250 + 130 * (s / 10) ** 2.2) for s in range(11)
    ]
    body += [(x + 330, 1000), (x - 330, 1000)]
    body += [
        (x - 90 - 215 * sin(s / 10 * pi / 2), y + 250 + 130 * (s / 10) ** 2.2)
        for s in range(10, -1, -1)
    ]
    c.shape(body, sitter.coat)
    c.shade(body, mix(sitter.coat, p.INK, 0.75), "bottom", 0.85)
    if sitter.style == "scarf":
        drape = [
            (x - 150, y + 120),
            (x, y + 240),
            (x + 150, y + 120),
            (x + 215, y + 340),
            (x + 40, y + 470),
            (x - 190, y + 350),
        ]
        c.shape(drape, sitter.hair)
        c.shade(drape, mix(sitter.hair, p.WINE, 0.75), "bottom", 0.8)
        return
    _shirt(c, sitter)


def _shirt(c: Canvas, sitter: Sitter) -> None:
    x, y = _FACE
    shirt = [
        (x - 84, y + 236),
        (x, y + 330),
        (x + 84, y + 236),
        (x + 60, y + 420),
        (x, 1000),
        (x - 60, y + 420),
    ]
    c.shape(shirt, sitter.shirt)
    c.shape([(x - 60, y + 250), (x, y + 322), (x + 60, y + 250)], mix(sitter.skin, p.WINE, 0.22))
    for side in (-1, 1):
        lapel = [
            (x + side * 92, y + 232),
            (x + side * 150, y + 320),
            (x + side * 86, y + 400),
            (x + side * 4, 990),
            (x + side * 34, y + 420),
        ]
        c.shape(lapel, mix(sitter.coat, p.INK, 0.22))
        collar = [
            (x + side * 76, y + 222),
            (x + side * 96, y + 262),
            (x + side * 40, y + 360),
            (x, y + 326),
        ]
        c.shape(collar, mix(sitter.shirt, p.STEEL, 0.12))


def _face(c: Canvas, sitter: Sitter) -> None:
    x, y = _FACE
    skin, deep = sitter.skin, mix(sitter.skin, p.WINE, 0.45)
    if sitter.style != "scarf":
        for side in (-1, 1):
            c.oval((x + side * 140, y + 16), 26, 38, mix(skin, p.WINE, 0.14))
    head = [*_arch((x, y - 30), 140, 160, 0, 1), *_arch((x, y - 30), 140, 205, 1, 2)]
    c.shape(head, skin)
    c.shade(head, deep, "right", 0.6)
    for side in (-1, 1):
        c.glow((x + side * 82, y + 62), 58, "#e2745c", 0.3)
        eye = (x + side * 58, y + 2)
        c.oval(eye, 12, 14, p.INK)
        c.oval((eye[0] + 4, eye[1] - 5), 3.5, 3.5, p.CREAM)
        brow = mix(sitter.hair if sitter.style != "scarf" else p.INK, p.INK, 0.45)
        c.arc((x + side * 60, y - 18), (36, 22), (205, 335), brow, 8)
    c.line([(x + 4, y + 8), (x + 20, y + 58), (x - 6, y + 66)], deep, 6)
    c.arc((x, y + 84), (46, 30), (25, 155), mix(deep, p.INK, 0.25), 7)


def _beard(c: Canvas, sitter: Sitter) -> None:
    x, y = _FACE
    beard = [
        *_arch((x, y + 14), 144, 184, 1, 2),
        (x + 118, y + 66),
        (x + 66, y + 72),
        (x, y + 84),
        (x - 66, y + 72),
        (x - 118, y + 66),
    ]
    c.shape(beard, sitter.hair)
    c.shade(beard, mix(sitter.hair, p.INK, 0.55), "bottom", 0.7)
    c.arc((x, y + 92), (44, 26), (20, 160), mix(sitter.skin, p.BRICK, 0.55), 9)


def _hair_before(c: Canvas, sitter: Sitter) -> None:
    x, y = _FACE
    tone, dark = sitter.hair, mix(sitter.hair, p.INK, 0.5)
    if sitter.style == "scarf":
        band = [
            *_arch((x, y - 10), 190, 222, -0.02, 1.02),
            *_arch((x, y - 6), 138, 150, 1.02, -0.02),
        ]
        c.shape(band, tone)
        c.shade(band, mix(tone, p.WINE, 0.7), "right", 0.7)
        c.line(_arch((x, y - 6), 138, 150, 0.02, 0.98), mix(tone, p.WINE, 0.5), 6)
        return
    crown = _arch((x, y - 50), 152, 168, -0.06, 1.06)
    fringes: dict[Hair, list[Point]] = {
        "bob": [
            (x - 146, y + 60),
            (x - 112, y - 60),
            (x - 20, y - 128),
            (x + 60, y - 100),
            (x + 118, y - 40),
            (x + 146, y + 60),
        ],
        "bun": [
            (x - 140, y - 10),
            (x - 104, y - 100),
            (x + 10, y - 150),
            (x + 108, y - 96),
            (x + 140, y - 10),
        ],
        "short": [
            (x - 136, y - 40),
            (x - 118, y - 104),
            (x - 40, y - 122),
            (x + 40, y - 138),
            (x + 116, y - 104),
            (x + 136, y - 40),
        ],
    }
    if sitter.style in fringes:
        hair = [*crown, *fringes[sitter.style]]
        c.shape(hair, tone)
        c.shade(hair, dark, "right", 0.8)
    elif sitter.style == "curls":
        for step in range(11):
            angle = pi * (0.06 + 0.88 * step / 10)
            at = (x + 128 * cos(angle), y - 62 - 122 * sin(angle))
            c.oval(at, 50, 48, tone)
            c.shade_oval(at, 50, 48, mix(tone, p.SLATE, 0.6), "bottom", 0.7)


def _glasses(c: Canvas) -> None:
    x, y = _FACE
    for side in (-1, 1):
        c.oval((x + side * 60, y + 4), 47, 42, p.CREAM, 0.16)
        c.ring((x + side * 60, y + 4), 49, 44, p.INK, 7)
        c.line([(x + side * 108, y - 4), (x + side * 138, y - 12)], p.INK, 6)
    c.arc((x, y + 2), (13, 10), (190, 350), p.INK, 6)
