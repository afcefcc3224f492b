"""What happens by the clock: scheduled publications, expiry, placements that start and end.

`run_due` is called by the worker every second and may be called at any time, by several workers:
each act locks the story it is about, looks again, and does nothing if it is done.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Revision

from masthead.jobs.schedule import every
from masthead.kernel.clock import now
from masthead.stories.acts import locked
from masthead.stories.ending import take_down
from masthead.stories.models import Placement, Publication, Story
from masthead.stories.publishing import release

logger = logging.getLogger(__name__)


@every(seconds=1, name="stories.run_due")
def run_due() -> None:
    """Do all that is due now."""
    moment = now()
    _expire(moment)
    _release(moment)
    _move_placements(moment)


def _each(name: str, acts: list[Callable[[], None]]) -> None:
    """Do each act; one that fails is logged and tried again next time, the others go on."""
    for act in acts:
        try:
            act()
        except Exception:
            logger.exception("%s failed; it is tried again in a second", name)


def _expire(moment: datetime) -> None:
    due = Publication.objects.expired_at(moment).select_related("story")
    _each(
        "expiry",
        [
            partial(
                take_down,
                story=publication.story,
                by=None,
                is_expiry=True,
                reason="Its time ran out.",
            )
            for publication in due
        ],
    )


def _release(moment: datetime) -> None:
    due = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Story),
        approved_go_live_at__lte=moment,
    ).order_by("approved_go_live_at")
    _each("release", [partial(release, revision=revision) for revision in due])


def _move_placements(moment: datetime) -> None:
    Placement.objects.filter(is_live=True, ends_at__lte=moment).update(is_live=False)
    starting = Placement.objects.filter(
        is_live=False, starts_at__lte=moment, story__publication__state="live"
    ).exclude(ends_at__lte=moment)
    _each(
        "placement",
        [partial(_start_placement, placement) for placement in starting.select_related("story")],
    )


def _start_placement(placement: Placement) -> None:
    """Show a story in its place, unless it has gone since: asked again under the lock."""
    with transaction.atomic():
        _, publication = locked(placement.story)
        if publication.is_live:
            Placement.objects.filter(pk=placement.pk).update(
                is_live=True, published_at=publication.first_published_at
            )
