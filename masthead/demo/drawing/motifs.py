"""Things that several scenes show: boats, houses, people, gulls, a lighthouse, clouds."""

from __future__ import annotations

from math import cos, pi, pow, sin

from masthead.demo.drawing import palette as p
from masthead.demo.drawing.canvas import Canvas, Colour, Point, mix


def cloud_bank(canvas: Canvas, centre: Point, size: float, fill: Colour, alpha: float) -> None:
    """Draw a flat-bottomed heap of cloud, lit from above."""
    x, y = centre
    ovals = []
    for index in range(11):
        along = (index - 5) / 5
        r = size * (0.33 - 0.22 * abs(along)) * canvas.rng.uniform(0.7, 1.2)
        middle, rise = x + along * size, y - r * 0.62
        ovals.append((middle - r * 1.35, rise - r * 0.8, middle + r * 1.35, rise + r * 0.8))
    ovals.append((x - size * 1.3, y - size * 0.09, x + size * 1.3, y + size * 0.05))
    canvas.heap(ovals, fill, alpha)
    # A smaller, nearer heap inside the first gives the bank its lit crown.
    inner = [(a + size * 0.1, b + size * 0.07, c - size * 0.04, d) for a, b, c, d in ovals[2:9]]
    canvas.heap(inner, fill, alpha * 0.45)


def gull(canvas: Canvas, at: Point, span: float, fill: Colour) -> None:
    """Draw a gull on the wing, seen from far off."""
    x, y = at
    for side in (-1, 1):
        canvas.shape(
            [
                (x, y),
                (x + side * span * 0.24, y - span * 0.2),
                (x + side * span * 0.5, y - span * 0.08),
                (x + side * span * 0.25, y - span * 0.12),
            ],
            fill,
        )
    canvas.oval((x, y + span * 0.01), span * 0.09, span * 0.035, fill)


def lighthouse(canvas: Canvas, at: Point, height: float, lit: Colour, shadow: Colour) -> None:
    """Draw a banded tower whose foot stands at a point."""
    x, y = at
    foot, head = height * 0.125, height * 0.078
    top = y - height * 0.78

    def half(level: float) -> float:
        return foot + (head - foot) * pow(level, 0.8)

    for band in range(5):
        low, high = band / 5, (band + 1) / 5
        y0, y1 = y + (top - y) * low, y + (top - y) * high
        wall = [
            (x - half(low), y0),
            (x + half(low), y0),
            (x + half(high), y1),
            (x - half(high), y1),
        ]
        canvas.shape(wall, p.BRICK if band % 2 else lit)
        canvas.shade(wall, shadow, "right", 0.85)
    canvas.rect(
        (x - head * 1.45, top - height * 0.02, x + head * 1.45, top + height * 0.012), p.INK
    )
    room = height * 0.11
    canvas.rect((x - head * 0.75, top - room, x + head * 0.75, top - height * 0.02), "#fbe3a1")
    for bar in (-0.75, -0.25, 0.25, 0.75):
        canvas.line([(x + head * bar, top - room), (x + head * bar, top)], p.INK, height * 0.006)
    dome = [
        (x + head * 0.95 * cos(a * pi / 12), top - room - head * 0.95 * sin(a * pi / 12))
        for a in range(13)
    ]
    canvas.shape(dome, p.BRICK)
    canvas.line([(x, top - room - head * 0.9), (x, top - room - head * 1.7)], p.INK, height * 0.008)


