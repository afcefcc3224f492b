"""Versions in any order, kills, holds: what a take does to its item and to the story."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from masthead.kernel.blocks import Paragraph
from masthead.kernel.clock import now
from masthead.stories.addresses import story_path
from masthead.stories.models import Publication, Story, Version
from masthead.stories.rules import PublicationRefused
from masthead.stories.services.publication import publish_story
from masthead.wire import records
from masthead.wire.dispatch import Status, Subject
from masthead.wire.models import Item, Received, Source, Take
from masthead.wire.services import file_dispatch, keep_received, open_item, publish_item
from tests.factories.stories import make_section, make_user
from tests.factories.wire import file_take, make_dispatch, make_item, make_source
from tests.stories.situations import is_out, publish_with, revise
from tests.wire.situations import fresh

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def published_item(**fields: Any) -> Item:
    """An item whose story readers get."""
    item = make_item(**fields)
    story = publish_item(item=item, section=make_section()).story
    assert story is not None
    return fresh(item)


def story_of(item: Item) -> Story:
    """The story of an item, as the database has it."""
    story = fresh(item).story
    assert story is not None
    return story


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=2000))
def test_received_bytes_are_exactly_what_was_given(data: bytes) -> None:
    source, _ = Source.objects.get_or_create(name="Bytes")
    kept = keep_received(source=source, data=data, name="item.xml")
    row = Received.objects.get(pk=kept.pk)
    assert row.data == data
    assert row.byte_count == len(data)
    assert row.digest == hashlib.sha256(data).hexdigest()
    assert keep_received(source=source, data=data, name="other.xml").pk == kept.pk


@pytest.mark.parametrize("name", ["x" * 900, "caf\udce9.xml", "a\x00b", ""])
def test_bytes_are_kept_under_any_name(name: str) -> None:
    kept = keep_received(source=make_source(), data=b"x", name=name, headers={"a\x00": "b\udce9"})
    assert Received.objects.get(pk=kept.pk).data == b"x"


def test_the_same_take_again_changes_nothing() -> None:
    source, dispatch = make_source(), make_dispatch()
    first = file_take(source, dispatch)
    before = fresh(first.item)
    second = file_take(source, dispatch)
    assert (first.state, second.state) == ("new", "unchanged")
    assert Take.objects.count() == Item.objects.count() == 1
    assert fresh(first.item).last_received_at == before.last_received_at


def test_two_sources_with_one_guid_are_two_items() -> None:
    dispatch = make_dispatch()
    one, other = file_take(make_source(), dispatch), file_take(make_source(), dispatch)
    assert one.item != other.item
    assert one.state == other.state == "new"


def test_a_guid_of_two_thousand_characters_is_one_item_and_not_another() -> None:
    source, guid = make_source(), "g" * 1999
    one = file_take(source, make_dispatch(guid=guid + "1", version="1"))
    again = file_take(source, make_dispatch(guid=guid + "1", version="2"))
    other = file_take(source, make_dispatch(guid=guid + "2"))
    assert one.item == again.item != other.item
    assert len(one.item.guid) <= 500


@pytest.mark.parametrize("guid", ["", "  ", "\x00"])
def test_items_without_a_guid_are_told_apart_by_what_they_say(guid: str) -> None:
    source = make_source()
    one = make_dispatch(guid=guid, headline="Ferry runs")
    other = make_dispatch(guid=guid, headline="Market opens")
    assert file_take(source, one).item != file_take(source, other).item
    assert file_take(source, one).state == "unchanged"
    assert Item.objects.count() == 2


def test_text_that_no_database_holds_is_filed_without_it() -> None:
    dirty = "Fer\x00ry \ud800 runs"
    dispatch = make_dispatch(
        guid=f"urn:{dirty}", headline=dirty, version="1\x00", dek=dirty, agency=dirty, credit=dirty,
        language="en\x00", byline=(dirty,), editorial_note=dirty, usage_terms=dirty,
        body=(Paragraph(dirty),), keywords=(dirty,), subjects=(Subject(name=dirty),),
    )  # fmt: skip
    item = file_take(make_source(), dispatch).item
    assert fresh(item).headline == "Ferry ? runs"
    assert open_item(item=item, by=None, section=make_section()).headline == "Ferry ? runs"


def test_a_headline_of_five_thousand_characters_is_whole_in_the_item_and_short_in_the_story() -> (
    None
):
    headline = "word " * 1000
    item = make_item(headline=headline)
    assert fresh(item).headline == headline
    story = open_item(item=item, by=None, section=make_section())
    assert len(story.headline) <= 300
    assert story.headline.endswith("…")


@pytest.mark.parametrize("key", ["version", "time"])
@pytest.mark.parametrize("order", list(permutations([1, 2, 10])))
def test_the_newest_take_is_the_items_in_whatever_order_they_come(
    key: str, order: tuple[int, ...]
) -> None:
    source = make_source()
    for number in order:
        when = {"version": str(number)} if key == "version" else {
            "updated": NOON + timedelta(minutes=number)
        }  # fmt: skip
        item = file_take(source, make_dispatch(guid="urn:a", headline=f"{number}", **when)).item
    assert fresh(item).headline == "10"
    assert item.takes.count() == 3


def test_an_older_take_is_kept_and_never_becomes_the_items() -> None:
    source = make_source()
    newest = file_take(source, make_dispatch(guid="urn:a", version="3", headline="Third"))
    before = fresh(newest.item)
    older = file_take(source, make_dispatch(guid="urn:a", version="2", headline="Second"))
    item = fresh(newest.item)
    assert older.state == "older"
    assert (item.headline, item.take_id) == ("Third", before.take_id)
    assert item.last_received_at == before.last_received_at
    assert item.takes.count() == 2


def test_takes_that_say_neither_number_nor_time_follow_their_arrival() -> None:
    source = make_source()
    file_take(source, make_dispatch(guid="urn:a", headline="One"))
    filing = file_take(source, make_dispatch(guid="urn:a", headline="Two"))
    assert filing.state == "newer"
    assert fresh(filing.item).headline == "Two"


def test_a_newer_take_after_opening_marks_the_item_behind_and_leaves_the_story() -> None:
    source = make_source()
    item = file_take(source, make_dispatch(guid="urn:a", version="1", headline="One")).item
    story = open_item(item=item, by=None, section=make_section())
    assert not fresh(item).is_behind
    file_take(source, make_dispatch(guid="urn:a", version="2", headline="Two"))
    assert fresh(item).is_behind
    assert Story.objects.get(pk=story.pk).headline == "One"
    assert not Version.objects.exists()


def test_a_later_embargo_holds_a_story_that_was_opened_before_it_came() -> None:
    source = make_source()
    item = file_take(source, make_dispatch(guid="urn:a", version="1")).item
    story = open_item(item=item, by=None, section=make_section())
    until = now() + timedelta(days=2)
    file_take(source, make_dispatch(guid="urn:a", version="2", embargo_until=until))
    assert Publication.objects.get(story=story).embargo_until == until
    with pytest.raises(PublicationRefused):
        publish_story(story=story, by=None)


def test_a_story_that_readers_have_is_left_to_the_editors_when_an_embargo_comes() -> None:
    source = make_source()
    item = file_take(source, make_dispatch(guid="urn:a", version="1")).item
    story = open_item(item=item, by=None, section=make_section())
    publish_story(story=story, by=None)
    until = now() + timedelta(days=2)
    file_take(source, make_dispatch(guid="urn:a", version="2", embargo_until=until))
    publication = Publication.objects.get(story=story)
    assert publication.is_live
    assert publication.embargo_until is None
    assert fresh(item).is_behind


def test_the_next_revision_of_a_newsml_1_item_is_the_same_item() -> None:
    source = make_source()
    for version in ("1", "2"):
        guid = f"urn:newsml:gannet.example:20261124:breakwater:{version}"
        file_take(source, make_dispatch(guid=guid, version=version, headline=f"Take {version}"))
    item = Item.objects.get()
    assert item.headline == "Take 2"
    assert item.takes.count() == 2


def test_an_older_take_after_opening_leaves_the_item_up_to_date() -> None:
    source = make_source()
    item = file_take(source, make_dispatch(guid="urn:a", version="2")).item
    open_item(item=item, by=None, section=make_section())
    file_take(source, make_dispatch(guid="urn:a", version="1"))
    assert not fresh(item).is_behind


KILL, TEXT, LATE = ("2", Status.CANCELED), ("1", Status.USABLE), ("3", Status.USABLE)


@pytest.mark.parametrize("order", list(permutations([KILL, TEXT, LATE])))
@pytest.mark.parametrize("opened_after", [0, 1, 2, 3])
def test_a_kill_in_any_order_kills_item_and_story_for_good(
    order: tuple[tuple[str, Status], ...], opened_after: int
) -> None:
    source, section = make_source(), make_section()
    killed_at = order.index(KILL)
    for place, (version, status) in enumerate(order):
        item = file_take(source, make_dispatch(guid="urn:a", version=version, status=status)).item
        if place == opened_after and place < killed_at:
            publish_item(item=item, section=section)
    item = fresh(item)
    assert item.status == Item.Status.CANCELED
    if item.story is not None:
        assert item.story.publication.state == Publication.State.KILLED
        assert not is_out(item.story)
    else:
        with pytest.raises(PublicationRefused, match="killed"):
            open_item(item=item, by=None, section=section)
        assert publish_item(item=item, section=section).hold == "the agency killed it"
        assert not Story.objects.exists()


def test_the_page_of_a_killed_item_answers_410_at_once_and_for_good() -> None:
    source = make_source()
    item = file_take(source, make_dispatch(guid="urn:a")).item
    section = make_section()
    publish_item(item=item, section=section)
    path = story_path(story_of(item).publication)
    client = Client(HTTP_HOST=section.edition.host)
    assert client.get(path).status_code == 200
    file_take(source, make_dispatch(guid="urn:a", status=Status.CANCELED))
    assert client.get(path).status_code == 410
    file_take(source, make_dispatch(guid="urn:a", version="99", headline="Alive"))
    assert client.get(path).status_code == 410
    with pytest.raises(PublicationRefused, match="killed"):
        publish_story(story=story_of(item), by=make_user())


@pytest.mark.parametrize(
    "note", ["", "   ", "\x00", "\x00 \ud800", "Kill: wrong man named.", "n" * 9000]
)
def test_a_kill_takes_effect_whatever_its_note_says(note: str) -> None:
    item = published_item(guid="urn:a")
    file_take(item.source, make_dispatch(guid="urn:a", status=Status.CANCELED, editorial_note=note))
    publication = story_of(item).publication
    assert publication.state == Publication.State.KILLED
    assert publication.ended_reason.strip()


def test_a_kill_reaches_a_story_that_an_editor_has_edited_since() -> None:
    item = published_item(guid="urn:a")
    publish_with(story_of(item), headline="In an editor's words")
    revise(story_of(item), headline="And a draft")
    file_take(item.source, make_dispatch(guid="urn:a", status=Status.CANCELED))
    assert not is_out(story_of(item))
    with pytest.raises(PublicationRefused):
        publish_with(story_of(item), headline="Back again")


def test_a_kill_from_another_source_with_the_same_guid_does_nothing() -> None:
    item = published_item(guid="urn:a")
    filing = file_take(make_source(), make_dispatch(guid="urn:a", status=Status.CANCELED))
    assert filing.item != item
    assert fresh(item).status == Item.Status.USABLE
    assert story_of(item).publication.is_live


def test_a_kill_twice_kills_once() -> None:
    item = published_item(guid="urn:a")
    for version in ("2", "3"):
        file_take(item.source, make_dispatch(guid="urn:a", version=version, status=Status.CANCELED))
    assert story_of(item).publication.is_killed
    assert fresh(item).takes.count() == 3


def test_a_withheld_item_withdraws_its_story_and_a_usable_take_leaves_that_to_editors() -> None:
    item = published_item(guid="urn:a", version="1")
    file_take(item.source, make_dispatch(guid="urn:a", version="2", status=Status.WITHHELD))
    assert fresh(item).status == Item.Status.WITHHELD
    assert story_of(item).publication.state == Publication.State.WITHDRAWN
    file_take(item.source, make_dispatch(guid="urn:a", version="3"))
    assert fresh(item).status == Item.Status.USABLE
    assert not is_out(story_of(item))
    assert publish_story(story=story_of(item), by=None).publication.is_live


def test_a_withhold_that_is_older_than_what_is_published_withdraws_nothing() -> None:
    item = published_item(guid="urn:a", version="3")
    file_take(item.source, make_dispatch(guid="urn:a", version="2", status=Status.WITHHELD))
    assert story_of(item).publication.is_live


def test_a_withheld_item_is_neither_opened_nor_published() -> None:
    item = make_item(status=Status.WITHHELD)
    with pytest.raises(PublicationRefused, match="withholds"):
        open_item(item=item, by=None)
    assert publish_item(item=item, section=make_section()).hold == "the agency withholds it"


def test_an_urgency_of_nine_stands_in_the_item_and_is_routine_in_the_story() -> None:
    item = make_item(urgency=9)
    assert fresh(item).urgency == 9
    assert open_item(item=item, by=None, section=make_section()).urgency == 5


def test_filing_asks_the_same_number_of_queries_for_every_item(
    django_assert_num_queries: Any,
) -> None:
    source = make_source()
    for count in (1, 30):
        for number in range(count):
            file_take(source, make_dispatch(guid=f"urn:{count}:{number}"))
        received = keep_received(source=source, data=f"{count}".encode(), name="x")
        dispatch = make_dispatch(body=tuple(Paragraph("word") for _ in range(count)))
        with django_assert_num_queries(FILING_QUERIES):
            file_dispatch(received=received, position=0, dispatch=dispatch)


# The item looked for, made and locked, the take looked for and made, the item saved; savepoints.
# The desk's line and the search follow once, at the end.
FILING_QUERIES = 18


def test_what_was_read_comes_back_from_the_take_as_it_was() -> None:
    dispatch = make_dispatch(published=NOON, byline=("Ada Writer",), language="ar", urgency=2)
    item = file_take(make_source(), dispatch).item
    take = fresh(item).take
    assert take is not None
    assert records.from_json(take.dispatch) == dispatch
