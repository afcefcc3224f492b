"""Pictures and recordings that come in."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.db import transaction
from PIL import Image, UnidentifiedImageError
from tinytag import TinyTag, TinyTagException

from masthead.accounts.models import User
from masthead.kernel.photo_facts import read_photo_facts
from masthead.kernel.text import shorten, slugify
from masthead.stories.models import Picture, Recording

# Pillow's name of each format we take, and the suffix it is kept under.
_SUFFIXES = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "GIF": "gif"}


# What Pillow and its codecs raise for a file that is broken somewhere: libavif a RuntimeError, the
# PNG reader a SyntaxError, a GIF whose frame lies outside a ValueError.
_BROKEN = (UnidentifiedImageError, OSError, ValueError, SyntaxError, RuntimeError)


# A JPEG is decoded at an eighth of its size to see whether it is whole: a sixty-fourth of the work.
_EIGHTH = 8


def sha1(data: bytes) -> str:
    """The digest by which Wagtail recognises a second upload; it secures nothing."""
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()


def checked_suffix(data: bytes) -> str:
    """The suffix for a picture's bytes, told from the bytes.

    Raises `ValidationError`, in words for who uploads it, for another format, a file that is cut
    off, 16 bits of grey a pixel, or more pixels in all its frames than
    ``WAGTAILIMAGES_MAX_IMAGE_PIXELS``. What a file may unpack to is known from its header before
    anything is unpacked.
    """
    with _readable(data) as image:
        name, mode = image.format or "", image.mode
        _refuse_too_many(image)
    if mode.startswith("I"):
        # Pillow writes no JPEG, WebP or AVIF from it, so its sizes could never be made.
        raise ValidationError("The picture has 16 bits of grey a pixel: save it with 8 bits.")
    with _readable(data) as image:
        if name == "PNG":
            image.verify()
        elif name == "JPEG":
            image.draft(None, (image.width // _EIGHTH, image.height // _EIGHTH))
            image.load()
    return _SUFFIXES[name]


def refuse_taken_down(digest: str) -> None:
    """Raise `ValidationError` for the file of a picture that was taken down; one query."""
    down = Picture.objects.filter(file_hash=digest).exclude(taken_down_at=None).first()
    if down is not None:
        raise ValidationError(
            f"This very picture was taken down ({down.taken_down_reason}). If that was wrong, "
            f"give “{down.title}” back."
        )


@contextmanager
def _readable(data: bytes) -> Iterator[Image.Image]:
    """The picture with its header read; whatever is wrong with it within is said in words."""
    try:
        with warnings.catch_warnings():
            # Pillow warns of many pixels before we have looked at the limit of our own.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=list(_SUFFIXES)) as image:
                yield image
    except UnidentifiedImageError as error:
        message = "This is not a picture that can be used: it is no JPEG, PNG, WebP, AVIF or GIF."
        raise ValidationError(message) from error
    except _BROKEN as error:
        raise ValidationError(
            f"This is not a picture that can be used: its file is broken ({error}). "
            "Export it again as a JPEG."
        ) from error
    except Image.DecompressionBombError as error:
        raise ValidationError("The picture has too many pixels: make it smaller.") from error


def _refuse_too_many(image: Image.Image) -> None:
    width, height = image.size
    frames = int(getattr(image, "n_frames", 1))
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    if width * height > most:
        raise ValidationError(
            f"The picture has too many pixels: {width} by {height}. Make it smaller."
        )
    if width * height * frames > most:
        raise ValidationError(
            f"The picture has too many frames: {frames} of {width} by {height} pixels. "
            "Send one frame of it."
        )


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

    What is not said about it is taken from what its file says, but for the credit.

    Raises `django.core.exceptions.ValidationError` for bytes that are no picture we take, and for
    those of one that was taken down.
    """
    suffix = checked_suffix(data)
    digest = sha1(data)
    refuse_taken_down(digest)
    twin: Picture | None = Picture.objects.filter(file_hash=digest, credit=credit).first()
    if twin is not None:
        return twin
    facts = read_photo_facts(data)
    picture = Picture(
        title=title or PurePath(file_name).stem,
        description=(description or facts.alt)[:255],
        caption=caption or facts.caption,
        credit=credit,
        copyright_notice=facts.copyright_notice,
        usage_terms=usage_terms or facts.usage_terms,
        place=shorten(facts.place, 200),
        taken=facts.taken,
        uploaded_by_user=by,
        file_hash=digest,  # SHA-1, as Wagtail keeps it to recognise a second upload
    )
    give_file(picture, data, file_name=file_name, suffix=suffix)
    picture.save()
    return picture


def give_file(picture: Picture, data: bytes, *, file_name: str, suffix: str) -> None:
    """Let ``data`` be the picture's file, under a name made from ``file_name``; saves no row.

    Raises `ValidationError` for bytes of which not even the shape can be read.
    """
    stem = slugify(PurePath(file_name).stem) or "picture"
    try:
        picture.file = ImageFile(BytesIO(data), name=f"{stem}.{suffix}")
    except _BROKEN as error:
        raise ValidationError(f"This is not a picture that can be used: {error}") from error
    picture.file_size = len(data)


def recording_seconds(recording: Recording) -> int | None:
    """The length of a recording's file in whole seconds, or None when the file does not say."""
    with recording.file.open("rb") as file:
        try:
            duration = TinyTag.get(filename=recording.file.name, file_obj=file).duration
        except TinyTagException:
            return None
    return round(duration) if duration else None
