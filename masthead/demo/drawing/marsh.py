"""Scenes of the Saltings: the marsh, its pumping station, the meadow under water."""

from __future__ import annotations

from math import cos, pi, sin

from PIL import Image

from masthead.demo.drawing import palette as p
from masthead.demo.drawing.canvas import Canvas, Point, mix
from masthead.demo.drawing.motifs import cloud_bank, gull, person


def saltmarsh(key: str) -> Image.Image:
    """Creeks winding through the Saltings at first light, geese going over."""
    c = Canvas(key)
    c.wash(["#6f8fa8", "#b5b7b4", "#efc9a0", "#f6dfae"], (0, 0, 1600, 480))
    c.glow((1080, 470), 560, "#fff0c6", 0.9, 0.6)
    c.oval((1080, 440), 40, 40, "#fff8e0")
    c.shade(c.ridge(462, 40, "#8d8f93"), p.SLATE, "bottom", 0.6)
    marsh: list[Point] = [(0, 480), (1600, 480), (1600, 1067), (0, 1067)]
    c.shape(marsh, "#9c8f5a")
    c.shade(marsh, p.FOREST, "bottom", 0.9)
    _pools(c)
    creek_left: list[Point] = []
    creek_right: list[Point] = []
    for step in range(61):
        t = step / 60
        y = 484 + 600 * t**1.7
        middle = 1060 - 330 * sin(t * pi * 2.1) * (0.25 + t) - 260 * t
        half = 9 + 210 * t**1.5
        creek_left.append((middle - half, y))
        creek_right.append((middle + half, y))
    water = [*creek_left, *reversed(creek_right)]
    c.shape([(x + (8 if i > 60 else -8), y - 8) for i, (x, y) in enumerate(water)], "#4c4636")
    c.shape(water, "#f0cfa0")
    c.shade(water, "#6b8d98", "bottom", 0.95)
    for _ in range(900):
        t = c.rng.random() ** 0.75
        y = 486 + 560 * t
        x = c.rng.uniform(0, 1600)
        depth = min(60, int(60 * ((y - 484) / 600) ** (1 / 1.7)))
        if creek_left[depth][0] - 12 < x < creek_right[depth][0] + 12:
            continue
        size = 5 + 46 * t
        tone = c.rng.choice(("#b5a45e", "#7f8a4c", "#5c6e44", "#c9b26c", "#8a5f58"))
        for blade in (-0.3, 0.0, 0.3):
            c.shape(
                [(x - size * 0.08, y), (x + blade * size, y - size), (x + size * 0.08, y)],
                tone,
                0.9,
            )
    _reeds(c)
    for index in range(13):
        side = -1 if index < 6 else 1
        rank = abs(index - 6)
        gull(c, (560 + side * rank * 52, 170 + rank * 26 + (8 if side > 0 else 0)), 46, p.NAVY)
    c.mist((0, 420, 1600, 620), "#f6e3bb", 0.3, "top")
    return c.finish()


def _pools(c: Canvas) -> None:
    for x, y, half in (
        (250, 560, 90),
        (520, 610, 120),
        (1380, 575, 110),
        (150, 700, 150),
        (1450, 720, 130),
        (560, 850, 150),
        (1480, 930, 200),
        (700, 520, 60),
        (1240, 520, 50),
    ):
        deep = half * 0.13
        c.oval((x, y - 3), half + 6, deep + 4, "#4c4636")
        c.oval((x, y), half, deep, "#e6cba4")
        c.shade_oval((x, y), half, deep, "#6b8d98", "bottom", 0.9)
        c.oval((x + half * 0.7, y + deep * 0.6), half * 0.6, deep * 0.6, "#d9c39f", 0.8)


def _reeds(c: Canvas) -> None:
    for index in range(110):
        x = c.rng.uniform(-20, 420) if index < 70 else c.rng.uniform(1250, 1640)
        tall = c.rng.uniform(120, 380) * (1 - abs(x - (0 if index < 70 else 1620)) / 560)
        lean = c.rng.uniform(-30, 46)
        tone = c.rng.choice(("#3d4a34", "#55613d", "#6f6a3c", "#2f3f35"))
        c.line([(x, 1080), (x + lean * 0.4, 1080 - tall * 0.6), (x + lean, 1080 - tall)], tone, 4)
        if index % 3 == 0:
            c.oval((x + lean, 1080 - tall), 7, 24, "#6b4a34")


def pumping_station(key: str) -> Image.Image:
    """The brick pumping station by its drain on a winter night, one window lit."""
    c = Canvas(key)
    c.wash(["#142042", "#2c3c66", "#5a6487", "#a99c9c"], (0, 0, 1600, 680))
    c.glow((1270, 220), 260, "#f5ecd0", 0.8)
    c.oval((1270, 220), 60, 60, "#fbf3da")
    for _ in range(90):
        c.oval(
            (c.rng.uniform(0, 1600), c.rng.uniform(0, 360)),
            1.6,
            1.6,
            p.CREAM,
            c.rng.uniform(0.2, 0.9),
        )
    for x, y, size in ((300, 300, 300), (1000, 400, 330)):
        cloud_bank(c, (x, y), size, "#8088a4", 0.35)
    c.shade(c.ridge(650, 40, "#39466a"), p.INK, "bottom", 0.6)
    c.rect((0, 676, 1600, 1067), "#26313f")
    _station(c)
    bank: list[Point] = [(0, 690), (1600, 690), (1600, 745), (940, 790), (0, 800)]
    c.shape(bank, "#33413f")
    c.shade(bank, p.INK, "bottom", 0.8)
    c.wash(["#4a5878", "#22304f", "#111a33"], (0, 792, 1600, 1067))
    c.ripples((0, 796, 1600, 1067), "#a9b4c4", 130, 0.4, 190)
    c.ripples((520, 796, 720, 1067), "#ffce78", 90, 0.9, 120)
    c.ripples((1200, 796, 1340, 1000), "#f5ecd0", 50, 0.8, 100)
    for x in range(0, 1600, 22):
        if c.rng.random() < 0.7:
            h = c.rng.uniform(30, 110)
            c.line([(x, 1067), (x + c.rng.uniform(-16, 16), 1067 - h)], p.INK, 4)
    return c.finish(grain=0.2)


