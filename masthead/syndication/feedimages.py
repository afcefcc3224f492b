"""Pictures as feeds give them."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from masthead.kernel.characters import without_forbidden
from masthead.stories.models import Picture
from masthead.stories.renditions import current_renditions


@dataclass(frozen=True, kw_only=True)
class FeedImage:
    """A picture in a feed: its absolute address, pixels, and the words of this use of it."""

    address: str
    media_type: str
    width: int
    height: int
    alt: str = ""
    caption: str = ""
    credit: str = ""


def feed_image(
    picture: Picture | None, use: Mapping[str, Any], *, said_at: datetime, origin: str
) -> FeedImage | None:
    """The largest JPEG of the whole picture that is there; none before the worker has made one.

    ``picture`` comes from `stories.selectors.showable_pictures`, ``use`` from a snapshot published
    at ``said_at``: words about a picture that was replaced since are not said.
    """
    sizes = [
        made
        for size, made in (current_renditions(picture, picture.made) if picture else ())
        if size.shape == "whole" and size.format == "jpeg"
    ]
    if picture is None or not sizes:
        return None
    largest = max(sizes, key=lambda made: made.width)
    alt, caption, credit = picture.words_of_use(
        **{name: str(use.get(name) or "") for name in ("alt", "caption", "credit")},
        said_at=said_at,
    )
    return FeedImage(
        address=f"{origin}{settings.MEDIA_URL}{largest.file}",
        media_type=mimetypes.guess_type(largest.file)[0] or "image/jpeg",
        width=largest.width,
        height=largest.height,
        alt=without_forbidden(alt),
        caption=without_forbidden(caption),
        credit=without_forbidden(credit),
    )
