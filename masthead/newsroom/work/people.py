"""Who works here, who is in which story, and how people are addressed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from wagtail.admin.models import EditingSession

from masthead.accounts.models import User
from masthead.kernel.clock import now
from masthead.newsroom.access import ASSIGN_WORK, TAKE_WORK
from masthead.stories.models import Story

# A browser in the foreground tells every ten seconds that it is there; three are missed at most.
PRESENT = timedelta(seconds=40)
# One with typed words in it is told of for longer: a background tab tells nothing.
WRITING = timedelta(minutes=10)


def people_in(stories: Collection[Story]) -> dict[int, list[User]]:
    """Who has each story open now, by the story's number, newest first; one query."""
    if not stories:
        return {}
    moment = now()
    here = Q(last_seen_at__gte=moment - PRESENT) | Q(
        is_editing=True, last_seen_at__gte=moment - WRITING
    )
    sessions = (
        EditingSession.objects.filter(
            here,
            content_type=ContentType.objects.get_for_model(Story),
            object_id__in=[str(story.pk) for story in stories],
        )
        .select_related("user")
        .order_by("-last_seen_at")
    )
    found: dict[int, dict[int, User]] = {}
    for session in sessions:
        found.setdefault(int(session.object_id), {})[session.user_id] = session.user
    return {number: list(people.values()) for number, people in found.items()}


def people_for_work() -> QuerySet[User]:
    """Everybody who may work on stories, by name; one query."""
    names = [name.partition(".")[2] for name in (TAKE_WORK, ASSIGN_WORK)]
    may = Q(is_superuser=True) | Q(
        groups__permissions__codename__in=names,
        groups__permissions__content_type__app_label="newsroom",
    )
    people: QuerySet[User] = (
        User.objects.filter(may, is_active=True)
        .distinct()
        .order_by("first_name", "last_name", "email")
    )
    return people


def handle_of(person: User) -> str:
    """How a note addresses ``person``: the part of the address before its @."""
    return person.email.split("@", 1)[0]
