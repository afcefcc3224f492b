"""Scenes under a roof: library, council chamber, workshop, concert, bell tower, glasshouse."""

from __future__ import annotations

from math import cos, pi, sin

from PIL import Image

from masthead.demo.drawing import palette as p
from masthead.demo.drawing.canvas import Canvas, Point, mix
from masthead.demo.drawing.motifs import person


def library_shelves(key: str) -> Image.Image:
    """Tall shelves, a ladder, a reading lamp and an open book."""
    c = Canvas(key)
    c.wash(["#3b2c3a", "#54394a"])
    c.glow((800, 520), 800, "#e0a060", 0.55)
    for row in range(4):
        base = 245 + row * 200
        c.rect((0, base - 185, 1600, base), "#2a1f2c", 0.75)
        x = 8.0
        while x < 1600:
            if c.rng.random() < 0.06:
                x += c.rng.uniform(20, 60)
                continue
            w, h = c.rng.uniform(20, 50), c.rng.uniform(112, 168)
            tone = mix(c.rng.choice((*p.COATS, p.SAND, p.WINE, p.SEA, p.CREAM)), "#4a3040", 0.22)
            lean = c.rng.uniform(14, 26) if c.rng.random() < 0.05 else 0.0
            back: list[Point] = [
                (x + lean, base - h),
                (x + lean + w - 3, base - h),
                (x + w - 3, base),
                (x, base),
            ]
            c.shape(back, tone)
            c.shade(back, p.INK, "right", 0.5)
            for band in (0.16, 0.22, 0.8):
                y = base - h * (1 - band)
                c.rect(
                    (x + lean * (1 - band) + 2, y, x + lean * (1 - band) + w - 5, y + 4),
                    p.OCHRE,
                    0.55,
                )
            x += w + lean
        c.rect((0, base, 1600, base + 17), "#7b5440")
        c.rect((0, base + 12, 1600, base + 17), "#3d2a2c")
    for x in (402, 1010):
        c.rect((x, 0, x + 26, 900), "#6d4a3a")
        c.shade([(x, 0), (x + 26, 0), (x + 26, 900), (x, 900)], p.INK, "right", 0.6)
    for x in (1150, 1270):
        c.line([(x - 60, 40), (x + 60, 900)], "#a87a4c", 14)
    for step in range(11):
        x, y = 1102 + step * 11.2, 110 + step * 76
        c.line([(x, y), (x + 120, y)], "#8a6040", 9)
    c.rect((0, 890, 1600, 1067), "#8c5d3f")
    c.shade([(0, 890), (1600, 890), (1600, 1067), (0, 1067)], p.INK, "bottom", 0.7)
    _reading_lamp(c)
    return c.finish()


def _reading_lamp(c: Canvas) -> None:
    c.glow((560, 900), 430, "#ffdf9a", 0.75, 0.55)
    c.oval((430, 990), 90, 17, p.INK, 0.5)
    c.oval((430, 976), 78, 18, "#b68a3c")
    c.line([(430, 974), (430, 690)], "#b68a3c", 13)
    shade: list[Point] = [(330, 720), (372, 640), (488, 640), (530, 720)]
    c.shape(shade, "#2f7a63")
    c.shade(shade, p.INK, "top", 0.6)
    c.rect((326, 716, 534, 728), "#fff0bd")
    for side in (-1, 1):
        page: list[Point] = [(800, 962)]
        page += [
            (800 + side * step * 24, 962 - 30 * sin(step / 10 * pi * 0.62)) for step in range(11)
        ]
        page += [(800 + side * 270, 1004), (800, 1022)]
        c.shape(page, "#f8ecd0")
        c.shade(page, "#b48f67", "right" if side < 0 else "left", 0.7)
        for line in range(4):
            y = 966 + line * 11
            c.line([(800 + side * 40, y - 16), (800 + side * 215, y - 20)], "#9a8670", 2.5, 0.7)


