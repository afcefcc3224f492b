"""Writing menus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from masthead.accounts.models import User
from masthead.delivery.purging import bump
from masthead.standing.models import MenuLink, StandingPage
from masthead.standing.selectors import links_of
from masthead.stories.models import Edition, Section

CHANGE_MENUS = "standing.change_menulink"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A line that a menu is to have: exactly one of section, page and address."""

    label: str = ""
    section: Section | None = None
    page: StandingPage | None = None
    address: str = ""


@transaction.atomic
def set_menus(*, edition: Edition, menus: Mapping[str, Sequence[Wanted]], by: User) -> None:
    """Have exactly these lines, in this order, in each of the named menus of ``edition``.

    Raises `PermissionDenied`; `ValueError` for a section or page of another edition; and
    `ValidationError` for an address that may not be linked.
    """
    if not by.has_perm(CHANGE_MENUS):
        raise PermissionDenied
    changes = {}
    for place, lines in menus.items():
        before = [str(link) for link in links_of(edition, place)]
        MenuLink.objects.filter(edition=edition, place=place).delete()
        MenuLink.objects.bulk_create(
            _row(edition, place=place, position=position, line=line)
            for position, line in enumerate(lines)
        )
        after = [str(link) for link in links_of(edition, place)]
        if before != after:
            label = str(MenuLink.Place(place).label)
            changes[label] = [", ".join(before), ", ".join(after)]
    if changes:
        log(instance=edition, action="masthead.settings", user=by, data={"changes": changes})
    bump(edition.pk)


def _row(edition: Edition, *, place: str, position: int, line: Wanted) -> MenuLink:
    for target in (line.section, line.page):
        if target is not None and target.edition_id != edition.pk:
            raise ValueError(f"{target} is not of {edition}")
    address = MenuLink.checked_address(line.address) if line.address else ""
    return MenuLink(
        edition=edition,
        place=place,
        position=position,
        label=line.label,
        section=line.section,
        page=line.page,
        address=address,
    )
