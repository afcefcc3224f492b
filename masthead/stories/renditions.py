"""Which sizes and formats of a picture the pages need, and how the worker makes them.

Made by a job when a picture is saved, never in a request. JPEG comes first, in all sizes, so that
a page shows the picture within a second of the upload; then WebP, then AVIF, whose 1200 pixels
cost about a second each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from wagtail.images.models import Filter

if TYPE_CHECKING:
    from masthead.stories.models import Picture, Rendition

Shape = Literal["whole", "card"]
Format = Literal["jpeg", "webp", "avif"]

FORMATS: tuple[Format, ...] = ("jpeg", "webp", "avif")
# Widths in pixels: a thumbnail and a phone, a column, a wide screen or a dense phone.
WHOLE_WIDTHS = (480, 960, 1600)
CARD_WIDTHS = (240, 480, 960)
# Cards are cut to 3:2 around the focal point, so that a list keeps its rhythm.
CARD_RATIO = (3, 2)

# Below these a flat sky shows bands; above them bytes grow and eyes do not notice.
_QUALITY: dict[Format, str] = {
    "jpeg": "format-jpeg|jpegquality-80",
    "webp": "format-webp|webpquality-78",
    "avif": "format-avif|avifquality-60",
}


@dataclass(frozen=True)
class Size:
    """One file that a picture is made into."""

    shape: Shape
    width: int
    format: Format

    @property
    def filter_spec(self) -> str:
        """The size in Wagtail's notation; it is the rendition's key in the database."""
        if self.shape == "card":
            height = self.width * CARD_RATIO[1] // CARD_RATIO[0]
            return f"fill-{self.width}x{height}|{_QUALITY[self.format]}"
        return f"width-{self.width}|{_QUALITY[self.format]}"


_WIDTHS: dict[Shape, tuple[int, ...]] = {"card": CARD_WIDTHS, "whole": WHOLE_WIDTHS}
SIZES: tuple[Size, ...] = tuple(
    Size(shape, width, image_format)
    for image_format in FORMATS
    for shape, widths in _WIDTHS.items()
    for width in widths
)
BY_SPEC = {size.filter_spec: size for size in SIZES}
_FILTERS = {spec: Filter(spec=spec) for spec in BY_SPEC}


def sizes_for(picture: Picture) -> tuple[Size, ...]:
    """The sizes that make sense for ``picture``: none wider than it is but the smallest."""
    return tuple(
        size
        for size in SIZES
        if size.width <= picture.width or size.width == _WIDTHS[size.shape][0]
    )


def current_renditions(
    picture: Picture, renditions: Iterable[Rendition]
) -> list[tuple[Size, Rendition]]:
    """Those of ``renditions`` that are sizes of ours, cut around the focal point as it is now."""
    return [
        (BY_SPEC[rendition.filter_spec], rendition)
        for rendition in renditions
        if rendition.filter_spec in BY_SPEC
        and rendition.focal_point_key == _FILTERS[rendition.filter_spec].get_cache_key(picture)
    ]


def make_renditions(picture: Picture, *, formats: Sequence[Format] = FORMATS) -> list[Rendition]:
    """Make every missing size of ``picture`` in ``formats``. Making them twice makes them once.

    Raises what Willow raises for a file that is no picture, and `OSError` for a full disk.
    """
    return [
        picture.get_rendition(size.filter_spec)
        for size in sizes_for(picture)
        if size.format in formats
    ]
