"""Every story of the demo, newest first; a new module adds its `STORIES` here."""

from __future__ import annotations

from masthead.demo.content import (
    arabic,
    arabic_life,
    business,
    council,
    culture,
    harbour,
    languages,
    longread,
    news,
    opinion,
    sport,
    wires,
)
from masthead.demo.content.shapes import Story

STORIES: tuple[Story, ...] = tuple(
    sorted(
        (
            *arabic.STORIES,
            *arabic_life.STORIES,
            *business.STORIES,
            *council.STORIES,
            *culture.STORIES,
            *harbour.STORIES,
            *languages.STORIES,
            *longread.STORIES,
            *news.STORIES,
            *opinion.STORIES,
            *sport.STORIES,
            *wires.STORIES,
        ),
        key=lambda story: story.age,
    )
)

STORIES_BY_KEY: dict[str, Story] = {story.key: story for story in STORIES}
