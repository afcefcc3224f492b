"""The breaking bar on an edition's pages."""

from __future__ import annotations

from dataclasses import dataclass

from masthead.delivery.keys import note_until
from masthead.stories.breaking_bars import bar_of
from masthead.stories.models import Edition


@dataclass(frozen=True, kw_only=True, slots=True)
class BreakingView:
    """The bar: a few words that lead to the story."""

    text: str
    href: str


def breaking_view(edition: Edition) -> BreakingView | None:
    """The bar that ``edition`` shows now; no query for an edition that `edition_at` read."""
    bar = bar_of(edition)
    if bar is None:
        return None
    # A page that is kept is wrong from then on, whether or not a worker is there to say so.
    note_until(bar.ends_at)
    return BreakingView(text=bar.text, href=bar.path)


def is_breaking(story_id: int, *, edition: Edition) -> bool:
    """Whether the edition's bar is this story's; queries as `breaking_view`."""
    bar = bar_of(edition)
    return bar is not None and bar.story_id == story_id
