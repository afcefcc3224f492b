"""The bar over a story's public page for staff who are signed in: ways to the acts, no act itself.

Public paths carry no session. A marker without any identity (`settings.MASTHEAD_STAFF_COOKIE`) says
that this browser belongs to staff; whoever sets it by hand gets links to a sign-in page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

if TYPE_CHECKING:
    from masthead.stories.models import Publication


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffLink:
    """One act, and the newsroom's screen that asks for it."""

    label: str
    href: str


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffBar:
    """What staff may go on to from a story's page. In the newsroom's words, not the edition's."""

    state: str
    links: tuple[StaffLink, ...]


def is_staff_request(request: HttpRequest) -> bool:
    """Whether the request carries the marker that the newsroom gives signed-in staff."""
    return settings.MASTHEAD_STAFF_COOKIE in request.COOKIES


def staff_bar(publication: Publication) -> StaffBar:
    """The bar: edit always, the other acts while readers have the story. No query."""
    number = publication.pk
    edit = StaffLink(
        label="Edit", href=reverse("wagtailsnippets_stories_story:edit", args=[number])
    )
    acts = (
        StaffLink(label="Correct", href=reverse("newsroom_correct", args=[number])),
        StaffLink(label="Withdraw", href=reverse("newsroom_withdraw", args=[number])),
        StaffLink(label="Breaking", href=reverse("newsroom_breaking", args=[number])),
    )
    return StaffBar(
        state=str(publication.get_state_display()),
        links=(edit, *acts) if publication.is_live else (edit,),
    )
