"""What every act of publishing begins and ends with: the lock, the permission, the announcement.

This module is below the models: it works on the story it is given and reaches the rest through the
story's relations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction

from masthead.stories.signals import story_changed, story_changing

if TYPE_CHECKING:
    from masthead.accounts.models import User
    from masthead.stories.models import Publication, Story


def locked(story: Story) -> tuple[Story, Publication]:
    """The story's row as it stands and its publication, both locked until the transaction ends.

    Always in this order: an editor who saves and publishes holds the story's row before she asks
    for the publication, and a kill that took them the other way round would deadlock with her.
    NO KEY, because rows that point to the story (notes, placements) may go on being written.
    Raises `django.db.transaction.TransactionManagementError` outside a transaction on PostgreSQL.
    """
    row = type(story)._default_manager.select_for_update(no_key=True).get(pk=story.pk)
    model: type[Publication] = type(story)._meta.get_field("publication").related_model
    return row, model.objects.select_for_update(no_key=True).get(story_id=story.pk)


def check_permission(by: User | None, act: str) -> None:
    """Raise `PermissionDenied` unless ``by`` may do ``act`` to stories; None is the clockwork."""
    if by is not None and not by.has_perm(f"stories.{act}_story"):
        raise PermissionDenied(f"You may not {act} stories.")


def is_committed(story: Story, publication: Publication) -> bool:
    """Whether readers had the story, or will without another act: it is scheduled. One query."""
    if publication.first_published_at is not None:
        return True
    is_scheduled: bool = story.revisions.filter(approved_go_live_at__isnull=False).exists()
    return is_scheduled


def announce(story: Story, publication: Publication) -> None:
    """Tell the layers above that readers' pages changed: here and now, and after the commit.

    The caller is in the transaction of the change.
    """
    story_changing.send(sender=type(story), story=story, publication=publication)
    story_id, state = story.pk, str(publication.state)
    transaction.on_commit(
        lambda: story_changed.send_robust(sender=type(story), story_id=story_id, state=state)
    )
