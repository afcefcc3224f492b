"""Every file of the shared wire data through the whole intake, and the pages that come of it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from masthead.stories.models import Section, Story
from masthead.wire.intake import Outcome
from masthead.wire.models import Item, Received
from masthead.wire.services import open_item
from tests.factories.wire import ingest
from tests.shared_data import shared_folder

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(db: None) -> Path:
    """The folder with all of them."""
    return shared_folder("data/wire") / "files"


def tell(capsys: pytest.CaptureFixture[str], title: str, outcomes: list[Outcome]) -> None:
    """Print the counts, past pytest's capture: they are what one runs this for."""
    counts = Counter(outcome.state for outcome in outcomes)
    files = len({outcome.file for outcome in outcomes})
    with capsys.disabled():
        print(f"\n{title}: {files} files, {len(outcomes)} outcomes: {dict(counts)}")  # noqa: T201


def test_every_file_comes_in_or_is_refused_and_every_item_can_be_opened(
    section: Section, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outcomes = ingest(files)
    tell(capsys, "Onto the desk", outcomes)
    refused = [outcome for outcome in outcomes if outcome.state == "refused"]
    assert all(outcome.reason for outcome in refused)
    kept = {received.data for received in Received.objects.exclude(state=Received.State.KEPT)}
    assert kept == {Path(outcome.file).read_bytes() for outcome in outcomes}
    assert {outcome.state for outcome in outcomes} <= {
        "new", "newer", "older", "unchanged", "killed", "withheld", "refused",
    }  # fmt: skip
    for item in Item.objects.filter(status=Item.Status.USABLE):
        story = open_item(item=item, by=None, section=section)
        # As the editor's form would say on the first press of Save.
        story.full_clean(exclude=["slug"] if story.headline else ["slug", "headline"])
        story.body.stream_block.clean(story.body)


def test_every_published_story_has_a_page(
    section: Section, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outcomes = ingest(files, publish=True)
    tell(capsys, "Published at once", outcomes)
    published = [outcome for outcome in outcomes if outcome.state == "published"]
    held = [outcome for outcome in outcomes if outcome.state == "held"]
    assert all(outcome.reason and not outcome.address for outcome in held)
    assert Story.objects.count() == len(published)
    if connection.vendor == "postgresql":
        # What autovacuum does in time, and cannot inside a test's transaction: without it each
        # page takes half a second.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    browser = Client(HTTP_HOST=section.edition.host)
    broken = []
    for outcome in published:
        page = browser.get("/" + outcome.address.split("/", 3)[3])
        if page.status_code != 200:
            broken.append((outcome.file, page.status_code))
    assert broken == []
    again = Counter(outcome.state for outcome in ingest(files, publish=True))
    assert set(again) <= {"unchanged", "held", "refused"}
    assert Story.objects.count() == len(published)
