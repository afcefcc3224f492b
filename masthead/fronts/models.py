"""The draft of an edition's front, and every version that readers have had or will have."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from masthead.stories.models import Edition


class FrontDraft(models.Model):
    """What the editors of an edition are arranging; ``revision`` counts their changes.

    ``arrangement`` is JSON as `masthead.fronts.arranging` says.
    """

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="front_draft")
    arrangement = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"draft of the front of {self.edition}"


class FrontVersion(models.Model):
    """An arrangement that readers have from ``live_at`` (UTC) on, until the next. Rows are kept.

    One whose moment has not come is scheduled, and may be called off until then.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="fronts")
    number = models.PositiveIntegerField()
    arrangement = models.JSONField()
    live_at = models.DateTimeField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    # The version that this one brings back.
    restores = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    called_off_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "front page"
        ordering = ["edition", "-number"]
        permissions = [("arrange_front", "Can arrange and publish front pages")]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="front_number_in_edition"),
            models.CheckConstraint(
                name="front_live_when_published_or_later",
                condition=Q(live_at__gte=F("published_at")),
            ),
        ]
        indexes = [
            models.Index(
                "edition",
                F("live_at").desc(),
                F("number").desc(),
                name="front_by_moment",
                condition=Q(called_off_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"front of {self.edition}, version {self.number}"
