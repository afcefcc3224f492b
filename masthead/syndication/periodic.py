"""What the worker does for feeds by the clock."""

from __future__ import annotations

from masthead.jobs.schedule import every
from masthead.kernel.clock import now
from masthead.syndication.hubs import tell_hubs


@every(seconds=5, name="syndication.hubs")
def look_for_changed_feeds() -> None:
    """Hubs hear of a change within some ten seconds, and of several that came together at once."""
    tell_hubs(moment=now())