def fishing_boat(canvas: Canvas, at: Point, length: float, hull: Colour, house: Colour) -> None:
    """Draw a small inshore boat, bow to the right, afloat on a line through the point."""
    x, y = at
    s = length
    canvas.line([(x + s * 0.02, y - s * 0.2), (x + s * 0.02, y - s * 0.78)], p.INK, s * 0.012)
    canvas.line([(x + s * 0.02, y - s * 0.74), (x - s * 0.42, y - s * 0.2)], p.INK, s * 0.006, 0.8)
    canvas.line([(x + s * 0.02, y - s * 0.76), (x + s * 0.5, y - s * 0.24)], p.INK, s * 0.005, 0.8)
    canvas.line([(x + s * 0.02, y - s * 0.4), (x - s * 0.28, y - s * 0.6)], p.INK, s * 0.01)
    cabin = [
        (x + s * 0.04, y - s * 0.14),
        (x + s * 0.05, y - s * 0.4),
        (x + s * 0.26, y - s * 0.42),
        (x + s * 0.3, y - s * 0.14),
    ]
    canvas.shape(cabin, house)
    canvas.shade(cabin, p.NAVY, "left", 0.55)
    canvas.shape(
        [
            (x + s * 0.02, y - s * 0.39),
            (x + s * 0.04, y - s * 0.43),
            (x + s * 0.29, y - s * 0.45),
            (x + s * 0.29, y - s * 0.41),
        ],
        p.BRICK,
    )
    for pane in (0.09, 0.18):
        canvas.rect((x + s * pane, y - s * 0.36, x + s * (pane + 0.065), y - s * 0.28), p.NAVY)
    side = [
        (x - s * 0.5, y - s * 0.17),
        (x - s * 0.1, y - s * 0.13),
        (x + s * 0.3, y - s * 0.17),
        (x + s * 0.52, y - s * 0.29),
        (x + s * 0.4, y + s * 0.03),
        (x - s * 0.44, y + s * 0.03),
    ]
    canvas.shape(side, hull)
    canvas.shade(side, p.INK, "bottom", 0.8)
    canvas.line([side[0], side[1], side[2], side[3]], p.CREAM, s * 0.016)
    for ripple in (0.03, 0.05):
        canvas.oval((x - s * 0.02, y + s * ripple), s * (0.46 - ripple), s * 0.009, p.MIST, 0.5)
    for tyre in (-0.3, -0.05, 0.18):
        canvas.ring((x + s * tyre, y - s * 0.06), s * 0.028, s * 0.034, p.INK, s * 0.014)


def reflection(canvas: Canvas, at: Point, width: float, depth: float, fill: Colour) -> None:
    """Break a dark reflection into strokes that widen and part as they come nearer."""
    x, y = at
    for step in range(14):
        down = (step / 14) ** 1.2
        half = width / 2 * (1 - 0.55 * down) * canvas.rng.uniform(0.7, 1.1)
        sway = canvas.rng.uniform(-1, 1) * width * 0.06
        canvas.oval((x + sway, y + depth * down), half, depth * 0.028, fill, 0.6 * (1 - down))


def house(
    canvas: Canvas,
    left: float,
    base: float,
    size: Point,
    colours: tuple[Colour, Colour],
    lit: float,
) -> None:
    """Draw a terraced house front with its gable to the street.

    `size` is width and wall height, `colours` wall and roof, `lit` the share of windows with a
    lamp behind them.
    """
    (w, h), (wall, roof) = size, colours
    rise = w * canvas.rng.uniform(0.42, 0.6)
    front = [
        (left, base),
        (left, base - h),
        (left + w / 2, base - h - rise),
        (left + w, base - h),
        (left + w, base),
    ]
    canvas.shape(front, wall)
    canvas.shade(front, mix(wall, p.NAVY, 0.65), "bottom", 0.5)
    over = w * 0.05
    ridge = (left + w / 2, base - h - rise)
    canvas.line(
        [(left - over, base - h + over), ridge, (left + w + over, base - h + over)], roof, w * 0.075
    )
    chimney = left + w * 0.74
    canvas.rect((chimney, base - h - rise * 0.98, chimney + w * 0.12, base - h - rise * 0.42), roof)
    rows = max(1, int(h / (w * 0.55)))
    for row in range(rows):
        for column in (0.2, 0.6):
            lamp = canvas.rng.random() < lit
            x, y = left + w * column, base - h + w * 0.12 + row * w * 0.55
            canvas.rect((x - w * 0.02, y - w * 0.02, x + w * 0.22, y + w * 0.3), p.CREAM, 0.55)
            canvas.rect((x, y, x + w * 0.2, y + w * 0.28), "#fbd58a" if lamp else p.NAVY)
            canvas.line([(x + w * 0.1, y), (x + w * 0.1, y + w * 0.28)], p.CREAM, w * 0.012, 0.7)
            if lamp:
                canvas.glow((x + w * 0.1, y + w * 0.14), w * 0.45, "#fbc56b", 0.55)


def terrace(
    canvas: Canvas, span: Point, base: float, width: float, lit: float, tone: tuple[Colour, float]
) -> None:
    """Draw a row of houses between two positions, all tinted by one colour of the light."""
    x = span[0]
    while x < span[1]:
        w = width * canvas.rng.uniform(0.8, 1.2)
        h = width * canvas.rng.uniform(1.15, 1.95)
        wall = mix(canvas.rng.choice(p.WALLS), *tone)
        roof = mix(canvas.rng.choice(p.ROOFS), *tone)
        house(canvas, x, base, (w, h), (wall, roof), lit)
        x += w


