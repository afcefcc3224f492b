"""Where the newsroom is, for those who read of it elsewhere: in a mail, on a phone's screen."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from masthead.alerts.models import Alert
from masthead.kernel.urls import is_loopback
from masthead.stories.addresses import edition_origin
from masthead.stories.models import Edition


def newsroom_origin() -> str:
    """Scheme, host and port of the newsroom, without a slash at the end; one query at most."""
    host = settings.MASTHEAD_NEWSROOM_HOST
    if host:
        scheme, port = (
            ("http", f":{settings.MASTHEAD_PORT}") if is_loopback(host) else ("https", "")
        )
        return f"{scheme}://{host}{port}"
    edition = Edition.objects.first()
    return edition_origin(edition) if edition else settings.WAGTAILADMIN_BASE_URL


def alert_path(alert: Alert) -> str:
    """The alert's own page."""
    return reverse("newsroom_alert", args=[alert.pk])
