"""New stories."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from masthead.stories.following import one_act
from masthead.stories.models import Author, Byline, Section, Story, Topic
from masthead.stories.services.placing import place_at_home


@one_act()
def create_story(
    *,
    section: Section | None,
    bylines: Sequence[Author | str] = (),
    topics: Sequence[Topic] = (),
    **fields: Any,
) -> Story:
    """A new story, not published; no revision is written before somebody edits it.

    ``bylines`` are staff authors or names as text, in order. ``fields`` are the story's own; its
    body is given as the list of ``{"type", "value"}`` that a StreamField keeps. Raises
    `ValidationError` for fields that will not do, and for text that no database can hold.
    """
    story = Story(live=False, **fields)
    story.bylines = [
        Byline(author=entry) if isinstance(entry, Author) else Byline(name=entry)
        for entry in bylines
    ]
    story.topics = list(topics)
    story.refuse_unstorable()
    # A wire item may come without a headline; publishing asks for one, a draft does not.
    story.full_clean(exclude=["slug", "headline"])
    story.save()
    if section is not None:
        place_at_home(story=story, section=section, by=None)
    return story
