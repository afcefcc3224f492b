"""Named points at which a process may die, so that tests can make it die there."""

from __future__ import annotations

from collections.abc import Callable

# Every point, in the order in which a change and a rendering pass them.
POINTS = (
    "change committed",
    "purge: files removed",
    "purge: row removed",
    "bump: link swapped",
    "keep: drafts written",
    "keep: row committed",
    "keep: files placed",
    "keep: placed committed",
)

_watch: Callable[[str], None] | None = None


def reached(name: str) -> None:
    """Say that this process is at ``name``."""
    if _watch is not None:
        _watch(name)


def watch(by: Callable[[str], None] | None) -> None:
    """Call ``by`` with the name of each point that is reached from now on; None ends it."""
    global _watch
    _watch = by
