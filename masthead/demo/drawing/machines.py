"""Two made things, seen close: the school robot and the harbour bell."""

from __future__ import annotations

from math import pow

from PIL import Image

from masthead.demo.drawing import palette as p
from masthead.demo.drawing.canvas import Canvas, Point
from masthead.demo.drawing.motifs import person


def robot(key: str) -> Image.Image:
    """A school robot lifting a ring in the practice arena, its makers behind."""
    c = Canvas(key)
    c.wash(["#e9dcc0", "#f3ead2"], (0, 0, 1600, 640))
    for x in range(90, 1600, 290):
        c.rect((x, 70, x + 220, 300), "#b9cfc8", radius=10)
        c.shade([(x, 70), (x + 220, 70), (x + 220, 300), (x, 300)], p.SEA, "bottom", 0.6)
        c.line([(x + 110, 70), (x + 110, 300)], "#f3ead2", 9)
    for x, height, coat in (
        (190, 430, p.TEAL),
        (370, 400, p.CORAL),
        (1270, 420, p.NAVY),
        (1440, 390, p.OCHRE),
    ):
        person(c, (x, 770), height, coat, c.rng.choice(p.SKINS))
    c.soften(2.5, (0, 0, 1600, 800))
    floor: list[Point] = [(0, 680), (1600, 680), (1600, 1067), (0, 1067)]
    c.shape(floor, "#8fa7a8")
    c.shade(floor, p.SLATE, "bottom", 0.7)
    for index in range(-6, 12):
        c.line([(800 + (index - 3) * 150, 680), (800 + (index - 3) * 420, 1067)], "#7b9496", 3)
    for y in (720, 780, 870, 1000):
        c.line([(0, y), (1600, y)], "#7b9496", 3)
    c.rect((0, 650, 1600, 700), "#3b4a5c")
    c.rect((0, 650, 1600, 660), p.OCHRE)
    c.oval((800, 985), 380, 44, p.INK, 0.5)
    _body(c)
    _arms(c)
    return c.finish()


def _body(c: Canvas) -> None:
    for x in (560, 1040):
        c.rect((x - 130, 850, x + 130, 985), "#28323f", radius=66)
        for wheel in (-75, 0, 75):
            c.oval((x + wheel, 918), 37, 37, "#55626e")
            c.oval((x + wheel, 918), 14, 14, p.OCHRE)
    body: list[Point] = [(560, 870), (590, 620), (1010, 620), (1040, 870)]
    c.shape(body, p.TEAL)
    c.shade(body, p.INK, "bottom", 0.75)
    c.rect((650, 670, 950, 800), "#1c2b3c", radius=14)
    for index in range(7):
        h = c.rng.uniform(20, 90)
        c.rect((676 + index * 38, 784 - h, 700 + index * 38, 784), p.OCHRE if index % 2 else p.FOAM)
    c.rect((770, 560, 830, 624), "#4a5866")
    c.rect((640, 380, 960, 570), p.CREAM, radius=40)
    c.shade([(655, 390), (945, 390), (945, 565), (655, 565)], p.STEEL, "bottom", 0.6)
    c.rect((672, 420, 928, 530), p.NAVY, radius=34)
    for x in (742, 858):
        c.oval((x, 474), 33, 33, "#8fe0d0")
        c.oval((x + 8, 466), 11, 11, p.CREAM)
        c.glow((x, 474), 90, "#8fe0d0", 0.4)
    c.line([(800, 380), (800, 320)], "#4a5866", 9)
    c.oval((800, 312), 19, 19, p.CORAL)
    c.glow((800, 312), 80, p.CORAL, 0.5)


def _arms(c: Canvas) -> None:
    for joints in ([(600, 680), (450, 560), (520, 340)], [(1000, 680), (1150, 560), (1080, 340)]):
        c.line(joints, "#33404e", 38)
        c.line(joints, "#8d9aa3", 26)
        for at in joints[:2]:
            c.oval(at, 31, 31, p.CORAL)
            c.oval(at, 12, 12, p.INK)
    c.ring((800, 210), 330, 118, "#c2531f", 40)
    c.ring((800, 203), 330, 118, p.CORAL, 29)
    for x in (520, 1080):
        for side in (-1, 1):
            c.line([(x, 350), (x + side * 42, 300), (x + side * 26, 240)], "#33404e", 18)


def harbour_bell(key: str) -> Image.Image:
    """The restored harbour bell in its frame against the morning (portrait)."""
    c = Canvas(key, 1000, 1400)
    c.wash(["#6f9fae", "#b9d0c6", "#f2dfb8", "#f5c795"])
    c.glow((300, 900), 560, "#fff2cf", 0.9)
    c.shade(c.ridge(1040, 90, "#8aa5a0"), p.TEAL, "bottom", 0.5)
    c.wash(["#e3c59b", "#5f9492", "#2c5f68"], (0, 1060, 1000, 1400))
    c.ripples((0, 1065, 1000, 1400), "#f4f0dc", 150, 0.6, 130)
    for x, y, size in ((240, 250, 200), (820, 420, 170)):
        c.heap(
            [
                (x - size, y - 30, x + size, y + 30),
                (x - size * 0.6, y - 80, x + size * 0.4, y + 20),
            ],
            "#fbf0d8",
            0.5,
        )
    for x in (150, 850):
        post: list[Point] = [(x - 36, 1400), (x - 30, 210), (x + 30, 210), (x + 36, 1400)]
        c.shape(post, "#4b3a36")
        c.shade(post, p.INK, "right", 0.85)
    beam: list[Point] = [(60, 200), (940, 200), (960, 290), (40, 290)]
    c.shape(beam, "#5b463e")
    c.shade(beam, p.INK, "bottom", 0.8)
    c.shape([(40, 200), (500, 80), (960, 200)], "#7d4038")
    c.shade([(40, 200), (500, 80), (960, 200)], p.INK, "bottom", 0.5)
    for x in (440, 560):
        c.rect((x - 12, 280, x + 12, 380), "#2a2f3a")
    c.rect((410, 360, 590, 400), "#2a2f3a", radius=12)
    c.oval((500, 985), 46, 52, "#2a2f3a")
    c.line([(500, 1030), (500, 1180)], "#d8b98a", 12)
    c.oval((500, 1190), 20, 34, "#c2a072")
    outline = _bell_outline()
    c.shape(outline, "#b9863a")
    c.shade(outline, "#5a3a24", "right", 1.0)
    c.shade(outline, "#7d5a2c", "bottom", 0.5)
    gleam: list[Point] = [(388, 470), (420, 452), (400, 700), (352, 880), (318, 890), (366, 690)]
    c.shape(gleam, "#f4d58c", 0.75)
    c.soften(4, (280, 430, 450, 920))
    for level in (480, 840, 905):
        half = _bell_half(level)
        c.arc((500, level - 12), (half, 34), (8, 172), "#6a4626", 7, 0.9)
        c.arc((500, level - 20), (half, 34), (8, 172), "#ecc778", 3, 0.8)
    c.oval((500, 960), 292, 42, "#8a5f2c")
    c.oval((500, 962), 262, 30, "#2b1d1c")
    return c.finish()


def _bell_half(y: float) -> float:
    t = min(1.0, max(0.0, (y - 400) / 560))
    return 96 + 60 * min(1.0, t * 4) + 138 * pow(t, 2.6)


def _bell_outline() -> list[Point]:
    levels = [400 + step * 14.0 for step in range(41)]
    left: list[Point] = [(500 - _bell_half(y), y) for y in levels]
    right: list[Point] = [(500 + _bell_half(y), y) for y in reversed(levels)]
    return [*left, *right]
