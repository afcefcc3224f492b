"""IPTC 7901, ANPA 1312, and what they share."""

from datetime import UTC, datetime

import pytest
from hypothesis import given

from masthead.kernel.blocks import Paragraph
from masthead.wire.dispatch import Dispatch, Reading, Refused, Subject
from masthead.wire.formats import read
from masthead.wire.formats.telegraph import decode, end_moment, words_guid
from tests.wire.formats.damage import damaged, read_or_refuse

IPTC = (
    "\x01hna0017 3 pl 120  hna 061\r\n\nHarbour/ferry/\r\n\x02(Achtung)\n2ND LEAD\n"
    "Ferry safe in harbour\nBy Ada Example, hna =\r\n\n   Port Sample (hna) - The ferry\r\n"
    "came in.\r\n\n   All are well.\r\n\x03021130 GMT Jan 24\r\n\x7f\n\x04"
)
ANPA = (
    "\x16\x16\x01V0017\x1f-----\nu i\x13\x11 BC-HRB--FerrySafe 2ndLd-Writethru   01-02 0121\r\n"
    "\x02^BC-HRB--Ferry Safe,127<\r\n^Ferry safe in harbour<\r\n^All hands are well<\r\n"
    "^Eds: Adds quotes.<\r\n^By ADA EXAMPLE=\r\n^Harbour News=\r\n"
    "\t   PORT SAMPLE (HNA) _ The ferry\r\n came in.\r\n\t   All are well.\r\n"
    "\r\n\t   \x03HN-WF-01-02-24 1130GMT<\r\n\x0c\r\n\x04"
)


def _read(text: str, encoding: str = "latin-1") -> Reading:
    return read(text.encode(encoding))


def _one(text: str, encoding: str = "latin-1") -> Dispatch:
    (dispatch,) = _read(text, encoding).dispatches
    return dispatch


def test_an_iptc_7901_message_comes_in_whole() -> None:
    dispatch = _one(IPTC)
    assert dispatch.headline == "Ferry safe in harbour"
    assert (dispatch.byline, dispatch.urgency) == (("Ada Example, hna",), 3)
    assert (dispatch.slugline, dispatch.keywords) == ("Harbour/ferry", ("Harbour", "ferry"))
    assert dispatch.editorial_note == "(Achtung) 2ND LEAD"
    assert dispatch.published == datetime(2024, 1, 2, 11, 30, tzinfo=UTC)
    assert dispatch.subjects == (Subject(code="pl", scheme="iptc7901-category"),)
    assert dispatch.body == (
        Paragraph("Port Sample (hna) - The ferry came in."), Paragraph("All are well."),
    )  # fmt: skip


def test_a_heading_over_two_full_lines_is_one_headline() -> None:
    long = "Ferry with four hundred people safe in harbour after a night\nof storm"
    text = IPTC.replace("Ferry safe in harbour", long)
    assert _one(text).headline == long.replace("\n", " ")


def test_a_message_that_has_lost_its_control_signs_is_still_known() -> None:
    text = IPTC.replace("\x01", "").replace("\x02", "").replace("\x03", "\n")
    dispatch = _one(text.replace("\x7f\n\x04", ""))
    assert dispatch.headline == "Ferry safe in harbour"
    assert dispatch.published == datetime(2024, 1, 2, 11, 30, tzinfo=UTC)


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "cp1252"])
def test_letters_come_through_in_each_charset(encoding: str) -> None:
    word = "Fähre «sûre»" if encoding == "latin-1" else "Fähre “sûre”"
    text = IPTC.replace("Ferry safe in harbour", word)
    assert _one(text, encoding).headline == word


def test_an_end_without_zone_is_told_and_not_guessed() -> None:
    reading = _read(IPTC.replace(" GMT Jan", " jan"))
    assert reading.dispatches[0].published is None
    assert any("names no zone" in remark.what for remark in reading.remarks)


def test_an_iptc_7901_message_with_nothing_in_it_is_refused() -> None:
    with pytest.raises(Refused, match="without heading"):
        read(b"\x01hna0017 3 pl 0 \r\n\x02\x03")


def test_months_are_known_in_the_languages_of_the_agencies() -> None:
    for text in ("021130 GMT Dez 24", "021130 GMT dec 24", "021130 GMT déc 2024"):
        assert end_moment(text)[1] == datetime(2024, 12, 2, 11, 30, tzinfo=UTC)
    assert end_moment("021130 GMT xyz 24")[1] is None
    assert end_moment("991130 GMT dec 24")[1] is None


def test_an_anpa_1312_message_comes_in_whole() -> None:
    dispatch = _one(ANPA)
    assert (dispatch.headline, dispatch.dek) == ("Ferry safe in harbour", "All hands are well")
    assert (dispatch.byline, dispatch.slugline) == (("ADA EXAMPLE",), "HRB--FerrySafe")
    assert (dispatch.urgency, dispatch.editorial_note) == (3, "Eds: Adds quotes.")
    assert dispatch.published == datetime(2024, 1, 2, 11, 30, tzinfo=UTC)
    assert dispatch.subjects == (Subject(code="i", scheme="anpa-category"),)
    assert dispatch.body == (
        Paragraph("PORT SAMPLE (HNA) _ The ferry came in."), Paragraph("All are well."),
    )  # fmt: skip


def test_rows_of_a_table_are_lines_of_their_own_without_the_typesetters_signs() -> None:
    start, end = ANPA.index("\t   PORT"), ANPA.index("\r\n\t   \x03")
    table = "^East=\r\n^West=\r\n\x08Port\x10 Sample\x1f\x1e 73\x1e \x1e 52\r\n\x08Other;1;2\r\n"
    body = _one(ANPA[:start] + table + ANPA[end:]).body
    assert [block for block in body if isinstance(block, Paragraph)][-2:] == [
        Paragraph("Port Sample 73 52"), Paragraph("Other;1;2"),
    ]  # fmt: skip


def test_an_anpa_1312_message_without_a_heading_says_so() -> None:
    start, end = ANPA.index("^Ferry"), ANPA.index("\t   PORT")
    reading = _read(ANPA[:start] + ANPA[end:])
    assert reading.dispatches[0].headline == ""
    assert any("no headline" in remark.what for remark in reading.remarks)


def test_an_anpa_1312_message_without_text_is_refused() -> None:
    with pytest.raises(Refused, match="without text"):
        read(b"\x16\x16\x01V0017\x1f-----\n")


def test_the_same_words_have_the_same_identifier() -> None:
    assert words_guid("a  b\n") == words_guid("a b")
    assert words_guid("a b") != words_guid("a c")
    assert _one(IPTC).guid == _one(IPTC).guid


def test_line_ends_of_every_kind_are_line_ends() -> None:
    assert decode(b"a\r\nb\rc\nd") == "a\nb\nc\nd"


@given(damaged(IPTC.encode()))
def test_a_damaged_iptc_7901_message_is_read_or_refused(data: bytes) -> None:
    read_or_refuse(data)


@given(damaged(ANPA.encode()))
def test_a_damaged_anpa_1312_message_is_read_or_refused(data: bytes) -> None:
    read_or_refuse(data)
