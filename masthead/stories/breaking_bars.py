"""The breaking bar of an edition as its pages show it, read together with the edition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, FilteredRelation, Q, QuerySet

from masthead.kernel.clock import now
from masthead.stories.addresses import dated_path
from masthead.stories.models import Breaking, Edition

# What a page needs of the bar's story, and nothing of its text. The names are attributes that
# `with_bar` gives the edition.
_FACTS = {
    "bar_id": "running_bar__pk",
    "bar_text": "running_bar__text",
    "bar_ends_at": "running_bar__ends_at",
    "bar_story_id": "running_bar__story_id",
    "bar_state": "running_bar__story__publication__state",
    "bar_date": "running_bar__story__publication__address_date",
    "bar_slug": "running_bar__story__publication__version__slug",
}


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A running bar: its words, and the path of its story in the edition."""

    text: str
    path: str
    story_id: int
    ends_at: datetime


def with_bar(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """``editions``, each with its running bar's facts: joins, no further query."""
    return editions.annotate(
        running_bar=FilteredRelation("breakings", condition=Q(breakings__ended_at=None))
    ).annotate(**{name: F(path) for name, path in _FACTS.items()})


def bar_of(edition: Edition, *, at: datetime | None = None) -> Bar | None:
    """The bar that ``edition`` shows at ``at`` (now), or None.

    No query for an edition that `with_bar` read; one for any other, which then knows. The clock
    counts, not the row alone: a bar whose time has run out is not shown however late its row is
    closed; neither is one whose story has left the site.
    """
    if "bar_id" not in vars(edition):
        found = with_bar(Edition.objects.filter(pk=edition.pk)).values(*_FACTS).first()
        vars(edition).update(found or dict.fromkeys(_FACTS))
    facts = vars(edition)
    if facts["bar_id"] is None or facts["bar_state"] != "live":
        return None
    if facts["bar_ends_at"] <= (at or now()):
        return None
    address_date: date = facts["bar_date"]
    return Bar(
        text=facts["bar_text"],
        path=dated_path(on=address_date, slug=facts["bar_slug"], story_id=facts["bar_story_id"]),
        story_id=facts["bar_story_id"],
        ends_at=facts["bar_ends_at"],
    )


def running_bars_of(story_id: int) -> list[Breaking]:
    """The bars of a story that run now, by edition; one query."""
    return list(
        Breaking.objects.select_related("edition", "started_by")
        .filter(story_id=story_id, ended_at=None, ends_at__gt=now())
        .order_by("edition__name", "pk")
    )


def running_bars() -> list[Breaking]:
    """Every bar that runs now, by edition; one query."""
    return list(
        Breaking.objects.select_related("edition", "story")
        .filter(ended_at=None, ends_at__gt=now())
        .order_by("edition__name", "pk")
    )
