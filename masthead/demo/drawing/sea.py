"""Scenes of the harbour and the open coast."""

from __future__ import annotations

from math import pi, sin

from PIL import Image

from masthead.demo.drawing import palette as p
from masthead.demo.drawing.canvas import Canvas, Point, mix
from masthead.demo.drawing.motifs import (
    cloud_bank,
    fishing_boat,
    gull,
    lighthouse,
    reflection,
    terrace,
)


def harbour_morning(key: str) -> Image.Image:
    """Boats at their moorings, coloured houses, low sun behind the headland."""
    c = Canvas(key)
    c.wash(["#8fb3bd", "#c4d3c8", "#f3dcb6", "#f6c795"], (0, 0, 1600, 600))
    c.glow((1130, 500), 620, "#fff0c4", 0.95)
    c.oval((1130, 480), 46, 46, "#fff6dc")
    for x, y, size in ((300, 150, 210), (900, 110, 160), (1420, 210, 190)):
        cloud_bank(c, (x, y), size, "#fbeed8", 0.5)
    far = c.ridge(500, 90, "#9db5b3")
    c.shade(far, "#7d9da2", "bottom", 0.6)
    near = [(930.0, 600.0), (1120, 540), (1260, 470), (1400, 452), (1600, 420), (1600, 600)]
    c.shape(near, "#5f8486")
    c.shade(near, p.NAVY, "bottom", 0.8)
    lighthouse(c, (1392, 462), 190, p.CREAM, p.SLATE)
    terrace(c, (-30, 690), 590, 104, 0.12, (p.ROSE, 0.12))
    c.rect((0, 578, 800, 612), "#586b73")
    c.wash(["#e9c9a0", "#9fbcb1", "#4d8488", "#23535f"], (0, 606, 1600, 1067))
    c.mirror(606, 210, 0.75, "#6d9a9c")
    c.ripples((0, 615, 1600, 1067), "#e9f0e2", 260, 0.5)
    c.ripples((0, 640, 1600, 1067), p.NAVY, 160, 0.3, 170)
    c.ripples((1010, 612, 1260, 900), "#fff3cf", 130, 0.9, 130)
    for x, y, length, hull in ((820, 668, 170, p.TEAL), (560, 720, 230, p.BRICK)):
        reflection(c, (x, y), length, length * 0.6, p.INK)
        fishing_boat(c, (x, y), length, hull, p.CREAM)
    reflection(c, (1130, 850), 470, 190, p.INK)
    fishing_boat(c, (1130, 846), 470, p.NAVY, p.CREAM)
    quay: list[Point] = [(0, 900), (300, 925), (470, 1067), (0, 1067)]
    c.shape(quay, "#33424d")
    c.shade(quay, p.INK, "bottom", 0.9)
    for x, y in ((130, 905), (310, 960)):
        c.rect((x - 20, y - 58, x + 20, y + 20), p.INK, radius=8)
        c.oval((x, y - 58), 31, 13, "#43545e")
    for x, y, span in ((700, 330, 54), (790, 290, 40), (600, 400, 34), (1480, 300, 46)):
        gull(c, (x, y), span, p.NAVY)
    return c.finish()


def ferry(key: str) -> Image.Image:
    """The little car ferry halfway over, gulls in its wake."""
    c = Canvas(key)
    c.wash(["#5f93a8", "#9fc3c4", "#e2e6d2"], (0, 0, 1600, 560))
    for x, y, size, alpha in ((260, 240, 270, 0.75), (900, 150, 230, 0.6), (1380, 300, 260, 0.75)):
        cloud_bank(c, (x, y), size, "#f8f3e4", alpha)
    hills = c.ridge(470, 110, "#86a9a3")
    c.shade(hills, p.TEAL, "bottom", 0.5)
    low = c.ridge(530, 50, "#5f8a7f", 0.6)
    c.shade(low, p.FOREST, "bottom", 0.6)
    c.wash(["#8db9b4", "#3f8489", "#1d5563", "#123c4e"], (0, 545, 1600, 1067))
    c.ripples((0, 555, 1600, 1067), "#dcebe0", 300, 0.45, 150)
    c.ripples((0, 600, 1600, 1067), "#0e3044", 220, 0.4, 190)
    reflection(c, (800, 800), 1000, 200, "#0e3044")
    _steamer(c)
    for step in range(46):
        x = 1400 - step * 26
        foam = 12 + 26 * abs(sin(step * 0.9))
        c.oval((x, 806 + c.rng.uniform(-4, 16)), foam * 1.7, foam * 0.42, "#eef4e8", 0.75)
    for x, y, span in (
        (240, 500, 90),
        (140, 410, 66),
        (330, 380, 56),
        (90, 590, 74),
        (1450, 420, 48),
    ):
        gull(c, (x, y), span, p.CREAM if y > 450 else p.NAVY)
    return c.finish()


