"""Passages that show why something was found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from masthead.search.excerpts import LENGTH, excerpt, marked, pattern_of
from masthead.search.folding import composed
from masthead.search.parsing import parse


def marks_in(text: str, query: str) -> list[str]:
    found = marked(composed(text), pattern_of(parse(query).wanted))
    return [piece for piece, is_marked in found.pieces if is_marked]


def test_the_words_of_the_text_are_marked_as_they_stand_there() -> None:
    assert marks_in("The Council’s vote, the COUNCIL said", "council ") == ["Council", "COUNCIL"]
    assert marks_in("Straße in Łódź", "strasse lodz ") == ["Straße", "Łódź"]
    assert marks_in("Naïveté, café", "cafe") == ["café"]
    assert marks_in("東京都の天気", "天気 ") == ["天気"]


def test_a_beginning_marks_the_whole_word_and_a_word_no_longer_one() -> None:
    assert marks_in("Harbour, harbours, harbourmaster", "harbourm") == ["harbourmaster"]
    assert marks_in("Harbour and harbours", "harbour ") == ["Harbour"]


def test_a_phrase_is_marked_as_one() -> None:
    assert marks_in("The harbour, budget and harbour", '"harbour budget"') == ["harbour, budget"]


def test_an_excerpt_is_short_and_holds_the_first_match() -> None:
    text = "word " * 200 + "the harbour budget " + "word " * 200
    found = excerpt(text, pattern_of(parse("harbour ").wanted))
    assert found.text.startswith("… ")
    assert found.text.endswith(" …")
    assert len(found.text) <= LENGTH + 4
    assert ("harbour", True) in found.pieces


def test_an_excerpt_without_a_match_is_the_beginning() -> None:
    found = excerpt("The beginning of it.\nAnd more", pattern_of(parse("zzz ").wanted))
    assert found.text == "The beginning of it. And more"
    assert found.marks == ()
    assert excerpt("Some text", None).pieces == (("Some text", False),)


@given(st.text(), st.text())
def test_marks_stand_within_the_text_and_in_order(text: str, query: str) -> None:
    pattern = pattern_of(parse(query).wanted)
    for found in (marked(composed(text), pattern), excerpt(composed(text), pattern)):
        edges = [edge for mark in found.marks for edge in mark]
        assert edges == sorted(edges)
        assert all(0 <= edge <= len(found.text) for edge in edges)
        assert "".join(piece for piece, _ in found.pieces) == found.text
