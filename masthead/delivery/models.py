"""What the main database keeps of the page store: which pages every store has to give up."""

from __future__ import annotations

import uuid

from django.db import models


class Purge(models.Model):
    """One change's keys, written in the change's own transaction: it is there if the change is.

    ``token`` says which row this is to a store that meets the same number twice, in a database
    that was restored from a copy.
    """

    token = models.UUIDField(default=uuid.uuid4, editable=False)
    keys = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"purge {self.pk}"
