"""What needs attention: one function a reason, in one list.

A reason is a function that says which stories it is about; it is asked for some stories when they
change, and for all of them (None) by the clock, when time alone can raise or end it. To add one,
add a line to `REASONS`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Model, Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from wagtail.models import Revision

from masthead.kernel.clock import now
from masthead.newsroom.desk.rules import Concern
from masthead.stories.models import Hold, MissedMoment, Publication, RightsEnd, Story
from masthead.stories.publishing import facts
from masthead.stories.rules import decide_publication
from masthead.wire.models import Item

M = TypeVar("M", bound=Model)

# Long enough that a Friday's kill or missed moment still stands there on Monday.
REMEMBERED = timedelta(days=4)
# A desk that plans its week should hear of a right that ends in it.
RIGHTS_AHEAD = timedelta(days=7)
# A schedule that lies further ahead is still being worked on.
SCHEDULE_AHEAD = timedelta(hours=24)


@dataclass(frozen=True)
class Found:
    """What a reason says of one story."""

    words: str
    since: datetime


Find = Callable[[Collection[int] | None], Mapping[int, Found]]


@dataclass(frozen=True)
class Reason:
    """Something that needs attention. ``is_timed``: the clock alone may raise or end it.

    ``about`` says which stories can have it at all: when one story changes, the others' reasons
    are not asked for.
    """

    code: str
    find: Find
    is_timed: bool = False
    about: Literal["all", "wire", "scheduled", "live"] = "all"


def newer_takes(stories: Collection[int] | None) -> dict[int, Found]:
    """Stories in use whose item has had a newer take since; one query."""
    items = Item.objects.exclude(take=F("opened_take")).filter(
        opened_take__isnull=False,
        status=Item.Status.USABLE,
        story__publication__state__in=["unpublished", "live"],
    )
    rows = _among(items, "story_id", stories).values_list("story_id", "last_received_at")
    return {story: Found("A newer take has come in", moment) for story, moment in rows}


def agency_kills(stories: Collection[int] | None) -> dict[int, Found]:
    """Stories that ended lately because the agency killed or withheld the item; one query."""
    items = Item.objects.exclude(status=Item.Status.USABLE).filter(
        story__publication__ended_at__gte=now() - REMEMBERED,
        story__publication__ended_by=None,
        story__publication__state__in=["killed", "withdrawn"],
    )
    words = {
        Item.Status.CANCELED: "Killed by the agency",
        Item.Status.WITHHELD: "Withheld by the agency",
    }
    rows = _among(items, "story_id", stories).values_list(
        "story_id", "status", "story__publication__ended_at"
    )
    return {story: Found(words[Item.Status(status)], at) for story, status, at in rows if at}


def missed_moments(stories: Collection[int] | None) -> dict[int, Found]:
    """Stories whose moment was missed, until somebody says that she has seen it; one query."""
    missed = MissedMoment.objects.filter(acknowledged_at=None, story__isnull=False)
    rows = _among(missed, "story_id", stories).order_by("due_at")
    return {
        row.story_id: Found(
            f"{row.get_kind_display()}: {row.get_outcome_display().lower()}. {row.reason}".strip(),
            row.recorded_at,
        )
        for row in rows
        if row.story_id is not None
    }


def holds(stories: Collection[int] | None) -> dict[int, Found]:
    """Stories on hold, who lifts it and why it was placed; one query."""
    rows = _among(Hold.objects.filter(lifted_at=None), "story_id", stories)
    return {
        hold.story_id: Found(f"On hold, {hold.lifter} lifts it: {hold.reason}", hold.placed_at)
        for hold in rows.select_related("lifter")
    }


def refused_schedules(stories: Collection[int] | None) -> dict[int, Found]:
    """Scheduled stories, due within a day, that the gates would refuse as they stand.

    One query for the schedule and some for each story on it: their drafts are read as a whole.
    """
    moment = now()
    due = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Story),
        approved_go_live_at__isnull=False,
        approved_go_live_at__lte=moment + SCHEDULE_AHEAD,
    )
    if stories is not None:
        due = due.filter(object_id__in=[str(pk) for pk in stories])
    refused = {}
    publications = {
        row.story_id: row
        for row in Publication.objects.filter(story__in=[int(each.object_id) for each in due])
    }
    for revision in due:
        story = revision.as_object()
        publication = publications.get(story.pk)
        if publication is None:
            continue
        at = revision.approved_go_live_at
        if gates := decide_publication(facts(story, publication), at=at):
            words = f"Will be refused when it is due: {gates[0].message}"
            refused[story.pk] = Found(words, revision.created_at)
    return refused


def ending_rights(stories: Collection[int] | None) -> dict[int, Found]:
    """Live stories with a picture whose rights end within a week or ended lately; two queries."""
    moment = now()
    ends = dict(
        RightsEnd.objects.filter(
            ends_at__lte=moment + RIGHTS_AHEAD, ends_at__gt=moment - REMEMBERED
        ).values_list("pk", "ends_at")
    )
    if not ends:
        return {}
    live = Publication.objects.filter(state="live", version__uses__picture_id__in=ends)
    found: dict[int, Found] = {}
    rows = _among(live, "story_id", stories).values_list("story_id", "version__uses__picture_id")
    for story, picture in rows:
        # The same story's other pictures come with the join; the first right that ends counts.
        if picture in ends and (
            story not in found or ends[picture] - RIGHTS_AHEAD < found[story].since
        ):
            since = ends[picture] - RIGHTS_AHEAD
            found[story] = Found(_rights_words(ends[picture], at=moment), since)
    return found


def _rights_words(ends_at: datetime, *, at: datetime) -> str:
    day = date_format(localtime(ends_at), "j F, H:i")
    if ends_at <= at:
        return f"The rights in a picture ended on {day}"
    return f"The rights in a picture end on {day}"


def _among(rows: QuerySet[M], column: str, stories: Collection[int] | None) -> QuerySet[M]:
    return rows if stories is None else rows.filter(Q(**{f"{column}__in": stories}))


REASONS: tuple[Reason, ...] = (
    Reason("hold", holds),
    Reason("kill", agency_kills, is_timed=True, about="wire"),
    Reason("missed", missed_moments, is_timed=True),
    Reason("refused", refused_schedules, is_timed=True, about="scheduled"),
    Reason("take", newer_takes, about="wire"),
    Reason("rights", ending_rights, is_timed=True, about="live"),
)


def concerns_of(
    stories: Mapping[str, Collection[int]],
) -> Mapping[int, tuple[Concern, ...]]:
    """What needs attention about these stories, by story; a query or two for each reason.

    ``stories`` are all of them, and which came over the wire, are scheduled, are live
    (`Reason.about`).
    """
    concerns: defaultdict[int, tuple[Concern, ...]] = defaultdict(tuple)
    for reason in REASONS:
        asked = stories[reason.about]
        for story, found in (reason.find(asked) if asked else {}).items():
            concerns[story] += (Concern(reason.code, found.words, found.since),)
    return concerns


def timed_concerns() -> dict[int, set[str]]:
    """The codes of what the clock can change, by story; a few queries over few rows."""
    codes: defaultdict[int, set[str]] = defaultdict(set)
    for reason in REASONS:
        if reason.is_timed:
            for story in reason.find(None):
                codes[story].add(reason.code)
    return codes


TIMED_CODES = frozenset(reason.code for reason in REASONS if reason.is_timed)
