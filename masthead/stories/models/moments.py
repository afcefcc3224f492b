"""What the clock did late or could not do, and the rights of pictures that it watches."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from masthead.stories.models.media import Picture
from masthead.stories.models.story import Story


class ClockRun(models.Model):
    """The one row that says when the clockwork ran last: a gap means that no worker was there."""

    ran_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"the clockwork ran at {self.ran_at}"


class MissedMoment(models.Model):
    """A moment at which something should have happened: it was refused, or it came late.

    It stays on the desk until somebody says that they have seen it.
    """

    class Kind(models.TextChoices):
        PUBLISH = "publish", "Publication"
        UPDATE = "update", "New version"
        EXPIRY = "expiry", "Expiry"
        PLACEMENT_START = "placement-start", "Placement begins"
        PLACEMENT_END = "placement-end", "Placement ends"
        RIGHTS = "rights", "Rights of a picture end"

    class Outcome(models.TextChoices):
        REFUSED = "refused", "Refused"
        LATE = "late", "Late"

    story = models.ForeignKey(
        Story, on_delete=models.SET_NULL, null=True, related_name="missed_moments"
    )
    picture = models.ForeignKey(Picture, on_delete=models.SET_NULL, null=True, related_name="+")
    # Kept in words: the story or the picture may be gone when somebody reads this.
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=16, choices=Kind)
    outcome = models.CharField(max_length=8, choices=Outcome)
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    reason = models.TextField()
    advice = models.TextField()
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects: ClassVar[models.Manager[MissedMoment]] = models.Manager()

    class Meta:
        ordering = ["-due_at", "-id"]
        constraints = [
            # A worker that looks twice records once.
            models.UniqueConstraint(
                fields=["story", "kind", "due_at", "outcome"],
                name="missed_moment_once",
                condition=Q(acknowledged_at=None),
            ),
            models.CheckConstraint(
                name="missed_acknowledgement_whole",
                condition=Q(acknowledged_at=None, acknowledged_by=None)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                F("due_at").desc(),
                F("id").desc(),
                name="missed_moment_open",
                condition=Q(acknowledged_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.title}: {self.get_outcome_display()}"


class RightsEnd(models.Model):
    """The clock's own note of when our rights in a picture end, and what it has done about it."""

    picture = models.OneToOneField(
        Picture, on_delete=models.CASCADE, primary_key=True, related_name="rights_end"
    )
    ends_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["ends_at"], name="rights_end_pending", condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return f"rights in {self.picture} end at {self.ends_at}"
