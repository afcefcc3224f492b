"""The sponsor's slot on a page: one at most, and nothing at all where nobody booked."""

from __future__ import annotations

from django.utils.translation import gettext as _

from masthead.public import addresses
from masthead.public.sponsorviews import SponsorView
from masthead.sponsors.models import Sponsorship
from masthead.sponsors.rules import Page, Place
from masthead.sponsors.selectors import WIDEST, sponsor_of
from masthead.stories.models import Edition, Picture, Section
from masthead.stories.renditions import WHOLE_WIDTHS

# A picture fits into a box of so many pixels: as wide as a text, and no higher than half a screen.
_BOX = (640, 400)


def front_sponsor(edition: Edition) -> SponsorView | None:
    """Who stands on the front page; one query at most, as for the others."""
    return _view_of(Page(name="front", place=Place.FRONT), edition)


def list_sponsor(
    edition: Edition, *, name: str, section: Section | None = None
) -> SponsorView | None:
    """Who stands on a list; ``name`` tells it from the others of the edition."""
    number = section.pk if section else None
    return _view_of(Page(name=name, place=Place.LISTS, section=number), edition)


def story_sponsor(
    edition: Edition, *, story_id: int, kind: str, section: Section | None, is_breaking: bool
) -> SponsorView | None:
    """Who stands under a story: nobody under obituaries and breaking ones that did not ask for it,
    and nobody under a story that was paid for.
    """
    page = Page(
        name=f"story:{story_id}",
        place=Place.STORIES,
        section=section.pk if section else None,
        is_obituary=kind == "obituary",
        is_breaking=is_breaking,
        is_sponsored=kind == "sponsored",
    )
    return _view_of(page, edition)


def _view_of(page: Page, edition: Edition) -> SponsorView | None:
    found = sponsor_of(page, edition=edition)
    return sponsor_view(found) if found else None


def sponsor_view(sponsorship: Sponsorship) -> SponsorView:
    """A sponsorship as pages show it, in the language that is active; it has its picture."""
    picture = sponsorship.picture
    widths = widths_of(picture)
    number = sponsorship.pk
    # Smaller ones stand as they are: enlarged, their words would blur.
    scale = min(1, _BOX[0] / picture.width, _BOX[1] / picture.height)
    alt, _caption, _credit = picture.words_of_use(
        alt=sponsorship.alt, caption="", credit="", said_at=sponsorship.changed_at
    )
    return SponsorView(
        label=label_of(sponsorship),
        name=sponsorship.sponsor,
        href=addresses.sponsor_path(number),
        src=addresses.sponsor_picture_path(number, widths[-1]),
        srcset=", ".join(
            f"{addresses.sponsor_picture_path(number, width)} {min(width, picture.width)}w"
            for width in widths
        ),
        alt=alt,
        width=max(1, round(picture.width * scale)),
        height=max(1, round(picture.height * scale)),
    )


def label_of(sponsorship: Sponsorship) -> str:
    """The word over it. We choose it, not the sponsor: readers must know it again."""
    if sponsorship.label == Sponsorship.Label.ADVERTISEMENT:
        return _("Advertisement")
    return _("Sponsored")


def widths_of(picture: Picture) -> list[int]:
    """The widths of files that pages offer, the largest last."""
    offered = [width for width in WHOLE_WIDTHS if width <= WIDEST]
    return [width for width in offered if width <= picture.width] or offered[:1]
