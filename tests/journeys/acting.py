"""Acts of the newsroom in a process of its own, beside a running Masthead.

Run as ``python -m tests.journeys.acting DEED STORY``; prints what a test wants to know as JSON.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import django


def main(deed: str, story_id: int) -> dict[str, Any]:
    """Do ``deed`` to a story, or to its edition."""
    django.setup()
    from masthead.stories.addresses import story_path
    from masthead.stories.models import Edition, Story
    from masthead.stories.selectors import publication_of
    from masthead.stories.services.publication import withdraw_story
    from tests.factories.stories import make_published, make_section
    from tests.stories.situations import publish_with

    edition = Edition.objects.get()
    if deed == "publish":
        story = make_published(section=make_section(edition), headline="The old words", slug="quay")
    else:
        story = Story.objects.get(pk=story_id)
    if deed == "edit":
        publish_with(story, headline="The new words", slug="quay")
    elif deed == "correct":
        publish_with(story, dek="Now right", change="correction", change_note="It said £4.")
    elif deed == "withdraw":
        withdraw_story(story=story, by=None)
    elif deed == "rename":
        edition.name = "The Renamed Post"
        edition.save()
    publication = publication_of(story.pk)
    assert publication is not None
    return {"story": story.pk, "path": story_path(publication)}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]))))  # noqa: T201
