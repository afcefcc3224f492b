"""The desk's lines: one table that every list of the desk is read from.

A line says that one story or item stands in one list, with all that the list shows, filters and is
ordered by. It is denormalised: `masthead.newsroom.desk.refreshing` writes it in the transaction
that changes what it repeats (docs/decisions/0019-desk-lines.md).
"""

from __future__ import annotations

from django.db import models


class Line(models.Model):
    """A story or an item in one list of the desk."""

    class Subject(models.TextChoices):
        ITEM = "item", "Item"
        STORY = "story", "Story"

    subject = models.CharField(max_length=5, choices=Subject)
    # The story's or the item's; not a foreign key, so that a line can say that its subject is gone.
    number = models.BigIntegerField()
    tab = models.CharField(max_length=12)
    moment = models.DateTimeField(help_text="What the list is ordered by.")
    deed = models.CharField(max_length=20, blank=True, help_text="What happened at the moment.")
    headline = models.TextField(blank=True)
    state = models.CharField(max_length=40)
    tone = models.CharField(max_length=10)
    remark = models.TextField(blank=True)
    place = models.CharField(max_length=60, blank=True, help_text="The section’s name.")
    is_usable = models.BooleanField(default=False, help_text="An item that may be opened.")
    embargo_until = models.DateTimeField(null=True)
    # What the clock alone may change of the line: codes of concerns, between bars.
    concerns = models.CharField(max_length=200, blank=True)
    # From here on what filters ask for; `places` and `people` hold numbers between bars.
    urgency = models.PositiveSmallIntegerField(null=True)
    kind = models.CharField(max_length=12, blank=True)
    language = models.CharField(max_length=35, blank=True)
    agency = models.CharField(max_length=200, blank=True)
    source_number = models.BigIntegerField(null=True)
    places = models.CharField(max_length=600, blank=True)
    people = models.CharField(max_length=400, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "number", "tab"], name="line_once_in_list"),
        ]
        indexes = [
            # All that a filter asks for is in the index: a filter that matches few rows reads
            # 100,000 entries of it and not 100,000 rows. At most 1,400 letters: PostgreSQL takes
            # no entry beyond 2,704 bytes.
            models.Index(
                "tab",
                models.F("moment").desc(),
                models.F("id").desc(),
                "urgency",
                "kind",
                "language",
                "agency",
                "source_number",
                "places",
                "people",
                name="line_list",
            ),
            models.Index(fields=["changed_at"], name="line_changed"),
        ]

    def __str__(self) -> str:
        return f"{self.headline} ({self.state})"
