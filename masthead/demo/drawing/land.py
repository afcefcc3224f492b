"""Scenes of fields, marsh, wind and what grows under water."""

from __future__ import annotations

from math import cos, pi, sin

from PIL import Image

from masthead.demo.drawing import palette as p
from masthead.demo.drawing.canvas import Canvas, Point
from masthead.demo.drawing.motifs import cloud_bank, fishing_boat, gull, house, tree


def football_pitch(key: str) -> Image.Image:
    """The ground from straight above, long shadows, two sides mid-attack."""
    c = Canvas(key)
    c.wash(["#55753f", "#4a6b3c"])
    for index in range(14):
        if index % 2:
            c.rect((index * 1600 / 14, 0, (index + 1) * 1600 / 14, 1067), "#67884a")
    c.shade([(0, 0), (1600, 0), (1600, 1067), (0, 1067)], p.PINE, "right", 0.4)
    _markings(c)
    _teams(c)
    c.shape([(1262, 585), (1330, 622), (1322, 634), (1258, 598)], p.PINE, 0.5)
    c.oval((1262, 588), 10, 10, p.CREAM)
    c.shade([(0, 0), (1600, 0), (1600, 1067), (0, 1067)], "#2a4030", "top", 0.35)
    return c.finish()


def _teams(c: Canvas) -> None:
    home = [
        (130, 533),
        (560, 250),
        (520, 640),
        (900, 380),
        (1010, 640),
        (1180, 330),
        (1240, 560),
        (1090, 800),
        (720, 800),
        (860, 170),
        (1330, 470),
    ]
    away = [
        (1470, 540),
        (1300, 380),
        (1310, 620),
        (1210, 720),
        (1240, 220),
        (1060, 480),
        (960, 250),
        (940, 760),
        (690, 420),
        (640, 600),
        (1130, 630),
    ]
    for team, shirt, shorts in ((home, "#173a5e", p.OCHRE), (away, "#e9e4d4", p.BRICK)):
        for x, y in team:
            _player(c, (x, y), shirt, shorts)


def _markings(c: Canvas) -> None:
    chalk = "#f2efdc"
    for box in (
        (90, 70, 1510, 997),
        (90, 290, 330, 777),
        (1270, 290, 1510, 777),
        (90, 415, 170, 652),
        (1430, 415, 1510, 652),
    ):
        left, top, right, bottom = box
        c.line(
            [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)],
            chalk,
            6,
            0.85,
        )
    c.line([(800, 70), (800, 997)], chalk, 6, 0.85)
    c.ring((800, 533), 140, 140, chalk, 6, 0.85)
    for x, span in ((250, (-55, 55)), (1350, (125, 235))):
        c.arc((x, 533), (140, 140), span, chalk, 6, 0.85)
        c.oval((x, 533), 6, 6, chalk)
    c.oval((800, 533), 7, 7, chalk)
    for x, y, start in ((90, 70, 0), (1510, 70, 90), (1510, 997, 180), (90, 997, 270)):
        c.arc((x, y), (30, 30), (start, start + 90), chalk, 5, 0.85)
    for left in (56, 1510):
        c.rect((left, 480, left + 34, 587), chalk, 0.35)
        for y in range(480, 590, 12):
            c.line([(left, y), (left + 34, y)], chalk, 1.5, 0.7)


def _player(c: Canvas, at: Point, shirt: str, shorts: str) -> None:
    x, y = at
    turn = c.rng.uniform(-0.9, 0.9)
    c.shape([(x - 10, y + 6), (x + 12, y - 6), (x + 122, y + 58), (x + 112, y + 76)], p.PINE, 0.5)
    dx, dy = cos(turn + pi / 2), sin(turn + pi / 2)
    for side, stride in ((-1, 15), (1, -13)):
        foot = (x + dx * 8 * side + cos(turn) * stride, y + dy * 8 * side + sin(turn) * stride)
        c.line([(x, y), foot], shorts, 9)
        c.oval(foot, 5, 5, p.INK)
    c.line([(x - dx * 20, y - dy * 20), (x + dx * 20, y + dy * 20)], shirt, 19)
    c.oval((x - dx * 20, y - dy * 20), 9, 9, shirt)
    c.oval((x + dx * 20, y + dy * 20), 9, 9, shirt)
    c.oval((x, y), 10.5, 10.5, c.rng.choice((p.INK, "#5a3a2c", "#8a6a4c", "#c9a66b")))


