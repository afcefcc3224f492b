"""Breaking news: a short bar on every page of an edition, for a limited time."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from masthead.stories.models.editions import Edition
from masthead.stories.models.story import Story


class Breaking(models.Model):
    """One story's bar in one edition: what it says, since when, until when.

    Rows are kept. A bar runs while ``ended_at`` is empty, ``ends_at`` lies ahead and its story is
    live; an edition has one running bar at most.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="breakings")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="breakings")
    # Two lines at 390 px: a bar is a headline's headline.
    text = models.CharField(max_length=100)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Empty when the clock ended it, or the story's own end did.
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "breaking bar"
        ordering = ["-started_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition"],
                condition=Q(ended_at=None),
                name="breaking_one_running_in_edition",
            ),
            models.CheckConstraint(name="breaking_has_text", condition=~Q(text="")),
            models.CheckConstraint(
                name="breaking_times_in_order", condition=Q(ends_at__gt=F("started_at"))
            ),
        ]
        indexes = [
            # The clock looks at the few that run, not at the years behind them.
            models.Index(fields=["ends_at"], name="breaking_running", condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return self.text
