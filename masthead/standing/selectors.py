"""Reads of standing pages and menus. Each says how many queries it takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from masthead.standing.models import MenuLink, StandingAddress, StandingPage
from masthead.stories.models import Edition, Section


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of a menu: to ``section``, or to ``address`` (a path, or a web address)."""

    label: str
    section: Section | None = None
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class Menus:
    """The menus of an edition as pages show them; an empty ``head`` stands for its sections.

    ``paths`` has where each slug leads that a live page has, or had.
    """

    head: tuple[Line, ...]
    foot: tuple[Line, ...]
    social: tuple[Line, ...]
    paths: Mapping[str, str]


def menus_of(edition: Edition) -> Menus:
    """The menus of ``edition``; three queries, none when it was asked before on the same object.

    The edition at a host is kept for a second, and read anew after every change of a menu.
    """
    known: Menus | None = vars(edition).get("standing_menus")
    if known is not None:
        return known
    links = list(
        MenuLink.objects.filter(edition=edition.pk)
        .select_related("section", "page")
        .defer("page__body")
    )
    pages = list(StandingPage.objects.filter(edition=edition.pk, live=True).defer("body"))
    foot = tuple(_lines(links, MenuLink.Place.FOOT)) or tuple(
        Line(label=page.title, address=page.path) for page in pages if page.is_in_foot
    )
    menus = Menus(
        head=tuple(_lines(links, MenuLink.Place.HEAD)),
        foot=foot,
        social=tuple(_lines(links, MenuLink.Place.SOCIAL)),
        paths=_moved(edition, pages) | {page.slug: page.path for page in pages},
    )
    vars(edition)["standing_menus"] = menus
    return menus


def _lines(links: Iterable[MenuLink], place: str) -> list[Line]:
    return [line for link in links if link.place == place and (line := _line(link))]


def _line(link: MenuLink) -> Line | None:
    """None for a page that readers do not see (any more)."""
    if link.section is not None:
        return Line(label=link.label or link.section.name, section=link.section)
    if link.page is not None:
        if not link.page.live:
            return None
        return Line(label=link.label or link.page.title, address=link.page.path)
    return Line(label=link.label, address=link.address)


def _moved(edition: Edition, pages: Iterable[StandingPage]) -> dict[str, str]:
    """Where earlier addresses lead, of pages that are live in this edition; one query."""
    paths = {page.pk: page.path for page in pages}
    rows = StandingAddress.objects.filter(edition=edition.pk, page__in=list(paths))
    return {slug: paths[page] for slug, page in rows.values_list("slug", "page")}


def standing_page(edition: Edition, slug: str) -> StandingPage | None:
    """The live page at ``/slug``; one query."""
    return StandingPage.objects.filter(edition=edition, slug=slug, live=True).first()


def links_of(edition: Edition, place: str) -> list[MenuLink]:
    """The lines of one menu, as they are edited; one query."""
    return list(
        MenuLink.objects.filter(edition=edition, place=place).select_related("section", "page")
    )
