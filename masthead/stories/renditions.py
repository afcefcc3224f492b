"""Which sizes and formats of a picture the pages need, and how the worker makes them.

Made by a job when a picture is saved, never in a request. JPEG comes first, in all sizes, so that
a page shows the picture within a second of the upload; then WebP, then AVIF, whose 1200 pixels
cost about a second each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, TypeVar

from wagtail.images.models import Filter

if TYPE_CHECKING:
    from masthead.stories.models import Picture, Rendition


class Made(NamedTuple):
    """A size of a picture that is there: what a page says of it, without the rest of the row."""

    image_id: int
    filter_spec: str
    focal_point_key: str
    file: str
    width: int
    height: int


class Cut(Protocol):
    """A rendition, or what was read of one: which size it is, and around which point it was cut."""

    @property
    def filter_spec(self) -> str: ...
    @property
    def focal_point_key(self) -> str: ...


AnyCut = TypeVar("AnyCut", bound=Cut)

Shape = Literal["whole", "card"]
Format = Literal["jpeg", "webp", "avif"]

FORMATS: tuple[Format, ...] = ("jpeg", "webp", "avif")
# Widths in pixels: a thumbnail, a phone, a dense phone or a column, a wide screen. A phone of 390
# points takes 800 for its two pixels a point, 1200 for its three.
WHOLE_WIDTHS = (480, 800, 1200, 1600)
CARD_WIDTHS = (240, 480, 800)
# Cards are cut to 3:2 around the focal point, so that a list keeps its rhythm.
CARD_RATIO = (3, 2)

# Below these a flat sky shows bands; above them bytes grow and eyes do not notice.
_QUALITY: dict[Format, str] = {
    "jpeg": "format-jpeg|jpegquality-80",
    "webp": "format-webp|webpquality-78",
    "avif": "format-avif|avifquality-50",
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
# What thumbnails are made from: the first file of every picture, and not cut.
SMALLEST_WHOLE = Size("whole", WHOLE_WIDTHS[0], "jpeg")
BY_SPEC = {size.filter_spec: size for size in SIZES}
_FILTERS = {size.shape: Filter(spec=size.filter_spec) for size in SIZES}


def sizes_for(picture: Picture) -> tuple[Size, ...]:
    """The sizes that make sense for ``picture``: none wider than it is but the smallest."""
    return tuple(
        size
        for size in SIZES
        if size.width <= picture.width or size.width == _WIDTHS[size.shape][0]
    )


def current_renditions(picture: Picture, renditions: Iterable[AnyCut]) -> list[tuple[Size, AnyCut]]:
    """Those of ``renditions`` that are sizes of ours, cut around the focal point as it is now."""
    # One key for all sizes of a shape: they are made by the same operation.
    keys = {shape: fill.get_cache_key(picture) for shape, fill in _FILTERS.items()}
    return [
        (size, rendition)
        for rendition in renditions
        if (size := BY_SPEC.get(rendition.filter_spec))
        and rendition.focal_point_key == keys[size.shape]
    ]


def make_renditions(picture: Picture, *, formats: Sequence[Format] = FORMATS) -> list[Rendition]:
    """Make every missing size of ``picture`` in ``formats``. Making them twice makes them once.

    Wagtail's cache is passed by: it remembers sizes that were taken down in another process. Raises
    what Willow raises for a file that is no picture, `OSError` for a full disk, and Wagtail's
    `SourceImageIOError` when the picture was taken down or replaced meanwhile.
    """
    there = dict(current_renditions(picture, picture.renditions.all()))
    return [
        there.get(size) or picture.create_rendition(Filter(spec=size.filter_spec))
        for size in sizes_for(picture)
        if size.format in formats
    ]
