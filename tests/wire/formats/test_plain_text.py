"""Plain text."""

import pytest
from hypothesis import given

from masthead.kernel.blocks import Paragraph
from masthead.wire.dispatch import Dispatch, Refused, Subject
from masthead.wire.formats import read
from tests.wire.formats.damage import damaged, read_or_refuse

FRAMED = (
    "ZCZC HNA\r\n%A\r\n#Harbour: Ferry\r\n$Ferry safe in harbour \r\n\r\n:(PORT SAMPLE)\r\n"
    "&HNA\\ada\r\n*03000000\r\n~News\r\n@Coast\r\nThe ferry came in.\r\n\r\n   All are well.\r\n"
    "\r\n* One bullet.\r\nNNNN\r\n"
)
TAGGED = (
    "zczc\r\nAN#17\r\nKN#Harbour News\r\nPD#02 January 2024 14:00:00\r\nSO#HNA\r\n"
    "BY#Ada Example\r\nKY#ferry harbour\r\nTI#Ferry safe\r\nAB#All well.\r\nTX#\r\n"
    "The ferry came in.\r\n"
)
RELEASE = (
    "Source: Harbour Line\r\nMEDIA RELEASE PR17\r\nFerry Gull of the Harbour Line Comes in \r\n"
    "after a Night of Storm\r\n\r\nPORT SAMPLE, Jan. 2, 2024 /HNA/ --\r\n\r\nThe ferry came in.\r\n"
)


def _read(text: str) -> Dispatch:
    (dispatch,) = read(text.encode()).dispatches
    return dispatch


def test_the_marked_lines_of_a_framed_message_are_its_header() -> None:
    dispatch = _read(FRAMED)
    assert (dispatch.headline, dispatch.slugline) == ("Ferry safe in harbour", "Harbour: Ferry")
    assert (dispatch.place, dispatch.genre) == ("Coast", "News")
    assert dispatch.subjects == (Subject(code="03000000", scheme="iptc-subject"),)
    assert dispatch.body == (
        Paragraph("The ferry came in."), Paragraph("All are well."), Paragraph("* One bullet."),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("header", "headline"),
    [
        ("$T\n:Preview\n^Round 23 preview panel", "Round 23 preview panel"),
        ("#Port Trot\n:TAB dividends Friday", "Port Trot TAB dividends Friday"),
        ("#Port Trot\n:11/2/2024", "Port Trot"),
        ("YY TDR\nRACING : Port fields Thursday", "Port fields Thursday"),
        ("An ordinary first line", "An ordinary first line"),
    ],
)
def test_the_headline_is_found_by_its_mark_or_its_place(header: str, headline: str) -> None:
    text = f"ZCZC HNA\n{header}\nPORT SAMPLE, Jan 2 - The ferry came in with all hands.\nNNNN"
    assert _read(text).headline == headline


def test_a_tagged_message_comes_in_whole() -> None:
    dispatch = _read(TAGGED)
    assert (dispatch.guid, dispatch.headline, dispatch.dek) == ("17", "Ferry safe", "All well.")
    assert (dispatch.byline, dispatch.credit) == (("Ada Example",), "HNA")
    assert (dispatch.agency, dispatch.keywords) == ("Harbour News", ("ferry", "harbour"))
    assert dispatch.published is None
    assert dispatch.body == (Paragraph("The ferry came in."),)


def test_a_press_release_has_its_title_below_its_number() -> None:
    dispatch = _read(RELEASE)
    assert dispatch.headline == "Ferry Gull of the Harbour Line Comes in after a Night of Storm"
    assert dispatch.agency == "Harbour Line"
    assert dispatch.body[-1] == Paragraph("The ferry came in.")


def test_the_first_line_of_words_alone_is_the_headline() -> None:
    dispatch = _read("Ferry safe in harbour\n\nThe ferry came in with all hands well.\n")
    assert dispatch.headline == "Ferry safe in harbour"
    assert dispatch.body == (Paragraph("The ferry came in with all hands well."),)


def test_a_long_first_line_is_text() -> None:
    dispatch = _read("The ferry came in. " * 20 + "\nAll are well.")
    assert dispatch.headline == ""
    assert len(dispatch.body) == 1


@pytest.mark.parametrize("text", ["A few words only.", "{a: b}\nand so on, and so on, and so on"])
def test_a_few_words_and_data_are_no_story(text: str) -> None:
    with pytest.raises(Refused):
        read(text.encode())


@given(damaged(FRAMED.encode()))
def test_a_damaged_framed_message_is_read_or_refused(data: bytes) -> None:
    read_or_refuse(data)


@given(damaged(TAGGED.encode()))
def test_a_damaged_tagged_message_is_read_or_refused(data: bytes) -> None:
    read_or_refuse(data)
