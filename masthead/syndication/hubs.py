"""Telling a WebSub hub which feeds have changed (https://www.w3.org/TR/websub/).

What changed is what the page store had to give up: a feed's page goes by the same keys. WebSub
leaves open how a publisher tells its hub (section 7); this is what hubs take in practice: a POST
with ``hub.mode=publish`` and the feeds' addresses, as PubSubHubbub 0.3 (section 7.1) has it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django_tasks import task

from masthead.delivery.keys import parts_of
from masthead.delivery.purging import purged_between
from masthead.jobs.queue import enqueue
from masthead.jobs.rules import RetryPolicy
from masthead.kernel.fetching import FetchRefused, post
from masthead.stories.addresses import (
    author_path,
    edition_origin,
    feed_path,
    section_path_of,
    topic_path,
)
from masthead.stories.models import Author, Edition, Topic
from masthead.syndication.feeds import FORMS

logger = logging.getLogger(__name__)

# A change shows in the log when its transaction ends; one that began earlier is waited for.
_SETTLED = timedelta(seconds=5)
# A hub that was away for an hour is told of the next change, and its readers ask meanwhile.
_LOOK_BACK = timedelta(hours=1)
# Addresses in one message.
_MOST = 60
_SECONDS = 10.0
_MOST_BYTES = 64 * 1024
_PATIENCE = RetryPolicy(max_attempts=6, first_pause_seconds=10.0, longest_pause_seconds=300.0)


class HubBusyError(Exception):
    """The hub asks for patience (429), is out of order (5xx) or cannot be reached."""


def tell_hubs(*, moment: datetime) -> int:
    """Queue what each edition's hub is to be told of at ``moment`` (UTC); how many messages.

    One query without hubs. The messages and the note of them are one transaction.
    """
    until = moment - _SETTLED
    told = 0
    for edition in Edition.objects.exclude(hub=""):
        since = max(edition.hub_told_until or until, moment - _LOOK_BACK)
        with transaction.atomic():
            feeds = changed_feeds(edition, purged_between(since, until))
            for start in range(0, len(feeds), _MOST):
                enqueue(tell_hub, edition.pk, feeds[start : start + _MOST])
                told += 1
            # Not saved as a row: that would draw every page of the edition anew.
            Edition.objects.filter(pk=edition.pk).update(hub_told_until=until)
    return told


def changed_feeds(edition: Edition, keys: Iterable[str]) -> list[str]:
    """The addresses of the edition's feeds that ``keys`` of the page store touch, in every form."""
    names: dict[str, set[str]] = {"feed": set(), "section": set(), "about": set(), "by": set()}
    for key in keys:
        number, kind, name = parts_of(key)
        if number == edition.pk and kind in names:
            names[kind].add(name)
    pages = ["/"] if names["feed"] else []
    pages += [section_path_of(slug) for slug in sorted(names["section"])]
    if names["about"]:
        pages += [topic_path(row) for row in Topic.objects.filter(pk__in=names["about"])]
    if names["by"]:
        pages += [author_path(row) for row in Author.objects.filter(pk__in=names["by"])]
    origin = edition_origin(edition)
    return [origin + feed_path(page, form=form) for page in pages for form in FORMS]


@task(retry=_PATIENCE)
def tell_hub(edition_id: int, feeds: Sequence[str]) -> None:
    """Tell the edition's hub that these have changed. Twice is as good as once.

    A hub that refuses is not asked again. Raises `HubBusyError` for one that may take it later.
    """
    hub = Edition.objects.filter(pk=edition_id).values_list("hub", flat=True).first()
    if not hub:
        return
    message = [("hub.mode", "publish"), *(("hub.url", feed) for feed in feeds)]
    policy = replace(settings.MASTHEAD_FETCH_POLICY, seconds=_SECONDS, most_bytes=_MOST_BYTES)
    try:
        answer = post(
            hub,
            data=urlencode(message).encode(),
            policy=policy,
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        )
    except FetchRefused as error:
        raise HubBusyError(f"the hub {hub} was not reached: {error}") from error
    if answer.is_busy:
        raise HubBusyError(f"the hub {hub} answers {answer.status}")
    if not 200 <= answer.status < 300:
        logger.warning("the hub %s refused the feeds of edition %s: %s",
                       hub, edition_id, answer.status)  # fmt: skip