def _station(c: Canvas) -> None:
    stack: list[Point] = [(960, 680), (974, 170), (1046, 170), (1060, 680)]
    c.shape(stack, "#6a3d3c")
    c.shade(stack, p.INK, "left", 0.85)
    c.rect((962, 158, 1058, 186), "#4a2c34")
    hall: list[Point] = [(300, 690), (300, 430), (620, 280), (940, 430), (940, 690)]
    c.shape(hall, "#7c4540")
    c.shade(hall, p.INK, "left", 0.95)
    c.shape([(272, 446), (620, 262), (968, 446), (956, 462), (620, 292), (284, 462)], "#2a2d45")
    annex: list[Point] = [(1060, 690), (1060, 540), (1300, 540), (1300, 690)]
    c.shape(annex, "#6a3d3c")
    c.shade(annex, p.INK, "left", 0.8)
    c.shape([(1040, 546), (1080, 490), (1290, 490), (1324, 546)], "#2a2d45")
    for index, x in enumerate((390, 560, 730)):
        arch: list[Point] = [(x, 650), (x, 480)]
        arch += [(x + 55 - 55 * cos(a * pi / 12), 480 - 55 * sin(a * pi / 12)) for a in range(13)]
        arch += [(x + 110, 650)]
        c.shape(arch, "#ffd68a" if index == 1 else "#2b3350")
        for y in (520, 580):
            c.line([(x, y), (x + 110, y)], "#3a2a32", 5)
        c.line([(x + 55, 650), (x + 55, 425)], "#3a2a32", 5)
    c.glow((615, 540), 260, "#ffce78", 0.7)
    person(c, (600, 652), 130, "#2a2030", "#3a2a32")


def eelgrass(key: str) -> Image.Image:
    """An underwater meadow with light from above and small fish."""
    c = Canvas(key)
    c.wash(["#d8e8cf", "#7dbdb2", "#2f8088", "#155063", "#0f3a4d"])
    for x in range(100, 1800, 190):
        c.shape(
            [(x, -20), (x + 70, -20), (x - 260, 1067), (x - 460, 1067)],
            "#eef6de",
            c.rng.uniform(0.05, 0.13),
        )
    c.soften(8)
    c.glow((620, -40), 760, "#f6fbe6", 0.7)
    floor: list[Point] = [(0, 1067), *c.profile(960, 60), (1600, 1067)]
    c.shape(floor, "#6f7a5f")
    c.shade(floor, "#1d3d42", "bottom", 0.8)
    for layer, (tone, count, reach) in enumerate(
        (("#2f7a70", 90, 430), ("#3f8a5c", 90, 560), ("#6aa052", 70, 640))
    ):
        for _ in range(count):
            foot = (c.rng.uniform(-60, 1660), 960 + layer * 46 + c.rng.uniform(0, 50))
            _blade(
                c,
                foot,
                reach * c.rng.uniform(0.5, 1.0),
                mix(tone, "#0f3a4d", c.rng.random() * 0.45),
            )
        if layer == 1:
            for _ in range(26):
                _fish(c, (c.rng.gauss(980, 230), c.rng.gauss(360, 90)), c.rng.uniform(34, 62))
    for _ in range(60):
        at = (c.rng.uniform(0, 1600), c.rng.uniform(60, 900))
        c.oval(at, c.rng.uniform(2, 6), c.rng.uniform(2, 6), "#eef6de", 0.4)
    return c.finish()


def _blade(c: Canvas, foot: Point, length: float, tone: str) -> None:
    x, y = foot
    sway, phase = c.rng.uniform(20, 90), c.rng.uniform(0, 1.2)
    left: list[Point] = []
    right: list[Point] = []
    for step in range(13):
        t = step / 12
        at = x + sway * t * sin(t * 2.4 + phase)
        half = 8 * (1 - t**2.5)
        left.append((at - half, y - length * t))
        right.append((at + half, y - length * t))
    c.shape([*left, *reversed(right)], tone)


def _fish(c: Canvas, at: Point, size: float) -> None:
    x, y = at
    tone = c.rng.choice(("#d9dcc4", "#e5b86a", "#c9d8cf"))
    c.shape(
        [
            (x - size * 0.4, y),
            (x - size * 0.78, y - size * 0.2),
            (x - size * 0.7, y),
            (x - size * 0.78, y + size * 0.2),
        ],
        tone,
    )
    c.oval((x, y), size * 0.5, size * 0.19, tone)
    c.shade_oval((x, y), size * 0.5, size * 0.19, p.TEAL, "bottom", 0.7)
    c.oval((x + size * 0.33, y - size * 0.04), size * 0.04, size * 0.04, p.INK)
