"""The public history of a story."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from masthead.accounts.models import User
from masthead.stories.models import Publication, Version, VersionHiding
from masthead.stories.rules import Gate, PublicationRefused
from masthead.stories.signals import story_changed


@transaction.atomic
def hide_version(*, version: Version, by: User, reason: str) -> VersionHiding:
    """Take an earlier version out of the public history; readers see that, and the reason.

    Hiding twice keeps the first reason. Raises `PublicationRefused` for the version that is being
    read now (correct or withdraw it instead) or without a reason, `PermissionDenied` when ``by``
    may not publish.
    """
    if not by.has_perm("stories.publish_story"):
        raise PermissionDenied("You may not change the history of stories.")
    if not reason.strip():
        raise PublicationRefused(Gate("reason", "Say why the version is hidden."))
    publication = Publication.objects.get(pk=version.story_id)
    if publication.version_id == version.pk:
        raise PublicationRefused(
            Gate("version", "This is the version readers have now: correct or withdraw it.")
        )
    hiding, is_new = VersionHiding.objects.get_or_create(
        version=version, defaults={"hidden_by": by, "reason": reason.strip()}
    )
    if is_new:
        log(
            instance=version.story,
            action="masthead.hide_version",
            user=by,
            data={"version": version.number, "reason": hiding.reason},
        )
        state = str(publication.state)
        transaction.on_commit(
            lambda: story_changed.send_robust(
                sender=type(version.story), story_id=version.story_id, state=state
            )
        )
    return hiding