def council_chamber(key: str) -> Image.Image:
    """Curved benches under tall windows, hands raised for a vote."""
    c = Canvas(key)
    c.wash(["#5b3f38", "#7a5646", "#8c6650"], (0, 0, 1600, 640))
    c.wash(["#6a4a3c", "#2f2020"], (0, 640, 1600, 1067))
    for index in range(5):
        x = 150 + index * 300
        arch: list[Point] = [(x, 430), (x, 190)]
        arch += [(x + 70 - 70 * cos(a * pi / 16), 190 - 95 * sin(a * pi / 16)) for a in range(17)]
        arch += [(x + 140, 430)]
        c.shape(arch, "#f5e4ba")
        c.shade(arch, "#9dbdb9", "top", 0.75)
        for bar in (46, 93):
            c.line([(x + bar, 430), (x + bar, 105)], "#5b3f38", 6)
        for bar in (210, 290, 370):
            c.line([(x, bar), (x + 140, bar)], "#5b3f38", 6)
        beam: list[Point] = [(x, 430), (x + 140, 430), (x + 20, 1067), (x - 280, 1067)]
        c.shape(beam, "#ffe9b8", 0.07)
    for index in range(24):
        c.line([(index * 70, 470), (index * 70, 640)], "#4a322e", 3, 0.6)
    c.rect((0, 456, 1600, 474), "#4a322e")
    dais: list[Point] = [(590, 640), (610, 500), (990, 500), (1010, 640)]
    c.shape([(660, 500), (690, 330), (800, 285), (910, 330), (940, 500)], "#4a2a2c")
    person(c, (800, 620), 250, p.WINE, p.SKINS[2])
    c.shape(dais, "#6d4632")
    c.shade(dais, p.INK, "bottom", 0.7)
    c.oval((800, 566), 42, 42, p.OCHRE)
    c.oval((800, 566), 31, 31, "#6d4632")
    c.shape([(800, 540), (822, 580), (778, 580)], p.OCHRE)
    for row in range(3):
        _bench(c, row)
    return c.finish()


def _bench(c: Canvas, row: int) -> None:
    base, sag, size = 705 + row * 130, 26 + row * 18, 150 + row * 52
    count = 11 - row * 2
    for index in range(count):
        t = (index + 0.5) / count
        x = -40 + 1680 * t
        y = base + sag * sin(pi * t) + 46
        coat, skin = c.rng.choice(p.COATS), c.rng.choice(p.SKINS)
        if c.rng.random() < 0.55:
            side = c.rng.choice((-1, 1))
            hand = (x + side * size * 0.22, y - size * 1.12)
            c.line(
                [(x + side * size * 0.1, y - size * 0.66), hand], mix(coat, p.INK, 0.3), size * 0.09
            )
            c.oval(hand, size * 0.052, size * 0.062, skin)
        person(c, (x, y), size, mix(coat, p.INK, 0.15), skin)
    top: list[Point] = [(-40 + 1680 * s / 30, base + sag * sin(pi * s / 30)) for s in range(31)]
    desk = [*top, (1640, base + 170), (-40, base + 170)]
    c.shape(desk, mix("#8a5b3d", "#6d4632", row / 2))
    c.shade(desk, "#2b1a1c", "bottom", 0.9)
    c.line(top, "#c08a58", 9)


def concert_lights(key: str) -> Image.Image:
    """A stage in haze, four players, a raised crowd."""
    c = Canvas(key)
    c.wash(["#0d1330", "#231f4e", "#573060", "#a3495e"], (0, 0, 1600, 800))
    c.wash(["#2a1c48", "#090a1f"], (0, 800, 1600, 1067))
    tones = ("#ff9e5e", "#7fd0c4", "#f4c75f", "#e86a6a", "#7fd0c4", "#ff9e5e")
    for index, tone in enumerate(tones):
        x = 150 + index * 260
        for spread, alpha in ((200, 0.13), (110, 0.18), (44, 0.26)):
            aim = 800 + (x - 800) * 0.35 + (-1) ** index * 150
            c.shape(
                [(x - 10, 70), (x + 10, 70), (aim + spread, 800), (aim - spread, 800)], tone, alpha
            )
    c.soften(9)
    c.glow((800, 620), 620, "#ffcf94", 0.45)
    c.rect((0, 40, 1600, 62), "#0a0f24")
    c.rect((0, 96, 1600, 106), "#0a0f24")
    for x in range(0, 1600, 50):
        c.line([(x, 60), (x + 25, 100), (x + 50, 60)], "#0a0f24", 5)
    for index, tone in enumerate(tones):
        x = 150 + index * 260
        c.rect((x - 26, 100, x + 26, 140), "#0a0f24", radius=8)
        c.oval((x, 140), 22, 9, tone)
        c.glow((x, 138), 110, tone, 0.9)
    _band(c)
    _crowd(c)
    return c.finish(grain=0.2)


def _band(c: Canvas) -> None:
    stage: list[Point] = [(120, 760), (1480, 760), (1600, 830), (0, 830)]
    c.shape(stage, "#1a1538")
    for x, height, coat in ((470, 300, "#2a1c44"), (710, 310, "#3a1f40"), (1150, 300, "#241c40")):
        person(c, (x, 790), height, coat, mix(p.SKINS[1], "#a3495e", 0.4))
    for x, tone in ((500, p.CORAL), (1120, p.OCHRE)):
        c.line([(x - 60, 640), (x + 110, 560)], "#140f2a", 10)
        c.oval((x - 40, 636), 46, 36, tone)
        c.oval((x - 2, 618), 34, 27, tone)
        c.oval((x - 22, 626), 14, 13, p.INK)
    c.line([(770, 790), (770, 560), (730, 546)], "#0a0f24", 6)
    person(c, (956, 790), 270, "#3d2348", mix(p.SKINS[0], "#a3495e", 0.4))
    for x, r in ((880, 44), (960, 66), (1030, 40)):
        c.oval((x, 740), r, r, "#c9553f" if r > 50 else "#e0c9a0")
        c.ring((x, 740), r, r, "#140f2a", 7)
    for x in (860, 1052):
        c.oval((x, 640), 52, 9, p.OCHRE)
        c.line([(x, 640), (x, 780)], "#140f2a", 5)


