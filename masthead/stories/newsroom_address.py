"""Where the newsroom is, for those who read of it elsewhere: in a mail, on a phone's screen."""

from __future__ import annotations

from django.conf import settings

from masthead.kernel.urls import is_loopback
from masthead.stories.addresses import edition_origin
from masthead.stories.models import Edition


def newsroom_origin() -> str:
    """Scheme, host and port of the newsroom, without a slash at the end; one query at most.

    From the settings and the editions, never from a request: whoever asks for a letter to be sent
    must not choose where its link leads.
    """
    host = settings.MASTHEAD_NEWSROOM_HOST
    if host:
        scheme, port = (
            ("http", f":{settings.MASTHEAD_PORT}") if is_loopback(host) else ("https", "")
        )
        return f"{scheme}://{host}{port}"
    edition = Edition.objects.first()
    return edition_origin(edition) if edition else str(settings.WAGTAILADMIN_BASE_URL)
