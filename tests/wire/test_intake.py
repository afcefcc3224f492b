"""Files onto the desk: what `masthead ingest` does."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.test import Client

from masthead.stories.models import Section, Story
from masthead.wire.models import Attachment, Item, Received, Source
from masthead.wire.services import open_item
from tests.factories.stories import make_jpeg
from tests.factories.wire import fill_folder, ingest, newsml, remote_picture, rss
from tests.stories.situations import fresh as fresh_story
from tests.stories.situations import publish_with
from tests.wire.situations import only_item, row_counts, send, states

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("publish", [False, True])
def test_the_same_folder_twice_changes_no_row_of_any_table(
    section: Section, delivery: Path, publish: bool
) -> None:
    folder = fill_folder(delivery / "wire", count=3)
    (folder / "junk.txt").write_text("no wire item")
    first = ingest(folder, publish=publish)
    before = row_counts()
    second = ingest(folder, publish=publish)
    assert states(first) == ["published" if publish else "new"] * 6 + ["refused"]
    assert states(second) == ["unchanged"] * 6 + ["refused"]
    assert row_counts() == before


def test_what_an_editor_wrote_outlives_the_same_file(section: Section, delivery: Path) -> None:
    assert send(delivery, newsml(), publish=True) == "published"
    story = only_item().story
    assert story is not None
    publish_with(story, headline="In an editor's words", body=story.body)
    before = row_counts()
    assert send(delivery, newsml(), publish=True) == "unchanged"
    assert fresh_story(story).headline == "In an editor's words"
    assert row_counts() == before


def test_one_item_in_two_files_of_other_bytes_is_one_item(section: Section, delivery: Path) -> None:
    assert send(delivery, newsml()) == "new"
    assert send(delivery, newsml() + b"\n<!-- sent again -->") == "unchanged"
    assert (Item.objects.count(), Received.objects.count()) == (1, 2)


def test_items_that_were_left_on_the_desk_are_published_when_asked_later(
    section: Section, delivery: Path
) -> None:
    assert send(delivery, newsml()) == "new"
    assert send(delivery, newsml(), publish=True) == "published"


def test_each_outcome_says_what_a_script_needs(section: Section, delivery: Path) -> None:
    (delivery / "item.xml").write_bytes(newsml())
    (outcome,) = ingest(delivery, publish=True, section="sport", source="Harbour Wire")
    item = only_item()
    assert item.story is not None
    home = fresh_story(item.story).publication.home
    assert outcome.file == str(delivery / "item.xml")
    assert (outcome.guid, outcome.item_id) == (item.guid, item.pk)
    assert (outcome.story_id, outcome.headline) == (item.story.pk, "Ferry runs again")
    assert outcome.address.startswith(f"https://{section.edition.host}/")
    assert home is not None
    assert home.section.slug == "sport"
    assert item.source.name == "Harbour Wire"


def test_a_section_that_no_edition_has_is_said_before_anything_is_kept(
    section: Section, delivery: Path
) -> None:
    (delivery / "item.xml").write_bytes(newsml())
    with pytest.raises(Section.DoesNotExist, match="no edition has a section “sprot”"):
        ingest(delivery, section="sprot")
    assert not Received.objects.exists()


@pytest.mark.parametrize("source", ["x" * 500, "caf\udce9", "a\x00b"])
def test_a_source_of_any_name_is_the_same_one_the_second_time(
    section: Section, delivery: Path, source: str
) -> None:
    (delivery / "item.xml").write_bytes(newsml())
    assert states(ingest(delivery, source=source)) == ["new"]
    assert states(ingest(delivery, source=source)) == ["unchanged"]
    assert Source.objects.count() == 1


def test_versions_a_kill_and_a_hold_are_told_in_the_trades_words(
    section: Section, delivery: Path
) -> None:
    said = [
        send(delivery, newsml(version="2"), publish=True),
        send(delivery, newsml(version="3", headline="More ferries"), publish=True),
        send(delivery, newsml(version="1", headline="Ferry may run"), publish=True),
        send(delivery, newsml(version="4", status="withheld"), publish=True),
        send(delivery, newsml(version="5", status="canceled"), publish=True),
        send(delivery, newsml(version="6", headline="Alive"), publish=True),
        send(delivery, newsml(version="5", status="canceled"), publish=True),
    ]
    assert said == ["published", "newer", "older", "withheld", "killed", "killed", "unchanged"]


def test_a_kill_that_comes_first_keeps_what_follows_from_being_published(
    section: Section, delivery: Path
) -> None:
    assert send(delivery, newsml(version="2", status="canceled"), publish=True) == "killed"
    assert send(delivery, newsml(version="1"), publish=True) == "killed"
    assert not Story.objects.exists()


def test_an_empty_headline_is_held_with_the_reason(section: Section, delivery: Path) -> None:
    (delivery / "item.xml").write_bytes(newsml(headline=""))
    (outcome,) = ingest(delivery, publish=True)
    assert (outcome.state, outcome.reason) == ("held", "it has no headline")
    assert (outcome.story_id, outcome.address) == (None, "")


def test_refusals_say_why_and_the_bytes_are_kept(section: Section, delivery: Path) -> None:
    for name, data in {
        "a.txt": b"Just words.", "b.bin": bytes(range(256)), "c.xml": b"<nitf><broken",
        "d.xml": b"", "e.json": b'{"uri": "x"}', "f.xml": b"<a>\x00</a>", "g.rss": rss(),
    }.items():  # fmt: skip
        (delivery / name).write_bytes(data)
    outcomes = ingest(delivery)
    assert states(outcomes) == ["refused"] * 7
    assert all(len(outcome.reason.split()) >= 3 for outcome in outcomes)
    assert Received.objects.filter(state=Received.State.REFUSED).count() == 7


def test_a_file_that_cannot_be_opened_does_not_stop_the_rest(
    section: Section, delivery: Path
) -> None:
    os.mkfifo(delivery / "a.xml")
    with (delivery / "b.xml").open("wb") as file:
        file.truncate(51 * 1024 * 1024)
    (delivery / "c.xml").write_bytes(newsml())
    outcomes = ingest(delivery / "gone.xml", delivery)
    assert states(outcomes) == ["refused", "refused", "refused", "new"]
    assert "No such file" in outcomes[0].reason
    assert "larger than 50 MB" in outcomes[2].reason
    assert Received.objects.count() == 1


def test_a_name_that_is_no_utf_8_is_kept_and_told_as_text(section: Section, delivery: Path) -> None:
    (delivery / os.fsdecode(b"caf\xe9.xml")).write_bytes(newsml())
    (outcome,) = ingest(delivery)
    assert outcome.file.endswith("caf\ufffd.xml")
    assert Received.objects.get().name == "caf\ufffd.xml"


def test_progress_counts_files(section: Section, delivery: Path) -> None:
    steps: list[tuple[int, int]] = []
    folder = fill_folder(delivery / "wire", count=2)
    ingest(folder, progress=lambda done, total: steps.append((done, total)))
    assert steps == [(1, 3), (2, 3), (3, 3)]


def test_a_picture_beside_the_item_comes_in_and_one_outside_does_not(
    section: Section, delivery: Path
) -> None:
    (delivery / "quay.jpg").write_bytes(make_jpeg())
    (delivery.parent / "secret.jpg").write_bytes(make_jpeg(colour="#111"))
    remote = remote_picture("quay.jpg") + remote_picture("../secret.jpg")
    (delivery / "item.xml").write_bytes(newsml(remote=remote))
    (outcome,) = ingest(delivery / "item.xml")
    assert outcome.state == "new"
    assert [kept.href for kept in Attachment.objects.all()] == ["quay.jpg"]
    story = open_item(item=only_item(), by=None)
    assert story.lead_picture is not None


def test_an_arabic_item_is_read_from_right_to_left(section: Section, delivery: Path) -> None:
    data = newsml(
        headline="العبّارة تعود إلى العمل", text="تعود العبّارة يوم الاثنين.",
        content='<language tag="ar"/>',
    )  # fmt: skip
    (delivery / "item.xml").write_bytes(data)
    (outcome,) = ingest(delivery, publish=True)
    page = Client(HTTP_HOST=section.edition.host).get(_path(outcome.address))
    assert page.status_code == 200
    assert 'dir="rtl"' in page.content.decode()
    assert "العبّارة تعود إلى العمل" in page.content.decode()


def test_twenty_thousand_words_become_a_page(section: Section, delivery: Path) -> None:
    text = "\n".join("word " * 100 for _ in range(200))
    (delivery / "item.xml").write_bytes(newsml(text=text))
    (outcome,) = ingest(delivery, publish=True)
    page = Client(HTTP_HOST=section.edition.host).get(_path(outcome.address))
    assert page.content.decode().count("word") >= 20_000


def _path(address: str) -> str:
    return "/" + address.split("/", 3)[3]
