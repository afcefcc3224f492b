"""Scenes of streets, bridges and public works."""

from __future__ import annotations

from math import asin, cos, pi, sin

from PIL import Image

from masthead.demo.drawing import palette as p
from masthead.demo.drawing.canvas import Canvas, Point, mix
from masthead.demo.drawing.motifs import cloud_bank, gull, person, reflection, terrace, tree


def town_dusk(key: str) -> Image.Image:
    """Roofs stepping down to the estuary at dusk, windows lit."""
    c = Canvas(key)
    c.wash(["#27355f", "#5d5580", "#b87487", "#f0b184", "#f8dca6"], (0, 0, 1600, 640))
    c.glow((1180, 600), 640, "#ffe6ae", 0.7, 0.7)
    for x, y, size in ((260, 220, 250), (820, 140, 300), (1340, 260, 250)):
        cloud_bank(c, (x, y), size, "#e79a8a", 0.26)
    hills = c.ridge(560, 130, "#7d6485")
    c.shade(hills, p.PLUM, "bottom", 0.5)
    c.wash(["#efc79a", "#a77d8c"], (700, 596, 1600, 720))
    c.ripples((700, 600, 1600, 720), "#fff0c8", 90, 0.7, 90)
    church: list[Point] = [(500, 640), (500, 330), (535, 170), (570, 330), (570, 640)]
    c.shape(church, "#53416a")
    c.shade(church, p.NAVY, "right", 0.8)
    c.oval((535, 372), 17, 17, "#fbd58a")
    c.glow((535, 372), 60, "#fbd58a", 0.5)
    rows = ((668, 66, 0.58), (760, 88, 0.4), (872, 116, 0.22), (1010, 150, 0.08))
    for index, (base, width, haze) in enumerate(rows):
        for start in range(-30 - index * 20, 1640, 400):
            if index == 0 and start > 700:
                continue
            terrace(
                c, (start, start + 400 - width), base, width, 0.4, ("#3d2f58", 0.42 + haze * 0.5)
            )
        c.mist((0, base - 60, 1600, base + 30), "#8a6387", 0.35)
        c.rect((0, base, 1600, 1067), mix("#3c3058", p.INK, index / 4))
    for x in (140, 420, 760, 1090, 1420):
        tree(c, (x, 1067), 190, "#2c2c4c")
        c.line([(x + 110, 1067), (x + 110, 905)], p.INK, 6)
        c.oval((x + 110, 902), 10, 12, "#ffe3a0")
        c.glow((x + 110, 902), 110, "#ffd27a", 0.7)
    return c.finish()


def bridge_fog(key: str) -> Image.Image:
    """The swing bridge in fog, early, one walker on it."""
    c = Canvas(key)
    c.wash(["#aebfc0", "#ced6cf", "#e9e2cf"], (0, 0, 1600, 700))
    c.glow((420, 360), 460, "#fff4d8", 0.75)
    c.oval((420, 360), 44, 44, "#fffaea")
    c.shape(c.ridge(610, 120, "#b9c6c2"), "#b9c6c2")
    c.mist((0, 440, 1600, 720), "#dde1d6", 0.85)
    c.wash(["#d3d9cf", "#a5b7b6", "#708d92"], (0, 690, 1600, 1067))
    _towers(c)
    deck: list[Point] = [(-20, 590), (1620, 606), (1620, 628), (-20, 640)]
    c.shape(deck, "#3c5264")
    c.shade(deck, p.INK, "left", 0.8)
    for x in range(0, 1600, 40):
        fade = 1 - x / 2600
        c.line([(x, 592 + x * 0.01), (x, 540 + x * 0.022)], "#3c5264", 4, fade)
    for drop in (0, 24):
        c.line([(-20, 540 + drop), (1620, 576 + drop * 0.6)], "#3c5264", 4, 0.8)
    _cables(c)
    c.mist((600, 0, 1600, 1067), "#e3e5da", 0.62, "right")
    person(c, (640, 604), 116, "#7a3a38", p.SKINS[1])
    for x, y, span in ((980, 250, 50), (1060, 220, 36), (760, 180, 40)):
        gull(c, (x, y), span, "#6f858c")
    return c.finish()


def _cables(c: Canvas) -> None:
    spans = (
        ((-420, -20), (420, 116), "#51697a", 5.0),
        ((420, 116), (900, 212), "#6a8089", 4.0),
        ((900, 212), (1290, 304), "#93a5a7", 3.0),
        ((1290, 304), (1640, 380), "#a9b8b7", 2.0),
    )
    for (x0, y0), (x1, y1), tone, width in spans:
        cable: list[Point] = []
        for step in range(41):
            t = step / 40
            cable.append(
                (x0 + (x1 - x0) * t, y0 + (y1 - y0) * t + 4 * t * (1 - t) * (x1 - x0) * 0.55)
            )
        c.line(cable, tone, width, 0.9)
        for x, y in cable[2:-1:2]:
            c.line([(x, y), (x, 596 + x * 0.01)], tone, width * 0.4, 0.6)


