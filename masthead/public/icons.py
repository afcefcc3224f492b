"""The icon of an edition in the sizes that systems ask for."""

from __future__ import annotations

from django.templatetags.static import static

from masthead.stories.brand import brand_icon
from masthead.stories.models import Edition


def icon_path(edition: Edition, size: int) -> str:
    """The edition's own icon, or the house's pennant; one query for an edition with an icon.

    ``size`` is one of `stories.brand.ICON_SIZES`.
    """
    return brand_icon(edition, size) or static(f"masthead/icons/{size}.png")
