"""The public history of a story."""

from __future__ import annotations

from wagtail.log_actions import log

from masthead.accounts.models import User
from masthead.stories.acts import announce, check_permission, locked
from masthead.stories.following import one_act
from masthead.stories.models import Version, VersionHiding
from masthead.stories.rules import Gate, PublicationRefused


@one_act()
def hide_version(*, version: Version, by: User, reason: str) -> VersionHiding:
    """Take an earlier version out of the public history; readers see that, and the reason.

    Hiding twice keeps the first reason. Raises `PublicationRefused` for the version that is being
    read now (correct or withdraw it instead) or without a reason, `PermissionDenied` when ``by``
    may not publish.
    """
    row, publication = locked(version.story)
    check_permission(by, "publish")
    if not reason.strip():
        raise PublicationRefused(Gate("reason", "Say why the version is hidden."))
    if publication.version_id == version.pk:
        raise PublicationRefused(
            Gate("version", "This is the version readers have now: correct or withdraw it.")
        )
    hiding, is_new = VersionHiding.objects.get_or_create(
        version=version, defaults={"hidden_by": by, "reason": reason.strip()}
    )
    if is_new:
        log(
            instance=row,
            action="masthead.hide_version",
            user=by,
            data={"version": version.number, "reason": hiding.reason},
        )
        announce(row, publication)
    return hiding
