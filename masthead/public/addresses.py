"""Paths of the public site that are not a story's: lists, feed, files."""

from __future__ import annotations

from urllib.parse import quote

from masthead.stories.models import Author, Section, Topic
from masthead.stories.selectors import Cursor

NEWS = "/news"
FEED = "/feed.xml"


def section_path(section: Section) -> str:
    """A section's page."""
    return f"/section/{quote(section.slug)}"


def topic_path(topic: Topic) -> str:
    """A topic's page."""
    return f"/topic/{quote(topic.slug)}"


def author_path(author: Author) -> str:
    """A staff author's page."""
    return f"/author/{quote(author.slug)}"


def cursor_text(cursor: Cursor) -> str:
    """A place in a list as a query carries it: microseconds since 1970 and the story's number."""
    return f"{int(cursor.published_at.timestamp() * 1_000_000)}-{cursor.story_id}"
