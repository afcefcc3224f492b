"""Sources with an address: trying one, setting one up, and having the worker ask it."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from masthead.jobs.queue import enqueue
from masthead.kernel.clock import now
from masthead.kernel.fetching import Fetched, FetchRefused
from masthead.kernel.networks import Network
from masthead.kernel.web_address import AddressRefused, parse_web_address
from masthead.stories.models import Section
from masthead.wire.dispatch import Reading, Refused
from masthead.wire.formats import read
from masthead.wire.models import Feed, Source
from masthead.wire.polling import SYSTEM, ask, headers_of
from masthead.wire.tasks import fetch_one


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What would come in from an address now: the headlines, or why nothing would."""

    address: str
    format: str = ""
    headlines: tuple[str, ...] = ()
    refusal: str = ""
    remarks: tuple[str, ...] = ()


def try_feed(address: str, *, network: Network = SYSTEM) -> Trial:
    """Fetch and read an address and keep nothing; never raises for what the other side does."""
    try:
        fetched = ask(address, network=network)
        reading = _read_answer(fetched)
    except FetchRefused as refusal:
        return Trial(address=address, refusal=str(refusal))
    except Refused as refusal:
        return Trial(address=address, refusal=refusal.reason)
    return Trial(
        address=fetched.url,
        format=reading.format,
        headlines=tuple(dispatch.headline for dispatch in reading.dispatches),
        remarks=tuple(remark.what for remark in reading.remarks),
    )


def _read_answer(fetched: Fetched) -> Reading:
    if fetched.status != 200:
        raise Refused(f"the server answers {fetched.status}")
    reading = read(fetched.data, headers_of(fetched))
    if not reading.dispatches:
        raise Refused("; ".join(remark.what for remark in reading.remarks) or "it holds no item")
    return reading


@transaction.atomic
def add_source(*, name: str, address: str, section: Section | None = None) -> Source:
    """Set up a source that is polled at ``address``, and have it asked at once.

    Raises `ValidationError` for an address that is never asked and for a name that is taken.
    """
    source = Source(name=name, section=section)
    source.full_clean()
    check_address(address)
    source.save()
    feed = Feed.objects.create(source=source, address=address.strip())
    fetch_soon(feed)
    return source


def check_address(address: str) -> None:
    """Raise `ValidationError`, in words, for an address that the client would not even try."""
    try:
        parse_web_address(address.strip())
    except AddressRefused as error:
        raise ValidationError({"address": f"This is no address of a feed: {error}."}) from error


def fetch_soon(feed: Feed) -> None:
    """Have the worker ask a feed now, whatever its rhythm; asked twice, it is fetched once."""
    enqueue(fetch_one, feed.pk, key=f"feed:{feed.pk}")


def enqueue_due() -> int:
    """Put a job for each feed that is due into the queue; returns how many."""
    moment = now()
    due = list(Feed.objects.filter(is_active=True, next_try_at__lte=moment).only("pk"))
    for feed in due:
        fetch_soon(feed)
    return len(due)
