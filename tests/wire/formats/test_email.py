"""E-mail."""

from datetime import UTC, datetime

import pytest
from hypothesis import given

from masthead.kernel.blocks import Paragraph
from masthead.wire.dispatch import Dispatch, Reading, Refused
from masthead.wire.formats import read
from tests.wire.formats.damage import damaged, read_or_refuse

_HEAD = (
    "Received: from a.example\r\n by b.example\r\nMessage-ID: <17@hna.example>\r\n"
    "Date: Tue, 02 Jan 2024 04:00:00 +0100\r\nSubject: =?utf-8?Q?F=C3=A4hre_sicher?=\r\n"
    "From: Harbour News <desk@hna.example>\r\nContent-Language: en-IE\r\nKeywords: ferry, port\r\n"
)
PLAIN = _HEAD + "Content-Type: text/plain; charset=iso-8859-1\r\n\r\nThe ferry came in.\r\n"
MULTIPART = (
    _HEAD + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
    "--x\r\nContent-Type: multipart/alternative; boundary=y\r\n\r\n"
    "--y\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nPlain.\r\n"
    "--y\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>The <b>ferry</b>.</p>\r\n--y--\r\n"
    "--x\r\nContent-Type: image/jpeg\r\nContent-Disposition: attachment; filename=gull.jpg\r\n"
    "Content-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--x--\r\n"
)


def _read(text: str, encoding: str = "utf-8") -> Reading:
    return read(text.encode(encoding))


def _one(text: str, encoding: str = "utf-8") -> Dispatch:
    (dispatch,) = _read(text, encoding).dispatches
    return dispatch


def test_a_message_comes_in_whole() -> None:
    dispatch = _one(PLAIN)
    assert (dispatch.guid, dispatch.headline) == ("<17@hna.example>", "Fähre sicher")
    assert (dispatch.agency, dispatch.language) == ("Harbour News", "en-IE")
    assert dispatch.published == datetime(2024, 1, 2, 3, tzinfo=UTC)
    assert (dispatch.keywords, dispatch.byline) == (("ferry", "port"), ())
    assert dispatch.body == (Paragraph("The ferry came in."),)


def test_of_alternatives_the_marked_up_one_is_taken_and_attachments_are_told() -> None:
    reading = _read(MULTIPART)
    assert reading.dispatches[0].body == (Paragraph("The <strong>ferry</strong>."),)
    assert [remark.what for remark in reading.remarks] == ["'gull.jpg' stays in the message"]


def test_the_charset_is_the_one_named_or_told_from_the_bytes() -> None:
    text = PLAIN.replace("The ferry", "Die Fähre")
    assert _one(text, "latin-1").body == (Paragraph("Die Fähre came in."),)
    odd = text.replace("iso-8859-1", "x-nobody-knows")
    assert _one(odd, "utf-8").body == (Paragraph("Die Fähre came in."),)


def test_flowed_lines_run_on() -> None:
    text = PLAIN.replace("iso-8859-1", "utf-8; format=flowed").replace("ferry ", "ferry \r\n")
    assert _one(text).body == (Paragraph("The ferry came in."),)


def test_the_fields_of_a_form_are_read_and_its_subject_is_no_headline() -> None:
    form = (
        '{"Headline":["Ferry safe"],"Slugline":["gull"],"Abstract":["All\r\nwell"],'
        '"News Value":["4"],"Body":["It came in."]}'
    )
    dispatch = _one(PLAIN.replace("The ferry came in.", form))
    assert (dispatch.headline, dispatch.slugline, dispatch.urgency) == ("Ferry safe", "gull", 4)
    assert (dispatch.dek, dispatch.body) == ("All well", (Paragraph("It came in."),))


def test_a_message_of_an_mbox_is_one() -> None:
    assert _one("From desk@hna.example Tue Jan  2 04:00:00 2024\r\n" + PLAIN).guid


def test_a_message_without_subject_and_text_is_refused() -> None:
    head = "From: a@hna.example\r\nTo: b@hna.example\r\nDate: Tue, 2 Jan 2024 04:00:00 GMT\r\n\r\n"
    with pytest.raises(Refused, match="neither subject nor text"):
        _read(head)


def test_parts_within_parts_without_end_are_refused() -> None:
    nested = "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(3000)
    )
    with pytest.raises(Refused, match="without end"):
        _read(_HEAD + nested)


@pytest.mark.parametrize("field", ["From: " + "(" * 50_000, "Date: 2 Jan " + "9" * 5_000])
def test_a_field_that_breaks_parsers_is_text_here(field: str) -> None:
    assert _one(field + "\r\n" + PLAIN).headline == "Fähre sicher"


def test_a_part_with_endless_parameters_is_left_out() -> None:
    reading = _read(_HEAD + "Content-Type: text/plain; " + "a*0=b; " * 2_000 + "\r\n\r\nx")
    assert reading.dispatches[0].body == ()
    assert any("too long" in remark.what for remark in reading.remarks)


@given(damaged(MULTIPART.encode()))
def test_a_damaged_message_is_read_or_refused(data: bytes) -> None:
    read_or_refuse(data)


@given(damaged(PLAIN.encode()))
def test_a_damaged_plain_message_is_read_or_refused(data: bytes) -> None:
    read_or_refuse(data)
