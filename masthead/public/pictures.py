"""Pictures for the templates, from what the worker has made so far."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from masthead.public.pictureviews import PictureSource, PictureView
from masthead.stories.models import Picture
from masthead.stories.renditions import CARD_RATIO, Made, Shape, current_renditions

# From the most to the least preferred.
_MEDIA_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg"}


def picture_view(
    picture: Picture,
    *,
    shape: Shape,
    alt: str = "",
    caption: str = "",
    credit: str = "",
    said_at: datetime | None = None,
) -> PictureView:
    """``picture`` in one use. It must come from `stories.selectors.showable_pictures`.

    ``said_at`` is when the use's words were published: those of before the picture was replaced are
    about another one. None for words that are still being written.
    """
    alt, caption, credit = picture.words_of_use(
        alt=alt, caption=caption, credit=credit, said_at=said_at
    )
    made: dict[str, list[Made]] = {name: [] for name in _MEDIA_TYPES}
    for size, rendition in current_renditions(picture, picture.made):
        if size.shape == shape:
            made[size.format].append(rendition)
    for files in made.values():
        files.sort(key=lambda file: file.width)
    fallback = made["jpeg"][-1] if made["jpeg"] else None
    width, height = (fallback.width, fallback.height) if fallback else _coming_size(picture, shape)
    return PictureView(
        alt=alt,
        width=width,
        height=height,
        src=_address(fallback) if fallback else "",
        sources=tuple(
            PictureSource(
                media_type=_MEDIA_TYPES[name],
                srcset=", ".join(f"{_address(file)} {file.width}w" for file in made[name]),
            )
            for name in _MEDIA_TYPES
            if made[name] and fallback
        ),
        caption=caption,
        credit=credit,
    )


def _coming_size(picture: Picture, shape: Shape) -> tuple[int, int]:
    """The shape of the files to come, so that the page does not shift when they are there."""
    if shape == "card":
        return CARD_RATIO[0] * 160, CARD_RATIO[1] * 160
    return picture.width, picture.height


def _address(made: Made) -> str:
    return f"{settings.MEDIA_URL}{made.file}"
