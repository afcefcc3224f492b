"""Counting views and clicks: sums by days, in the database before the answer goes out."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Literal

from django.db import DatabaseError
from django.db.models import F

from masthead.sponsors.models import Sponsorship, Tally
from masthead.sponsors.rules import is_counted

logger = logging.getLogger(__name__)

What = Literal["view", "click"]


def count(sponsorship: Sponsorship, what: What, *, at: datetime) -> bool:
    """Add one to the day's sum of ``what``; whether it counted. One query, three on a first view.

    ``sponsorship`` comes with its edition, whose zone says which day ``at`` (UTC) is. A single
    statement adds, so that two at once are two, and none holds the database for longer. A database
    that cannot write costs the count and not the reader's page: it is logged.
    """
    if not is_counted(sponsorship.booking(), is_paused=sponsorship.is_paused, at=at):
        return False
    day = at.astimezone(sponsorship.edition.timezone).date()
    try:
        _add(sponsorship, f"{what}_count", day=day)
    except DatabaseError:
        logger.exception("a %s of sponsorship %s was not counted", what, sponsorship.pk)
        return False
    return True


def _add(sponsorship: Sponsorship, field: str, **key: object) -> None:
    row = Tally.objects.filter(sponsorship=sponsorship.pk, **key)
    if row.update(**{field: F(field) + 1}):
        return
    # Of two that come first on a day one makes the row; both add to it then.
    Tally.objects.bulk_create([Tally(sponsorship=sponsorship, **key)], ignore_conflicts=True)
    row.update(**{field: F(field) + 1})
