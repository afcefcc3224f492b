"""The index's own table. The words stand beside it, as each database wants them (`engines`)."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """A document in the index.

    Its key is its place in time (`masthead.search.places`): each engine reads its words in the
    order of the key, so that the newest are found first without sorting all.
    """

    place = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=20)
    number = models.BigIntegerField()
    moment = models.DateTimeField()
    headline = models.TextField()
    packed = models.BinaryField(help_text="Summary and text, compressed with zlib: for excerpts.")
    # Of all that was said of the document and how it was read: an unchanged one is left alone.
    digest = models.CharField(max_length=32)

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["-place"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="entry_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Rebuild(models.Model):
    """How far the building of the index over one kind has come; gone when it is done."""

    kind = models.CharField(max_length=20, primary_key=True)
    reached = models.BigIntegerField(default=0, help_text="Numbers up to this are done.")
    is_forced = models.BooleanField(help_text="What is up to date is written again too.")
    started_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.kind} up to {self.reached}"
