"""The forms in which a feed is written, by the ending of its address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from masthead.delivery.keys import note_until
from masthead.kernel.clock import now
from masthead.syndication.atom import write_atom
from masthead.syndication.entries import Feed
from masthead.syndication.json_feed import write_json_feed
from masthead.syndication.rss import write_rss


@dataclass(frozen=True)
class Form:
    """A format: what a server says of it, and how it is written."""

    content_type: str
    write: Callable[[Feed], bytes]


FORMS = {
    "xml": Form("application/rss+xml; charset=utf-8", write_rss),
    "atom": Form("application/atom+xml; charset=utf-8", write_atom),
    "json": Form("application/feed+json; charset=utf-8", write_json_feed),
}


def write_feed(feed: Feed, *, form: str) -> bytes:
    """``feed`` in one of `FORMS`, in UTF-8."""
    if not feed.entries:
        # Without a story RSS and Atom bear the time at which they were drawn: of no later use.
        note_until(now())
    return FORMS[form].write(feed)
