"""An edition's own looks on its pages: its logo, and the address of its colours."""

from __future__ import annotations

from django.conf import settings

from masthead.public.viewmodels import Logo
from masthead.stories.brand import LOGO, brand_file
from masthead.stories.looks import stylesheet_mark
from masthead.stories.models import Edition


def looks_path(edition: Edition) -> str:
    """Where an edition's colours lie, another path for each choice; empty for the house's own."""
    looks = edition.looks
    return f"/looks-{stylesheet_mark(looks)}.css" if looks.is_own else ""


def logo_view(edition: Edition) -> Logo | None:
    """The logo, once the worker has made it; a query for each picture, none without."""
    made = brand_file(edition, picture_id=edition.logo_id, spec=LOGO)
    if made is None:
        return None
    dark = brand_file(edition, picture_id=edition.logo_dark_id, spec=LOGO)
    return Logo(
        src=f"{settings.MEDIA_URL}{made.file}",
        width=made.width,
        height=made.height,
        dark_src=f"{settings.MEDIA_URL}{dark.file}" if dark else "",
    )
