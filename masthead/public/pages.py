"""From a page's values to a response; and what is around every page of an edition."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from masthead.kernel.languages import direction
from masthead.public import addresses
from masthead.public.brand import icon_path, logo_view, looks_path, own_icon
from masthead.public.breaking import breaking_view
from masthead.public.staff_bar import StaffBar
from masthead.public.standing import foot_links, menu_links, social_links
from masthead.public.viewmodels import Head, Link, Site
from masthead.stories.brand import brand_of
from masthead.stories.looks import DARK_PAPER, PAPER
from masthead.stories.models import Edition, Section

# A page must be right within a second of an act in the newsroom: browsers ask each time.
CACHE_CONTROL = "public, max-age=0, must-revalidate"
# A page with the bar of the staff is one person's: nothing on the way to her keeps it.
STAFF_CACHE_CONTROL = "private, no-store"


def site_around(
    edition: Edition, *, current: Section | None = None, staff: StaffBar | None = None
) -> Site:
    """The edition as its pages show it, with its breaking bar while one runs.

    Three queries (two for an edition whose menus are at hand), one more for one that `edition_at`
    did not read, and one for its logo and icons. ``current`` is the section the reader is in,
    ``staff`` the bar for who is signed in to the newsroom.
    """
    brand = brand_of(edition)
    with translation.override(edition.language):
        listen = _listen(edition)
    return Site(
        name=edition.name,
        language=edition.language,
        direction=direction(edition.language),
        time_zone=edition.zone,
        tagline=edition.tagline,
        sections=menu_links(edition, current=current),
        pages=foot_links(edition),
        social=social_links(edition),
        more_news_href=addresses.NEWS,
        search_href=addresses.SEARCH,
        archive_href=addresses.ARCHIVE,
        corrections_href=addresses.CORRECTIONS,
        feed_href=addresses.FEED,
        has_latin_letters=direction(edition.language) == "ltr",
        looks_href=looks_path(edition),
        icon=own_icon(brand, 192),
        touch_icon=icon_path(brand, 180),
        paper=edition.looks.paper or PAPER,
        dark_paper=DARK_PAPER,
        logo=logo_view(brand),
        listen=listen,
        breaking=breaking_view(edition),
        staff=staff,
    )


def _listen(edition: Edition) -> Link | None:
    if not edition.stream_address:
        return None
    return Link(label=_("Listen live"), href=addresses.LISTEN)


def page_response(
    template: str, *, site: Site, page: Any = None, status: int = 200
) -> HttpResponse:
    """Render a page in the edition's language. No request in it: a page is the same for all.

    The one exception is a page with the bar for staff, which says itself that it is not to be kept.
    """
    with translation.override(site.language):
        html = render_to_string(template, {"site": site, "page": page})
    response = HttpResponse(html, status=status)
    response.headers["Cache-Control"] = STAFF_CACHE_CONTROL if site.staff else CACHE_CONTROL
    response.headers["Content-Language"] = site.language
    return response


def not_found(edition: Edition) -> HttpResponse:
    """404, in the edition's looks and words."""
    with translation.override(edition.language):
        title = _("There is no page here")
    page = {"head": Head(title=title, is_kept_from_search=True)}
    return page_response(
        "site/pages/not_found.html", site=site_around(edition), page=page, status=404
    )


def bad_host() -> HttpResponse:
    """400 for a host that none of our editions has; takes no query."""
    response = HttpResponse(render_to_string("site/pages/bad_host.html"), status=400)
    response.headers["Cache-Control"] = "no-store"
    return response
