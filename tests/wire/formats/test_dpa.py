"""dpa digital wires."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given

from masthead.kernel.blocks import Heading, Paragraph
from masthead.wire.dispatch import Dispatch, Link, NotNews, Refused, Status, Subject
from masthead.wire.formats import read, read_all
from tests.wire.formats.damage import altered, damaged, read_or_refuse

ENTRY: dict[str, Any] = {
    "format": "digitalwires@0.9.1", "type": "composite", "urn": "urn:newsml:hna.example:17",
    "version": 4, "version_created": "2024-01-02T04:00:00+01:00", "pubstatus": "usable",
    "embargoed": "2024-01-02T06:00:00+01:00", "language": "de", "urgency": 3,
    "headline": "Fähre im Hafen", "subhead": "Alle <b>wohlauf</b>", "byline": "Von Ada Beispiel",
    "dateline": "Musterhafen (hna) - ", "creditline": "hna", "copyrightnotice": "© hna",
    "usageterms": "Nur nach Vereinbarung", "genre_names": ["Meldung"], "keyword_names": ["Fähre"],
    "geosubject_names": ["Musterland"],
    "article_html": "<section><p>Die Fähre kam an.</p></section>",
    "infobox_html": "<section><h3>Fakten</h3><p>Vier Leute.</p></section>",
    "linkbox_html": '<ul><li><a href="https://hna.example/f?a=1&amp;b=2">Die <i>Fähre</i></a>'
                    '<a href="javascript:alert(1)">no</a></li></ul>',
    "ednotes": [{"ednote": "Ergänzt"}],
    "categories": [
        {"type": "dnltype:dpasubject", "name": "Verkehr", "qcode": "dpasubject:232"},
        {"type": "dnltype:geosubject", "name": "Musterland", "qcode": "dpacountry:1"},
        {"type": "dnltype:desk", "name": "vm", "qcode": "dpacat:vm"},
    ],
    "associations": [
        {"type": "image", "urn": "urn:pic", "caption": "Die Fähre", "creditline": "Bo/hna",
         "renditions": [{"url": "https://hna.example/b.jpeg", "width": 2048, "height": 1371,
                         "mimetype": "image/jpeg", "size": 2048}]},
    ],
}  # fmt: skip


def _data(value: Any) -> bytes:
    return json.dumps(value).encode()


def _read(value: Any) -> Dispatch:
    (dispatch,) = read(_data(value)).dispatches
    return dispatch


def test_an_entry_comes_in_whole() -> None:
    dispatch = _read(ENTRY)
    assert (dispatch.guid, dispatch.version) == ("urn:newsml:hna.example:17", "4")
    assert (dispatch.headline, dispatch.dek) == ("Fähre im Hafen", "Alle wohlauf")
    assert (dispatch.byline, dispatch.dateline) == (("Von Ada Beispiel",), "Musterhafen (hna) -")
    assert dispatch.updated == datetime(2024, 1, 2, 3, tzinfo=UTC)
    assert dispatch.embargo_until == datetime(2024, 1, 2, 5, tzinfo=UTC)
    assert (dispatch.credit, dispatch.copyright) == ("hna", "© hna")
    assert (dispatch.language, dispatch.urgency, dispatch.genre) == ("de", 3, "Meldung")
    assert dispatch.editorial_note == "Ergänzt"


def test_subjects_are_those_categories_that_say_what_it_is_about() -> None:
    assert _read(ENTRY).subjects == (
        Subject(code="232", name="Verkehr", scheme="dpasubject"),
        Subject(code="1", name="Musterland", scheme="dpacountry"),
    )


def test_the_box_is_text_and_the_list_of_links_is_links() -> None:
    dispatch = _read(ENTRY)
    assert dispatch.body == (
        Paragraph("Die Fähre kam an."), Heading("Fakten", 3), Paragraph("Vier Leute."),
    )  # fmt: skip
    assert dispatch.links == (
        Link(url="https://hna.example/f?a=1&b=2", title="Die Fähre", rel="related"),
    )


def test_pictures_come_with_caption_and_credit() -> None:
    (picture,) = _read(ENTRY).pictures
    assert (picture.caption, picture.credit, picture.guid) == ("Die Fähre", "Bo/hna", "urn:pic")
    assert picture.renditions[0].width == 2048


def test_an_entry_of_a_picture_alone_is_kept_aside() -> None:
    bare = ENTRY | {"article_html": None, "infobox_html": None}
    with pytest.raises(NotNews, match="a picture item"):
        read(_data(bare))
    assert read_all(_data(bare)).asides[0].dispatch.headline == "Fähre im Hafen"


def test_entries_of_a_queue_come_in_each() -> None:
    reading = read(_data({"entries": [ENTRY, ENTRY, {"other": 1}]}))
    assert len(reading.dispatches) == 2
    assert len(reading.remarks) == 1


def test_a_cancellation_is_one() -> None:
    assert _read(ENTRY | {"pubstatus": "canceled"}).status is Status.CANCELED
    assert _read(ENTRY | {"pubstatus": "odd"}).status is Status.WITHHELD


def test_broken_json_is_refused() -> None:
    with pytest.raises(Refused, match="broken"):
        read(b'{"urn": "a", "article_html": ')


@given(altered(ENTRY))
def test_an_entry_with_values_of_other_kinds_is_read_or_refused(data: bytes) -> None:
    read_or_refuse(data)


@given(damaged(_data(ENTRY)))
def test_a_damaged_entry_is_read_or_refused(data: bytes) -> None:
    read_or_refuse(data)
