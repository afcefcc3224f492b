"""Lists of stories: front page, section, topic, author, all the news."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext as _

from masthead.delivery.keys import note_until
from masthead.fronts.arranging import Arrangement
from masthead.fronts.composing import compose
from masthead.fronts.selectors import live_front
from masthead.kernel.clock import now
from masthead.public import addresses
from masthead.public.cards import make_card, make_cards
from masthead.public.corrections import corrected_story
from masthead.public.pictures import picture_view
from masthead.public.sponsors import front_sponsor, list_sponsor
from masthead.public.viewmodels import CorrectedStory, FrontPage, Head, ListPage, Strip
from masthead.stories.addresses import (
    author_path,
    edition_origin,
    feed_path,
    section_path,
    topic_path,
)
from masthead.stories.archive import corrections_in
from masthead.stories.models import Author, Edition, Listing, Placement, Section, Topic
from masthead.stories.selectors import (
    Cursor,
    ListSlice,
    list_slice,
    showable_pictures,
)

if TYPE_CHECKING:
    from masthead.stories.querysets import ListingQuerySet, PlacementQuerySet

PAGE_LENGTH = 20
# A correction stands on the front for a week, so that who read the mistake may read it too.
FRONT_CORRECTIONS = 3
CORRECTION_STANDS = timedelta(days=7)


def front_page(edition: Edition, *, arrangement: Arrangement | None = None) -> FrontPage:
    """The front page as its editors arranged it, filled up by urgency and freshness.

    Five queries, six when a story that is older than the newest was placed, and one for sponsors.
    ``arrangement`` shows another than readers have: a draft.
    """
    moment = now()
    if arrangement is None:
        live = live_front(edition, at=moment)
        arrangement = live.arrangement
        note_until(live.changes_at)
    front = compose(edition, arrangement, at=moment)
    cards = {
        number: make_card(row, edition=edition, pictures=front.pictures)
        for number, row in front.rows.items()
    }
    ranking = front.ranking
    return FrontPage(
        head=Head(
            title=edition.name,
            description=edition.tagline,
            canonical=f"{edition_origin(edition)}/",
        ),
        lead=cards[ranking.lead] if ranking.lead is not None else None,
        seconds=tuple(cards[number] for number in ranking.seconds),
        briefs=tuple(cards[number] for number in ranking.briefs),
        strips=tuple(
            Strip(
                name=front.sections[section].name,
                href=section_path(front.sections[section]),
                cards=tuple(cards[number] for number in numbers),
            )
            for section, numbers in ranking.strips
        ),
        recent=tuple(cards[number] for number in ranking.recent),
        corrections=_recent_corrections(edition, at=moment),
        sponsor=front_sponsor(edition),
    )


def _recent_corrections(edition: Edition, *, at: datetime) -> tuple[CorrectedStory, ...]:
    """The newest corrections of the last days; two queries, one without any."""
    found = [
        row
        for row in corrections_in(edition, count=FRONT_CORRECTIONS)
        if row.correction.corrected_at > at - CORRECTION_STANDS
    ]
    if found:
        note_until(found[-1].correction.corrected_at + CORRECTION_STANDS)
    return tuple(corrected_story(row, edition=edition) for row in found)


def section_list(
    section: Section, *, before: Cursor | None = None, after: Cursor | None = None
) -> ListPage:
    """A section's stories, newest first."""
    return _list_page(
        "section",
        Placement.objects.in_section(section),
        edition=section.edition,
        section=section,
        path=section_path(section),
        title=section.name,
        intro=section.description,
        before=before,
        after=after,
    )


def topic_list(
    topic: Topic, *, edition: Edition, before: Cursor | None = None, after: Cursor | None = None
) -> ListPage:
    """Stories on a topic, in one edition."""
    return _list_page(
        "topic",
        Listing.objects.in_edition(edition).about(topic),
        edition=edition,
        path=topic_path(topic),
        title=topic.name,
        before=before,
        after=after,
    )


def author_list(
    author: Author, *, edition: Edition, before: Cursor | None = None, after: Cursor | None = None
) -> ListPage:
    """A staff author's stories, in one edition, under the portrait and biography."""
    return _list_page(
        "author",
        Listing.objects.in_edition(edition).by(author),
        edition=edition,
        path=author_path(author),
        title=author.name,
        intro=author.biography,
        author=author,
        before=before,
        after=after,
    )


def news_index(
    edition: Edition, *, before: Cursor | None = None, after: Cursor | None = None
) -> ListPage:
    """All the news of an edition, newest first."""
    return _list_page(
        "index",
        Placement.objects.in_edition(edition),
        edition=edition,
        path=addresses.NEWS,
        title=_("All the news"),
        before=before,
        after=after,
    )


def _list_page(
    kind: Literal["section", "topic", "author", "index"],
    places: PlacementQuerySet | ListingQuerySet,
    *,
    edition: Edition,
    path: str,
    title: str,
    intro: str = "",
    author: Author | None = None,
    section: Section | None = None,
    before: Cursor | None,
    after: Cursor | None,
) -> ListPage:
    part = list_slice(places, count=PAGE_LENGTH, before=before, after=after)
    rows = part.placements
    portraits = showable_pictures([author.portrait_id]) if author and author.portrait_id else {}
    is_first = before is None and after is None
    newer, older = ways_on(path, part, is_first=is_first)
    return ListPage(
        kind=kind,
        head=Head(
            title=title,
            description=intro,
            canonical=edition_origin(edition) + path if is_first else "",
            og_type="profile" if kind == "author" else "website",
            # The edition's own stands in every page's head.
            feed_href="" if kind == "index" else feed_path(path),
            is_kept_from_search=not rows,
        ),
        title=title,
        intro=intro if is_first else "",
        role=author.role if author else "",
        portrait=next(
            (picture_view(picture, shape="card", alt=title) for picture in portraits.values()),
            None,
        ),
        cards=tuple(make_cards(rows, edition=edition)),
        newer_href=newer,
        older_href=older,
        sponsor=list_sponsor(edition, name=path, section=section),
    )


def ways_on(path: str, part: ListSlice, *, is_first: bool) -> tuple[str, str]:
    """The addresses of the newer and the older part of the list at ``path``; empty for none."""
    rows = part.placements
    if not rows:
        # Beyond an end of the list (the stories there were withdrawn): back to its beginning.
        return ("" if is_first else path), ""
    newer = _leaf(path, "after", rows[0]) if part.has_newer else ""
    older = _leaf(path, "before", rows[-1]) if part.has_older else ""
    return newer, older


def _leaf(path: str, name: str, row: Placement) -> str:
    if row.published_at is None:
        raise ValueError(f"story {row.story_id} stands in a list unpublished")
    cursor = Cursor(row.published_at, row.story_id)
    return f"{path}?{name}={addresses.cursor_text(cursor)}"
