"""The desk's lists: what came in, what is being worked on, what readers have.

Each list is one query of at most `PAGE` + 1 rows, paged by moment and number, so that items that
arrive meanwhile neither repeat nor skip any.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from wagtail.models import Revision

from masthead.kernel.clock import now
from masthead.stories.models import Story
from masthead.wire.models import Item

# About two screens: more is read by nobody and searched for instead.
PAGE = 50
# Tabs count this far and then say "99+": a count of everything reads everything.
MOST_COUNTED = 100


class Tab(StrEnum):
    """The lists of the desk."""

    JUST_IN = "just-in"
    IN_PROGRESS = "in-progress"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    ENDED = "ended"


TAB_NAMES = {
    Tab.JUST_IN: "Just in",
    Tab.IN_PROGRESS: "In progress",
    Tab.SCHEDULED: "Scheduled",
    Tab.PUBLISHED: "Published",
    Tab.ENDED: "Withdrawn and killed",
}

URGENCY_WORDS = {
    1: "Flash",
    2: "Bulletin",
    3: "Urgent",
    4: "Important",
    5: "Routine",
    6: "Low",
    7: "Lower",
    8: "Lowest",
    # IPTC urgency 9 is the sender's own use (NewsML-G2 contentMeta/urgency).
    9: "Sender’s own",
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of the desk. ``tone`` colours what ``state`` says in words."""

    url: str
    headline: str
    state: str
    tone: str
    urgency: int | None
    agency: str
    place: str
    language: str
    moment: datetime | None
    deed: str
    remark: str = ""
    open_url: str = ""

    @property
    def urgency_word(self) -> str:
        """The urgency in a word."""
        return URGENCY_WORDS.get(self.urgency or 0, "")


@dataclass(frozen=True)
class Cursor:
    """A place in a list: the moment it is ordered by, if it is, and the row's number."""

    moment: datetime | None
    number: int

    def __str__(self) -> str:
        return f"{self.moment.isoformat() if self.moment else ''}_{self.number}"

    @classmethod
    def parse(cls, text: str) -> Cursor | None:
        """The cursor that ``text`` writes; None for what is not one (an old or mangled link)."""
        written, _, number = text.rpartition("_")
        try:
            moment = parse_datetime(written) if written else None
        except ValueError:
            return None
        if not number.isascii() or not number.isdigit() or len(number) > 18:
            return None
        if written and (moment is None or moment.tzinfo is None):
            return None
        return cls(moment, int(number))


@dataclass(frozen=True)
class Page:
    """Some rows of a list and where the next ones start."""

    rows: tuple[Row, ...]
    older: Cursor | None


def desk_page(tab: Tab, *, words: str = "", before: Cursor | None = None) -> Page:
    """One page of a list; three queries at most."""
    due = _scheduled()
    moment = now()
    if tab is Tab.JUST_IN:
        items, older = _slice(_items(words), "last_received_at", before)
        return Page(tuple(_item_row(item, at=moment) for item in items), older)
    stories, order = _stories(tab, words=words, due=due)
    if tab is Tab.SCHEDULED:
        # Few enough for one page, in the order in which they fall due.
        rows = sorted(stories, key=lambda story: (due[story.pk], story.pk))
        return Page(tuple(_story_row(story, due) for story in rows), None)
    found, older = _slice(stories, order, before)
    return Page(tuple(_story_row(story, due) for story in found), older)


def tab_counts(*, words: str = "") -> dict[Tab, str]:
    """How many each list has, up to 99; six queries."""
    due = _scheduled()
    counts = {}
    for tab in Tab:
        rows: QuerySet[Any] = (
            _items(words) if tab is Tab.JUST_IN else _stories(tab, words=words, due=due)[0]
        )
        count = len(rows.order_by().values_list("pk", flat=True)[:MOST_COUNTED])
        counts[tab] = f"{MOST_COUNTED - 1}+" if count == MOST_COUNTED else str(count)
    return counts


def _items(words: str) -> QuerySet[Item]:
    items = Item.objects.unopened().select_related("source")
    return items.filter(headline__icontains=words) if words else items


def _scheduled() -> dict[int, datetime]:
    """When each scheduled story falls due; one query over the few that are."""
    revisions = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Story),
        approved_go_live_at__isnull=False,
    ).values_list("object_id", "approved_go_live_at")
    return {int(number): moment for number, moment in revisions}


