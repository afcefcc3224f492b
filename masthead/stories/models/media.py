"""Pictures, their sizes, and recordings (audio and video of the station's own)."""

from __future__ import annotations

import secrets
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.validators import FileExtensionValidator
from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from masthead.kernel.jpeg import without_metadata


def rendition_stem(picture: Picture) -> str:
    """A name that nobody can guess, for one size of ``picture``: ``<number>-<16 hex digits>``.

    The number leads to the picture's row by its index, so that the view that serves it
    need not search every row there is for each file that a page asks for.
    """
    return f"{picture.pk}-{secrets.token_hex(8)}"


class Picture(AbstractImage):
    """A picture as it is kept; how a story uses it (alt, caption, credit) stands in the story.

    Wagtail's ``description`` is the default alternative text for a use.
    """

    caption = models.TextField(blank=True)
    credit = models.CharField(max_length=200, blank=True)
    usage_terms = models.TextField(blank=True)
    rights_end_at = models.DateTimeField(
        "rights end",
        null=True,
        blank=True,
        help_text="From then on no page shows the picture, earlier versions included.",
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "caption",
        "credit",
        "usage_terms",
        "rights_end_at",
        "collection",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = "picture"
        verbose_name_plural = "pictures"
        permissions = Image._meta.permissions

    def generate_rendition_file(self, filter: Any, *, source: Any = None) -> File[bytes]:
        """A size of the picture, without what the camera noted: position, names, comments.

        Wagtail carries the Exif of the original into each JPEG; readers are not to learn from a
        photograph where its subject lives. Nor from its file's name, which Wagtail would make from
        the uploader's: the name is ours, as `rendition_stem` makes it.
        """
        made: File[bytes] = super().generate_rendition_file(filter, source=source)
        made.seek(0)
        suffix = PurePosixPath(made.name or "").suffix
        name = f"{rendition_stem(self)}{suffix}"
        return ContentFile(without_metadata(made.read()), name=name)


class Rendition(AbstractRendition):
    """One size and format of a picture, made by the worker."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_once"
            ),
        ]


def recording_path(instance: Recording, filename: str) -> str:
    """Where an uploaded recording is kept: a name of ours, with the extension that was checked."""
    suffix = PurePosixPath(filename).suffix.lower()
    return f"recordings/{secrets.token_hex(8)}{suffix}"


class Recording(models.Model):
    """Audio or video of the station's own, played by the browser's native player."""

    class Kind(models.TextChoices):
        AUDIO = "audio", "Audio"
        VIDEO = "video", "Video"

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=5, choices=Kind)
    file = models.FileField(
        upload_to=recording_path,
        validators=[
            FileExtensionValidator(["mp3", "m4a", "ogg", "opus", "wav", "mp4", "webm", "m4v"])
        ],
    )
    byte_count = models.PositiveBigIntegerField(default=0, editable=False)
    seconds = models.PositiveIntegerField(
        "length in seconds",
        null=True,
        blank=True,
        help_text="Read from the file when left empty.",
    )
    poster = models.ForeignKey(
        Picture, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    captions = models.FileField(
        "captions (WebVTT)",
        upload_to=recording_path,
        blank=True,
        validators=[FileExtensionValidator(["vtt"])],
    )
    captions_language = models.CharField(max_length=35, default="en")
    transcript = models.TextField(blank=True)
    credit = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title
