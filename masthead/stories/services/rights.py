"""Rights of pictures that run out: told a day ahead, gone from every page in time.

`masthead.stories.selectors.showable_pictures` asks the clock each time a page is drawn. A page that
is kept has to be drawn again when the moment comes, and people want to know before.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from wagtail.log_actions import log

from masthead.kernel.clock import now
from masthead.stories.acts import announce
from masthead.stories.missed import record_late
from masthead.stories.models import MissedMoment, Picture, Publication, RightsEnd
from masthead.stories.rules import is_late

# A day is time to find another picture or to buy the rights for longer.
TOLD_AHEAD = timedelta(days=1)


def watch_rights(*, picture: Picture) -> None:
    """Note when the rights in ``picture`` end, after it was saved; one query when nothing changed.

    A moment that moved is watched afresh. A picture whose rights had ended and were bought for
    longer is back on its pages.
    """
    known = RightsEnd.objects.filter(pk=picture.pk).first()
    ends_at = picture.rights_end_at
    if ends_at == (known.ends_at if known else None):
        return
    if ends_at is None:
        RightsEnd.objects.filter(pk=picture.pk).delete()
    else:
        RightsEnd.objects.update_or_create(
            picture=picture, defaults={"ends_at": ends_at, "told_at": None, "ended_at": None}
        )
    if known is not None and known.ended_at is not None:
        announce_users(picture)


def stories_showing(picture: Picture) -> QuerySet[Publication]:
    """What readers have whose current version shows ``picture``."""
    return Publication.objects.filter(
        state="live", version__uses__picture_id=picture.pk
    ).select_related("story")


def announce_users(picture: Picture) -> list[Publication]:
    """Announce every live story that has the picture in any version; returns those that show it.

    The history's page may show what an earlier version had.
    """
    ever = (
        Publication.objects.filter(state="live", story__versions__uses__picture_id=picture.pk)
        .select_related("story")
        .distinct()
    )
    for publication in ever:
        announce(publication.story, publication)
    return list(stories_showing(picture))


def due_to_tell(moment: datetime) -> QuerySet[RightsEnd]:
    """Rights that end within a day and of which nobody was told."""
    return RightsEnd.objects.filter(
        ended_at=None, told_at=None, ends_at__lte=moment + TOLD_AHEAD, ends_at__gt=moment
    ).select_related("picture")


def due_to_end(moment: datetime) -> QuerySet[RightsEnd]:
    """Rights that have ended and whose pages were not told yet."""
    return RightsEnd.objects.filter(ended_at=None, ends_at__lte=moment).select_related("picture")


@transaction.atomic
def tell_ahead(*, rights: RightsEnd) -> None:
    """Say, once, in the history of each story that readers have with the picture, what will come.

    The desk says it too, from a week ahead.
    """
    if not RightsEnd.objects.filter(
        pk=rights.pk, ends_at=rights.ends_at, ended_at=None, told_at=None
    ).update(told_at=now()):
        return
    _tell(rights, stories_showing(rights.picture), action="masthead.rights_ahead")


@transaction.atomic
def end_rights(*, rights: RightsEnd, ran_before: datetime | None = None) -> None:
    """Take the picture off every page, once: the pages are drawn anew, the stories stay.

    ``ran_before`` is when the clock ran last. What fell due since and comes late by more than two
    seconds is a missed moment: a page that was kept may have shown the picture. A moment that was
    past already when somebody set it is not late.
    """
    moment = now()
    if not RightsEnd.objects.filter(pk=rights.pk, ends_at=rights.ends_at, ended_at=None).update(
        ended_at=moment
    ):
        return
    showing = announce_users(rights.picture)
    _tell(rights, showing, action="masthead.rights_end")
    fell_due_since = ran_before is not None and rights.ends_at > ran_before
    if showing and fell_due_since and is_late(due_at=rights.ends_at, done_at=moment):
        record_late(
            MissedMoment.objects,
            title=rights.picture.title,
            kind=MissedMoment.Kind.RIGHTS,
            due_at=rights.ends_at,
            done_at=moment,
            picture=rights.picture,
        )


def _tell(rights: RightsEnd, showing: Iterable[Publication], *, action: str) -> None:
    """Write it into the history of each story that shows the picture."""
    data = {"picture": rights.picture.title, "at": rights.ends_at.isoformat()}
    for publication in showing:
        log(instance=publication.story, action=action, data=data)
