"""Reads of the wire."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from masthead.wire.models import Item


@dataclass(frozen=True)
class Provenance:
    """Where a story came from: a wire's item that first arrived then (UTC)."""

    received_at: datetime


def provenance(story_id: int) -> Provenance | None:
    """The arrival of the wire item behind a story, or None for one of our own; one query."""
    items = Item.objects.filter(story_id=story_id)
    received_at = items.values_list("first_received_at", flat=True).first()
    return Provenance(received_at) if received_at else None
