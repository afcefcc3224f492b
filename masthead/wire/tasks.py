"""Background work of the wire. A task that runs twice has the effect of one."""

from django_tasks import task

from masthead.wire.models import Feed
from masthead.wire.polling import fetch_feed


@task(queue_name="feeds")
def fetch_one(feed_id: int) -> int:
    """Ask one feed; returns how many items were new. A feed deleted meanwhile has none.

    What goes wrong at the other side is noted at the feed, which has a rhythm of its own for
    trying again: the job itself does not fail for it.
    """
    feed = Feed.objects.select_related("source").filter(pk=feed_id).first()
    return fetch_feed(feed).new_count if feed else 0
