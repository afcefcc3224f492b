"""What follows from saves and acts of others: work for the worker, facts from files, withdrawal."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from wagtail.signals import unpublished

from masthead.jobs.queue import enqueue
from masthead.stories.ending import take_down
from masthead.stories.models import Picture, Recording, Story
from masthead.stories.services.pictures import recording_seconds
from masthead.stories.tasks import make_first_sizes, make_small_sizes


@receiver(post_save, sender=Picture, dispatch_uid="stories.picture_sizes")
def enqueue_picture_sizes(sender: type[Picture], instance: Picture, **kwargs: Any) -> None:
    """Have the worker make the sizes of a picture that is new or whose focal point moved.

    In the writer's transaction: a picture that is saved has its job, one that is not has none.
    """
    focus = f"{instance.focal_point_x},{instance.focal_point_y}"
    key = f"{instance.pk}:{instance.get_file_hash()}:{focus}"
    enqueue(make_first_sizes, instance.pk, key=key)
    enqueue(make_small_sizes, instance.pk, key=key)


@receiver(unpublished, sender=Story, dispatch_uid="stories.unpublished")
def withdraw_unpublished(sender: type[Story], instance: Story, **kwargs: Any) -> None:
    """Withdraw a story that Wagtail unpublished by its own action.

    The admin's view runs that action and never asks `Story.unpublish`; without this readers would
    go on getting the story. Nothing is left to do after an act of ours.
    """
    take_down(story=instance, by=None, is_logged=False)


@receiver(pre_save, sender=Recording, dispatch_uid="stories.recording_facts")
def read_recording_facts(sender: type[Recording], instance: Recording, **kwargs: Any) -> None:
    """Note a recording's size, and its length when the editor left it to us."""
    instance.byte_count = instance.file.size
    if instance.seconds is None:
        instance.seconds = recording_seconds(instance)
