"""Writing the lists of topics and authors: after each act on a story, and from scratch."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from masthead.stories.following import follow
from masthead.stories.models import Listing, Placement, Story
from masthead.stories.signals import story_changing

# UNION, for a story that names its author twice stands in her list once.
_WRITE = """
INSERT INTO stories_listing (placement_id, subject, number, edition_id, published_at, story_id)
SELECT place.id, 'topic', about.topic_id, place.edition_id, place.published_at, place.story_id
FROM stories_placement place JOIN stories_story_topics about ON about.story_id = place.story_id
WHERE place.is_live {these}
UNION
SELECT place.id, 'author', by_whom.author_id, place.edition_id, place.published_at, place.story_id
FROM stories_placement place JOIN stories_byline by_whom ON by_whom.story_id = place.story_id
WHERE place.is_live AND by_whom.author_id IS NOT NULL {these}
"""


@transaction.atomic(savepoint=False)
def refresh_listings(numbers: Collection[int]) -> None:
    """Bring the lists in which these stories stand up to date; two queries."""
    Listing.objects.filter(story__in=numbers).delete()
    marks = ", ".join(["%s"] * len(numbers))
    _write(f"AND place.story_id IN ({marks})", list(numbers) * 2)


@transaction.atomic
def rebuild_listings() -> int:
    """Write all lists anew, for stories that were moved in past every act; returns the rows."""
    Listing.objects.all().delete()
    _write("", [])
    return Listing.objects.count()


def _write(these: str, numbers: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_WRITE.format(these=these), numbers)


@receiver(story_changing, dispatch_uid="stories.list_story")
def list_story(sender: type[Story], story: Story, **kwargs: Any) -> None:
    """What readers get of a story changes: it may stand elsewhere, or nowhere."""
    follow(refresh_listings, story.pk)


@receiver([post_save, post_delete], sender=Placement, dispatch_uid="stories.list_placement")
def list_placement(sender: type[Placement], instance: Placement, **kwargs: Any) -> None:
    """A story was placed, moved, or taken from a place; a new place is not live yet."""
    if not kwargs.get("created") or instance.is_live:
        follow(refresh_listings, instance.story_id)
