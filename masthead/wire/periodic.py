"""What the wire does by the clock: asking the feeds that are due."""

from masthead.jobs.schedule import every
from masthead.wire.polling import forget_old_pauses
from masthead.wire.sources import enqueue_due


@every(seconds=5, name="wire.ask_feeds")
def ask_feeds() -> None:
    """Enqueue what is due. The jobs do the asking, so that a slow server holds up no clock."""
    enqueue_due()


@every(seconds=600, name="wire.forget_pauses")
def forget_pauses() -> None:
    """Forget servers' pauses that are over."""
    forget_old_pauses()
