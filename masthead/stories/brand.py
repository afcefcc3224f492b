"""An edition's logo and icons: which files they need, and those that are there.

Made by the worker when an edition or its picture is saved, never in a request; until then pages
show the edition's name and the house's icon.
"""

from __future__ import annotations

from django.conf import settings
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


def brand_file(edition: Edition, *, picture_id: int | None, spec: str) -> Made | None:
    """One file of an edition's, if it is there and may be shown; one query, none for no picture."""
    if picture_id is None:
        return None
    note("picture", picture_id)
    found = (
        Rendition.objects.filter(image_id=picture_id, filter_spec=spec)
        .select_related("image")
        .order_by("-pk")
    )
    moment = now()
    for row in found:
        picture: Picture = row.image
        if row.focal_point_key != Filter(spec=spec).get_cache_key(picture):
            continue
        if picture.rights_end_at is not None and picture.rights_end_at <= moment:
            return None
        note_until(picture.rights_end_at)
        return Made(picture_id, spec, row.focal_point_key, row.file.name, row.width, row.height)
    return None


def brand_icon(edition: Edition, size: int) -> str:
    """The path of an edition's own icon of one of `ICON_SIZES`; empty while there is none."""
    made = brand_file(edition, picture_id=edition.icon_id, spec=icon_spec(size))
    return f"{settings.MEDIA_URL}{made.file}" if made else ""


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
