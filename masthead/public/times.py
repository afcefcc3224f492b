"""Moments as the pages print them."""

from __future__ import annotations

from datetime import datetime

from django.utils import formats

from masthead.public.viewmodels import Time
from masthead.stories.models import Edition


def shown_time(moment: datetime, *, edition: Edition) -> Time:
    """``moment`` (UTC) in the edition's zone: with offset for machines, absolute for people.

    The text is in the language that is active: "24 November 2026, 14:05".
    """
    local = moment.astimezone(edition.timezone)
    hours = "g:i A" if edition.language.lower() in {"en", "en-us"} else "H:i"
    date = formats.date_format(local, "DATE_FORMAT")
    return Time(
        iso=local.isoformat(timespec="seconds"), text=f"{date}, {formats.date_format(local, hours)}"
    )
