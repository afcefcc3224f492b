"""An edition's own looks on its pages: its logo and icons, and the address of its colours."""

from __future__ import annotations

from django.conf import settings
from django.templatetags.static import static

from masthead.public.viewmodels import Logo
from masthead.stories.brand import Brand
from masthead.stories.looks import stylesheet_mark
from masthead.stories.models import Edition
from masthead.stories.renditions import Made


def looks_path(edition: Edition) -> str:
    """Where an edition's colours lie, another path for each choice; empty for the house's own."""
    looks = edition.looks
    return f"/looks-{stylesheet_mark(looks)}.css" if looks.is_own else ""


def logo_view(brand: Brand) -> Logo | None:
    """The logo, once the worker has made it."""
    if brand.logo is None:
        return None
    return Logo(
        src=_path(brand.logo),
        width=brand.logo.width,
        height=brand.logo.height,
        dark_src=_path(brand.logo_dark),
    )


def own_icon(brand: Brand, size: int) -> str:
    """The path of the edition's own icon (a size of `stories.brand.ICON_SIZES`), or empty."""
    return _path(brand.icons.get(size))


def icon_path(brand: Brand, size: int) -> str:
    """The path of the edition's own icon, or of the house's pennant."""
    return own_icon(brand, size) or static(f"masthead/icons/{size}.png")


def _path(made: Made | None) -> str:
    return f"{settings.MEDIA_URL}{made.file}" if made else ""
