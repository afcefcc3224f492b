"""The check of the page store."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from masthead.cli.findings import Finding, doubtful, well, wrong
from masthead.delivery.index import IndexLost
from masthead.delivery.status import Status, stale_pages, status_of
from masthead.delivery.store import PageStore
from masthead.delivery.stores import installed_store
from masthead.kernel.clock import now

# The keeper looks every second; after this it is not late but away.
PENDING_TOO_LONG = timedelta(seconds=30)
# Fewer reads say nothing about the share of hits.
_MANY_READS = 1_000
_POOR_SHARE = 0.5


def check_pages() -> Finding:
    """Is the page store right, and of use? Draws a few of its pages anew and compares."""
    store = installed_store()
    if store is None:
        return well("pages", "The page store is switched off (pages_megabytes = 0).")
    try:
        found = status_of(store)
        stale = stale_pages(store)
    except IndexLost as lost:
        if not store.index.exists() and _can_be_made(store.root):
            return well("pages", "No page has been stored yet.")
        return doubtful(
            "pages",
            f"The page store cannot be used; every page is rendered: {lost}",
            f"See that Masthead runs and may write into {store.root}, or: masthead pages clear",
        )
    return judge_pages(store, found, stale)


def _can_be_made(folder: Path) -> bool:
    """Whether we may write into the folder, or make it where it is not there yet."""
    there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)


def judge_pages(store: PageStore, found: Status, stale: list[str]) -> Finding:
    """What a store's status and its stale pages mean."""
    size = f"{found.pages} pages, {found.bytes / 1e6:.1f} MB of {found.limit / 1e6:.0f} MB"
    if stale:
        return wrong(
            "pages",
            f"Stored pages differ from what would be drawn now: {', '.join(stale[:5])}",
            "Empty the store: masthead pages clear; and tell Masthead's authors.",
        )
    since = found.pending_since
    if since is not None and now() - since > PENDING_TOO_LONG:
        return wrong(
            "pages",
            f"A change of {since:%Y-%m-%d %H:%M:%S} UTC has not reached the page store.",
            "Start Masthead: its web server and its worker apply changes every second.",
        )
    if found.hit_share is None:
        return well("pages", f"The page store holds {size}; nothing was read yet.")
    share = f"{size}; {found.hit_share:.0%} of reads came from it."
    if found.hits + found.misses >= _MANY_READS and found.hit_share < _POOR_SHARE:
        return doubtful(
            "pages",
            f"The page store holds {share}",
            "Give it more room: pages_megabytes in masthead.toml.",
        )
    return well("pages", f"The page store holds {share}")
