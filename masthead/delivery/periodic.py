"""Purging goes on where no web server runs, such as behind nginx while Masthead's restarts."""

from __future__ import annotations

from masthead.delivery import keeper
from masthead.delivery.applying import prune_log
from masthead.delivery.stores import installed_store
from masthead.jobs.schedule import every


@every(seconds=1, name="delivery.look")
def look() -> None:
    """Apply what is pending to this machine's store, unless its web server does."""
    if (store := installed_store()) is not None:
        keeper.look(store)


@every(seconds=3600, name="delivery.prune")
def prune() -> None:
    """Delete what is too old in the log of purges."""
    prune_log()
