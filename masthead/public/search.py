"""The readers' search: what they asked, and what was found, as the page tells it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from masthead.public import addresses
from masthead.public.foreign import foreign
from masthead.public.searchviews import Choice, Found, Piece, SearchPage
from masthead.public.times import shown_time
from masthead.public.viewmodels import Head
from masthead.search.selectors import find
from masthead.search.values import Excerpt, Hit, Order, Query
from masthead.stories.addresses import story_path
from masthead.stories.models import Edition, Placement, Section
from masthead.stories.published_search import KIND
from masthead.stories.selectors import listed, sections_of
from masthead.syndication.labels import kind_label

# What somebody types fits; the rest is an attack.
LONGEST = 200
PAGE = 20


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a reader looks for in an edition: words, a section or all, in which order."""

    words: str
    section: Section | None = None
    order: Order = "best"
    before: str = ""

    def query(self, edition: Edition) -> Query:
        """The same for the index: only what readers of ``edition`` have."""
        facets = {"edition": [str(edition.pk)]}
        if self.section is not None:
            facets["section"] = [str(self.section.pk)]
        return Query(words=self.words, kinds=(KIND,), facets=facets, order=self.order)

    def address(self, path: str = addresses.SEARCH, *, before: str = "") -> str:
        """The address of this search, or of what follows ``before`` in it."""
        parts = {"q": self.words}
        if self.section is not None:
            parts["section"] = self.section.slug
        if self.order != "best":
            parts["order"] = self.order
        if before:
            parts["before"] = before
        return f"{path}?{urlencode(parts)}"


def search_page(edition: Edition, asked: Asked) -> SearchPage:
    """A page of what was found; three queries, none without words."""
    title = _("Search")
    description = _("Search %(name)s") % {"name": edition.name}
    if not asked.words.strip():
        return SearchPage(
            head=Head(title=title, description=description, is_kept_from_search=True),
            title=title,
            choices=_choices(edition, asked),
            order=asked.order,
        )
    page = find(asked.query(edition), count=PAGE, before=asked.before)
    found = _found(page.hits, edition=edition)
    return SearchPage(
        head=Head(
            title=_("Search: %(words)s") % {"words": asked.words.strip()},
            description=description,
            is_kept_from_search=True,
            feed_href=asked.address(f"{addresses.SEARCH}.xml"),
        ),
        title=title,
        words=asked.words,
        choices=_choices(edition, asked),
        order=asked.order,
        found=found,
        is_asked=True,
        first_href=asked.address() if asked.before else "",
        older_href=asked.address(before=page.older) if page.older else "",
    )


def _choices(edition: Edition, asked: Asked) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            value=section.slug,
            label=section.name,
            is_chosen=asked.section is not None and asked.section.pk == section.pk,
        )
        for section in sections_of(edition)
    )


def _found(hits: tuple[Hit, ...], *, edition: Edition) -> tuple[Found, ...]:
    """The hits that readers have this moment, in their order; one query."""
    numbers = [hit.number for hit in hits]
    rows = listed(Placement.objects.in_edition(edition).filter(story__in=numbers))
    places = {row.story_id: row for row in rows} if hits else {}
    return tuple(
        _row(hit, places[hit.number], edition=edition) for hit in hits if hit.number in places
    )


def _row(hit: Hit, place: Placement, *, edition: Edition) -> Found:
    publication = place.story.publication
    version = publication.version
    if version is None or place.published_at is None:
        raise ValueError(f"story {place.story_id} stands in a list unpublished")
    marked = foreign(version.language, edition=edition)
    # An edition's own headline is not in the index: it stands as it is.
    headline = (Piece(text=place.headline),) if place.headline else _pieces(hit.headline)
    return Found(
        href=story_path(publication),
        headline=headline,
        excerpt=_pieces(hit.excerpt),
        section=place.section.name,
        kind_label=kind_label(version.kind, sponsor=version.sponsor),
        time=shown_time(place.published_at, edition=edition),
        language=marked.language,
        direction=marked.direction,
    )


def _pieces(excerpt: Excerpt) -> tuple[Piece, ...]:
    return tuple(Piece(text=text, is_marked=is_marked) for text, is_marked in excerpt.pieces)
