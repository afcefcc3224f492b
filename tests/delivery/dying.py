"""A process that changes or draws a page and is killed at a named point.

Run as ``python -m tests.delivery.dying POINT DEED STORY``: against the database and the store that
the environment names, do DEED and kill this process, by SIGKILL, when POINT is reached the first
time. Ends with code 3 when it was not reached.
"""

from __future__ import annotations

import os
import signal
import sys

import django
from django.conf import settings


def main(point: str, deed: str, story_id: int, host: str) -> None:
    """Do ``deed`` and die."""
    django.setup()
    database = settings.DATABASES["default"]
    database["NAME"] = os.environ["DYING_DATABASE"]
    settings.MASTHEAD_PAGES_FOLDER = os.environ["DYING_PAGES"]
    settings.MASTHEAD_PAGES_BYTES = 20_000_000
    from django.test import Client

    from masthead.delivery.points import POINTS, watch
    from masthead.delivery.stores import installed_store
    from masthead.stories.models import Edition, Story
    from tests.stories.situations import publish_with

    assert point in POINTS

    def die(name: str) -> None:
        if name == point:
            os.kill(os.getpid(), signal.SIGKILL)

    def start() -> None:
        # As the keeper of the machine does each second, while this process took its time to start.
        if (store := installed_store()) is not None:
            store.lease.renew()
        watch(die)

    if deed == "edit":
        story = Story.objects.get(pk=story_id)
        start()
        publish_with(story, body=story.body, dek="The new words")
    elif deed == "rename":
        edition = Edition.objects.get(host=host)
        start()
        edition.name = "The new words"
        edition.save()
    else:
        reader = Client(headers={"host": host})
        start()
        reader.get(deed)
    sys.exit(3)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])
