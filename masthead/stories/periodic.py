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
from wagtail.log_actions import log
from wagtail.models import Revision

from masthead.jobs.schedule import every
from masthead.kernel.clock import now
from masthead.stories.acts import announce, locked
from masthead.stories.ending import take_down
from masthead.stories.following import one_act
from masthead.stories.missed import record_late
from masthead.stories.models import ClockRun, MissedMoment, Placement, Publication, Story
from masthead.stories.publishing import release
from masthead.stories.rules import is_late
from masthead.stories.services.breaking import end_bars_that_are_over
from masthead.stories.services.rights import due_to_end, due_to_tell, end_rights, tell_ahead

logger = logging.getLogger(__name__)


@every(seconds=1, name="stories.run_due")
def run_due() -> None:
    """Do all that is due now."""
    moment = now()
    ran_before = last_run()
    _expire(moment, ran_before)
    _release(moment)
    _move_placements(moment, ran_before)
    _watch_rights(moment, ran_before)
    ClockRun.objects.update_or_create(pk=1, defaults={"ran_at": moment})
    end_bars_that_are_over()


def last_run() -> datetime | None:
    """When the clockwork looked last; None when it never did. One query."""
    moment: datetime | None = ClockRun.objects.values_list("ran_at", flat=True).first()
    return moment


def _fell_due_late(due_at: datetime, *, done_at: datetime, ran_before: datetime | None) -> bool:
    """Whether what was due came late: what was set into the past after the last run did not."""
    return (
        ran_before is not None and due_at > ran_before and is_late(due_at=due_at, done_at=done_at)
    )


def _each(name: str, acts: list[Callable[[], None]]) -> None:
    """Do each act; one that fails is logged and tried again next time, the others go on."""
    for act in acts:
        try:
            act()
        except Exception:
            logger.exception("%s failed; it is tried again in a second", name)


def _expire(moment: datetime, ran_before: datetime | None) -> None:
    due = Publication.objects.expired_at(moment).select_related("story")
    _each("expiry", [partial(_end, publication, ran_before) for publication in due])


def _end(publication: Publication, ran_before: datetime | None) -> None:
    """End a story whose time ran out; say so if it comes late."""
    story, due_at = publication.story, publication.expire_at
    with one_act():
        take_down(story=story, by=None, is_expiry=True, reason="Its time ran out.")
        publication.refresh_from_db()
        ended_at = publication.ended_at
        if due_at is None or ended_at is None:  # somebody moved the time on meanwhile
            return
        if _fell_due_late(due_at, done_at=ended_at, ran_before=ran_before):
            record_late(
                story.missed_moments,
                title=str(story),
                kind=MissedMoment.Kind.EXPIRY,
                due_at=due_at,
                done_at=ended_at,
            )


def _release(moment: datetime) -> None:
    # By the moment alone: asked for the kind too, SQLite reads every revision of every story.
    kind = ContentType.objects.get_for_model(Story)
    due = Revision.objects.filter(approved_go_live_at__lte=moment).order_by("approved_go_live_at")
    _each(
        "release",
        [
            partial(release, revision=revision)
            for revision in due
            if revision.base_content_type_id == kind.pk
        ],
    )


def _move_placements(moment: datetime, ran_before: datetime | None) -> None:
    ending = Placement.objects.filter(is_live=True, ends_at__lte=moment)
    starting = Placement.objects.filter(
        is_live=False, starts_at__lte=moment, story__publication__state="live"
    ).exclude(ends_at__lte=moment)
    _each(
        "placement",
        [
            partial(_move_placement, placement, is_start, ran_before)
            for is_start, placements in ((False, ending), (True, starting))
            for placement in placements.select_related("story", "edition")
        ],
    )


def _move_placement(placement: Placement, is_start: bool, ran_before: datetime | None) -> None:
    """Show a story in its place or take it out, unless it has gone since: asked under the lock."""
    with one_act():
        row, publication = locked(placement.story)
        if not publication.is_live:
            return
        Placement.objects.filter(pk=placement.pk).update(
            is_live=is_start, published_at=publication.first_published_at
        )
        action = "masthead.placement_start" if is_start else "masthead.placement_end"
        log(instance=row, action=action, data={"edition": placement.edition.name})
        announce(row, publication)
        due_at, done_at = placement.starts_at if is_start else placement.ends_at, now()
        if due_at and _fell_due_late(due_at, done_at=done_at, ran_before=ran_before):
            kinds = MissedMoment.Kind
            kind = kinds.PLACEMENT_START if is_start else kinds.PLACEMENT_END
            record_late(
                row.missed_moments, title=str(row), kind=kind, due_at=due_at, done_at=done_at
            )


def _watch_rights(moment: datetime, ran_before: datetime | None) -> None:
    _each("rights", [partial(tell_ahead, rights=rights) for rights in due_to_tell(moment)])
    _each(
        "rights",
        [
            partial(end_rights, rights=rights, ran_before=ran_before)
            for rights in due_to_end(moment)
        ],
    )
