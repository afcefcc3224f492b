"""Ingests that are killed (SIGKILL) or run beside each other: every item is there exactly once."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from masthead.stories.models import Picture, Section, Version
from masthead.wire.models import Attachment, Item, Received, Source, Take
from tests.factories.stories import make_jpeg
from tests.factories.wire import fill_folder, newsml, remote_picture

pytestmark = pytest.mark.django_db(transaction=True)

REPOSITORY = Path(__file__).resolve().parents[2]


def run(way: str, folder: Path) -> int:
    """Run `tests.wire.intake_runner` on this test's database; the number that it prints."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        address = f"sqlite:///{name}"
    else:
        address = re.sub(r"/[^/]*\Z", f"/{name}", os.environ["MASTHEAD_DATABASE_URL"])
    data = Path(settings.MEDIA_ROOT).parent / "data"
    data.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.wire.intake_runner", way, str(folder), "Agency"],
        cwd=REPOSITORY, check=False, capture_output=True, text=True, timeout=500,
        env=os.environ | {
            "MASTHEAD_DATABASE_URL": address,
            "MASTHEAD_DATA": str(data),
            "DJANGO_SETTINGS_MODULE": "masthead.config.settings",
        },
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def assert_whole(source: Source, *, items: int, files: int) -> None:
    """Every item once, published once; every file kept and read."""
    rows = Item.objects.filter(source=source).select_related("story__publication")
    assert len(rows) == items
    assert Take.objects.filter(item__source=source).count() == items
    assert Received.objects.filter(source=source, state=Received.State.READ).count() == files
    stories = [item.story for item in rows if item.story is not None]
    assert len({story.pk for story in stories}) == items
    assert all(story.publication.is_live for story in stories)
    assert Version.objects.filter(story__in=stories).count() == items


def test_killed_before_any_statement_and_run_again_every_item_is_there_once(
    section: Section, delivery: Path
) -> None:
    (delivery / "quay.jpg").write_bytes(make_jpeg())
    remote = remote_picture("quay.jpg")
    (delivery / "item.xml").write_bytes(newsml(remote=remote))
    statements = run("statement", delivery / "item.xml")
    assert statements > 20
    for number in range(1, statements + 1):
        source = Source.objects.get(name=f"Agency-{number}")
        assert_whole(source, items=1, files=1)
        assert Attachment.objects.filter(take__item__source=source).count() == 1


def test_killed_at_many_moments_and_run_again_every_item_is_there_once(
    section: Section, delivery: Path
) -> None:
    killed = run("moment", fill_folder(delivery / "wire", count=20))
    assert killed > 3
    assert_whole(Source.objects.get(name="Agency"), items=23, files=21)


def test_four_ingests_of_one_folder_at_once_bring_every_item_in_once(
    section: Section, delivery: Path
) -> None:
    run("together", fill_folder(delivery / "wire", count=20))
    assert_whole(Source.objects.get(name="Agency"), items=23, files=21)


def test_nothing_of_a_kill_stays_in_the_way_of_pictures(section: Section, delivery: Path) -> None:
    (delivery / "quay.jpg").write_bytes(make_jpeg())
    picture = remote_picture("quay.jpg")
    (delivery / "item.xml").write_bytes(newsml(remote=picture))
    run("together", delivery / "item.xml")
    assert Picture.objects.count() <= 1
    assert_whole(Source.objects.get(name="Agency"), items=1, files=1)
