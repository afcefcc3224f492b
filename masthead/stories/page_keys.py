"""Which stored pages a change touches: keys for the page store, purged in the change's transaction.

A page declares the stories it shows, and the lists it is. So every page that shows a story goes by
the story's own key, wherever it stood before; and the lists where it stands now go by theirs, since
it may be new in them. ``author`` and ``topic`` are the facts of one (a name), ``by`` and ``about``
the lists of their stories.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from masthead.delivery.keys import every_page, key
from masthead.delivery.purging import bump, purge
from masthead.stories.models import (
    Author,
    Breaking,
    Correction,
    Edition,
    Picture,
    Placement,
    Publication,
    Recording,
    Section,
    Story,
    Topic,
)
from masthead.stories.signals import story_changing


def keys_of_story(story: Story) -> set[str]:
    """The keys of all pages that a change of ``story`` touches; four queries."""
    placed = list(
        Placement.objects.filter(story=story.pk).values_list(
            "edition",
            "section__slug",
            "story__translation_group",
            "published_at",
            Exists(Correction.objects.filter(story=story.pk)),
        )
    )
    topics = list(Story.topics.through.objects.filter(story=story.pk).values_list("topic"))
    authors = list(
        Author.objects.filter(bylines__story=story.pk).order_by().values_list("pk").distinct()
    )
    # The group it has left, and the one it is in.
    groups = {str(group) for group in (story.translation_group, *(row[2] for row in placed))}
    keys: set[str] = set()
    bar = Breaking.objects.filter(edition=OuterRef("pk"), story=story.pk, ended_at=None)
    zones = {}
    editions = Edition.objects.order_by().values_list("pk", "zone", Exists(bar))
    for edition, zone, has_bar in editions:
        zones[edition] = ZoneInfo(zone)
        keys.add(key(edition, "story", story.pk))
        keys |= {key(edition, "group", group) for group in groups}
        if has_bar:
            # It is on every page, and leads to an address that may be another now.
            keys.add(every_page(edition))
    for edition, section, _, published_at, is_corrected in placed:
        keys |= {key(edition, kind) for kind in ("front", "news", "feed")}
        if is_corrected:
            keys.add(key(edition, "corrections"))
        if published_at is not None:
            keys |= _archive_keys(edition, published_at.astimezone(zones[edition]).date())
        keys.add(key(edition, "section", section))
        keys |= {key(edition, "about", number) for (number,) in topics}
        keys |= {key(edition, "by", number) for (number,) in authors}
    return keys


def _archive_keys(edition: int, day: date) -> set[str]:
    """The pages of the archive that a story of ``day`` (the edition's) is in or leads to."""
    return {key(edition, "archive")} | {
        key(edition, "period", f"{day:{form}}") for form in ("%Y", "%Y-%m", "%Y-%m-%d")
    }


def keys_in_every_edition(kind: str, names: Iterable[Any]) -> set[str]:
    """The keys of ``names`` in all editions; one query."""
    wanted = list(names)
    return {key(edition, kind, name) for edition in _editions() for name in wanted}


def _editions() -> list[int]:
    return list(Edition.objects.order_by().values_list("pk", flat=True))


@receiver(story_changing, dispatch_uid="stories.purge_story")
def purge_story(sender: type[Story], story: Story, **kwargs: Any) -> None:
    """Give up the pages of a story whose publication changed."""
    purge(keys_of_story(story))


@receiver([post_save, post_delete], sender=Placement, dispatch_uid="stories.purge_placement")
def purge_placement(sender: type[Placement], instance: Placement, **kwargs: Any) -> None:
    """Give up the pages of a live story whose place, headline or dek there was edited."""
    publication = Publication.objects.filter(pk=instance.story_id).first()
    if publication is not None and publication.is_live:
        here = {
            key(instance.edition_id, kind, name)
            for kind, name in (("front", ""), ("news", ""), ("feed", ""),
                               ("section", instance.section.slug))
        }  # fmt: skip
        purge(here | keys_in_every_edition("story", [instance.story_id]))


@receiver([post_save, post_delete], sender=Author, dispatch_uid="stories.purge_author")
def purge_author(sender: type[Author], instance: Author, **kwargs: Any) -> None:
    """Give up the pages that name an author, or that had no name for her account."""
    account = [instance.account_id] if instance.account_id else []
    purge(keys_in_every_edition("author", [instance.pk]) | keys_in_every_edition("person", account))


@receiver([post_save, post_delete], sender=Topic, dispatch_uid="stories.purge_topic")
def purge_topic(sender: type[Topic], instance: Topic, **kwargs: Any) -> None:
    """Give up the pages that name a topic."""
    purge(keys_in_every_edition("topic", [instance.pk]))


@receiver([post_save, post_delete], sender=Picture, dispatch_uid="stories.purge_picture")
def purge_picture(sender: type[Picture], instance: Picture, **kwargs: Any) -> None:
    """Give up the pages that show a picture: its rights, focal point or file may be others."""
    purge(keys_in_every_edition("picture", [instance.pk]))


@receiver([post_save, post_delete], sender=Recording, dispatch_uid="stories.purge_recording")
def purge_recording(sender: type[Recording], instance: Recording, **kwargs: Any) -> None:
    """Give up the pages that play a recording."""
    purge(keys_in_every_edition("recording", [instance.pk]))


@receiver([post_save, post_delete], sender=Edition, dispatch_uid="stories.bump_edition")
def bump_edition(
    sender: type[Edition], instance: Edition, created: bool = False, **kwargs: Any
) -> None:
    """Begin a new generation: name, zone, language and host stand on every page.

    In every edition: each gives the addresses of stories whose home is in another. None does of
    one that is new.
    """
    bump(instance.pk, *([] if created else _editions()))


@receiver([post_save, post_delete], sender=Section, dispatch_uid="stories.bump_section")
def bump_section(sender: type[Section], instance: Section, **kwargs: Any) -> None:
    """Begin a new generation: the menu is on every page."""
    bump(instance.edition_id)
