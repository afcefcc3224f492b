"""A small picture-making surface over Pillow: gradients, stippled shading, glow, mist and grain.

Scenes are written in the picture's own pixels; the canvas paints them at twice that size and
reduces them at the end, which is what smooths the edges. Everything random comes from a generator
seeded with the picture's key, so that a key always gives the same picture.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Point = tuple[float, float]
Box = tuple[float, float, float, float]
Colour = str
Side = Literal["top", "bottom", "left", "right"]

# Twice in each direction: four samples a pixel hide the steps of a slanted edge.
SCALE = 2

# The largest canvas is 2000 pixels wide and 1400 high; one field of noise serves all of them.
_NOISE_SIZE = (2000 * SCALE, 1400 * SCALE)


def rgb(colour: Colour) -> tuple[int, int, int]:
    """Return red, green and blue of a colour written `#rrggbb`."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Return the colour that lies `share` (0 to 1) of the way from the first to the second."""
    pairs = zip(rgb(first), rgb(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


@lru_cache(maxsize=1)
def _noise() -> Image.Image:
    width, height = _NOISE_SIZE
    # The seed is arbitrary; that it never changes is what keeps pictures the same.
    return Image.frombytes("L", (width, height), random.Random(1907).randbytes(width * height))


class Canvas:
    """One picture in the making."""

    def __init__(self, key: str, width: int = 1600, height: int = 1067) -> None:
        self.width = width
        self.height = height
        self.rng = random.Random(key)
        self._image = Image.new("RGB", (width * SCALE, height * SCALE))
        self._draw = ImageDraw.Draw(self._image, "RGBA")

    def wash(self, stops: Sequence[Colour], box: Box | None = None) -> None:
        """Fill a box (the whole picture by default) with a gradient from top to bottom."""
        left, top, right, bottom = self._pixels(box or (0, 0, self.width, self.height))
        size = (max(1, right - left), max(1, bottom - top))
        self._image.paste(_gradient(stops).resize(size, Image.Resampling.BICUBIC), (left, top))

    def shape(self, points: Sequence[Point], fill: Colour, alpha: float = 1.0) -> None:
        """Fill a polygon."""
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in points], _rgba(fill, alpha))

    def rect(self, box: Box, fill: Colour, alpha: float = 1.0, radius: float = 0.0) -> None:
        """Fill a rectangle, with rounded corners when a radius is given."""
        left, top, right, bottom = (value * SCALE for value in box)
        if right - left < 1 or bottom - top < 1:
            return
        area = (left, top, right - 1, bottom - 1)
        if radius:
            self._draw.rounded_rectangle(area, radius * SCALE, _rgba(fill, alpha))
        else:
            self._draw.rectangle(area, _rgba(fill, alpha))

    def oval(self, centre: Point, rx: float, ry: float, fill: Colour, alpha: float = 1.0) -> None:
        """Fill an ellipse about its centre."""
        x, y = centre
        box = ((x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE)
        self._draw.ellipse(box, _rgba(fill, alpha))

    def heap(self, ovals: Sequence[Box], fill: Colour, alpha: float = 1.0) -> None:
        """Fill many overlapping ellipses, given as boxes, as one shape without inner edges."""
        edges = list(zip(*ovals, strict=True))
        left, top, right, bottom = self._pixels(
            (min(edges[0]), min(edges[1]), max(edges[2]), max(edges[3]))
        )
        if right <= left or bottom <= top:
            return
        mask = Image.new("L", (right - left, bottom - top))
        pen = ImageDraw.Draw(mask)
        for x0, y0, x1, y1 in ovals:
            area = (x0 * SCALE - left, y0 * SCALE - top, x1 * SCALE - left, y1 * SCALE - top)
            pen.ellipse(area, round(alpha * 255))
        self._image.paste(Image.new("RGB", mask.size, fill), (left, top), mask)

    def ring(
        self, centre: Point, rx: float, ry: float, fill: Colour, width: float, alpha: float = 1.0
    ) -> None:
        """Draw the outline of an ellipse."""
        x, y = centre
        box = ((x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE)
        self._draw.ellipse(box, outline=_rgba(fill, alpha), width=max(1, round(width * SCALE)))

    def arc(
        self, centre: Point, r: Point, span: Point, fill: Colour, width: float, alpha: float = 1.0
    ) -> None:
        """Draw part of an ellipse's outline; angles run clockwise from three o'clock."""
        (x, y), (rx, ry) = centre, r
        box = ((x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE)
        stroke = max(1, round(width * SCALE))
        self._draw.arc(box, span[0], span[1], _rgba(fill, alpha), stroke)

    def line(self, points: Sequence[Point], fill: Colour, width: float, alpha: float = 1.0) -> None:
        """Draw a line through the points."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        stroke = max(1, round(width * SCALE))
        self._draw.line(scaled, _rgba(fill, alpha), stroke, joint="curve")

    def shade(
        self, points: Sequence[Point], fill: Colour, side: Side, strength: float = 0.7
    ) -> None:
        """Stipple a polygon with a colour, densest at one side and fading towards the other."""
        box = self._pixels(_bounds(points))
        left, top, right, bottom = box
        if right - left < 2 or bottom - top < 2:
            return
        mask = Image.new("L", (right - left, bottom - top))
        moved = [(x * SCALE - left, y * SCALE - top) for x, y in points]
        ImageDraw.Draw(mask).polygon(moved, 255)
        self._stipple(fill, mask, _fade(side).resize(mask.size), (left, top), strength)

    def shade_oval(
        self, centre: Point, rx: float, ry: float, fill: Colour, side: Side, strength: float = 0.7
    ) -> None:
        """Stipple an ellipse as `shade` does a polygon."""
        x, y = centre
        left, top, right, bottom = self._pixels((x - rx, y - ry, x + rx, y + ry))
        mask = Image.new("L", (right - left, bottom - top))
        ImageDraw.Draw(mask).ellipse((0, 0, right - left - 1, bottom - top - 1), 255)
        self._stipple(fill, mask, _fade(side).resize(mask.size), (left, top), strength)

    def glow(
        self, centre: Point, radius: float, fill: Colour, strength: float = 0.8, flat: float = 1.0
    ) -> None:
        """Lay a soft round light (or dark) over what is there; `flat` below 1 squashes it."""
        across, down = round(radius * 2 * SCALE), round(radius * 2 * flat * SCALE)
        mask = _halo(round(strength * 255)).resize((across, down))
        x, y = round((centre[0] - radius) * SCALE), round((centre[1] - radius * flat) * SCALE)
        self._image.paste(Image.new("RGB", mask.size, fill), (x, y), mask)

    def mist(self, box: Box, fill: Colour, strength: float = 0.6, side: Side = "bottom") -> None:
        """Lay a smooth veil over a box, thickest at one side."""
        left, top, right, bottom = self._pixels(box)
        mask = _fade(side).point([round(v * strength) for v in range(256)])
        mask = mask.resize((right - left, bottom - top), Image.Resampling.BILINEAR)
        self._image.paste(Image.new("RGB", mask.size, fill), (left, top), mask)

    def ridge(self, base: float, height: float, fill: Colour, rough: float = 0.5) -> list[Point]:
        """Draw a range of hills across the picture and return its outline."""
        line = self.profile(base, height, rough)
        points = [(0.0, float(self.height)), *line, (float(self.width), float(self.height))]
        self.shape(points, fill)
        return points

    def profile(self, base: float, height: float, rough: float = 0.5) -> list[Point]:
        """Return a rolling line across the picture by halving its steps, each with less change."""
        levels = [self.rng.uniform(-1, 1), self.rng.uniform(-1, 1), self.rng.uniform(-1, 1)]
        spread = 1.0
        while len(levels) < 120:
            spread *= rough
            finer = [levels[0]]
            for before, after in pairwise(levels):
                finer += [(before + after) / 2 + self.rng.uniform(-spread, spread), after]
            levels = finer
        step = self.width / (len(levels) - 1)
        return [(i * step, base - height * level / 2) for i, level in enumerate(levels)]

    def ripples(
        self, box: Box, fill: Colour, count: int, alpha: float = 0.35, length: float = 120.0
    ) -> None:
        """Scatter short level strokes over water, longer and thicker towards the viewer."""
        left, top, right, bottom = box
        for _ in range(count):
            depth = self.rng.random() ** 1.4
            y = top + (bottom - top) * depth
            half = length * (0.12 + depth) * self.rng.uniform(0.3, 1.0) / 2
            x = self.rng.uniform(left, right)
            thick = 0.7 + 3.2 * depth
            lens = [(x - half, y), (x, y - thick / 2), (x + half, y), (x, y + thick / 2)]
            self.shape(lens, fill, alpha * self.rng.uniform(0.4, 1.0))

    def soften(self, radius: float, box: Box | None = None) -> None:
        """Blur what has been drawn so far in a box, as distance or a lens would."""
        area = self._pixels(box or (0, 0, self.width, self.height))
        part = self._image.crop(area)
        # At half size a blur costs a quarter and cannot be told apart.
        small = part.reduce(2).filter(ImageFilter.GaussianBlur(radius * SCALE / 2))
        self._image.paste(small.resize(part.size, Image.Resampling.BILINEAR), area[:2])

    def mirror(self, line: float, depth: float, strength: float, tint: Colour) -> None:
        """Reflect the strip above a waterline into the strip below it, dimmed by a tint."""
        width = self.width * SCALE
        above = (0, round((line - depth) * SCALE), width, round(line * SCALE))
        strip = self._image.crop(above).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        small = strip.reduce((8, 4)).filter(ImageFilter.GaussianBlur(1.2))
        strip = small.resize(strip.size, Image.Resampling.BILINEAR)
        strip = Image.blend(strip, Image.new("RGB", strip.size, tint), 0.3)
        mask = _fade("top").point([round(v * strength) for v in range(256)]).resize(strip.size)
        self._image.paste(strip, (0, above[3]), mask)

    def finish(self, grain: float = 0.16, vignette: float = 0.18) -> Image.Image:
        """Reduce to the final size and give the surface of a printed plate."""
        image = self._image.reduce(SCALE)
        size = image.size
        if vignette:
            dark = Image.radial_gradient("L").point(
                [round(max(0, v - 90) * vignette * 1.5) for v in range(256)]
            )
            image.paste(Image.new("RGB", size, "#101a2a"), (0, 0), dark.resize(size))
        cloud = Image.frombytes("L", (24, 16), self.rng.randbytes(384))
        mottle = cloud.resize(size, Image.Resampling.BICUBIC)
        image = ImageChops.soft_light(image, _around_grey(mottle, 0.10))
        return ImageChops.soft_light(image, _around_grey(_noise().crop((0, 0, *size)), grain))

    def _pixels(self, box: Box) -> tuple[int, int, int, int]:
        left, top, right, bottom = box
        return (
            max(0, round(left * SCALE)),
            max(0, round(top * SCALE)),
            min(self.width * SCALE, round(right * SCALE)),
            min(self.height * SCALE, round(bottom * SCALE)),
        )

    def _stipple(
        self,
        fill: Colour,
        mask: Image.Image,
        fade: Image.Image,
        corner: tuple[int, int],
        strength: float,
    ) -> None:
        noise = _noise().crop((*corner, corner[0] + mask.width, corner[1] + mask.height))
        dense = fade.point([round(v * strength) for v in range(256)])
        # A grain is set where the fade outweighs the noise; the steep curve keeps it crisp.
        dots = ImageChops.subtract(dense, noise).point([min(255, v * 6) for v in range(256)])
        cut = ImageChops.multiply(mask, dots)
        self._image.paste(Image.new("RGB", mask.size, fill), corner, cut)


def _rgba(fill: Colour, alpha: float) -> tuple[int, int, int, int]:
    return (*rgb(fill), round(alpha * 255))


def _bounds(points: Iterable[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _gradient(stops: Sequence[Colour]) -> Image.Image:
    column = Image.new("RGB", (1, len(stops)))
    column.putdata([rgb(stop) for stop in stops])
    # Through 256 rows, half a stop cut from each end, so that the first and last stop are reached.
    return column.resize((1, 256), Image.Resampling.BILINEAR, (0, 0.5, 1, len(stops) - 0.5))


@lru_cache(maxsize=4)
def _fade(side: Side) -> Image.Image:
    down = Image.linear_gradient("L")
    turns = {
        "top": Image.Transpose.FLIP_TOP_BOTTOM,
        "left": Image.Transpose.ROTATE_270,
        "right": Image.Transpose.ROTATE_90,
    }
    return down if side == "bottom" else down.transpose(turns[side])


@lru_cache(maxsize=64)
def _halo(strength: int) -> Image.Image:
    # Pillow's field reaches 255 in the corners and 181 at the middle of a side, where a halo must
    # have ended; squared, so that the light falls off as light does and leaves no visible rim.
    curve = [round(strength * max(0.0, (180 - v) / 180) ** 2) for v in range(256)]
    return Image.radial_gradient("L").point(curve)


def _around_grey(field: Image.Image, strength: float) -> Image.Image:
    curve = [round(128 + (v - 128) * strength) for v in range(256)]
    plane = field.point(curve)
    return Image.merge("RGB", (plane, plane, plane))
