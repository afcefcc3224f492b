"""What the worker does for alerts by the clock."""

from __future__ import annotations

from masthead.alerts import watching
from masthead.alerts.services import pass_on_alerts
from masthead.jobs.schedule import every
from masthead.kernel.clock import now


@every(seconds=5, name="alerts.deeds")
def look_for_deeds() -> None:
    """What happened to stories: within seconds, so that a mail is there within the minute."""
    moment = now()
    watching.look_for_kills(at=moment)
    watching.look_for_missed_moments(at=moment)


@every(seconds=15, name="alerts.states")
def look_at_states() -> None:
    """How the machine is; and what nobody has answered goes a step further."""
    moment = now()
    watching.look_at_worker(at=moment)
    watching.look_at_jobs(at=moment)
    watching.look_at_disk()
    pass_on_alerts(at=moment)


@every(seconds=30, name="alerts.sources")
def look_at_sources() -> None:
    """Which sources went quiet: a query a feed, so less often."""
    watching.look_at_sources(at=now())
