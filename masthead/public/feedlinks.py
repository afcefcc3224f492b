"""The forms of a feed, as a page's head tells feed readers of them."""

from __future__ import annotations

from dataclasses import dataclass

from masthead.public.shown import Shown
from masthead.syndication.feeds import FORMS


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedLink(Shown):
    """One form: its media type, what it is called in a list of feeds, its path."""

    media_type: str
    form: str
    href: str


_NAMES = {"xml": "RSS", "atom": "Atom", "json": "JSON Feed"}


def feed_links(rss: str) -> tuple[FeedLink, ...]:
    """Every form of the feed whose RSS lies at ``rss``; none for an empty path."""
    if not rss:
        return ()
    path, _, query = rss.partition("?")
    stem, end = path.removesuffix("xml"), f"?{query}" if query else ""
    return tuple(
        FeedLink(
            media_type=form.content_type.partition(";")[0],
            form=_NAMES[ending],
            href=f"{stem}{ending}{end}",
        )
        for ending, form in FORMS.items()
    )
