"""Where a picture is used: with readers now, in earlier versions, in drafts, and beside stories."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ReferenceIndex, Revision

from masthead.stories import foresight
from masthead.stories.models import Author, Picture, Publication, Recording, Story
from masthead.stories.services.rights import stories_showing

# Drafts of published stories that differ from what readers have: so many are read through.
_MOST_DRAFTS = 500


@dataclass(frozen=True)
class PictureUses:
    """Every use of one picture. ``earlier`` have it in a version that readers no longer get."""

    live: tuple[Publication, ...]
    earlier: tuple[Publication, ...]
    drafts: tuple[Story, ...]
    authors: tuple[Author, ...]
    recordings: tuple[Recording, ...]
    # Editions (logo, icon), standing pages and whatever else there is: what it is, and its name.
    others: tuple[tuple[str, str], ...]

    @property
    def stories(self) -> tuple[Story, ...]:
        """The stories whose editors have to look: those that have it now, live or in a draft."""
        return (*(publication.story for publication in self.live), *self.drafts)

    @property
    def count(self) -> int:
        """How many uses there are."""
        parts = (self.live, self.earlier, self.drafts, self.authors, self.recordings, self.others)
        return sum(len(part) for part in parts)


def uses_of(picture: Picture) -> PictureUses:
    """Where ``picture`` is used, newest first; ten queries, and one for each kind of others."""
    live = list(stories_showing(picture).order_by("-first_published_at"))
    shown = {publication.pk for publication in live}
    earlier = (
        Publication.objects.filter(story__versions__uses__picture_id=picture.pk)
        .exclude(pk__in=shown)
        .select_related("story")
        .order_by("-first_published_at")
        .distinct()
    )
    drafts = Story.objects.filter(pk__in=_working_copies(picture) - shown).order_by("-pk")
    return PictureUses(
        live=tuple(live),
        earlier=tuple(earlier),
        drafts=tuple(drafts),
        authors=tuple(Author.objects.filter(portrait=picture)),
        recordings=tuple(Recording.objects.filter(poster=picture)),
        others=tuple(_others(picture)),
    )


def _others(picture: Picture) -> list[tuple[str, str]]:
    """What else refers to the picture, whichever package it is of: Wagtail's index knows."""
    known = ContentType.objects.get_for_models(Story, Author, Recording).values()
    rows = ReferenceIndex.get_references_to(picture).exclude(base_content_type__in=known)
    named: dict[tuple[int, str], None] = dict.fromkeys(
        rows.values_list("base_content_type", "object_id").order_by("pk")
    )
    found = []
    for kind, number in named:
        model = ContentType.objects.get_for_id(kind).model_class()
        row = model._base_manager.filter(pk=number).first() if model else None
        if model is not None and row is not None:
            found.append((str(model._meta.verbose_name), str(row)))
    return found


def _working_copies(picture: Picture) -> set[int]:
    """The stories that have the picture in their row, or in a draft that is not published yet."""
    rows = set(Story.objects.filter(lead_picture=picture).values_list("pk", flat=True))
    kind = ContentType.objects.get_for_model(Story)
    found = ReferenceIndex.get_references_to(picture).filter(base_content_type=kind)
    rows |= {int(number) for number in found.values_list("object_id", flat=True)}
    ahead = Story.objects.filter(live=True, has_unpublished_changes=True).order_by("-pk")
    newest = ahead.values_list("latest_revision", flat=True)[:_MOST_DRAFTS]
    drafts = Revision.objects.filter(pk__in=list(newest)).values_list("object_id", "content")
    return rows | {
        int(number) for number, content in drafts if picture.pk in foresight.numbers_in(content)
    }
