"""What follows from saves and acts of others: work for the worker, facts from files, withdrawal."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import ProtectedError
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from wagtail.models import Revision
from wagtail.signals import unpublished

from masthead.jobs.queue import enqueue
from masthead.kernel.clock import now
from masthead.stories.brand import editions_with, specs_of
from masthead.stories.ending import take_down
from masthead.stories.models import (
    Edition,
    GoneFile,
    Note,
    Picture,
    Publication,
    Recording,
    Rendition,
    Story,
)
from masthead.stories.services.breaking import end_bars_of_story
from masthead.stories.services.holds import open_hold
from masthead.stories.services.pictures import recording_seconds
from masthead.stories.services.rights import watch_rights
from masthead.stories.tasks import make_brand_files, make_first_sizes, make_small_sizes


@receiver(post_save, sender=Picture, dispatch_uid="stories.picture_sizes")
def enqueue_picture_sizes(sender: type[Picture], instance: Picture, **kwargs: Any) -> None:
    """Have the worker make the sizes of a picture that is new or whose focal point moved.

    In the writer's transaction: a picture that is saved has its job, one that is not has none. One
    that was taken down gets no sizes.
    """
    if instance.taken_down_at is not None:
        return
    focus = f"{instance.focal_point_x},{instance.focal_point_y}"
    key = f"{instance.pk}:{instance.get_file_hash()}:{focus}"
    enqueue(make_first_sizes, instance.pk, key=key)
    enqueue(make_small_sizes, instance.pk, key=key)
    for edition in editions_with(instance.pk):
        enqueue(make_brand_files, edition.pk, key=f"{edition.pk}:{key}")


@receiver(post_save, sender=Edition, dispatch_uid="stories.brand_files")
def enqueue_brand_files(sender: type[Edition], instance: Edition, **kwargs: Any) -> None:
    """Have the worker make an edition's logo and icons; nothing for an edition without."""
    if wanted := specs_of(instance):
        enqueue(make_brand_files, instance.pk, key=f"{instance.pk}:{wanted}")


@receiver(post_save, sender=Picture, dispatch_uid="stories.watch_rights")
def watch_rights_of_picture(sender: type[Picture], instance: Picture, **kwargs: Any) -> None:
    """Let the clock know when our rights in a picture end."""
    watch_rights(picture=instance)


@receiver(post_delete, sender=Rendition, dispatch_uid="stories.gone_file")
def remember_gone_file(sender: type[Rendition], instance: Rendition, **kwargs: Any) -> None:
    """Let the address of a size that goes say that it is gone, whatever act took it away."""
    GoneFile.objects.get_or_create(
        name=instance.file.name, defaults={"picture_id": instance.image_id, "gone_at": now()}
    )


@receiver(unpublished, sender=Story, dispatch_uid="stories.unpublished")
def withdraw_unpublished(sender: type[Story], instance: Story, **kwargs: Any) -> None:
    """Withdraw a story that Wagtail unpublished by its own action.

    The admin's view runs that action and never asks `Story.unpublish`; without this readers would
    go on getting the story. Nothing is left to do after an act of ours.
    """
    take_down(story=instance, by=None, is_logged=False)


@receiver(post_save, sender=Publication, dispatch_uid="stories.breaking_ends")
def end_bars_with_the_story(
    sender: type[Publication], instance: Publication, **kwargs: Any
) -> None:
    """Take a story's breaking bars down with it, whatever act took it down, in its transaction."""
    if instance.first_published_at is not None and not instance.is_live:
        end_bars_of_story(instance)


@receiver(pre_save, sender=Recording, dispatch_uid="stories.recording_facts")
def read_recording_facts(sender: type[Recording], instance: Recording, **kwargs: Any) -> None:
    """Note a recording's size, and its length when the editor left it to us."""
    instance.byte_count = instance.file.size
    if instance.seconds is None:
        instance.seconds = recording_seconds(instance)


@receiver(pre_delete, sender=Note, dispatch_uid="stories.keep_held_notes")
def keep_notes_of_held_stories(sender: type[Note], instance: Note, **kwargs: Any) -> None:
    """Raise `ProtectedError` for a note on a story on hold; the database would refuse it too."""
    _refuse_while_held(Story(pk=instance.story_id))


@receiver(pre_delete, sender=Revision, dispatch_uid="stories.keep_held_revisions")
def keep_drafts_of_held_stories(sender: type[Revision], instance: Revision, **kwargs: Any) -> None:
    """Raise `ProtectedError` for a draft of a story on hold: Wagtail's pruning then passes it by.

    The database would refuse it too, and end the pruning of all others with it.
    """
    kind = ContentType.objects.get_for_model(Story)
    if instance.base_content_type_id == kind.pk:
        _refuse_while_held(Story(pk=int(instance.object_id)))


def _refuse_while_held(story: Story) -> None:
    hold = open_hold(story)
    if hold is not None:
        raise ProtectedError("the story is on hold", {hold})
