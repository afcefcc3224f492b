"""AP Media API."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given

from masthead.kernel.blocks import Paragraph
from masthead.wire.dispatch import Dispatch, Link, NotNews, Refused, Status, Subject
from masthead.wire.formats import read, read_all
from tests.wire.formats.damage import altered, damaged, read_or_refuse

ITEM: dict[str, Any] = {
    "uri": "https://api.example/item/1", "altids": {"itemid": "abc17", "etag": "abc17_1"},
    "version": 2, "type": "text", "urgency": 3, "language": "en", "pubstatus": "usable",
    "firstcreated": "2024-01-02T02:00:00Z", "versioncreated": "2024-01-02T03:00:00Z",
    "editorialpriority": "r", "signals": ["newscontent"], "ednote": "Adds quotes",
    "headline": "Ferry safe", "slugline": "BC-Ferry", "bylines": [{"by": "By ADA EXAMPLE"}],
    "located": "PORT SAMPLE", "datelinelocation": {"city": "Port Sample", "countryname": "Erewhon"},
    "copyrightnotice": "Copyright 2024", "usageterms": ["Not for archives."], "provider": "AP",
    "infosource": [{"name": "HNA"}], "keywords": ["ferry"],
    "subject": [{"code": "n", "name": "n"}, {"code": "1f", "scheme": "http://cv", "name": "Boats"}],
    "links": [{"href": "https://news.example/1", "rel": "canonical"}],
}  # fmt: skip
PICTURE: dict[str, Any] = ITEM | {
    "type": "picture", "altids": {"itemid": "pic9"}, "description_caption": "The Gull",
    "description_creditline": "Bo Sample/HNA",
    "renditions": {
        "main": {"href": "https://api.example/big", "type": "picture", "width": 900,
                 "mimetype": "image/jpeg"},
        "caption_nitf": {"href": "https://api.example/caption", "type": "text"},
        "thumbnail": {"type": "picture"},
    },
}  # fmt: skip
ANSWER: dict[str, Any] = {
    "api_version": "2.1", "data": {"item": ITEM},
    "nitf": {"body_html": "<block><p>The ferry came in.</p></block>"},
    "associations": {"1": {"data": {"item": PICTURE}}},
}  # fmt: skip


def _data(value: Any) -> bytes:
    return json.dumps(value).encode()


def _read(value: Any) -> Dispatch:
    (dispatch,) = read(_data(value)).dispatches
    return dispatch


def test_an_item_comes_in_whole() -> None:
    dispatch = _read(ANSWER)
    assert (dispatch.guid, dispatch.version, dispatch.urgency) == ("abc17", "2", 3)
    assert (dispatch.headline, dispatch.slugline) == ("Ferry safe", "BC-Ferry")
    assert (dispatch.byline, dispatch.city) == (("By ADA EXAMPLE",), "Port Sample")
    assert dispatch.published == datetime(2024, 1, 2, 2, tzinfo=UTC)
    assert dispatch.subjects[1] == Subject(code="1f", name="Boats", scheme="http://cv")
    assert (dispatch.copyright, dispatch.usage_terms) == ("Copyright 2024", "Not for archives.")
    assert dispatch.body == (Paragraph("The ferry came in."),)
    assert dispatch.link == "https://news.example/1"
    assert dispatch.links == (Link(url="https://news.example/1", rel="canonical"),)


def test_a_picture_beside_the_text_comes_along_without_the_file_of_its_caption() -> None:
    (picture,) = _read(ANSWER).pictures
    assert [file.href for file in picture.renditions] == ["https://api.example/big"]
    assert (picture.caption, picture.credit) == ("The Gull", "Bo Sample/HNA")


def test_a_text_whose_words_are_another_file_comes_in_with_a_remark() -> None:
    reading = read(_data({"data": {"item": ITEM}}))
    assert reading.dispatches[0].body == ()
    assert any("another file" in remark.what for remark in reading.remarks)


def test_the_items_of_a_feed_come_in_each_with_pictures_aside() -> None:
    feed = {"data": {"items": [{"item": ITEM}, {"item": PICTURE}, {"other": 1}]}}
    reading = read_all(_data(feed))
    assert [dispatch.guid for dispatch in reading.dispatches] == ["abc17"]
    assert [(aside.kind, aside.dispatch.guid) for aside in reading.asides] == [("picture", "pic9")]


def test_a_picture_alone_is_refused() -> None:
    with pytest.raises(NotNews, match="a picture item"):
        read(_data({"data": {"item": PICTURE}}))


def test_a_bare_item_is_known_by_its_members() -> None:
    assert _read(ITEM).guid == "abc17"


@pytest.mark.parametrize(
    ("word", "status"),
    [("canceled", Status.CANCELED), ("embargoed", Status.WITHHELD), ("odd", Status.WITHHELD)],
)
def test_the_status_is_the_senders(word: str, status: Status) -> None:
    assert _read(ITEM | {"pubstatus": word}).status is status


def test_a_strange_urgency_is_told_and_left_out() -> None:
    reading = read(_data(ITEM | {"urgency": "flash"}))
    assert reading.dispatches[0].urgency is None
    assert any("urgency" in remark.where for remark in reading.remarks)


def test_an_answer_without_items_is_refused() -> None:
    with pytest.raises(Refused):
        read(_data({"api_version": "2.1", "data": {"items": []}}))


@given(altered(ANSWER))
def test_an_answer_with_values_of_other_kinds_is_read_or_refused(data: bytes) -> None:
    read_or_refuse(data)


@given(damaged(_data(ANSWER)))
def test_a_damaged_answer_is_read_or_refused(data: bytes) -> None:
    read_or_refuse(data)
