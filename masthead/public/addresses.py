"""Paths of the public site that are nobody's in particular, and places in lists."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from masthead.stories.selectors import Cursor

NEWS = "/news"
LISTEN = "/listen"
SEARCH = "/search"
ARCHIVE = "/archive"
CORRECTIONS = "/corrections"
FEED = "/feed.xml"
# What is below is counted: no robot is to go there.
SPONSORS = "/sponsor/"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def sponsor_path(number: int) -> str:
    """Where a sponsor's link leads on from."""
    return f"{SPONSORS}{number}"


def sponsor_picture_path(number: int, width: int) -> str:
    """A sponsor's picture, ``width`` pixels wide if there is one so wide."""
    return f"{SPONSORS}{number}/{width}"


def cursor_text(cursor: Cursor) -> str:
    """A place in a list as a query carries it: microseconds since 1970 and the story's number."""
    # Whole numbers throughout: as a float the moment would be off by one microsecond now and then,
    # and a list would lose or repeat a story there.
    return f"{(cursor.published_at - EPOCH) // timedelta(microseconds=1)}-{cursor.story_id}"