def _towers(c: Canvas) -> None:
    for depth, (x, tone) in enumerate(((1290, "#a9b8b7"), (900, "#84999d"), (420, "#51697a"))):
        wide = 26 + depth * 16
        top = 300 - depth * 95
        base = 720 + depth * 60
        for side in (-1, 1):
            leg = x + side * wide * 2.1
            c.shape(
                [
                    (leg - wide / 2, base),
                    (leg - wide / 3, top),
                    (leg + wide / 3, top),
                    (leg + wide / 2, base),
                ],
                tone,
            )
        for level in (0.08, 0.38, 0.62):
            y = top + (base - top) * level
            c.rect((x - wide * 2.4, y, x + wide * 2.4, y + wide * 0.5), tone)
        for index in range(3):
            y0 = top + (base - top) * (0.12 + index * 0.1)
            c.line([(x - wide * 2, y0), (x + wide * 2, y0 + 50)], tone, 5)
        c.shape(
            [
                (x - wide * 3, base),
                (x + wide * 3, base),
                (x + wide * 3.4, base + 40),
                (x - wide * 3.4, base + 40),
            ],
            mix(tone, p.NAVY, 0.15),
        )
        reflection(c, (x, base + 50), wide * 6, 190, tone)
        c.mist((0, 0, 1600, 1067), "#dfe3d8", 0.3)


def market_stalls(key: str) -> Image.Image:
    """Saturday market: striped awnings, crates of fruit, shoppers."""
    c = Canvas(key)
    c.wash(["#9ec3c4", "#e4e6d2"], (0, 0, 1600, 560))
    terrace(c, (-60, 1660), 590, 150, 0.1, ("#cfd8cc", 0.34))
    c.mist((0, 300, 1600, 600), "#efe6cf", 0.5)
    ground: list[Point] = [(0, 590), (1600, 590), (1600, 1067), (0, 1067)]
    c.shape(ground, "#c8b693")
    c.shade(ground, "#8a7560", "bottom", 0.7)
    for row in range(7):
        y = 610 + row * row * 10
        c.line([(0, y), (1600, y)], "#a5906f", 2, 0.6)
    for x in (12, 535, 1062, 1585):
        person(c, (x, 790), 250, c.rng.choice(p.COATS), c.rng.choice(p.SKINS))
    for x in range(-60, 1700, 26):
        c.oval((x, 118 + 40 * sin(x / 255) ** 2), 9, 11, "#ffe6a4")
    c.line([(x, 104 + 40 * sin(x / 255) ** 2) for x in range(-60, 1700, 20)], p.INK, 2.5, 0.8)
    stalls = ((30, 480, p.BRICK), (560, 480, p.TEAL), (1090, 480, p.OCHRE))
    for left, width, tone in stalls:
        _stall(c, left, width, tone)
    for x, height, coat in ((330, 430, p.NAVY), (880, 400, p.CORAL), (990, 330, p.MOSS)):
        c.oval((x, 1052), height * 0.2, 12, p.INK, 0.4)
        person(c, (x, 1050), height, coat, c.rng.choice(p.SKINS))
        c.oval((x + height * 0.17, 1050 - height * 0.36), height * 0.075, height * 0.09, "#b98a52")
    return c.finish()


def _stall(c: Canvas, left: float, width: float, tone: str) -> None:
    for x in (left + 12, left + width - 12):
        c.line([(x, 380), (x, 960)], "#5a4636", 11)
    c.rect((left + 10, 470, left + width - 10, 700), mix(tone, p.INK, 0.72), 0.5)
    person(c, (left + width * 0.5, 830), 320, p.CREAM, c.rng.choice(p.SKINS))
    stripes = 10
    step = width / stripes
    for index in range(stripes):
        x = left + index * step
        fill = tone if index % 2 else p.CREAM
        lean = 26
        top = left + lean + index * (width - 2 * lean) / stripes
        span = (width - 2 * lean) / stripes
        c.shape([(top, 350), (top + span, 350), (x + step, 450), (x, 450)], fill)
        c.rect((x, 448, x + step, 472), fill)
        c.oval((x + step / 2, 472), step / 2, 20, fill)
    whole = [(left + 26, 350), (left + width - 26, 350), (left + width, 470), (left, 470)]
    c.shade(whole, p.INK, "bottom", 0.4)
    c.rect((left, 752, left + width, 960), "#7b5a3e")
    c.shade(
        [(left, 752), (left + width, 752), (left + width, 960), (left, 960)], p.INK, "bottom", 0.8
    )
    goods = ((p.CORAL, p.BRICK), (p.MOSS, "#5d7a44"), (p.OCHRE, "#f0c25a"), (p.WINE, p.PLUM))
    for crate in range(4):
        x0 = left + 14 + crate * (width - 28) / 4
        x1 = x0 + (width - 28) / 4 - 10
        colours = goods[(crate + int(left)) % 4]
        for row in range(3):
            y = 712 + row * 20
            for fruit in range(7):
                at = (x0 + 10 + fruit * (x1 - x0 - 20) / 6, y + c.rng.uniform(-4, 4))
                fill = c.rng.choice(colours)
                c.oval(at, 14, 14, fill)
                c.oval((at[0] - 4, at[1] - 5), 4, 3, p.CREAM, 0.5)
        c.rect((x0, 758, x1, 812), "#b68c5c")
        for slat in (774, 792):
            c.line([(x0, slat), (x1, slat)], "#7b5a3e", 3)


