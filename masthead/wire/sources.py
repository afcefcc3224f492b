"""Sources with an address: trying one, setting one up, and having the worker ask it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

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
    set_feed(source=source, address=address)
    return source


@transaction.atomic
def set_feed(
    *, source: Source, address: str, is_active: bool = True, quiet_hours: float | None = None
) -> Feed | None:
    """Poll ``source`` at ``address``, or no longer when that is empty; returns its feed, if any.

    What is known of a feed (its rhythm, its server's word on its version) belongs to its address:
    a new one starts afresh and is asked at once. Raises `ValidationError` as `check_address`.
    """
    if not address.strip():
        Feed.objects.filter(source=source).delete()
        return None
    check_address(address)
    quiet_after = timedelta(hours=quiet_hours) if quiet_hours else None
    known = Feed.objects.select_for_update().filter(source=source).first()
    if known is not None and known.address == address.strip():
        is_switched_on = is_active and not known.is_active
        known.is_active, known.quiet_after = is_active, quiet_after
        known.save(update_fields=["is_active", "quiet_after"])
        if is_switched_on:
            fetch_soon(known)
        return known
    if known is not None:
        known.delete()
    feed = Feed.objects.create(
        source=source, address=address.strip(), is_active=is_active, quiet_after=quiet_after
    )
    if is_active:
        fetch_soon(feed)
    return feed


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
