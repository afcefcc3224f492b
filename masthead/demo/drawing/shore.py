"""Scenes of the shore: the lighthouse at Gannet Point and Marram Beach."""

from __future__ import annotations

from PIL import Image

from masthead.demo.drawing import palette as p
from masthead.demo.drawing.canvas import Canvas, Point
from masthead.demo.drawing.motifs import (
    cloud_bank,
    fishing_boat,
    gull,
    lighthouse,
    reflection,
)


def lighthouse_dusk(key: str) -> Image.Image:
    """A wide view of the point after sunset, with the lamp lit."""
    c = Canvas(key, 2000, 1000)
    c.wash(["#2c3a63", "#6b4f74", "#c67070", "#f0a874", "#f8d69c"], (0, 0, 2000, 720))
    c.glow((480, 690), 700, "#ffdf9e", 0.8, 0.6)
    for x, y, size, alpha in ((350, 260, 260, 0.28), (980, 190, 320, 0.22), (700, 430, 300, 0.3)):
        cloud_bank(c, (x, y), size, "#f3a37f", alpha)
    for _ in range(70):
        at = (c.rng.uniform(0, 2000), c.rng.uniform(0, 260))
        c.oval(at, 1.6, 1.6, p.CREAM, c.rng.uniform(0.2, 0.9))
    c.wash(["#e7a677", "#8f6a83", "#3e4a70", "#1c2a4a"], (0, 690, 2000, 1000))
    c.ripples((0, 700, 2000, 1000), "#ffd9a0", 240, 0.5, 160)
    c.ripples((0, 720, 2000, 1000), "#16203f", 200, 0.4, 220)
    back: list[Point] = [(1050, 730), (1240, 640), (1480, 610), (2000, 560), (2000, 760)]
    c.shape(back, "#4b3f66")
    cliff: list[Point] = [
        (1180, 1000),
        (1250, 800),
        (1330, 720),
        (1420, 640),
        (1560, 612),
        (1720, 590),
        (2000, 560),
        (2000, 1000),
    ]
    c.shape(cliff, "#2b2c4e")
    c.shade(cliff, "#131b33", "bottom", 0.95)
    c.shade(
        [(1250, 800), (1330, 720), (1420, 640), (1560, 612), (1480, 760)], "#b0646a", "left", 0.5
    )
    lamp = (1560, 222)
    for points, alpha in (
        ([lamp, (-40, 60), (-40, 300)], 0.16),
        ([lamp, (-40, 110), (-40, 240)], 0.2),
        ([lamp, (2000, 150), (2000, 270)], 0.16),
    ):
        c.shape(points, "#fff0bf", alpha)
    c.soften(5, (0, 0, 2000, 560))
    lighthouse(c, (1560, 624), 470, "#ecd9cf", "#4b3f66")
    c.glow(lamp, 210, "#fff3c9", 1.0)
    _cottage(c)
    fishing_boat(c, (610, 800), 150, "#2b2c4e", "#6b4f74")
    reflection(c, (610, 806), 150, 90, "#16203f")
    return c.finish()


def _cottage(c: Canvas) -> None:
    cottage: list[Point] = [
        (1640, 604),
        (1640, 545),
        (1690, 505),
        (1780, 505),
        (1830, 545),
        (1830, 600),
    ]
    c.shape(cottage, "#3a3458")
    c.shape([(1625, 552), (1690, 492), (1780, 492), (1845, 552)], "#1d2140")
    for x in (1668, 1730, 1780):
        c.rect((x, 560, x + 22, 586), "#fbcf7f")
        c.glow((x + 11, 573), 60, "#fbcf7f", 0.5)


def seal_beach(key: str) -> Image.Image:
    """A seal pup on the tide line at Marram Beach."""
    c = Canvas(key)
    c.wash(["#9cc0c4", "#d3dfd3", "#f2e6cb"], (0, 0, 1600, 430))
    c.wash(["#8fb9b6", "#5d9a98"], (0, 400, 1600, 620))
    c.ripples((0, 405, 1600, 600), "#f3f6ea", 150, 0.7, 200)
    sand: list[Point] = [(0, 600), (400, 560), (900, 600), (1600, 540), (1600, 1067), (0, 1067)]
    c.shape([(x, y - 22) for x, y in sand], "#eef2e4")
    c.shape(sand, p.SAND)
    c.shade(sand, "#b08a5c", "bottom", 0.6)
    c.shape(
        [(0, 600), (400, 560), (900, 600), (1600, 540), (1600, 590), (900, 660), (300, 610)],
        "#cdb58c",
    )
    for _ in range(60):
        at = (c.rng.uniform(0, 1600), c.rng.uniform(680, 1060))
        c.oval(
            at, c.rng.uniform(3, 15), c.rng.uniform(2, 7), c.rng.choice(["#8a7a66", "#f4ead8"]), 0.7
        )
    c.oval((830, 872), 430, 36, "#7a5f45", 0.5)
    _pup(c)
    for x, y, span in ((300, 230, 60), (420, 190, 44)):
        gull(c, (x, y), span, p.SLATE)
    return c.finish()


def _pup(c: Canvas) -> None:
    body: list[Point] = [
        (430, 850),
        (500, 760),
        (640, 690),
        (820, 680),
        (960, 640),
        (1050, 560),
        (1140, 535),
        (1215, 570),
        (1250, 640),
        (1225, 700),
        (1180, 760),
        (1150, 830),
        (1080, 872),
        (700, 880),
        (520, 878),
    ]
    c.shape(_rounded(body), "#cfc9bd")
    c.shade(_rounded(body), "#6d7478", "bottom", 0.85)
    c.shape(
        _rounded(
            [(440, 850), (330, 800), (300, 830), (380, 866), (310, 900), (420, 890), (520, 870)]
        ),
        "#8d9193",
    )
    c.shape(_rounded([(930, 800), (870, 900), (960, 912), (1040, 840)]), "#7d8286")
    for _ in range(70):
        at = (c.rng.gauss(800, 150), c.rng.gauss(770, 42))
        c.oval(at, c.rng.uniform(5, 14), c.rng.uniform(4, 9), "#7d8082", 0.45)
    for x in (1150, 1216):
        c.oval((x, 618), 16, 18, p.INK)
        c.oval((x + 5, 611), 5, 5, p.CREAM)
    c.oval((1200, 664), 20, 13, p.INK)
    for side, rise in ((-1, 0), (-1, 14), (1, 0), (1, 12)):
        c.line([(1200 + side * 22, 678), (1200 + side * 92, 672 + rise)], "#f4ead8", 2.4, 0.9)


def _rounded(points: list[Point]) -> list[Point]:
    for _ in range(3):
        cut: list[Point] = []
        for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
            cut += [
                (x0 * 0.75 + x1 * 0.25, y0 * 0.75 + y1 * 0.25),
                (x0 * 0.25 + x1 * 0.75, y0 * 0.25 + y1 * 0.75),
            ]
        points = cut
    return points
