"""ninjs 1.x, 2.x and 3.x."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given

from masthead.kernel.blocks import Paragraph
from masthead.wire.dispatch import Aside, Dispatch, NotNews, Refused, Rendition, Status, Subject
from masthead.wire.formats import read, read_all
from tests.wire.formats.damage import altered, damaged, read_or_refuse

ONE: dict[str, Any] = {
    "uri": "urn:hna:17", "type": "text", "version": "3", "pubstatus": "usable", "urgency": 4,
    "headline": "Ferry &amp; crew safe", "byline": "By Ada Example", "slugline": "gull-rescue",
    "versioncreated": "2024-01-02T04:00:00+01:00", "firstcreated": "2024-01-02T02:00:00Z",
    "embargoed": "2024-01-02T06:00:00Z", "language": "en-IE", "located": "Port Sample",
    "body_html": "<p>The ferry <b>Gull</b> came in.</p>", "body_text": "The ferry Gull came in.",
    "subject": [{"code": "03000000", "scheme": "iptc", "name": "Disaster"}],
    "copyrightholder": "HNA", "copyrightnotice": "© HNA", "usageterms": "Not for archives.",
    "keywords": ["ferry"], "ednote": "Adds quotes", "genre": [{"name": "Analysis"}],
    "associations": {
        "main": {
            "uri": "urn:hna:pic", "type": "picture", "byline": "Bo Sample",
            "description_text": "The Gull on Monday",
            "renditions": {
                "big": {"href": "https://hna.example/big.jpg", "width": 1200, "height": 800,
                        "mimetype": "image/jpeg", "sizeinbytes": 9},
                "film": {"href": "https://hna.example/a.mp4", "mimetype": "video/mp4"},
            },
        },
        "clip": {"uri": "urn:hna:clip", "type": "video"},
    },
}  # fmt: skip

THREE: dict[str, Any] = {
    "standard": {"name": "ninjs", "version": "3.0"},
    "uri": "urn:hna:18", "type": "text", "version": "1", "pubStatus": "canceled",
    "versionCreated": "2024-01-02T04:00:00Z", "by": "Ada Example",
    "headlines": [{"role": "sub", "value": "All hands well"}, {"role": "main", "value": "Safe"}],
    "bodies": [
        {"role": "text", "contentType": "text/plain", "value": "As words."},
        {"role": "html", "contentType": "text/html", "value": "<p>As <i>markup</i>.</p>"},
    ],
    "subjects": [{"uri": "http://cv.example/topic/17", "name": "Boats"}],
    "associations": [
        {"name": "a", "type": "picture", "by": "Bo Sample",
         "descriptions": [{"role": "writer", "value": "bs"}, {"role": "caption", "value": "Gull"}],
         "renditions": [{"name": "r", "href": "https://hna.example/r.png", "width": "40",
                         "contentType": "image/png"}]},
    ],
}  # fmt: skip


def _data(value: Any) -> bytes:
    return json.dumps(value).encode()


def _read(value: Any, **changes: Any) -> Dispatch:
    (dispatch,) = read(_data(value | changes)).dispatches
    return dispatch


def test_an_item_of_version_1_comes_in_whole() -> None:
    dispatch = _read(ONE)
    assert (dispatch.guid, dispatch.version, dispatch.status) == ("urn:hna:17", "3", Status.USABLE)
    assert (dispatch.headline, dispatch.slugline) == ("Ferry & crew safe", "gull-rescue")
    assert (dispatch.byline, dispatch.place) == (("By Ada Example",), "Port Sample")
    assert dispatch.published == datetime(2024, 1, 2, 2, tzinfo=UTC)
    assert dispatch.updated == datetime(2024, 1, 2, 3, tzinfo=UTC)
    assert dispatch.embargo_until == datetime(2024, 1, 2, 6, tzinfo=UTC)
    assert (dispatch.language, dispatch.urgency, dispatch.genre) == ("en-IE", 4, "Analysis")
    assert dispatch.subjects == (Subject(code="03000000", name="Disaster", scheme="iptc"),)
    assert (dispatch.copyright, dispatch.usage_terms) == ("© HNA", "Not for archives.")
    assert (dispatch.keywords, dispatch.editorial_note) == (("ferry",), "Adds quotes")


def test_marked_up_text_comes_before_plain_text() -> None:
    assert _read(ONE).body == (Paragraph("The ferry <strong>Gull</strong> came in."),)
    assert _read(ONE, body_html="").body == (Paragraph("The ferry Gull came in."),)


def test_an_associated_picture_comes_along_with_its_image_files_only() -> None:
    (picture,) = _read(ONE).pictures
    assert picture.renditions == (
        Rendition(href="https://hna.example/big.jpg", width=1200, height=800, role="big",
                  media_type="image/jpeg", size=9),
    )  # fmt: skip
    assert (picture.caption, picture.credit) == ("The Gull on Monday", "Bo Sample")


def test_an_item_of_version_3_comes_in_whole() -> None:
    dispatch = _read(THREE)
    assert (dispatch.headline, dispatch.status) == ("Safe", Status.CANCELED)
    assert (dispatch.byline, dispatch.body) == (
        ("Ada Example",),
        (Paragraph("As <em>markup</em>."),),
    )
    assert dispatch.subjects == (
        Subject(code="17", name="Boats", scheme="http://cv.example/topic"),
    )
    (picture,) = dispatch.pictures
    assert (picture.caption, picture.credit) == ("Gull", "Bo Sample")
    assert picture.renditions[0].width == 40


def test_the_version_of_the_format_is_the_one_named_or_told_by_the_names() -> None:
    assert read(_data(THREE)).version == "3.0"
    assert read(_data(ONE)).version == "1"
    assert read(_data({"uri": "a", "headlines": [{"value": "b"}]})).version == "2"


def test_a_body_may_be_nitf() -> None:
    nitf = "<nitf><body><body.content><p>From NITF.</p></body.content></body></nitf>"
    bodies = [{"contentType": "text/vnd.IPTC.NITF", "value": nitf}]
    assert _read(THREE, bodies=bodies).body == (Paragraph("From NITF."),)


@pytest.mark.parametrize("kind", ["picture", "video", "audio", "event", "planning"])
def test_what_is_no_text_is_refused_by_its_kind_and_kept_aside(kind: str) -> None:
    data = _data(ONE | {"type": kind})
    with pytest.raises(NotNews, match=f"an? {kind} item, no text"):
        read(data)
    ((aside),) = read_all(data).asides
    assert isinstance(aside, Aside)
    assert (aside.kind, aside.dispatch.guid) == (kind, "urn:hna:17")


def test_a_composite_is_news_when_it_has_a_body() -> None:
    assert _read(ONE, type="composite").headline == "Ferry & crew safe"
    bare = {key: value for key, value in ONE.items() if not key.startswith("body_")}
    with pytest.raises(NotNews, match="composite"):
        read(_data(bare | {"type": "composite"}))


def test_an_item_that_says_nothing_is_refused_unless_it_ends_an_earlier_one() -> None:
    with pytest.raises(NotNews, match="empty"):
        read(_data({"uri": "a"}))
    assert _read({"uri": "a"}, pubstatus="canceled").status is Status.CANCELED


def test_items_in_a_list_or_a_page_of_results_come_in_each() -> None:
    assert len(read(_data([ONE, THREE])).dispatches) == 2
    page = {"total": 2, "item": [ONE, THREE, {"what": "else"}]}
    reading = read(_data(page))
    assert len(reading.dispatches) == 2
    assert any("none of the members" in remark.what for remark in reading.remarks)


def test_a_time_without_zone_is_quoted_and_not_guessed() -> None:
    reading = read(_data(ONE | {"firstcreated": "2024-01-02T02:00:00"}))
    assert reading.dispatches[0].published is None
    assert any("names no zone" in remark.what for remark in reading.remarks)


def test_an_embargo_until_an_unclear_time_withholds_the_item() -> None:
    dispatch = _read(ONE, embargoed="2024-01-03")
    assert (dispatch.status, dispatch.embargo_until) == (Status.WITHHELD, None)


def test_a_status_that_nobody_knows_is_withheld_with_a_remark() -> None:
    reading = read(_data(ONE | {"pubstatus": "sleeping"}))
    assert reading.dispatches[0].status is Status.WITHHELD
    assert any("sleeping" in remark.what for remark in reading.remarks)


def test_a_member_of_the_wrong_kind_is_told() -> None:
    reading = read(_data(ONE | {"byline": ["Ada"]}))
    assert any(remark.where.endswith(".byline") for remark in reading.remarks)


def test_a_schema_and_broken_json_are_refused() -> None:
    with pytest.raises(NotNews, match="schema"):
        read(_data({"$schema": "x", "properties": {}}))
    with pytest.raises(Refused) as refusal:
        read(b'{"uri": "a",\n "headline": "b" "c"}')
    assert refusal.value.where.startswith("line 2")


@given(altered(ONE))
def test_version_1_with_values_of_other_kinds_is_read_or_refused(data: bytes) -> None:
    read_or_refuse(data)


@given(altered(THREE))
def test_version_3_with_values_of_other_kinds_is_read_or_refused(data: bytes) -> None:
    read_or_refuse(data)


@given(damaged(_data(ONE)))
def test_a_damaged_file_is_read_or_refused(data: bytes) -> None:
    read_or_refuse(data)
