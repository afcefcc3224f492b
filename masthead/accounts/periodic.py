"""Housekeeping by the clock."""

from __future__ import annotations

from masthead.accounts.sending import prune_letters
from masthead.jobs.schedule import every


@every(seconds=6 * 3600, name="prune old letters")
def prune() -> None:
    """Forget letters of long ago."""
    prune_letters()
