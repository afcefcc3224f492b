"""A line of the desk as its template shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from masthead.newsroom.desk.tabs import URGENCY_WORDS
from masthead.newsroom.models import Line


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of the desk. ``tone`` colours what ``state`` says in words."""

    key: str
    number: int
    is_story: bool
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


def row_of(line: Line, *, at: datetime) -> Row:
    """A line as it is at ``at`` (UTC): an embargo that has ended is none."""
    state, tone = line.state, line.tone
    if line.is_usable and line.embargo_until and line.embargo_until > at:
        state, tone = "Under embargo", "held"
    is_story = line.subject == Line.Subject.STORY
    address = "wagtailsnippets_stories_story:edit" if is_story else "newsroom_item"
    return Row(
        key=f"{line.subject}-{line.number}",
        number=line.number,
        is_story=is_story,
        url=reverse(address, args=[line.number]),
        headline=line.headline,
        state=state,
        tone=tone,
        urgency=line.urgency,
        agency=line.agency,
        place=line.place,
        language=line.language,
        moment=line.moment,
        deed=line.deed,
        remark=line.remark,
        open_url=reverse("newsroom_item_open", args=[line.number]) if line.is_usable else "",
    )
