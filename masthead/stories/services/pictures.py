"""Pictures and recordings that come in."""

from __future__ import annotations

import hashlib
import warnings
from io import BytesIO
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.db import transaction
from PIL import Image, UnidentifiedImageError
from tinytag import TinyTag, TinyTagException

from masthead.accounts.models import User
from masthead.kernel.text import slugify
from masthead.stories.models import Picture, Recording

# Pillow's name of each format we take, and the suffix it is kept under.
_SUFFIXES = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "GIF": "gif"}


# What Pillow and its codecs raise for a file that is broken somewhere: libavif a RuntimeError, the
# PNG reader a SyntaxError, a GIF whose frame lies outside a ValueError.
_BROKEN = (UnidentifiedImageError, OSError, ValueError, SyntaxError, RuntimeError)


def checked_suffix(data: bytes) -> str:
    """The suffix for a picture's bytes, told from the bytes.

    Raises `ValidationError` for another format, a file that is cut off, 16 bits of grey a pixel,
    or more pixels than ``WAGTAILIMAGES_MAX_IMAGE_PIXELS``; only the header is decoded.
    """
    try:
        with warnings.catch_warnings():
            # Pillow warns of many pixels before we have looked at the limit of our own.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=list(_SUFFIXES)) as image:
                width, height = image.size
                mode = image.mode
                name = image.format or ""
    except _BROKEN as error:
        raise ValidationError(f"This is not a picture that can be used: {error}") from error
    except Image.DecompressionBombError as error:
        raise ValidationError("The picture has too many pixels.") from error
    if width * height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise ValidationError(f"The picture has too many pixels: {width} by {height}.")
    if mode.startswith("I"):
        # Pillow writes no JPEG, WebP or AVIF from it, so its sizes could never be made.
        raise ValidationError("The picture has 16 bits of grey a pixel: save it with 8 bits.")
    return _SUFFIXES[name]


@transaction.atomic
def add_picture(
    *,
    data: bytes,
    file_name: str,
    title: str,
    description: str = "",
    caption: str = "",
    credit: str = "",
    usage_terms: str = "",
    by: User | None = None,
) -> Picture:
    """Keep a picture; its sizes are made by the worker. The same bytes are kept once.

    Raises `django.core.exceptions.ValidationError` for bytes that are no picture we take.
    """
    suffix = checked_suffix(data)
    digest = hashlib.sha1(data, usedforsecurity=False).hexdigest()
    twin: Picture | None = Picture.objects.filter(file_hash=digest, credit=credit).first()
    if twin is not None:
        return twin
    picture = Picture(
        title=title or PurePath(file_name).stem,
        description=description[:255],
        caption=caption,
        credit=credit,
        usage_terms=usage_terms,
        uploaded_by_user=by,
        file_hash=digest,  # SHA-1, as Wagtail keeps it to recognise a second upload
        file_size=len(data),
    )
    stem = slugify(PurePath(file_name).stem) or "picture"
    try:
        picture.file = ImageFile(BytesIO(data), name=f"{stem}.{suffix}")
    except _BROKEN as error:
        raise ValidationError(f"This is not a picture that can be used: {error}") from error
    picture.save()
    return picture


def recording_seconds(recording: Recording) -> int | None:
    """The length of a recording's file in whole seconds, or None when the file does not say."""
    with recording.file.open("rb") as file:
        try:
            duration = TinyTag.get(filename=recording.file.name, file_obj=file).duration
        except TinyTagException:
            return None
    return round(duration) if duration else None
