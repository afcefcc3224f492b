"""Scenes of the fire on Fish Quay and of the morning after."""

from __future__ import annotations

from math import pi, sin

from PIL import Image

from masthead.demo.drawing import palette as p
from masthead.demo.drawing.canvas import Canvas, Point, mix
from masthead.demo.drawing.motifs import (
    fishing_boat,
    helmeted,
    reflection,
    terrace,
)


def harbour_fire(key: str) -> Image.Image:
    """Fish Quay at night with the net store burning, and the glow on the water."""
    c = Canvas(key)
    c.wash(["#0f1830", "#1d2444", "#54304a", "#b4553f"], (0, 0, 1600, 660))
    c.glow((930, 560), 760, "#ff9a3c", 0.75)
    for step in range(60):
        rise = step / 60
        x = 930 + rise * 330 + c.rng.uniform(-60, 60) * (0.4 + rise)
        tone = mix("#7c4446", "#171d33", min(1.0, rise * 1.25))
        c.oval((x, 470 - rise * 500), 50 + rise * 190, 42 + rise * 120, tone, 0.34)
    c.soften(9, (0, 0, 1600, 500))
    terrace(c, (-40, 640), 668, 128, 0.3, (p.INK, 0.78))
    terrace(c, (1270, 1640), 668, 134, 0.2, (p.INK, 0.74))
    for reach, tone in ((1.0, "#e0561f"), (0.78, "#f58a1f"), (0.52, "#ffc247"), (0.3, "#fff0b0")):
        flames: list[Point] = [(700, 668)]
        for index in range(27):
            x = 700 + index * 18
            peak = sin(index / 26 * pi) * 270 * reach
            flames.append(
                (
                    x + c.rng.uniform(-9, 9),
                    640 - peak * (1.0 if index % 2 else 0.55) * c.rng.uniform(0.75, 1.15),
                )
            )
        flames.append((1168, 668))
        c.shape(flames, tone, 0.92)
    c.soften(3, (640, 300, 1240, 680))
    frame: list[Point] = [(690, 668), (690, 500), (930, 385), (1180, 500), (1180, 668)]
    c.line([*frame], "#1a1420", 17)
    c.line([(690, 500), (1180, 500)], "#1a1420", 13)
    for x in (772, 854, 936, 1018, 1100):
        c.line([(x, 668), (x, 470 if x != 936 else 390)], "#1a1420", 11)
    for _ in range(120):
        at = (930 + c.rng.gauss(60, 150), 520 - abs(c.rng.gauss(0, 190)))
        c.oval(at, c.rng.uniform(1, 3.4), c.rng.uniform(1, 3.4), "#ffc766", 0.9)
    c.rect((0, 660, 1600, 706), "#12172a")
    c.wash(["#7a3a38", "#3a2a44", "#131a33"], (0, 700, 1600, 1067))
    c.mirror(700, 330, 0.8, "#5c2b38")
    c.ripples((620, 706, 1260, 1067), "#ffb150", 260, 0.8, 150)
    c.ripples((0, 720, 1600, 1067), "#0b1124", 220, 0.5, 220)
    reflection(c, (330, 860), 330, 130, "#070b18")
    fishing_boat(c, (330, 856), 330, "#141b30", "#3c2d3f")
    return c.finish(grain=0.2)


def fire_crews(key: str) -> Image.Image:
    """Two crews with hoses on the quay, steam drifting over."""
    c = Canvas(key)
    c.wash(["#1a2340", "#4a3350", "#c26a45", "#f0a85a"], (0, 0, 1600, 800))
    c.glow((1180, 520), 640, "#ffc069", 0.8)
    shed: list[Point] = [(900, 800), (900, 500), (1180, 360), (1460, 500), (1460, 800)]
    c.shape(shed, "#3a2230")
    for index in range(4):
        x = 960 + index * 125
        c.rect((x, 560, x + 66, 690), "#ff9a3c")
        c.glow((x + 33, 620), 150, "#ffd27a", 0.8)
    c.soften(3)
    for start, top, end in (((440, 634), 200, (1180, 450)), ((842, 652), 330, (1250, 520))):
        jet: list[Point] = []
        for step in range(121):
            t = step / 120
            rise = (1 - t) ** 2 * start[1] + 2 * t * (1 - t) * (top - 60) + t * t * end[1]
            jet.append((start[0] + (end[0] - start[0]) * t, rise))
        for index, at in enumerate(jet):
            c.oval(at, 4 + index * 0.17, 4 + index * 0.14, "#f3ead6", 0.28)
    for _ in range(26):
        at = (c.rng.gauss(1180, 170), c.rng.gauss(400, 90))
        c.glow(at, c.rng.uniform(70, 190), "#ecd0b0", 0.3, 0.7)
    c.wash(["#2a2334", "#10162a"], (0, 800, 1600, 1067))
    c.ripples((0, 806, 1600, 1067), "#f0a85a", 150, 0.45, 240)
    for x, y, height, facing in ((240, 900, 500, 1), (560, 850, 380, 1), (700, 846, 360, 1)):
        c.oval((x + 30, y), height * 0.3, 16, "#080c18", 0.6)
        helmeted(c, (x, y), height, facing)
    for end, feet, width in (((440, 636), 970.0, 15.0), ((842, 656), 905.0, 10.0)):
        c.line(_hose(end, feet), "#2a1a1c", width + 5)
        c.line(_hose(end, feet), "#c4965c", width)
    return c.finish(grain=0.2)


