"""The chainable vocabulary: what lists ask for."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from masthead.stories.models import (
        Author,
        Edition,
        Listing,
        Placement,
        Publication,
        Section,
        Topic,
    )


_Row = TypeVar("_Row", bound=models.Model, covariant=True)


class _Dated(models.QuerySet[_Row]):
    """Rows with a publication's moment and a story's number, by which lists are ordered."""

    def newest_first(self) -> Self:
        """By publication, newest first; the story's number decides between equal moments."""
        return self.order_by("-published_at", "-story_id")

    def oldest_first(self) -> Self:
        """`newest_first` from its other end."""
        return self.order_by("published_at", "story_id")

    def before(self, published_at: datetime, story_id: int) -> Self:
        """Those that come after the given place in `newest_first`: a keyset, not an offset."""
        return self.filter(published_at__lte=published_at).filter(
            Q(published_at__lt=published_at) | Q(story_id__lt=story_id)
        )

    def after(self, published_at: datetime, story_id: int) -> Self:
        """Those that come before the given place in `newest_first`."""
        return self.filter(published_at__gte=published_at).filter(
            Q(published_at__gt=published_at) | Q(story_id__gt=story_id)
        )


class PlacementQuerySet(_Dated["Placement"]):
    """Stories in their places: every public list starts here."""

    def live(self) -> PlacementQuerySet:
        """Placed where readers see them now.

        The publication's own state is asked for as well: a list must not depend on the
        denormalised flag alone when the question is whether readers may see a story.
        """
        return self.filter(is_live=True, story__publication__state="live")

    def in_edition(self, edition: Edition) -> PlacementQuerySet:
        """In one edition."""
        return self.filter(edition=edition)

    def in_section(self, section: Section) -> PlacementQuerySet:
        """In one section."""
        return self.filter(section=section)


class ListingQuerySet(_Dated["Listing"]):
    """Placements by what their stories are about and who wrote them."""

    def in_edition(self, edition: Edition) -> ListingQuerySet:
        """In one edition."""
        return self.filter(edition=edition)

    def about(self, topic: Topic) -> ListingQuerySet:
        """Stories on a topic."""
        return self.filter(subject="topic", number=topic.pk)

    def by(self, author: Author) -> ListingQuerySet:
        """Stories with this staff author among their bylines, each once."""
        return self.filter(subject="author", number=author.pk)


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Publications by what is due."""

    def expired_at(self, moment: datetime) -> PublicationQuerySet:
        """Live ones whose time ran out at ``moment`` (UTC)."""
        return self.filter(state="live", expire_at__lte=moment)
