"""What the newsroom does by the clock."""

from __future__ import annotations

from masthead.jobs.schedule import every
from masthead.newsroom.desk.refreshing import sweep


@every(seconds=30, name="newsroom.desk_sweep")
def sweep_desk() -> None:
    """Bring the desk's lines up to date with what the clock alone changes."""
    sweep()
