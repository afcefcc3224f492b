"""Who is to do what by when, and what somebody has typed and not saved."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models

from masthead.stories.models import Story


class Assignment(models.Model):
    """A piece of work with a due time: on a story, or on one that is not begun yet.

    Without a story it is a line of the budget: the slugline says what will be written.
    """

    story = models.ForeignKey(
        Story, on_delete=models.CASCADE, null=True, blank=True, related_name="assignments"
    )
    slugline = models.CharField(max_length=150, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
    )
    note = models.TextField(blank=True, max_length=2000)
    due_at = models.DateTimeField()
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    assigned_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    # Said, because the stubs give a model in its own package no manager of its own type.
    objects: ClassVar[models.Manager[Assignment]] = models.Manager()

    class Meta:
        ordering = ["due_at", "id"]
        permissions = [
            ("assign_work", "Can give work to others"),
            ("take_work", "Can take work that nobody has, and finish own work"),
        ]
        indexes = [
            # What is still to do, by its time: the two lists are read in this order.
            models.Index(
                name="assignment_open_by_due",
                fields=["due_at", "id"],
                condition=models.Q(done_at=None),
            ),
            models.Index(
                name="assignment_open_of_person",
                fields=["person", "due_at", "id"],
                condition=models.Q(done_at=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="assignment_story_or_slugline",
                condition=models.Q(story__isnull=False) | ~models.Q(slugline=""),
            ),
            models.CheckConstraint(
                name="assignment_done_whole",
                condition=models.Q(done_at=None, done_by=None)
                | models.Q(done_at__isnull=False, done_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.slugline or (str(self.story) if self.story else "")

    def is_overdue(self, *, at: datetime) -> bool:
        """Whether the work should have been done before ``at`` (UTC)."""
        return self.done_at is None and self.due_at < at


class KeptWords(models.Model):
    """What somebody has in a story's form and has not saved: the form as it was posted.

    One row a person and story, written over by every autosave and deleted by a save. It is no
    revision: nothing reads it but the form that it came from, so it cannot be published, approved
    or restored by anybody's act. See docs/decisions/0015-autosave-and-presence.md.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="kept_words")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="kept_words"
    )
    # application/x-www-form-urlencoded, as the browser posts it; read by Django's QueryDict alone.
    form = models.TextField()
    headline = models.CharField(max_length=300, blank=True)
    kept_at = models.DateTimeField()
    is_birth = models.BooleanField(
        default=False, help_text="The story was begun by autosave and has not been saved since."
    )

    objects: ClassVar[models.Manager[KeptWords]] = models.Manager()

    class Meta:
        verbose_name = "kept words"
        verbose_name_plural = "kept words"
        constraints = [
            models.UniqueConstraint(name="kept_words_once", fields=["story", "person"]),
        ]

    def __str__(self) -> str:
        return f"words of {self.person} at {self.kept_at:%H:%M}"


class LetterChoice(models.Model):
    """Whether somebody wants letters about own work and mentions; without a row: yes."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="letter_choice"
    )
    is_wanted = models.BooleanField(default=True)

    objects: ClassVar[models.Manager[LetterChoice]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.person}: {'letters' if self.is_wanted else 'no letters'}"
