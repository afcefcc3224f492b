"""Sponsorships as the newsroom lists them: in groups by time, each with its state in a word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from masthead.newsroom.templatetags.newsroom_pictures import picture_preview
from masthead.sponsors.models import Sponsorship
from masthead.stories.models import Picture, Rendition

State = Literal["running", "paused", "coming", "over"]


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    sponsorship: Sponsorship
    state: State
    where: str
    shown: Rendition | None

    @property
    def is_over(self) -> bool:
        """Whether its time is behind it."""
        return self.state == "over"

    @property
    def may_go(self) -> bool:
        """Whether no reader has seen it yet, so that it may be deleted."""
        return self.state == "coming"


def state_of(sponsorship: Sponsorship, *, at: datetime) -> State:
    """Where in its time it is at ``at``; paused only while it would run."""
    if sponsorship.ends_at <= at:
        return "over"
    if sponsorship.starts_at > at:
        return "coming"
    return "paused" if sponsorship.is_paused else "running"


def grouped(rows: Iterable[Sponsorship], *, at: datetime) -> list[tuple[str, list[Row]]]:
    """What runs, what comes, what is over (the newest first); groups without a row are left out.

    The rows have their sections and their pictures with the sizes at hand: no query.
    """
    lines = [_row(row, at=at) for row in rows]
    groups = [
        ("Running", [line for line in lines if line.state in {"running", "paused"}]),
        ("To come", [line for line in lines if line.state == "coming"]),
        ("Over", [line for line in reversed(lines) if line.is_over]),
    ]
    return [(name, found) for name, found in groups if found]


def _row(row: Sponsorship, *, at: datetime) -> Row:
    picture: Picture = row.picture
    shown = picture_preview(picture) if picture.taken_down_at is None else None
    return Row(row, state_of(row, at=at), _where(row), shown)


def _where(row: Sponsorship) -> str:
    """The pages it stands on, in words."""
    names = [str(section) for section in row.sections.all()]
    parts = ["front page"] if row.is_on_front else []
    if row.is_on_lists:
        parts.append("lists")
    if row.is_on_stories:
        parts.append("stories")
    words = ", ".join(parts)
    return f"{words} (of {', '.join(names)})" if names and parts != ["front page"] else words
