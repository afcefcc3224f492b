"""Characters that no text may hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from masthead.kernel.characters import without_forbidden

ANY = st.text(alphabet=st.characters(exclude_categories=()))


@given(ANY)
def test_what_is_left_can_stand_in_xml_and_in_utf_8(text: str) -> None:
    left = without_forbidden(text)
    element = etree.Element("p")
    element.text = left
    assert left.encode().decode() == left


@given(ANY)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = without_forbidden(text, instead=" ")
    assert without_forbidden(once) == once


def test_a_form_feed_parts_words_and_other_controls_vanish() -> None:
    assert without_forbidden("a\x0cb\x00c\x7fd") == "a bcd"
    assert without_forbidden("a\x00b", instead=" ") == "a b"
    assert without_forbidden("line\nnext\tcell") == "line\nnext\tcell"
