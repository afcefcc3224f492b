"""The addresses of editions and stories. They never change once a reader could have seen them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings

from masthead.kernel.urls import is_loopback

if TYPE_CHECKING:
    from masthead.stories.models import Edition, Publication


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
