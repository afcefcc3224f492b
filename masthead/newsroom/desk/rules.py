"""In which lists a story or an item stands, and what its lines say. Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from masthead.newsroom.desk.tabs import GONE, Tab


@dataclass(frozen=True)
class Concern:
    """Why somebody should look at a story: a code, plain words, and since when (UTC)."""

    code: str
    words: str
    since: datetime


@dataclass(frozen=True, kw_only=True)
class Filed:
    """What filters ask of a line. ``places`` and ``people`` are tokens: ``e1``, ``s4``; ``7``."""

    urgency: int | None
    kind: str
    language: str
    agency: str
    source_number: int | None
    places: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StoryFacts:
    """All that the desk says of a story."""

    number: int
    headline: str
    draft_headline: str
    state: str
    is_held: bool
    has_changes: bool
    created_at: datetime
    first_published_at: datetime | None
    ended_at: datetime | None
    due_at: datetime | None
    review: str | None
    place: str
    filed: Filed
    concerns: tuple[Concern, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ItemFacts:
    """All that the desk says of a wire item."""

    number: int
    headline: str
    status: str
    is_opened: bool
    embargo_until: datetime | None
    last_received_at: datetime
    filed: Filed


@dataclass(frozen=True, kw_only=True)
class LineValues:
    """A line, as the table keeps it, without the moment of its change."""

    subject: str
    number: int
    tab: str
    moment: datetime
    deed: str
    headline: str
    state: str
    tone: str
    urgency: int | None
    kind: str
    language: str
    agency: str
    source_number: int | None
    places: str
    people: str
    remark: str = ""
    place: str = ""
    is_usable: bool = False
    embargo_until: datetime | None = None
    concerns: str = ""


# The longest that the columns keep (masthead.newsroom.models.lines).
_LONGEST_PLACES = 600
_LONGEST_PEOPLE = 400

_ITEM_STATES = {
    "usable": ("New", "new"),
    "withheld": ("Withheld", "held"),
    "canceled": ("Killed by the agency", "killed"),
}
_STORY_STATES = {
    "unpublished": ("Draft", "draft"),
    "live": ("Published", "live"),
    "withdrawn": ("Withdrawn", "ended"),
    "expired": ("Expired", "ended"),
    "killed": ("Killed", "killed"),
    "held": ("On hold", "held"),
}
_ENDED = {"withdrawn", "expired", "killed", "held"}


def item_lines(facts: ItemFacts) -> tuple[LineValues, ...]:
    """An item's line: just in until somebody opens it, gone from then on."""
    state, tone = _ITEM_STATES[facts.status]
    return (
        LineValues(
            subject="item",
            number=facts.number,
            tab=GONE if facts.is_opened else Tab.JUST_IN.value,
            moment=facts.last_received_at,
            deed="came in",
            headline=facts.headline,
            state="Opened" if facts.is_opened else state,
            tone="ended" if facts.is_opened else tone,
            is_usable=facts.status == "usable" and not facts.is_opened,
            embargo_until=facts.embargo_until,
            **_columns(facts.filed),
        ),
    )


def story_lines(facts: StoryFacts) -> tuple[LineValues, ...]:
    """A story's lines, one for each list that it stands in; there is always one at least."""
    state, tone = story_state(facts)
    remark = f"Waits for: {facts.review}" if facts.review else ""
    shared: dict[str, Any] = {
        "subject": "story",
        "number": facts.number,
        "state": state,
        "tone": tone,
        "place": facts.place,
        "concerns": bars(concern.code for concern in facts.concerns),
        **_columns(facts.filed),
    }
    worries = "; ".join(concern.words for concern in facts.concerns)
    lines = []
    for tab in story_tabs(facts):
        moment, deed = _moment_in(tab, facts)
        is_out = tab is Tab.PUBLISHED
        lines.append(
            LineValues(
                tab=tab.value,
                moment=moment,
                deed=deed,
                headline=(facts.headline if is_out else facts.draft_headline) or "No headline yet",
                remark=worries or remark,
                **shared,
            )
        )
    return tuple(lines)


def story_state(facts: StoryFacts) -> tuple[str, str]:
    """A story's state as the desk says it, and the tone that colours the words."""
    if facts.state == "killed":
        return _STORY_STATES["killed"]
    if facts.is_held:
        return _STORY_STATES["held"]
    if facts.due_at:
        return "Scheduled", "scheduled"
    if facts.review is not None:
        return "In review", "review"
    if facts.state == "live" and facts.has_changes:
        return "Published, with changes", "changed"
    return _STORY_STATES[facts.state]


def story_tabs(facts: StoryFacts) -> tuple[Tab, ...]:
    """The lists that a story stands in."""
    tabs = []
    is_alive = facts.state != "killed"
    is_due = is_alive and facts.due_at is not None
    is_reviewed = is_alive and facts.review is not None
    if facts.concerns or facts.state == "held":
        tabs.append(Tab.ATTENTION)
    if is_due:
        tabs.append(Tab.SCHEDULED)
    if is_reviewed:
        tabs.append(Tab.IN_REVIEW)
    if facts.state == "live":
        tabs.append(Tab.PUBLISHED)
    if facts.state in _ENDED:
        tabs.append(Tab.ENDED)
    is_worked_on = facts.state == "unpublished" or (facts.state == "live" and facts.has_changes)
    if is_worked_on and not is_due and not is_reviewed:
        tabs.append(Tab.IN_PROGRESS)
    return tuple(tabs)


def _moment_in(tab: Tab, facts: StoryFacts) -> tuple[datetime, str]:
    """What a list is ordered by, and what happened then."""
    if tab is Tab.ATTENTION and facts.concerns:
        return max(concern.since for concern in facts.concerns), "since"
    if tab is Tab.SCHEDULED and facts.due_at:
        return facts.due_at, "goes out"
    if facts.state in _ENDED and facts.ended_at:
        return facts.ended_at, facts.state
    if facts.state == "live" and facts.first_published_at:
        return facts.first_published_at, "published"
    return facts.created_at, "begun"


def _columns(filed: Filed) -> dict[str, Any]:
    return vars(filed) | {
        "places": bars(filed.places, longest=_LONGEST_PLACES),
        "people": bars(filed.people, longest=_LONGEST_PEOPLE),
    }


def bars(tokens: Iterable[str], *, longest: int = 200) -> str:
    """Tokens between bars, ``|e1|s4|``, as many as fit into ``longest``; nothing for none."""
    text = ""
    for token in tokens:
        longer = f"{text or '|'}{token}|"
        if len(longer) > longest:
            break
        text = longer
    return text


@dataclass(frozen=True)
class Difference:
    """What turns the lines there are into the lines there should be; tabs of lines to delete."""

    write: tuple[LineValues, ...]
    delete: frozenset[str]


def decide_difference(
    wanted: Iterable[LineValues], kept: Mapping[str, LineValues]
) -> Difference | None:
    """How the ``kept`` lines of one subject (by tab) become ``wanted``; None when they are.

    When one line differs, all are written: each then bears the moment of the change, by which
    open desks learn of it, and a line that was deleted leaves others behind that say so.
    """
    lines = tuple(wanted)
    by_tab = {line.tab: line for line in lines}
    if by_tab == dict(kept):
        return None
    return Difference(lines, frozenset(kept) - frozenset(by_tab))
