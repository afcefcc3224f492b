"""JSON Feed, and CDF: feeds that are neither RSS nor Atom."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given

from masthead.kernel.blocks import Paragraph
from masthead.wire.dispatch import Dispatch, Link, Refused, Subject
from masthead.wire.formats import read
from tests.wire.formats.damage import altered, damaged, read_or_refuse

FEED: dict[str, Any] = {
    "version": "https://jsonfeed.org/version/1.1", "title": "Harbour News", "language": "en-IE",
    "home_page_url": "https://hna.example/", "authors": [{"name": "The desk"}],
    "items": [
        {
            "id": "17", "url": "/ferry", "external_url": "https://port.example/",
            "title": "Ferry &amp; crew safe", "summary": "All well.",
            "content_html": '<p>The <a href="gull">ferry</a> came in.</p>',
            "content_text": "The ferry came in.", "tags": ["boats"],
            "image": "https://hna.example/gull.jpg", "authors": [{"name": "Ada Example"}],
            "date_published": "2024-01-02T04:00:00+01:00", "date_modified": "2024-01-02T05:00:00Z",
            "attachments": [
                {"url": "https://hna.example/crew.png", "mime_type": "image/png", "title": "Crew"},
                {"url": "https://hna.example/talk.mp3", "mime_type": "audio/mpeg"},
            ],
        },
        {"id": 18, "content_text": "Two\n\nparagraphs."},
    ],
}  # fmt: skip

CDF = b"""<!-- a channel --><CHANNEL HREF="https://hna.example/"><TITLE>Harbour News</TITLE>
<ITEM HREF="https://hna.example/ferry" LASTMOD="2024-01-02T04:00:00+01:00">
<TITLE>Ferry safe</TITLE><ABSTRACT>The ferry came in.</ABSTRACT></ITEM></CHANNEL>"""


def _read(value: Any) -> tuple[Dispatch, ...]:
    return read(json.dumps(value).encode()).dispatches


def test_an_item_comes_in_whole() -> None:
    dispatch = _read(FEED)[0]
    assert (dispatch.guid, dispatch.link) == ("17", "https://hna.example/ferry")
    assert (dispatch.headline, dispatch.dek) == ("Ferry & crew safe", "All well.")
    assert (dispatch.byline, dispatch.language) == (("Ada Example",), "en-IE")
    assert dispatch.published == datetime(2024, 1, 2, 3, tzinfo=UTC)
    assert dispatch.updated == datetime(2024, 1, 2, 5, tzinfo=UTC)
    assert dispatch.subjects == (Subject(name="boats"),)
    assert dispatch.body == (
        Paragraph('The <a href="https://hna.example/gull">ferry</a> came in.'),
    )
    assert [picture.renditions[0].href for picture in dispatch.pictures] == [
        "https://hna.example/gull.jpg", "https://hna.example/crew.png",
    ]  # fmt: skip
    assert Link(url="https://port.example/", rel="related") in dispatch.links


def test_what_an_item_does_not_say_the_feed_says() -> None:
    dispatch = _read(FEED)[1]
    assert (dispatch.guid, dispatch.byline, dispatch.headline) == ("18", ("The desk",), "")
    assert dispatch.body == (Paragraph("Two"), Paragraph("paragraphs."))


@pytest.mark.parametrize("version", ["https://jsonfeed.org/version/1", "1.0", "1.1"])
def test_the_versions_are_known(version: str) -> None:
    reading = read(json.dumps(FEED | {"version": version}).encode())
    assert reading.version == version.rpartition("/")[2]


def test_an_item_without_identifier_has_its_links() -> None:
    (dispatch,) = _read(FEED | {"items": [{"url": "https://hna.example/a", "title": "b"}]})
    assert dispatch.guid == "https://hna.example/a"


def test_a_feed_without_items_is_one() -> None:
    assert _read(FEED | {"items": []}) == ()
    with pytest.raises(Refused):
        _read({"version": "https://jsonfeed.org/version/1.1"})


def test_the_items_of_a_channel_come_in() -> None:
    reading = read(CDF)
    (dispatch,) = reading.dispatches
    assert (reading.format, dispatch.headline) == ("CDF", "Ferry safe")
    assert dispatch.updated == datetime(2024, 1, 2, 3, tzinfo=UTC)
    assert dispatch.body == (Paragraph("The ferry came in."),)


def test_a_channel_without_items_is_one_and_a_broken_channel_is_refused() -> None:
    assert read(b'<CHANNEL HREF="https://hna.example/"></CHANNEL>').dispatches == ()
    with pytest.raises(Refused, match="broken"):
        read(b"<CHANNEL><ITEM></CHANNEL>")


@given(altered(FEED))
def test_a_feed_with_values_of_other_kinds_is_read_or_refused(data: bytes) -> None:
    read_or_refuse(data)


@given(damaged(json.dumps(FEED).encode()))
def test_a_damaged_feed_is_read_or_refused(data: bytes) -> None:
    read_or_refuse(data)


@given(damaged(CDF))
def test_a_damaged_channel_is_read_or_refused(data: bytes) -> None:
    read_or_refuse(data)
