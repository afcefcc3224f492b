"""Standing pages and menus, as the templates receive them."""

from __future__ import annotations

from collections.abc import Iterable

from masthead.kernel.urls import safe_link
from masthead.public.bodies import Linked, body_views
from masthead.public.standingviews import Contact, StandingPage
from masthead.public.viewmodels import Head, Link
from masthead.standing.models import StandingPage as StandingRow
from masthead.standing.selectors import Line, menus_of
from masthead.stories.addresses import edition_origin, section_path
from masthead.stories.models import Edition, Section
from masthead.stories.selectors import sections_of, showable_pictures
from masthead.stories.snapshot import body_pictures, stream_entries


def menu_links(edition: Edition, *, current: Section | None) -> tuple[Link, ...]:
    """The menu under the name: the editors' own, or the edition's sections."""
    lines = menus_of(edition).head or tuple(
        Line(label=section.name, section=section) for section in sections_of(edition)
    )
    return _links(lines, current=current)


def foot_links(edition: Edition) -> tuple[Link, ...]:
    """The links at the foot of every page."""
    return _links(menus_of(edition).foot)


def social_links(edition: Edition) -> tuple[Link, ...]:
    """The edition's places elsewhere on the web."""
    return _links(menus_of(edition).social)


def _links(lines: Iterable[Line], *, current: Section | None = None) -> tuple[Link, ...]:
    return tuple(
        Link(
            label=line.label,
            href=section_path(line.section) if line.section else line.address,
            is_current=bool(current and line.section and line.section.pk == current.pk),
        )
        for line in lines
    )


def standing_view(row: StandingRow, *, is_preview: bool = False) -> StandingPage:
    """A standing page; two queries when it has pictures, none without."""
    body = stream_entries(row.body)
    pictures = showable_pictures(body_pictures(body))
    contact = contact_view(row.edition) if row.kind == StandingRow.Kind.CONTACT else None
    return StandingPage(
        head=Head(
            title=row.title,
            description=row.description,
            canonical=edition_origin(row.edition) + row.path,
            is_kept_from_search=is_preview,
        ),
        title=row.title,
        body=body_views(body, linked=Linked(pictures=pictures, recordings={}, stories={})),
        contact=contact if contact and contact.is_known else None,
        is_preview=is_preview,
    )


def contact_view(edition: Edition) -> Contact:
    """How to reach the edition's newsroom."""
    return Contact(
        email=edition.email,
        email_href=safe_link(f"mailto:{edition.email}") or "" if edition.email else "",
        telephone=edition.telephone,
        telephone_href=safe_link(f"tel:{edition.telephone}") or "" if edition.telephone else "",
        postal_address=edition.postal_address.strip(),
        social=social_links(edition),
    )
