"""One act on many stories: who asked for what, and what became of each."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from masthead.stories.models.editions import Section
from masthead.stories.models.story import Story


class BulkAct(models.Model):
    """An act on many stories, asked for once. Its lines say how far it has come."""

    class Act(models.TextChoices):
        PUBLISH = "publish", "Publish"
        WITHDRAW = "withdraw", "Withdraw"
        RESTORE = "restore", "Give back to readers"
        MOVE = "move", "Move to a section"

    act = models.CharField(max_length=10, choices=Act)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    reason = models.TextField(blank=True)
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="undone_by"
    )

    class Meta:
        verbose_name = "bulk act"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.get_act_display()}, asked for by {self.asked_by}"


class BulkLine(models.Model):
    """One story of a bulk act, done in a transaction of its own."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        DONE = "done", "Done"
        REFUSED = "refused", "Refused"

    bulk = models.ForeignKey(BulkAct, on_delete=models.CASCADE, related_name="lines")
    story = models.ForeignKey(
        Story, on_delete=models.SET_NULL, null=True, related_name="bulk_lines"
    )
    title = models.CharField(max_length=300)
    # Where a move leads, and where the story stood before it.
    section = models.ForeignKey(Section, on_delete=models.SET_NULL, null=True, related_name="+")
    section_before = models.ForeignKey(
        Section, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    words = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["bulk", "story"], name="bulk_story_once"),
        ]
        indexes = [
            models.Index(
                fields=["bulk"],
                name="bulk_line_waiting",
                condition=models.Q(state="waiting"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.get_state_display()}"
