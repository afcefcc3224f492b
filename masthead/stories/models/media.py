"""Pictures, their sizes, and recordings (audio and video of the station's own)."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.validators import FileExtensionValidator
from django.db import models, transaction
from django.db.models import Q
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    Image,
    SourceImageIOError,
)

from masthead.kernel.stripping import without_metadata
from masthead.stories.renditions import SMALLEST_WHOLE

# Wagtail's notation for a thumbnail that fits into a box.
_THUMBNAIL = re.compile(r"max-(\d{1,4})x(\d{1,4})")


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
    credit = models.CharField(max_length=200, blank=True, help_text="Whose picture it is.")
    copyright_notice = models.CharField(max_length=300, blank=True)
    usage_terms = models.TextField(blank=True)
    place = models.CharField(
        max_length=200, blank=True, help_text="Where it was taken. Never the camera’s position."
    )
    # Text, because a camera that knows no zone has not said which moment it was.
    taken = models.CharField(
        max_length=40, blank=True, help_text="The day, and the time there if it is known."
    )
    rights_end_at = models.DateTimeField(
        "rights end",
        null=True,
        blank=True,
        help_text="From then on no page shows the picture, earlier versions included.",
    )
    # Since when nobody gets it, and why; `masthead.stories.services.takedown` writes these.
    taken_down_at = models.DateTimeField(null=True, editable=False)
    taken_down_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    taken_down_reason = models.CharField(max_length=300, blank=True, editable=False)
    # When another file took the place of the first: words written before are about that one.
    replaced_at = models.DateTimeField(null=True, editable=False)

    admin_form_fields = (
        "title",
        "file",
        "description",
        "caption",
        "credit",
        "copyright_notice",
        "usage_terms",
        "place",
        "taken",
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
        permissions = [
            *Image._meta.permissions,
            ("take_down_picture", "Can take down or replace a picture everywhere"),
        ]
        constraints = [
            models.CheckConstraint(
                name="picture_taken_down_with_reason",
                condition=Q(taken_down_at=None, taken_down_reason="")
                | (Q(taken_down_at__isnull=False) & ~Q(taken_down_reason="")),
            ),
        ]

    def get_upload_to(self, filename: str) -> str:
        """Where an original is kept, under a name that no file before it ever had.

        A job that deletes a replaced original late must never meet another's file under its name.
        """
        path = PurePosixPath(filename)
        return str(super().get_upload_to(f"{path.stem[:60]}-{secrets.token_hex(4)}{path.suffix}"))

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete it with its sizes; one that the worker is making waits, and then finds nothing."""
        with transaction.atomic():
            Picture.objects.select_for_update().filter(pk=self.pk).first()
            deleted: tuple[int, dict[str, int]] = super().delete(*args, **kwargs)
        return deleted

    def get_rendition(self, filter: Filter | str) -> Rendition:
        """A size, made now if it is not there; of what was taken down the one that nobody finds.

        So Wagtail's own screens show a picture that is not there, and do not fail.
        """
        if self.taken_down_at is not None:
            nothing = Rendition(image=self, width=0, height=0)
            nothing.file.name = "not-found"
            return nothing
        found: Rendition = super().get_rendition(filter)
        return found

    def create_rendition(self, filter: Filter) -> Rendition:
        """Make one size and keep it, unless the picture became another one meanwhile.

        Raises `SourceImageIOError` when it was taken down or replaced: a file made from what was
        there before must never be found. Wagtail's pages then show that there is none.
        """
        self._refuse_when_taken_down()
        made = self.generate_rendition_file(filter)
        with transaction.atomic():
            rows = Picture.objects.select_for_update(no_key=True).filter(pk=self.pk)
            current = rows.only("file", "taken_down_at").first()
            if current is None or current.file.name != self.file.name:
                raise SourceImageIOError("the picture was replaced while its size was made")
            current._refuse_when_taken_down()
            kept: tuple[Rendition, bool] = Rendition.objects.get_or_create(
                image=self,
                filter_spec=filter.spec,
                focal_point_key=filter.get_cache_key(self),
                defaults={"file": made},
            )
        return kept[0]

    def create_renditions(self, *filters: Filter) -> dict[Filter, Rendition]:
        """Wagtail's way to make several at once: each as `create_rendition` makes it."""
        return {filter: self.create_rendition(filter) for filter in filters}

    def _refuse_when_taken_down(self) -> None:
        if self.taken_down_at is not None:
            raise SourceImageIOError("the picture was taken down")

    def words_of_use(
        self, *, alt: str, caption: str, credit: str, said_at: datetime | None
    ) -> tuple[str, str, str]:
        """Alternative text, caption and credit for a use whose words are of ``said_at``.

        Words older than the file that is shown are about the file before it: the picture's own go
        before them. None for ``said_at`` is a text that is still being written.
        """
        if self.replaced_at is None or said_at is None or said_at >= self.replaced_at:
            return alt, caption, credit
        return self.description, self.caption or caption, self.credit

    def generate_rendition_file(self, filter: Any, *, source: Any = None) -> File[bytes]:
        """A size of the picture, without what the camera noted: position, names, comments.

        Wagtail carries the Exif of the original into what it makes; readers are not to learn from a
        photograph where its subject lives. Nor from its file's name, which Wagtail would make from
        the uploader's: the name is ours, as `rendition_stem` makes it.
        """
        with self._smaller_source(filter) as smaller:
            made: File[bytes] = super().generate_rendition_file(filter, source=source or smaller)
        made.seek(0)
        suffix = PurePosixPath(made.name or "").suffix
        name = f"{rendition_stem(self)}{suffix}"
        return ContentFile(without_metadata(made.read()), name=name)

    @contextmanager
    def _smaller_source(self, filter: Filter) -> Iterator[File[bytes] | None]:
        """What the worker has made already, for a thumbnail of Wagtail's screens; else None.

        A list of thirty pictures must not unpack thirty originals of a hundred megapixels.
        """
        asked = _THUMBNAIL.fullmatch(filter.spec)
        small = None
        if asked and max(int(asked[1]), int(asked[2])) <= SMALLEST_WHOLE.width:
            small = Rendition.objects.filter(
                image=self, filter_spec=SMALLEST_WHOLE.filter_spec
            ).first()
        if small is None:
            yield None
            return
        with small.file.open("rb") as file:
            yield file


class Rendition(AbstractRendition):
    """One size and format of a picture, made by the worker."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_once"
            ),
        ]


class GoneFile(models.Model):
    """The name of a size that was public once and is no more: its address says 410, for good.

    ``deleted_at`` once the file is off the disk; a job sees to it (`masthead.stories.tasks`).
    """

    name = models.CharField(max_length=100, unique=True)
    picture_id = models.BigIntegerField()
    gone_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["picture_id"], name="gone_file_pending", condition=Q(deleted_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} is gone"


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
