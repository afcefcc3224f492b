"""Notes among editors. Never shown to readers, never part of a revision."""

from django.conf import settings
from django.db import models

from masthead.stories.models.story import Story


class Note(models.Model):
    """A remark on a story from one member of staff to others."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="notes")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notes"
    )
    written_at = models.DateTimeField(auto_now_add=True)
    text = models.TextField()
    mentions = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="notes_mentioning", blank=True
    )
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="note_resolution_whole",
                condition=models.Q(resolved_at=None, resolved_by=None)
                | models.Q(resolved_at__isnull=False, resolved_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
