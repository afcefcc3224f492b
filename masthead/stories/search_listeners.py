"""Saves of a story and its parts reach the index, in the same transaction.

Rows that are changed by a query rather than saved (none of them holds words) are caught by
``masthead reindex`` alone.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Revision

from masthead.stories.following import follow
from masthead.stories.models import Placement, Publication, Story
from masthead.stories.published_search import index_published
from masthead.stories.search import forget_story, index_stories
from masthead.stories.signals import story_changing


@receiver(post_save, sender=Publication, dispatch_uid="search.publication")
def index_publication(sender: type[Publication], instance: Publication, **kwargs: Any) -> None:
    """A story was made, published or ended: its publication is written each time."""
    follow(index_stories, instance.pk)


@receiver(story_changing, dispatch_uid="search.changing")
def index_changing_story(
    sender: object, story: Story, publication: Publication, **kwargs: Any
) -> None:
    """What readers get of a story changed: its text, or where it stands (the clock moves these)."""
    # One that readers never had is not in their index.
    if publication.first_published_at is not None:
        follow(index_published, story.pk)


@receiver(post_save, sender=Revision, dispatch_uid="search.revision")
def index_revision(sender: type[Revision], instance: Revision, **kwargs: Any) -> None:
    """A story was edited."""
    if instance.base_content_type.model_class() is Story:
        follow(index_stories, int(instance.object_id))


@receiver(post_save, sender=Story, dispatch_uid="search.story")
def index_saved_story(sender: type[Story], instance: Story, created: bool, **kwargs: Any) -> None:
    """A story was saved without a revision; one that is new is indexed with its publication."""
    if not created:
        follow(index_stories, instance.pk)


@receiver([post_save, post_delete], sender=Placement, dispatch_uid="search.placement")
def index_placement(sender: type[Placement], instance: Placement, **kwargs: Any) -> None:
    """A story was placed somewhere, moved, or taken from there."""
    follow(index_stories, instance.story_id)
    if instance.published_at is not None:
        follow(index_published, instance.story_id)


@receiver(post_delete, sender=Story, dispatch_uid="search.deleted")
def forget_deleted_story(sender: type[Story], instance: Story, **kwargs: Any) -> None:
    """A story that was never published was deleted."""
    forget_story(instance.pk)
    index_published([instance.pk])