def wind_turbines(key: str) -> Image.Image:
    """Turbines in rows over a bright sea, a service boat among them."""
    c = Canvas(key)
    c.wash(["#4f88a6", "#8fbac0", "#dfe6cf", "#f8dfb0"], (0, 0, 1600, 700))
    c.glow((380, 650), 560, "#fff1c9", 0.85, 0.7)
    for x, y, size, alpha in ((1180, 170, 260, 0.6), (420, 250, 220, 0.5), (860, 430, 250, 0.35)):
        cloud_bank(c, (x, y), size, "#fbf5e4", alpha)
    c.wash(["#e4d6ae", "#6fa5a4", "#2a6a78", "#164458"], (0, 690, 1600, 1067))
    c.ripples((0, 695, 1600, 1067), "#f3f3e2", 300, 0.5, 170)
    c.ripples((0, 720, 1600, 1067), "#0f3448", 200, 0.4, 200)
    c.ripples((240, 695, 560, 900), "#fff3cf", 90, 0.8, 130)
    row = [(90, 250), (250, 262), (700, 270), (980, 280), (1110, 262), (1480, 258)]
    for x, height in row:
        _turbine(c, (x, 700), height, "#a9c3c4")
    c.mist((0, 420, 1600, 705), "#efe6c8", 0.45)
    for x, base, height, tone in (
        (560, 740, 430, "#d5dfd8"),
        (1330, 760, 520, "#e4e9de"),
        (890, 830, 720, "#f6f3e6"),
    ):
        _turbine(c, (x, base), height, tone)
    c.oval((330, 868), 170, 9, "#0f3448", 0.5)
    fishing_boat(c, (330, 862), 250, p.BRICK, p.CREAM)
    for step in range(20):
        c.oval((190 - step * 12, 868), 22, 5, p.CREAM, 0.5 - step * 0.022)
    return c.finish()


def _turbine(c: Canvas, foot: Point, height: float, tone: str) -> None:
    x, y = foot
    hub = (x, y - height)
    wide = height * 0.026
    mast: list[Point] = [
        (x - wide, y),
        (x - wide * 0.5, hub[1]),
        (x + wide * 0.5, hub[1]),
        (x + wide, y),
    ]
    c.shape(mast, tone)
    c.shade(mast, p.SLATE, "right", 0.8)
    c.rect((x - wide * 1.5, y - height * 0.09, x + wide * 1.5, y + 6), p.OCHRE)
    start = c.rng.uniform(0, pi)
    for index in range(3):
        angle = start + index * 2 * pi / 3
        reach = height * 0.52
        ax, ay = cos(angle), sin(angle)
        blade = [
            (hub[0] - ay * wide * 0.5, hub[1] + ax * wide * 0.5),
            (hub[0] + ax * reach * 0.25 - ay * wide, hub[1] + ay * reach * 0.25 + ax * wide),
            (hub[0] + ax * reach, hub[1] + ay * reach),
            (hub[0] + ay * wide * 0.4, hub[1] - ax * wide * 0.4),
        ]
        c.shape(blade, tone)
        c.shade(blade, p.STEEL, "bottom", 0.5)
    c.oval(hub, wide * 1.1, wide * 1.1, tone)
    c.oval(hub, wide * 0.5, wide * 0.5, p.SLATE)


def hollin_village(key: str) -> Image.Image:
    """Hollin across the estuary in spring: orchards, a lane, one white house."""
    c = Canvas(key)
    c.wash(["#86b3bf", "#c5dacd", "#f4ecd0"], (0, 0, 1600, 560))
    for x, y, size in ((330, 190, 240), (1120, 140, 280)):
        cloud_bank(c, (x, y), size, "#fdf7e6", 0.7)
    c.shade(c.ridge(440, 150, "#8fb09a"), p.TEAL, "bottom", 0.5)
    c.shade(c.ridge(540, 120, "#7f9f6c"), p.FOREST, "bottom", 0.6)
    front = c.ridge(690, 90, "#a3b26a")
    c.shade(front, p.MOSS, "bottom", 0.8)
    lane: list[Point] = []
    back: list[Point] = []
    for step in range(41):
        t = step / 40
        middle = 820 + 260 * sin(t * 3.4) * (0.3 + t)
        lane.append((middle - 7 - 120 * t * t, 650 + 430 * t))
        back.append((middle + 7 + 120 * t * t, 650 + 430 * t))
    c.shape([*lane, *reversed(back)], "#ead8ac")
    c.shade([*lane, *reversed(back)], "#a88a60", "bottom", 0.6)
    for x, y, w in ((560, 690, 80), (650, 684, 66), (1010, 690, 72), (1180, 700, 90)):
        house(c, x, y, (w, w * 1.0), (c.rng.choice(p.WALLS), c.rng.choice(p.ROOFS)), 0.0)
    house(c, 250, 800, (190, 200), ("#faf5e6", p.SLATE), 0.1)
    for x, y, h in (
        (480, 730, 130),
        (930, 720, 120),
        (1300, 740, 140),
        (120, 830, 210),
        (500, 860, 190),
        (1220, 880, 230),
        (1450, 850, 220),
        (1380, 960, 260),
    ):
        tree(c, (x, y), h, c.rng.choice((p.MOSS, "#8fa35c", "#e9c3b0", "#f0d2c2", "#6f8c55")))
    for _ in range(260):
        at = (c.rng.uniform(0, 1600), c.rng.uniform(820, 1067))
        c.oval(at, 4, 3, c.rng.choice((p.CREAM, p.OCHRE, p.ROSE)), 0.85)
    for x, y, span in ((760, 250, 44), (840, 220, 34)):
        gull(c, (x, y), span, p.SLATE)
    return c.finish()