def _stories(
    tab: Tab, *, words: str, due: Mapping[int, datetime]
) -> tuple[QuerySet[Story], str | None]:
    """The stories of a list and the moment it is ordered by."""
    stories = Story.objects.select_related("publication__home__section", "wire_item").defer("body")
    if words:
        stories = stories.filter(headline__icontains=words)
    match tab:
        case Tab.SCHEDULED:
            return stories.filter(pk__in=due), None
        case Tab.PUBLISHED:
            return stories.filter(publication__state="live"), "publication__first_published_at"
        case Tab.ENDED:
            ended = stories.filter(publication__state__in=["withdrawn", "expired", "killed"])
            return ended, "publication__ended_at"
        case _:
            working = Q(publication__state="unpublished") | Q(
                publication__state="live", has_unpublished_changes=True
            )
            return stories.filter(working).exclude(pk__in=due), None


def _slice(
    rows: QuerySet[Any], order: str | None, before: Cursor | None
) -> tuple[list[Any], Cursor | None]:
    """A page of ``rows``, newest first, and the cursor for the next."""
    if before is not None:
        if order is None:
            rows = rows.filter(pk__lt=before.number)
        elif before.moment is not None:
            # The first condition alone lets an index seek; the second decides equal moments.
            rows = rows.filter(**{f"{order}__lte": before.moment}).filter(
                Q(**{f"{order}__lt": before.moment}) | Q(pk__lt=before.number)
            )
    rows = rows.order_by(*([f"-{order}"] if order else []), "-pk")
    found = list(rows[: PAGE + 1])
    if len(found) <= PAGE:
        return found, None
    last = found[PAGE - 1]
    return found[:PAGE], Cursor(_moment_of(last, order), last.pk)


def _moment_of(row: Any, order: str | None) -> datetime | None:
    for name in order.split("__") if order else []:
        row = getattr(row, name)
    return row if order else None


_ITEM_STATES: dict[str, tuple[str, str]] = {
    Item.Status.USABLE: ("New", "new"),
    Item.Status.WITHHELD: ("Withheld", "held"),
    Item.Status.CANCELED: ("Killed by the agency", "killed"),
}


def _item_row(item: Item, *, at: datetime) -> Row:
    state, tone = _ITEM_STATES[item.status]
    is_usable = item.status == Item.Status.USABLE
    if is_usable and item.embargo_until and item.embargo_until > at:
        state, tone = "Under embargo", "held"
    return Row(
        url=reverse("newsroom_item", args=[item.pk]),
        headline=item.headline or item.guid,
        state=state,
        tone=tone,
        urgency=item.urgency,
        agency=item.agency or item.source.name,
        place="",
        language=item.language,
        moment=item.last_received_at,
        deed="came in",
        open_url=reverse("newsroom_item_open", args=[item.pk]) if is_usable else "",
    )


_STORY_STATES: dict[str, tuple[str, str]] = {
    "unpublished": ("Draft", "draft"),
    "live": ("Published", "live"),
    "withdrawn": ("Withdrawn", "ended"),
    "expired": ("Expired", "ended"),
    "killed": ("Killed", "killed"),
}


def _story_row(story: Story, due: Mapping[int, datetime]) -> Row:
    publication = story.publication
    state, tone = _STORY_STATES[publication.state]
    if story.has_unpublished_changes and publication.is_live:
        state, tone = "Published, with changes", "changed"
    moment, deed = _last_deed(story)
    if story.pk in due:
        state, tone, moment, deed = "Scheduled", "scheduled", due[story.pk], "goes out"
    item = getattr(story, "wire_item", None)
    home = publication.home
    return Row(
        url=reverse("wagtailsnippets_stories_story:edit", args=[story.pk]),
        headline=story.headline or "No headline yet",
        state=state,
        tone=tone,
        urgency=story.urgency,
        agency=story.agency,
        place=home.section.name if home else "",
        language=story.language,
        moment=moment,
        deed=deed,
        remark="A newer take has come in" if item is not None and item.is_behind else "",
    )


def _last_deed(story: Story) -> tuple[datetime | None, str]:
    publication = story.publication
    if publication.state == "unpublished":
        return story.created_at, "begun"
    if publication.is_live:
        return publication.first_published_at, "published"
    return publication.ended_at, publication.get_state_display().lower()
