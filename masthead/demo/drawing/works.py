"""Scenes of public works: the road and the river wall."""

from __future__ import annotations

from PIL import Image

from masthead.demo.drawing import palette as p
from masthead.demo.drawing.canvas import Canvas, Point, mix
from masthead.demo.drawing.motifs import cloud_bank, person, terrace, tree


def road_works(key: str) -> Image.Image:
    """A closed lane: cones, a barrier, a digger, two of the crew."""
    c = Canvas(key)
    c.wash(["#a7c4c8", "#dfe4d4", "#f3e4c6"], (0, 0, 1600, 560))
    terrace(c, (-40, 1640), 560, 120, 0.05, ("#c9d3cb", 0.4))
    for x in (250, 620, 1460):
        tree(c, (x, 590), 250, p.MOSS)
    c.rect((0, 560, 1600, 610), "#b5b3a5")
    road: list[Point] = [(0, 610), (1600, 610), (1600, 1067), (0, 1067)]
    c.shape(road, "#5c6670")
    c.shade(road, "#2d3743", "bottom", 0.75)
    for index in range(6):
        x = index * 330 - 90
        c.shape([(x, 828), (x + 150, 828), (x + 130, 848), (x - 30, 848)], p.CREAM, 0.85)
    hole: list[Point] = [(640, 720), (1180, 700), (1260, 790), (600, 800)]
    c.shape(hole, "#3a2c26")
    c.shade(hole, "#14100f", "top", 0.9)
    heap: list[Point] = [(1240, 740), (1330, 630), (1400, 598), (1480, 650), (1600, 745)]
    c.shape(heap, "#8a6a4c")
    c.shade(heap, "#4a352a", "right", 0.8)
    _digger(c)
    _crew(c)
    _barriers(c)
    for x, size in ((120, 1.25), (420, 1.1), (1330, 1.15), (1490, 1.35)):
        _cone(c, (x, 1030), 120 * size)
    return c.finish()


def _crew(c: Canvas) -> None:
    for x, height, coat in ((250, 330, "#e8752c"), (360, 310, "#d8c33a")):
        c.oval((x, 832), 70, 11, p.INK, 0.45)
        person(c, (x, 830), height, coat, c.rng.choice(p.SKINS))
        for level in (0.5, 0.66):
            c.rect(
                (
                    x - height * 0.125,
                    830 - height * level,
                    x + height * 0.125,
                    830 - height * level + 11,
                ),
                "#f3f0df",
            )
        c.oval((x, 830 - height * 0.955), height * 0.08, height * 0.06, p.CREAM)
        c.rect(
            (x - height * 0.09, 830 - height * 0.95, x + height * 0.1, 830 - height * 0.93), p.CREAM
        )


def _barriers(c: Canvas) -> None:
    for left in (520, 900):
        for leg in (left + 40, left + 300):
            c.line([(leg, 860), (leg, 1000)], p.INK, 12)
        for index in range(9):
            x = left + index * 38
            c.shape(
                [(x, 930), (x + 38, 930), (x + 38, 880), (x, 880)],
                p.BRICK if index % 2 else p.CREAM,
            )
        for lamp in (left + 20, left + 322):
            c.oval((lamp, 866), 16, 18, p.OCHRE)
            c.glow((lamp, 866), 80, "#ffd27a", 0.6)


def _cone(c: Canvas, at: Point, height: float) -> None:
    x, y = at
    c.oval((x + 10, y), height * 0.42, 12, p.INK, 0.4)
    c.rect((x - height * 0.36, y - height * 0.09, x + height * 0.36, y), "#c2531f", radius=5)
    body: list[Point] = [
        (x - height * 0.26, y - height * 0.08),
        (x - height * 0.05, y - height),
        (x + height * 0.05, y - height),
        (x + height * 0.26, y - height * 0.08),
    ]
    c.shape(body, "#e8682a")
    for low, high in ((0.3, 0.48), (0.64, 0.78)):
        a, b = 0.28 * (1 - low), 0.28 * (1 - high)
        c.shape(
            [
                (x - height * a, y - height * low),
                (x + height * a, y - height * low),
                (x + height * b, y - height * high),
                (x - height * b, y - height * high),
            ],
            p.CREAM,
        )
    c.shade(body, p.WINE, "right", 0.6)


