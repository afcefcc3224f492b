"""Holds: a story and its comments are offline until a named person lifts it.

Whether a story is held now stands in its `Publication` too (``is_held``), where a CHECK and the
triggers of `masthead.stories.guards` read it; this is who, when, why, and what was before.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from masthead.stories.models.media import Picture, Recording
from masthead.stories.models.story import Story


class Hold(models.Model):
    """One hold on a story, open until ``lifted_at``. Written once, closed once, never deleted."""

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="holds")
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField()
    lifter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="holds_to_lift",
        help_text="Who alone lifts it, beside administrators.",
    )
    # What the lifting gives back.
    state_before = models.CharField(max_length=12)
    live_revision_before = models.BigIntegerField(null=True)
    had_unpublished_changes = models.BooleanField(default=False)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    lifted_note = models.TextField(blank=True)

    class Meta:
        ordering = ["-placed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["story"], name="hold_open_once", condition=Q(lifted_at=None)
            ),
            models.CheckConstraint(name="hold_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="hold_lifting_whole",
                condition=Q(lifted_at=None, lifted_by=None)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.story} on hold: {self.reason}"


class HeldMedia(models.Model):
    """A picture or a recording that a held story uses in any version: neither goes meanwhile."""

    hold = models.ForeignKey(Hold, on_delete=models.PROTECT, related_name="media")
    picture = models.ForeignKey(
        Picture, on_delete=models.PROTECT, null=True, related_name="holding"
    )
    recording = models.ForeignKey(
        Recording, on_delete=models.PROTECT, null=True, related_name="holding"
    )

    class Meta:
        # What a refusal to delete the picture says that it is needed by.
        verbose_name = "hold"
        verbose_name_plural = "holds"
        constraints = [
            models.UniqueConstraint(fields=["hold", "picture"], name="held_picture_once"),
            models.UniqueConstraint(fields=["hold", "recording"], name="held_recording_once"),
            models.CheckConstraint(
                name="held_media_is_one",
                condition=Q(picture__isnull=False, recording=None)
                | Q(picture=None, recording__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.picture or self.recording} is held"
