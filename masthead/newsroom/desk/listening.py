"""Which saves change the desk, and the lines that follow them, in the same transaction."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.models import ModelLogEntry, Revision, WorkflowState

from masthead.newsroom.desk.refreshing import forget, refresh_items, refresh_stories
from masthead.newsroom.models import Assignment
from masthead.stories.following import follow, is_within_act
from masthead.stories.models import Byline, Hold, MissedMoment, Placement, Publication, Story
from masthead.wire.models import Item

# What has the story's number in ``story_id``.
_OF_A_STORY: tuple[type[Model], ...] = (
    Publication,
    Placement,
    Byline,
    Assignment,
    Hold,
    MissedMoment,
)
# What names any kind of object by Wagtail's generic relation.
_OF_ANYTHING: tuple[type[Model], ...] = (Revision, WorkflowState)


def connect() -> None:
    """Have the lines follow every save and deletion. Called once, when Django is ready."""
    _on_save(Story, follow_story)
    post_delete.connect(forget_story, sender=Story, dispatch_uid="desk.story.deleted")
    _on_save(Item, follow_item)
    post_delete.connect(forget_item, sender=Item, dispatch_uid="desk.item.deleted")
    for model in _OF_A_STORY:
        _on_save(model, follow_part)
    for model in _OF_ANYTHING:
        _on_save(model, follow_related)
    _on_save(ModelLogEntry, follow_act)


def _on_save(model: type[Model], receiver: Any) -> None:
    post_save.connect(receiver, sender=model, dispatch_uid=f"desk.{model.__name__}.saved")


def follow_story(sender: type[Story], instance: Story, **kwargs: Any) -> None:
    """A story was saved. A new one is followed when its publication is made, a moment later."""
    if not kwargs.get("created"):
        follow(refresh_stories, instance.pk)


def follow_part(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    """Something of one story was saved; work on a story that is not begun has none."""
    if instance.story_id is not None:
        follow(refresh_stories, instance.story_id)


def follow_related(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    """Something that Wagtail keeps about any kind of object was saved."""
    if instance.base_content_type_id == ContentType.objects.get_for_model(Story).pk:
        follow(refresh_stories, int(instance.object_id))


def follow_act(sender: type[ModelLogEntry], instance: ModelLogEntry, **kwargs: Any) -> None:
    """An act on a story was logged: look at its end, or once more after the commit.

    Wagtail's acts end a schedule by an update of many rows, which sends no signal, after they log
    it. Should the process die in between, the sweep finds it.
    """
    if instance.content_type_id != ContentType.objects.get_for_model(Story).pk:
        return
    number = int(instance.object_id)
    if is_within_act():
        follow(refresh_stories, number)
    else:
        transaction.on_commit(lambda: refresh_stories([number]), robust=True)


def follow_item(sender: type[Item], instance: Item, **kwargs: Any) -> None:
    """An item was saved; if it has become a story, so has the story's line."""
    follow(refresh_items, instance.pk)
    if instance.story_id is not None:
        follow(refresh_stories, instance.story_id)


def forget_story(sender: type[Story], instance: Story, **kwargs: Any) -> None:
    """A story was deleted."""
    forget("story", instance.pk)


def forget_item(sender: type[Item], instance: Item, **kwargs: Any) -> None:
    """An item was deleted."""
    forget("item", instance.pk)
