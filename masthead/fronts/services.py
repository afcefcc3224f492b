"""Arranging a front, publishing it, and bringing an earlier one back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from masthead.accounts.models import User
from masthead.delivery.keys import key
from masthead.delivery.purging import purge
from masthead.fronts.arranging import Arrangement, read_arrangement, write_arrangement
from masthead.fronts.models import FrontDraft, FrontVersion
from masthead.fronts.selectors import draft_of
from masthead.kernel.clock import now
from masthead.stories.models import Edition

ARRANGE = "fronts.arrange_front"
# A week of mornings and evenings is less; `selectors.live_front` looks through them.
MOST_SCHEDULED = 10


class FrontRefused(Exception):
    """What cannot be done to a front, in words for the editor."""


class FrontOvertaken(FrontRefused):
    """Somebody else has changed the draft since it was shown."""


def _check(by: User) -> None:
    if not by.has_perm(ARRANGE):
        raise PermissionDenied("You may not arrange front pages.")


@transaction.atomic
def arrange(
    *, edition: Edition, by: User, revision: int, change: Callable[[Arrangement], Arrangement]
) -> FrontDraft:
    """Change the draft by a pure function; ``revision`` is the one that the editor was shown.

    Readers notice nothing. Raises `PermissionDenied`, and `FrontOvertaken` when the draft is
    another by now: nothing is changed then.
    """
    _check(by)
    Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    draft = draft_of(edition, at=now())
    if draft.revision != revision:
        who = draft.changed_by or "Somebody"
        raise FrontOvertaken(
            f"{who} changed this draft meanwhile. It is shown as it is now: do your change again."
        )
    _keep(draft, write_arrangement(change(read_arrangement(draft.arrangement))), by=by)
    return draft


@transaction.atomic
def publish_front(
    *, edition: Edition, by: User, revision: int, at: datetime | None = None
) -> FrontVersion:
    """Give readers the draft now, or from ``at`` (UTC) on; pages change by themselves then.

    Raises `PermissionDenied`, `FrontOvertaken` as `arrange`, and `FrontRefused` for a moment that
    has passed or when too many are scheduled.
    """
    _check(by)
    Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    draft = draft_of(edition, at=now())
    if draft.revision != revision:
        raise FrontOvertaken(
            "The draft was changed meanwhile. Look at it as it is now, then publish it."
        )
    return _make_version(edition, draft.arrangement, by=by, at=at)


@transaction.atomic
def restore_front(*, version: FrontVersion, by: User) -> FrontVersion:
    """Give readers an earlier version again, as a new one, and make it the draft.

    Raises `PermissionDenied`.
    """
    _check(by)
    edition = Edition.objects.select_for_update(no_key=True).get(pk=version.edition_id)
    _keep(draft_of(edition, at=now()), version.arrangement, by=by)
    return _make_version(edition, version.arrangement, by=by, restores=version)


@transaction.atomic
def call_off(*, version: FrontVersion, by: User) -> bool:
    """Call a scheduled version off; whether there was anything to call off.

    Raises `PermissionDenied`, and `FrontRefused` when readers have had it already.
    """
    _check(by)
    row = FrontVersion.objects.select_for_update(no_key=True).get(pk=version.pk)
    if row.called_off_at is not None:
        return False
    moment = now()
    if row.live_at <= moment:
        raise FrontRefused("Readers have had this front already: bring another one back instead.")
    row.called_off_at = moment
    row.save(update_fields=["called_off_at"])
    _tell(row, "masthead.front_call_off", by=by)
    return True


def _keep(draft: FrontDraft, arrangement: dict[str, Any], *, by: User) -> None:
    """The draft's next state. The caller holds the edition's lock."""
    draft.arrangement = arrangement
    draft.revision += 1
    draft.changed_at, draft.changed_by = now(), by
    draft.save()


def _make_version(
    edition: Edition,
    arrangement: dict[str, Any],
    *,
    by: User,
    at: datetime | None = None,
    restores: FrontVersion | None = None,
) -> FrontVersion:
    """The caller holds the edition's lock."""
    moment = now()
    if at is not None and at <= moment:
        raise FrontRefused("This moment has passed: choose a later one, or publish now.")
    ahead = FrontVersion.objects.filter(edition=edition, live_at__gt=moment, called_off_at=None)
    if at is not None and ahead.count() >= MOST_SCHEDULED:
        raise FrontRefused(f"{MOST_SCHEDULED} fronts are scheduled already: call one off first.")
    last = FrontVersion.objects.filter(edition=edition).order_by("-number").first()
    version = FrontVersion.objects.create(
        edition=edition,
        number=last.number + 1 if last else 1,
        arrangement=arrangement,
        live_at=at or moment,
        published_at=moment,
        published_by=by,
        restores=restores,
    )
    _tell(version, "masthead.front_restore" if restores else "masthead.front", by=by)
    return version


def _tell(version: FrontVersion, action: str, *, by: User) -> None:
    log(
        instance=version.edition,
        action=action,
        user=by,
        data={"version": version.number, "live_at": version.live_at.isoformat()},
    )
    purge({key(version.edition_id, "front")})
