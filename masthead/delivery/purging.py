"""Giving pages up: the one door for whoever changes what readers see.

::

    with transaction.atomic():
        ...                                  # the change
        purging.purge({key(edition.pk, "story", story.pk)})
        purging.bump(edition.pk)             # when every page of an edition changes

The keys are written in the change's own transaction, so that a crash cannot part them; they are
applied right after the commit, and by each machine's keeper within a second.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from masthead.delivery import points
from masthead.delivery.applying import apply_pending
from masthead.delivery.keys import every_page
from masthead.delivery.models import Purge
from masthead.delivery.stores import installed_store


def purge(keys: Iterable[str]) -> None:
    """Give up every page that declared one of ``keys``, after the commit; nothing for no keys.

    One query now, one more after the commit.
    """
    wanted = sorted(set(keys))
    if not wanted:
        return
    Purge.objects.create(keys=wanted)
    transaction.on_commit(_apply, robust=True)


def bump(*edition_ids: int) -> None:
    """Give up every page of these editions, after the commit: a new generation begins."""
    purge(every_page(edition_id) for edition_id in edition_ids)


def purged_between(since: datetime, until: datetime) -> set[str]:
    """The keys of changes that were made after ``since``, ``until`` at the latest (UTC); one query.

    The log is kept for a day (`masthead.delivery.applying.KEEP`).
    """
    rows = Purge.objects.filter(made_at__gt=since, made_at__lte=until)
    return {key for keys in rows.values_list("keys", flat=True) for key in keys}


def _apply() -> None:
    """Apply what is pending to this machine's store, before whoever made the change goes on."""
    points.reached("change committed")
    if (store := installed_store()) is not None:
        apply_pending(store)
