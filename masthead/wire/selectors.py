"""Reads of the wire."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from masthead.wire.models import Item


@dataclass(frozen=True)
class Provenance:
    """Where a story came from: its item, and when that first arrived (UTC)."""

    item_id: int
    source_name: str
    received_at: datetime


def provenance(story_id: int) -> Provenance | None:
    """The wire item behind a story, or None for one of our own; one query."""
    row = (
        Item.objects.filter(story_id=story_id)
        .values_list("pk", "source__name", "first_received_at")
        .first()
    )
    return Provenance(*row) if row else None
