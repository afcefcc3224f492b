"""Missed moments: reading those that nobody has seen, and saying that one has."""

from __future__ import annotations

from wagtail.log_actions import log

from masthead.accounts.models import User
from masthead.kernel.clock import now
from masthead.stories.acts import check_permission
from masthead.stories.following import one_act
from masthead.stories.models import MissedMoment


def open_moments(*, count: int = 50) -> list[MissedMoment]:
    """The newest missed moments that nobody has acknowledged, with who had set them; one query."""
    return list(
        MissedMoment.objects.filter(acknowledged_at=None)
        .select_related("story", "set_by")
        .defer("story__body")[:count]
    )


@one_act()
def acknowledge(*, moment: MissedMoment, by: User) -> None:
    """Say that ``by`` has seen a missed moment; the first to say so stays named.

    Raises `PermissionDenied` when ``by`` may not edit stories.
    """
    check_permission(by, "change")
    is_first = MissedMoment.objects.filter(pk=moment.pk, acknowledged_at=None).update(
        acknowledged_at=now(), acknowledged_by=by
    )
    moment.refresh_from_db()
    if is_first and moment.story is not None:
        log(
            instance=moment.story,
            action="masthead.acknowledge_missed",
            user=by,
            data={"moment": f"{moment.get_kind_display()}, {moment.get_outcome_display().lower()}"},
        )