def _digger(c: Canvas) -> None:
    yellow = "#e8ae36"
    c.rect((1000, 640, 1290, 706), "#2d3743", radius=33)
    for x in (1036, 1110, 1184, 1254):
        c.oval((x, 673), 22, 22, "#55616c")
    body: list[Point] = [(1010, 640), (1010, 560), (1150, 545), (1290, 560), (1300, 640)]
    c.shape(body, yellow)
    c.shade(body, p.WINE, "bottom", 0.5)
    cab: list[Point] = [(1040, 560), (1056, 430), (1170, 430), (1180, 560)]
    c.shape(cab, yellow)
    c.shape([(1058, 546), (1070, 448), (1156, 448), (1164, 546)], "#7fa7ad")
    c.shade([(1058, 546), (1070, 448), (1156, 448), (1164, 546)], p.NAVY, "bottom", 0.6)
    for joints, width in (
        ([(1030, 570), (900, 350), (760, 420)], 34.0),
        ([(760, 420), (720, 610)], 26.0),
    ):
        c.line(joints, mix(yellow, p.WINE, 0.25), width + 6)
        c.line(joints, yellow, width)
    for at in ((900, 350), (760, 420)):
        c.oval(at, 20, 20, "#55616c")
    bucket: list[Point] = [(680, 600), (770, 600), (778, 690), (700, 722), (664, 690)]
    c.shape(bucket, "#4a545e")
    c.shade(bucket, p.INK, "bottom", 0.8)


def flood_wall(key: str) -> Image.Image:
    """A wide view of the river front where the wall is to stand, at high water."""
    c = Canvas(key, 2000, 1000)
    c.wash(["#57788c", "#9db6b6", "#e8dcc0"], (0, 0, 2000, 520))
    for x, y, size, tone in (
        (300, 160, 330, "#7c97a4"),
        (950, 110, 380, "#6d8a99"),
        (1650, 190, 360, "#7c97a4"),
        (1300, 290, 260, "#c9cdbf"),
    ):
        cloud_bank(c, (x, y), size, tone, 0.5)
    c.glow((640, 470), 520, "#fff0cc", 0.75, 0.5)
    c.shade(c.ridge(470, 80, "#8aa3a2"), p.SLATE, "bottom", 0.6)
    for index, x in enumerate(range(60, 1960, 310)):
        terrace(c, (x - 70, x + 200), 556, 92 + index % 3 * 10, 0.22, ("#8fa6a4", 0.28))
    for x in (25, 345, 960, 1270, 1890):
        tree(c, (x, 560), 170, p.FOREST)
    wall: list[Point] = [(0, 550), (2000, 550), (2000, 680), (0, 680)]
    c.shape(wall, "#b9ae96")
    c.shade(wall, "#5b5a56", "bottom", 0.85)
    c.rect((0, 542, 2000, 560), "#d9cfb6")
    for x in range(0, 2000, 125):
        c.line([(x, 560), (x, 680)], "#7d776a", 3, 0.8)
    for x in range(30, 2000, 250):
        c.rect((x, 590, x + 62, 662), p.TEAL, 0.65)
        c.line([(x, 590), (x + 62, 662)], p.INK, 3, 0.5)
    for x, height in ((430, 108), (470, 100), (1090, 106), (1500, 104), (1540, 74)):
        person(c, (x, 548), height, c.rng.choice(p.COATS), c.rng.choice(p.SKINS))
    c.wash(["#a8b7a8", "#5d8587", "#244f5b", "#153847"], (0, 670, 2000, 1000))
    c.mirror(672, 150, 0.6, "#5d8587")
    c.ripples((0, 675, 2000, 1000), "#ecf0e0", 320, 0.5, 190)
    c.ripples((0, 690, 2000, 1000), "#0f2f40", 230, 0.4, 240)
    post = 1730
    c.rect((post, 500, post + 54, 880), p.CREAM)
    c.shade([(post, 500), (post + 54, 500), (post + 54, 880), (post, 880)], p.SLATE, "right", 0.7)
    for index in range(19):
        y = 516 + index * 19
        c.rect((post + 8, y, post + (46 if index % 5 == 0 else 28), y + 6), p.BRICK)
    c.ripples((1650, 850, 1860, 900), "#ecf0e0", 40, 0.9, 130)
    return c.finish()
