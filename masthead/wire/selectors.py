"""Reads of the wire."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from masthead.stories.prepared import Prepared
from masthead.wire.models import Item


@dataclass(frozen=True)
class Provenance:
    """Where a story came from: a wire's item that first arrived then (UTC)."""

    received_at: datetime


def provenance(story_id: int) -> Provenance | None:
    """The arrival of the wire item behind a story, or None for one of our own; one query."""
    return next(iter(_PROVENANCE(story_id)), None)


_PROVENANCE = Prepared[Provenance](
    lambda story: Item.objects.filter(story=story).values_list("first_received_at")[:1],
    row=Provenance,
)