def lantern_festival(key: str) -> Image.Image:
    """Paper lanterns carried and hung over Staithe Street (portrait)."""
    c = Canvas(key, 1000, 1400)
    c.wash(["#121a3a", "#2a2a55", "#6a3d62", "#c56a58"], (0, 0, 1000, 1150))
    _house_fronts(c)
    c.glow((500, 980), 520, "#ffb45e", 0.8)
    _lantern_strings(c)
    ground: list[Point] = [(0, 1130), (1000, 1130), (1000, 1400), (0, 1400)]
    c.shape(ground, "#3a2444")
    c.shade(ground, "#0e1230", "bottom", 0.95)
    _procession(c)
    return c.finish()


def _procession(c: Canvas) -> None:
    for size, y, count in ((170, 1180, 12), (250, 1280, 9), (380, 1420, 6)):
        for index in range(count):
            x = (index + 0.5) * 1000 / count + c.rng.uniform(-24, 24)
            coat = mix(c.rng.choice(p.COATS), "#1a1536", 0.5)
            person(
                c,
                (x, y),
                size * c.rng.uniform(0.82, 1.08),
                coat,
                mix(c.rng.choice(p.SKINS), p.WINE, 0.2),
            )
            if c.rng.random() < 0.6:
                at = (x + size * 0.2, y - size * 0.95)
                c.line([(x + size * 0.1, y - size * 0.55), (at[0], at[1])], "#120f24", 4)
                c.glow(at, size * 0.3, "#ffce78", 0.8)
                c.oval(at, size * 0.085, size * 0.1, "#ffd98c")


def _lantern_strings(c: Canvas) -> None:
    for row in range(6):
        sag = 130 + row * 120
        count = 9 - row
        reach = 470 - row * 62
        line: list[Point] = [
            (500 - reach + step * reach / 10, sag + 60 * sin(pi * step / 20)) for step in range(21)
        ]
        c.line(line, "#0d1330", 3, 0.9)
        for index in range(count):
            t = (index + 0.5) / count
            x, y = 500 - reach + 2 * reach * t, sag + 60 * sin(pi * t) + 40 - row * 3
            r = 34 - row * 4.2
            tone = c.rng.choice(("#f9c45c", "#ef7d4a", "#f4e3b0", "#d94f4a", "#7fb9b0"))
            c.glow((x, y), r * 3.4, tone, 0.55)
            c.oval((x, y), r, r * 1.08, tone)
            c.shade_oval((x, y), r, r * 1.08, "#8a2f3a", "bottom", 0.55)
            for k in (-0.5, 0, 0.5):
                c.arc(
                    (x, y + r * 1.1 * k),
                    (r * cos(asin(k)), r * 0.16),
                    (0, 180),
                    "#7a2c38",
                    1.4,
                    0.6,
                )
            c.rect((x - r * 0.3, y - r * 1.14, x + r * 0.3, y - r * 0.98), "#2a1a2c")


def _house_fronts(c: Canvas) -> None:
    for side, xs in ((-1, (0, 120, 215)), (1, (1000, 880, 785))):
        for index, x in enumerate(xs):
            near, far = 300 + index * 130, 1120 - index * 60
            w = 130 - index * 24
            front: list[Point] = [
                (x, far),
                (x, near),
                (x - side * w / 2, near - 70),
                (x - side * w, near),
                (x - side * w, far),
            ]
            c.shape(front, mix("#191c3c", "#553355", index / 3))
            for row in range(5 - index):
                y = near + 50 + row * 120
                xx = x - side * w * 0.5
                c.rect((xx - 15, y, xx + 15, y + 46), "#f6bd66", 0.85)
