"""Reads for the screens of people, and for those who only read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef

from masthead.accounts.backends import FACTORS
from masthead.accounts.granting import role_of
from masthead.accounts.models import User
from masthead.stories.addresses import story_address
from masthead.stories.models import Publication

# A page of a list that one looks through with the eyes.
MOST = 50


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody with an account. ``role`` is empty for one whom nobody gave a role."""

    user: User
    role: str
    has_second_factor: bool


def people_with_roles() -> list[Person]:
    """Everybody with an account, those switched off last; two queries."""
    has_factor = Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)
    users = (
        User.objects.prefetch_related("groups")
        .annotate(has_factor=Exists(has_factor))
        .order_by("-is_active", "first_name", "last_name", "email")
    )
    return [
        Person(
            user=user,
            role=(role.value if (role := role_of(user)) else ""),
            has_second_factor=user.has_factor,
        )
        for user in users
    ]


@dataclass(frozen=True, kw_only=True)
class Published:
    """A story that readers have."""

    headline: str
    place: str
    address: str
    published_at: datetime


def newest_published() -> list[Published]:
    """The newest `MOST` stories that readers have; one query."""
    live = (
        Publication.objects.filter(state=Publication.State.LIVE, home__isnull=False)
        .select_related("version", "home__edition", "home__section")
        .defer("version__content")
        .order_by("-first_published_at")[:MOST]
    )
    return [
        Published(
            headline=publication.version.headline,
            place=f"{publication.home.edition.name}, {publication.home.section.name}",
            address=story_address(publication),
            published_at=publication.first_published_at,
        )
        for publication in live
        # What the state promises, in words that the types need.
        if publication.version and publication.home and publication.first_published_at
    ]
