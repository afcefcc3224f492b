"""Sponsorships for tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from masthead.kernel.clock import now
from masthead.sponsors.models import Sponsorship
from masthead.sponsors.services import create_sponsorship
from masthead.stories.models import Edition, Picture
from masthead.stories.renditions import make_renditions
from tests.factories.stories import make_picture


def shown_picture(**fields: Any) -> Picture:
    """A picture with its files made."""
    picture = make_picture(**fields)
    make_renditions(picture, formats=("jpeg", "webp"))
    return picture


def make_sponsorship(edition: Edition, **fields: Any) -> Sponsorship:
    """One that has run for a day and runs for another, everywhere."""
    moment = now()
    values: dict[str, Any] = {
        "sponsor": "Ash Beds",
        "alt": "A bed in a window above the harbour",
        "address": "https://beds.example/autumn",
        "starts_at": moment - timedelta(days=1),
        "ends_at": moment + timedelta(days=1),
        "by": None,
    }
    if "picture" not in fields:
        values["picture"] = shown_picture()
    return create_sponsorship(edition=edition, **(values | fields))
