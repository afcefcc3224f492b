"""Addresses of editions, stories, lists. They never change once a reader could have seen them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.conf import settings

from masthead.kernel.urls import is_loopback

if TYPE_CHECKING:
    from masthead.stories.models import Author, Edition, Publication, Section, Topic


def edition_origin(edition: Edition) -> str:
    """Scheme, host and port of an edition, without a slash at the end.

    On this machine's own names the built-in server answers, on its port and without TLS; any
    other host is served by a front server with TLS on 443.
    """
    if is_loopback(edition.host):
        return f"http://{edition.host}:{settings.MASTHEAD_PORT}"
    return f"https://{edition.host}"


def dated_path(*, on: date, slug: str, story_id: int) -> str:
    """``/YYYY/MM/DD/slug-id``: the number finds the story, the rest is for people."""
    return f"/{on:%Y/%m/%d}/{slug}-{story_id}"


def story_path(publication: Publication) -> str:
    """The path of a story that is or was published; its version must be at hand."""
    on, version = publication.address_date, publication.version
    if on is None or version is None:
        raise ValueError(f"story {publication.story_id} was never published: it has no address")
    return dated_path(on=on, slug=version.slug, story_id=publication.story_id)


def story_address(publication: Publication) -> str:
    """The canonical address, at the home edition, whichever edition shows the story."""
    if publication.home is None:
        raise ValueError(f"story {publication.story_id} has no home")
    return edition_origin(publication.home.edition) + story_path(publication)


def section_path(section: Section) -> str:
    """A section's page."""
    return section_path_of(section.slug)


def section_path_of(slug: str) -> str:
    """The page of the section with this slug."""
    return f"/section/{quote(slug)}"


def topic_path(topic: Topic) -> str:
    """A topic's page."""
    return f"/topic/{quote(topic.slug)}"


def author_path(author: Author) -> str:
    """A staff author's page."""
    return f"/author/{quote(author.slug)}"


def feed_path(page: str, *, form: str = "xml") -> str:
    """The feed of the list at ``page``; ``form`` is one of `masthead.syndication.feeds.FORMS`."""
    return f"{page.rstrip('/')}/feed.{form}"
