"""Cards: stories in lists, from their placements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from masthead.comments.selectors import comment_counts
from masthead.public.breaking import is_breaking
from masthead.public.foreign import foreign
from masthead.public.pictures import picture_view
from masthead.public.times import shown_time
from masthead.public.viewmodels import Card
from masthead.stories.addresses import story_path
from masthead.stories.models import Edition, Picture, Placement
from masthead.stories.selectors import showable_pictures
from masthead.syndication.labels import kind_label


def make_cards(placements: Sequence[Placement], *, edition: Edition) -> list[Card]:
    """A card for each of ``placements`` (as `stories.selectors.listed` reads them), in order.

    Two queries for all their pictures, and what comments take to count.
    """
    pictures = showable_pictures(_lead_numbers(placements))
    counts = comment_counts([placement.story_id for placement in placements])
    return [
        make_card(
            placement,
            edition=edition,
            pictures=pictures,
            comment_count=counts.get(placement.story_id),
        )
        for placement in placements
    ]


def make_card(
    placement: Placement,
    *,
    edition: Edition,
    pictures: dict[int, Picture],
    comment_count: int | None = None,
) -> Card:
    """One card. The placement's own headline and dek, if any, go before the story's."""
    publication = placement.story.publication
    version = publication.version
    if version is None:
        raise ValueError(f"story {placement.story_id} stands in a list without a version")
    picture = pictures.get(version.lead_picture_id or 0)
    marked = foreign(version.language, edition=edition)
    updated = publication.substantively_updated_at
    return Card(
        headline=placement.headline or version.short_headline or version.headline,
        href=story_path(publication),
        is_breaking=is_breaking(placement.story_id, edition=edition),
        kind_label=kind_label(version.kind, sponsor=version.sponsor),
        is_opinion=version.kind == "opinion",
        is_sponsored=version.kind == "sponsored",
        kicker=version.kicker,
        section=placement.section.name,
        dek=placement.dek or version.dek,
        published=shown_time(placement.published_at, edition=edition)
        if placement.published_at
        else None,
        updated=shown_time(updated, edition=edition) if updated else None,
        picture=picture_view(
            picture, shape="card", alt=version.lead_alt, said_at=version.published_at
        )
        if picture
        else None,
        comment_count=comment_count,
        language=marked.language,
        direction=marked.direction,
    )


def _lead_numbers(placements: Iterable[Placement]) -> Iterable[int]:
    for placement in placements:
        version = placement.story.publication.version
        if version is not None and version.lead_picture_id is not None:
            yield version.lead_picture_id