def _steamer(c: Canvas) -> None:
    hull: list[Point] = [(270, 690), (1330, 690), (1395, 640), (1345, 800), (330, 800), (240, 640)]
    c.shape(hull, p.NAVY)
    c.shade(hull, p.INK, "bottom", 0.9)
    c.shape([(252, 668), (1368, 668), (1350, 692), (272, 692)], p.CREAM)
    c.rect((410, 545, 1200, 668), p.CREAM)
    c.shade([(410, 545), (1200, 545), (1200, 668), (410, 668)], p.STEEL, "bottom", 0.6)
    for index in range(9):
        x = 448 + index * 84
        c.rect((x, 572, x + 50, 622), p.NAVY, radius=10)
        c.shade([(x, 572), (x + 50, 572), (x + 50, 622), (x, 622)], p.SEA, "top", 0.7)
    c.rect((390, 528, 1220, 548), p.BRICK)
    c.rect((640, 430, 980, 528), p.CREAM)
    c.shade([(640, 430), (980, 430), (980, 528), (640, 528)], p.STEEL, "left", 0.6)
    for index in range(5):
        c.rect((662 + index * 62, 448, 712 + index * 62, 488), p.NAVY)
    c.rect((622, 414, 998, 432), p.BRICK)
    funnel: list[Point] = [(470, 528), (480, 410), (560, 410), (574, 528)]
    c.shape(funnel, p.OCHRE)
    c.shade(funnel, p.WINE, "right", 0.7)
    c.rect((478, 428, 564, 454), p.NAVY)
    c.line([(812, 414), (812, 300)], p.INK, 7)
    c.line([(812, 330), (1290, 660)], p.INK, 2.5, 0.7)
    c.line([(812, 330), (330, 660)], p.INK, 2.5, 0.7)
    c.shape([(812, 304), (884, 318), (812, 340)], p.CORAL)


def storm_waves(key: str) -> Image.Image:
    """A sea breaking over the north pier."""
    c = Canvas(key)
    c.wash(["#27384c", "#4a6272", "#8da3a3", "#c3c9b8"], (0, 0, 1600, 700))
    for x, y, size, tone in (
        (200, 170, 380, "#2f4357"),
        (760, 120, 440, "#36495d"),
        (1300, 200, 400, "#2c3f53"),
        (980, 300, 300, "#5b7280"),
    ):
        cloud_bank(c, (x, y), size, tone, 0.7)
    c.soften(14)
    c.glow((420, 560), 620, "#f0e2b8", 0.45, 0.5)
    for index, (level, tone) in enumerate(((600, "#6f9190"), (660, "#4c777c"), (730, "#2f5f69"))):
        swell: list[Point] = [(0, 1067)]
        for x in range(0, 1601, 10):
            wave = sin(x / (120 + index * 40) + index * 2) + 0.4 * sin(x / 47 + index)
            swell.append((x, level - wave * (18 + 12 * index)))
        swell.append((1600, 1067))
        c.shape(swell, tone)
        c.shade(swell, mix(tone, p.INK, 0.6), "bottom", 0.8)
        c.line(swell[1:-1], "#e6efe6", 2.5 + index, 0.55)
    pier: list[Point] = [(880, 760), (1600, 700), (1600, 1067), (830, 1067)]
    c.shape(pier, "#4f5b62")
    c.shade(pier, p.INK, "bottom", 0.95)
    for row in range(6):
        y = 800 + row * 46
        c.line([(850, y), (1600, y - 56 + row * 6)], "#2a3640", 3, 0.7)
    c.shape([(870, 765), (1600, 698), (1600, 722), (868, 792)], "#8b9694")
    lighthouse(c, (1270, 738), 400, "#e8e2d0", "#44586a")
    _breaker(c)
    front: list[Point] = [(0, 1067)]
    front += [(x, 965 - 22 * sin(x / 170) - 9 * sin(x / 61)) for x in range(0, 1601, 10)]
    front.append((1600, 1067))
    c.shape(front, "#2a5661")
    c.shade(front, "#0f2a38", "bottom", 0.9)
    c.line(front[1:-1], "#eef5ee", 5, 0.8)
    c.ripples((0, 975, 1600, 1067), "#eaf2ea", 110, 0.7, 220)
    for x, y, span in ((420, 330, 70), (560, 270, 50), (300, 420, 44)):
        gull(c, (x, y), span, p.CREAM)
    return c.finish(grain=0.2)


def _breaker(c: Canvas) -> None:
    crest: list[Point] = []
    for step in range(61):
        t = step / 60
        rise = sin(t * pi) ** 2.2 * 440 + 34 * sin(t * pi * 5) * sin(t * pi)
        jag = c.rng.uniform(-14, 14) * sin(t * pi)
        crest.append((400 + t * 860 - rise * 0.3, 930 - rise + jag))
    c.shape(crest, "#dfe9e3")
    c.shade(crest, "#47767c", "bottom", 0.95)
    c.shade(crest, "#2f5f69", "bottom", 0.6)
    for _ in range(900):
        t = min(1.0, max(0.0, c.rng.gauss(0.5, 0.13)))
        x, y = crest[int(t * 60)]
        drift = abs(c.rng.gauss(0, 1))
        at = (x - drift * 90 + c.rng.uniform(-40, 30), y - drift * 52 + c.rng.uniform(-10, 60))
        r = c.rng.uniform(1.5, 15) / (1 + drift)
        c.oval(at, r * 1.2, r, "#f4f8f1", c.rng.uniform(0.45, 0.95))
    for _ in range(150):
        at = (c.rng.gauss(800, 210), c.rng.uniform(880, 1000))
        c.oval(at, c.rng.uniform(20, 80), c.rng.uniform(5, 16), "#eef5ee", c.rng.uniform(0.4, 0.8))
    c.glow((760, 640), 430, "#eef3ea", 0.4)
