"""Fetching feeds by address: again and again, whatever the other side does."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.db.models.functions import Coalesce

from masthead.kernel.clock import now
from masthead.kernel.fetching import Fetched, FetchRefused, fetch
from masthead.kernel.networks import Network, SystemNetwork
from masthead.kernel.text import shorten
from masthead.kernel.web_address import AddressRefused, parse_web_address
from masthead.wire.intake import read_received
from masthead.wire.models import Feed, HostPause, Item, Source
from masthead.wire.records import storable
from masthead.wire.rhythm import Asked, Rhythm, decide_host_pause, decide_pause, rhythm_of
from masthead.wire.services import file_dispatch, keep_received

# So many times running a permanent redirect leads to the same place before the address is changed:
# a server that is being moved, or taken over for an hour, says it once or twice.
_AGREEMENTS = 5
# How many of a feed's newest items show its rhythm.
_RHYTHM_ITEMS = 60
# What is wanted, best first; some servers answer a page to who does not ask for a feed.
_WANTED = {
    "accept": "application/rss+xml, application/atom+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
}
SYSTEM = SystemNetwork()


def ask(
    address: str, *, etag: str = "", last_modified: str = "", network: Network = SYSTEM
) -> Fetched:
    """Ask for a feed as the operator's policy allows. Raises `FetchRefused`."""
    return fetch(
        address,
        policy=settings.MASTHEAD_FETCH_POLICY,
        headers=_WANTED,
        etag=etag,
        last_modified=last_modified,
        network=network,
    )


def headers_of(fetched: Fetched) -> dict[str, str]:
    """The answer's headers; relative addresses in a feed start from where it was found."""
    return {"content-location": fetched.url} | dict(fetched.headers)


def fetch_feed(feed: Feed, *, network: Network = SYSTEM) -> Asked:
    """Ask a feed, file what is new, and note how it went and when it is asked next.

    What the server said of its version is kept only after all items are filed: killed before, the
    next fetch brings the same bytes, and filing them again changes nothing.
    """
    host = _host_of(feed)
    if HostPause.objects.filter(host=host, until__gt=now()).exists():
        _put_off(feed, host)
        return Asked(status=None)
    try:
        fetched = ask(
            feed.address, etag=feed.etag, last_modified=feed.last_modified, network=network
        )
    except FetchRefused as refusal:
        asked = Asked(status=None)
        _note(feed, asked, error=str(refusal))
        return asked
    return _take_in(feed, fetched, host=host)


def _take_in(feed: Feed, fetched: Fetched, *, host: str) -> Asked:
    new_count, error = 0, ""
    if fetched.status == 200:
        new_count, error = _file(feed, fetched)
    elif fetched.status != 304:
        error = f"the server answers {fetched.status}"
    asked = Asked(
        # A page that is no feed is a failure, whatever the server calls it.
        status=None if error and fetched.status == 200 else fetched.status,
        new_count=new_count,
        retry_after=fetched.headers.get("retry-after", ""),
        cache_control=fetched.headers.get("cache-control", ""),
    )
    if pause := decide_host_pause(asked, at=now()):
        HostPause.objects.update_or_create(host=host, defaults={"until": now() + pause})
    if asked.is_good:
        _follow_move(feed, fetched)
    if fetched.status == 200 and not error:
        feed.etag = storable(fetched.headers.get("etag", ""))[:500]
        feed.last_modified = storable(fetched.headers.get("last-modified", ""))[:100]
        feed.digest = hashlib.sha256(fetched.data).hexdigest()
    _note(feed, asked, error=error)
    return asked


def _file(feed: Feed, fetched: Fetched) -> tuple[int, str]:
    """File what an answer holds; how many items were new, and why nothing could be read."""
    if hashlib.sha256(fetched.data).hexdigest() == feed.digest:
        return 0, ""
    received = keep_received(
        source=feed.source, data=fetched.data, name=fetched.url, headers=headers_of(fetched)
    )
    reading = read_received(received, data=fetched.data)
    if reading is None:
        return 0, received.reason
    filings = [
        file_dispatch(received=received, position=position, dispatch=dispatch)
        for position, dispatch in enumerate(reading.dispatches)
    ]
    return sum(filing.state in {"new", "newer"} for filing in filings), ""


def _note(feed: Feed, asked: Asked, *, error: str) -> None:
    """Write down how it went. Only what polling knows: an editor may be changing the rest."""
    moment = now()
    feed.last_tried_at = moment
    if asked.is_good:
        feed.failure_count, feed.last_error, feed.last_good_at = 0, "", moment
    else:
        feed.failure_count, feed.last_error = feed.failure_count + 1, storable(error)
    if asked.new_count:
        feed.last_new_at = moment
    feed.next_try_at = moment + decide_pause(
        asked, rhythm=rhythm_of_source(feed.source), failures=feed.failure_count
    )
    feed.save(update_fields=_POLLING)


_POLLING = [
    "address", "etag", "last_modified", "digest", "next_try_at", "last_tried_at", "last_good_at",
    "last_new_at", "failure_count", "last_error", "moved_to", "moved_count",
]  # fmt: skip


def _put_off(feed: Feed, host: str) -> None:
    """Leave a feed alone for as long as its server wants."""
    pause = HostPause.objects.filter(host=host).first()
    if pause is not None:
        Feed.objects.filter(pk=feed.pk).update(next_try_at=pause.until)


def _follow_move(feed: Feed, fetched: Fetched) -> None:
    """Adopt a new address once permanent redirects have led there often enough running."""
    is_permanent = bool(fetched.redirects) and all(
        hop.status in {301, 308} for hop in fetched.redirects
    )
    if not is_permanent or len(fetched.url) > 2000:
        feed.moved_to, feed.moved_count = "", 0
        return
    feed.moved_count = feed.moved_count + 1 if feed.moved_to == fetched.url else 1
    feed.moved_to = fetched.url
    if feed.moved_count >= _AGREEMENTS:
        feed.address, feed.moved_to, feed.moved_count = fetched.url, "", 0


def rhythm_of_source(source: Source) -> Rhythm | None:
    """The rhythm of a source's newest items, by the agency's own times; one query.

    A first fetch brings fifty items in a second: when they arrived says nothing.
    """
    moments = Item.objects.filter(source=source).order_by("-pk")
    made = moments.values_list(Coalesce("take__versioned_at", "first_received_at"), flat=True)
    return rhythm_of(list(made[:_RHYTHM_ITEMS]))


def _host_of(feed: Feed) -> str:
    try:
        return parse_web_address(feed.address).authority[:260]
    except AddressRefused:
        # The fetch refuses it too, and its words are noted.
        return shorten(feed.address, 260)


def forget_old_pauses() -> None:
    """Remove the pauses that are over; one query."""
    HostPause.objects.filter(until__lte=now()).delete()