def person(canvas: Canvas, at: Point, height: float, coat: Colour, skin: Colour) -> None:
    """Draw a standing figure in a coat, its feet at a point."""
    x, y = at
    h = height
    lean = canvas.rng.uniform(-0.02, 0.02) * h
    for side in (-1, 1):
        canvas.shape(
            [
                (x + side * h * 0.015, y - h * 0.42),
                (x + side * h * 0.095, y - h * 0.42),
                (x + side * h * 0.08, y),
                (x + side * h * 0.025, y),
            ],
            p.INK,
        )
    body = [
        (x - h * 0.13, y - h * 0.34),
        (x - h * 0.115 + lean, y - h * 0.76),
        (x - h * 0.05 + lean, y - h * 0.83),
        (x + h * 0.05 + lean, y - h * 0.83),
        (x + h * 0.115 + lean, y - h * 0.76),
        (x + h * 0.13, y - h * 0.34),
    ]
    canvas.shape(body, coat)
    canvas.shade(body, mix(coat, p.INK, 0.7), "right", 0.75)
    for side in (-1, 1):
        shoulder = (x + side * h * 0.1 + lean, y - h * 0.73)
        elbow = (x + side * h * 0.15, y - h * 0.56)
        wrist = (x + side * h * 0.13, y - h * 0.41)
        canvas.line([shoulder, elbow, wrist], mix(coat, p.INK, 0.3), h * 0.052)
        canvas.oval(wrist, h * 0.026, h * 0.03, skin)
    hair = canvas.rng.choice((p.INK, "#5a3a2c", "#8a6a4c", "#a9a59c"))
    canvas.rect((x + lean - h * 0.03, y - h * 0.86, x + lean + h * 0.03, y - h * 0.81), skin)
    canvas.oval((x + lean, y - h * 0.92), h * 0.072, h * 0.08, hair)
    canvas.oval((x + lean + h * 0.008, y - h * 0.9), h * 0.056, h * 0.064, skin)


def helmeted(canvas: Canvas, at: Point, height: float, facing: int) -> None:
    """Draw a firefighter from behind the light: dark, with reflective bands."""
    x, y = at
    h = height
    for side in (-1, 1):
        canvas.shape(
            [
                (x, y - h * 0.45),
                (x + side * h * 0.12, y - h * 0.44),
                (x + side * h * 0.16, y),
                (x + side * h * 0.06, y),
            ],
            p.INK,
        )
    torso = [
        (x - h * 0.15, y - h * 0.38),
        (x - h * 0.15, y - h * 0.76),
        (x, y - h * 0.84),
        (x + h * 0.15, y - h * 0.76),
        (x + h * 0.15, y - h * 0.38),
    ]
    canvas.shape(torso, "#202b3f")
    canvas.shape(
        [
            (x + facing * h * 0.08, y - h * 0.76),
            (x + facing * h * 0.4, y - h * 0.56),
            (x + facing * h * 0.38, y - h * 0.5),
            (x + facing * h * 0.06, y - h * 0.62),
        ],
        "#26334a",
    )
    for band in (0.44, 0.6):
        canvas.rect(
            (x - h * 0.15, y - h * band - h * 0.018, x + h * 0.15, y - h * band + h * 0.012),
            "#f2d36b",
            0.9,
        )
    canvas.oval((x, y - h * 0.88), h * 0.085, h * 0.09, "#26334a")
    canvas.oval((x, y - h * 0.94), h * 0.1, h * 0.075, p.OCHRE)
    canvas.rect((x - h * 0.13, y - h * 0.925, x + h * 0.13, y - h * 0.9), p.OCHRE, radius=h * 0.01)


def tree(canvas: Canvas, at: Point, height: float, leaf: Colour) -> None:
    """Draw a round-headed tree with a shaded side."""
    x, y = at
    canvas.line([(x, y), (x, y - height * 0.5)], p.INK, height * 0.045)
    for dx, dy, r in ((-0.14, 0.5, 0.2), (0.15, 0.52, 0.2), (0, 0.7, 0.25), (0, 0.48, 0.24)):
        centre = (x + dx * height, y - dy * height)
        canvas.oval(centre, r * height, r * height * 0.95, leaf)
        canvas.shade_oval(
            centre, r * height, r * height * 0.95, mix(leaf, p.INK, 0.6), "bottom", 0.6
        )
