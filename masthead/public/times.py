"""Moments as the pages print them."""

from __future__ import annotations

from datetime import datetime

from django.utils import dateformat, formats
from django.utils.translation import pgettext

from masthead.public.viewmodels import Time
from masthead.stories.models import Edition


def shown_time(moment: datetime, *, edition: Edition) -> Time:
    """``moment`` (UTC) in the edition's zone: with offset for machines, absolute for people.

    The text is in the language that is active: "24 November 2026, 14:05".
    """
    local = moment.astimezone(edition.timezone)
    hours = "g:i A" if edition.language.lower() in {"en", "en-us"} else "H:i"
    text = pgettext("a day and a time of day", "%(date)s, %(time)s") % {
        "date": dateformat.format(local, formats.get_format("DATE_FORMAT")),
        "time": dateformat.format(local, hours),
    }
    return Time(iso=local.isoformat(timespec="seconds"), text=text)