def _crowd(c: Canvas) -> None:
    for base, size, tone in ((900, 150, "#1b1740"), (990, 190, "#120f2e"), (1090, 240, "#090a1f")):
        for x in range(-40, 1660, int(size * 0.44)):
            at = x + c.rng.uniform(-16, 16)
            y = base - size * 0.5 + c.rng.uniform(-24, 24)
            c.oval((at, y), size * 0.13, size * 0.16, tone)
            c.oval((at, y + size * 0.5), size * 0.24, size * 0.38, tone)
            if c.rng.random() < 0.35:
                side = c.rng.choice((-1, 1))
                c.line(
                    [
                        (at + side * size * 0.18, y + size * 0.3),
                        (at + side * size * 0.26, y - size * 0.45),
                    ],
                    tone,
                    size * 0.085,
                )
                c.oval((at + side * size * 0.26, y - size * 0.48), size * 0.06, size * 0.075, tone)


def glasshouse(key: str) -> Image.Image:
    """Benches of seedlings in a nursery glasshouse."""
    c = Canvas(key)
    c.wash(["#bcd9d3", "#dce9d6", "#f5efd4"])
    c.glow((800, 420), 620, "#fffbe6", 0.9)
    for index in range(-8, 9):
        x = 800 + index * 210
        c.line(
            [(800 + index * 28, 420), (x, 0 if abs(index) < 4 else 250 - abs(index) * 10)],
            "#8fb3ac",
            6,
        )
    for depth in range(6):
        t = (depth / 5) ** 1.6
        half, top, low = 150 + 800 * t, 380 - 420 * t, 520 + 200 * t
        frame: list[Point] = [
            (800 - half, low),
            (800 - half, top + 110 * t + 60),
            (800, top),
            (800 + half, top + 110 * t + 60),
            (800 + half, low),
        ]
        c.line(frame, mix("#a9c7bf", "#f7f6e8", t), 5 + 9 * t)
    path: list[Point] = [(745, 560), (855, 560), (1120, 1067), (480, 1067)]
    floor: list[Point] = [(0, 600), (745, 540), (855, 540), (1600, 600), (1600, 1067), (0, 1067)]
    c.shape(floor, "#6d7f5c")
    c.shade(floor, p.PINE, "bottom", 0.7)
    c.shape(path, "#d8c49c")
    c.shade(path, "#94795a", "bottom", 0.6)
    for row in range(9):
        t = (row / 8) ** 1.5
        y, near = 560 + 420 * t, 70 + 260 * t
        size = 18 + 74 * t
        for side in (-1, 1):
            for pot in range(6):
                x = 800 + side * (near + pot * size * 1.5)
                if -80 < x < 1680:
                    _potted(c, (x, y), size)
    return c.finish()


def _potted(c: Canvas, at: Point, size: float) -> None:
    x, y = at
    leaf = c.rng.choice((p.MOSS, "#5d8a4f", "#8aa85a", p.FOREST))
    for index in range(7):
        angle = pi * (0.12 + 0.76 * index / 6)
        reach = size * c.rng.uniform(0.7, 1.05)
        tip = (x + cos(angle) * reach, y - size * 0.3 - sin(angle) * reach)
        side = (x + cos(angle + 0.3) * reach * 0.6, y - size * 0.3 - sin(angle + 0.3) * reach * 0.6)
        other = (
            x + cos(angle - 0.3) * reach * 0.6,
            y - size * 0.3 - sin(angle - 0.3) * reach * 0.6,
        )
        c.shape([(x, y - size * 0.2), side, tip, other], mix(leaf, p.PINE, (index % 3) * 0.18))
    if c.rng.random() < 0.5:
        bloom = c.rng.choice((p.CORAL, p.OCHRE, p.CREAM, p.ROSE))
        for _ in range(4):
            spot = (x + c.rng.uniform(-0.5, 0.5) * size, y - size * c.rng.uniform(0.7, 1.2))
            c.oval(spot, size * 0.11, size * 0.11, bloom)
    pot: list[Point] = [
        (x - size * 0.36, y - size * 0.22),
        (x + size * 0.36, y - size * 0.22),
        (x + size * 0.26, y + size * 0.34),
        (x - size * 0.26, y + size * 0.34),
    ]
    c.shape(pot, "#c26f4c")
    c.shade(pot, p.WINE, "right", 0.7)
    c.rect((x - size * 0.4, y - size * 0.28, x + size * 0.4, y - size * 0.14), "#d07f58")
