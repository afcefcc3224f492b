"""An edition's logo and icons: which files they need, and those that are there.

Made by the worker when an edition or its picture is saved, never in a request; until then pages
show the edition's name and the house's icon.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Q
from wagtail.images.models import Filter

from masthead.delivery.keys import note, note_until
from masthead.kernel.clock import now
from masthead.stories.models import Edition, Picture, Rendition
from masthead.stories.renditions import Made

# Twice the height at which it stands, and no wider than a page on a phone of three pixels a point.
# Lossless, for letters; WebP, which keeps a clear background and which every browser shows.
LOGO = "max-1080x176|format-webp-lossless"
# Home screens of Apple's (180) and of others (192, 512), by W3C's manifest.
ICON_SIZES = (180, 192, 512)


def icon_spec(size: int) -> str:
    """A square icon of ``size`` pixels in Wagtail's notation; PNG, which every system takes."""
    return f"fill-{size}x{size}|format-png"


def specs_of(edition: Edition) -> list[tuple[int, str]]:
    """The files that an edition needs: picture number and size; empty for the house's looks."""
    logos = {number for number in (edition.logo_id, edition.logo_dark_id) if number}
    icons = [(edition.icon_id, icon_spec(size)) for size in ICON_SIZES] if edition.icon_id else []
    return [*((number, LOGO) for number in sorted(logos)), *icons]


@dataclass(frozen=True, kw_only=True)
class Brand:
    """The files of an edition that are there and may be shown; icons by their size."""

    logo: Made | None = None
    logo_dark: Made | None = None
    icons: Mapping[int, Made] = field(default_factory=dict)


def brand_of(edition: Edition) -> Brand:
    """An edition's own files; one query, none for the house's looks."""
    wanted = specs_of(edition)
    if not wanted:
        return Brand()
    numbers = {number for number, _ in wanted}
    note("picture", *numbers)
    rows = Rendition.objects.filter(
        image__in=numbers, filter_spec__in={spec for _, spec in wanted}
    ).select_related("image")
    there = {(row.image_id, row.filter_spec): _made(row) for row in rows if _is_shown(row)}
    icons = {size: there.get((edition.icon_id, icon_spec(size))) for size in ICON_SIZES}
    return Brand(
        logo=there.get((edition.logo_id, LOGO)),
        logo_dark=there.get((edition.logo_dark_id, LOGO)),
        icons={size: made for size, made in icons.items() if made is not None},
    )


def _is_shown(row: Rendition) -> bool:
    """Whether the file is cut as the picture is now, and we have the rights to it."""
    picture: Picture = row.image
    if row.focal_point_key != Filter(spec=row.filter_spec).get_cache_key(picture):
        return False
    if picture.rights_end_at is not None and picture.rights_end_at <= now():
        return False
    note_until(picture.rights_end_at)
    return True


def _made(row: Rendition) -> Made:
    return Made(
        row.image_id, row.filter_spec, row.focal_point_key, row.file.name, row.width, row.height
    )


def make_brand_files(edition: Edition) -> int:
    """Make what is missing; returns how many files the edition has now. Twice makes them once.

    Raises what Willow raises for a file that is no picture, and `OSError` for a full disk.
    """
    wanted = specs_of(edition)
    # What was taken down gets no files again.
    shown = Picture.objects.filter(taken_down_at=None)
    pictures = shown.in_bulk({number for number, _ in wanted})
    made = [pictures[number].get_rendition(spec) for number, spec in wanted if number in pictures]
    return len(made)


def editions_with(picture_id: int) -> list[Edition]:
    """The editions whose logo or icon a picture is; one query."""
    uses = Q(logo=picture_id) | Q(logo_dark=picture_id) | Q(icon=picture_id)
    return list(Edition.objects.filter(uses))