def _hose(end: Point, ground: float) -> list[Point]:
    """A hose from the left edge along the ground and up to a nozzle."""
    x, y = end
    bend = [
        (-20.0, ground + 30),
        (x * 0.35, ground + 60),
        (x * 0.9, ground + 40),
        (x - 36, y + 130),
        (x, y),
    ]
    path: list[Point] = []
    for step in range(41):
        t = step / 40
        weights = (
            (1 - t) ** 4,
            4 * t * (1 - t) ** 3,
            6 * t * t * (1 - t) ** 2,
            4 * t**3 * (1 - t),
            t**4,
        )
        path.append(
            (
                sum(w * px for w, (px, _) in zip(weights, bend, strict=True)),
                sum(w * py for w, (_, py) in zip(weights, bend, strict=True)),
            )
        )
    return path


def quay_after_fire(key: str) -> Image.Image:
    """The morning after: black posts, wet stone, a cordon."""
    c = Canvas(key)
    c.wash(["#a9b9bc", "#cfd5cd", "#e8dfc9"], (0, 0, 1600, 640))
    hills = c.ridge(540, 80, "#a3b4b2")
    c.shade(hills, p.STEEL, "bottom", 0.5)
    c.wash(["#b7c6c1", "#86a0a4"], (0, 575, 1600, 690))
    c.ripples((0, 580, 1600, 690), "#e9efe6", 90, 0.5, 100)
    fishing_boat(c, (230, 640), 240, p.BRICK, p.CREAM)
    ground: list[Point] = [(0, 690), (1600, 665), (1600, 1067), (0, 1067)]
    c.shape(ground, "#8f9691")
    c.shade(ground, "#4f5a60", "bottom", 0.8)
    for index in range(22):
        x = 520 + index * 44
        top = 640 - c.rng.uniform(30, 360) * (1 - abs(index - 10) / 22)
        lean = c.rng.uniform(-26, 26)
        post: list[Point] = [
            (x, 790),
            (x + lean, top),
            (x + lean + 20, top + c.rng.uniform(-22, 30)),
            (x + 25, 790),
        ]
        c.shape(post, "#22262e")
        c.shade(post, "#59616a", "left", 0.5)
    for _ in range(46):
        left, level = c.rng.uniform(480, 1480), c.rng.uniform(745, 830)
        span, tilt = c.rng.uniform(60, 210), c.rng.uniform(-46, 46)
        c.line(
            [(left, level), (left + span, level + tilt)],
            c.rng.choice(["#1d2128", "#2d323a", "#454b52"]),
            13,
        )
    for _ in range(12):
        at = (c.rng.uniform(600, 1350), c.rng.uniform(420, 640))
        c.glow(at, c.rng.uniform(80, 190), "#e3e5de", 0.32)
    for x, y, w in ((420, 930, 230), (1100, 980, 300), (820, 890, 130)):
        c.oval((x, y), w, w * 0.13, "#c4cfcd", 0.6)
    for x in (150, 620, 1090, 1530):
        c.rect((x - 9, 740, x + 9, 960), p.CORAL)
        c.oval((x, 962), 36, 11, p.INK, 0.6)
    for left, right in ((150, 620), (620, 1090), (1090, 1530)):
        for step in range(16):
            t0, t1 = step / 16, (step + 1) / 16
            ends = [(left + (right - left) * t, 770 + 34 * sin(pi * t)) for t in (t0, t1)]
            c.line(ends, p.CREAM if step % 2 else p.BRICK, 17)
    return c.finish()
