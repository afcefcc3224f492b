"""Words as they are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masthead.search.folding import LONGEST_WORD, MOST_WORDS, beginnings, composed, fold


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Council’s vote", ["the", "council", "s", "vote"]),
        ("NAÏVE café", ["naive", "cafe"]),
        ("cafe\u0301", ["cafe"]),
        ("Straße in Łódź, Ærø", ["strasse", "in", "lodz", "aero"]),
        ("ﬁnance １２", ["finance", "12"]),
        ("ΟΔΥΣΣΕΥΣ Ὀδυσσεύς", ["οδυσσευσ", "οδυσσευσ"]),
        ("Ёлка и ёж", ["елка", "и", "еж"]),
        ("مُحَمَّد محـمد", ["محمد", "محمد"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("한국어 뉴스", ["한국어", "뉴스"]),
        ("東京都の天気", ["東", "京", "都", "の", "天", "気"]),
        ("ガス ㌀", ["ガ", "ス", "ア", "パ", "ー", "ト"]),
        ("𝕊 ¼", ["s", "1", "4"]),
        ("東京2026", ["東", "京", "2026"]),
        ("สวัสดี", ["ส", "ว", "ส", "ด"]),
        ("a\u200bb soft\u00adhyphen", ["ab", "softhyphen"]),
        ("--- !? “”", []),
        ("", []),
    ],
)
def test_case_accents_and_points_do_not_count(text: str, words: list[str]) -> None:
    assert fold(text) == words


def test_a_precomposed_and_a_composed_letter_are_the_same() -> None:
    assert fold("e\u0301te\u0301") == fold("été") == ["ete"]
    assert fold("か\u3099") == fold("が")


@given(st.text())
def test_every_text_folds_into_words_without_blanks(text: str) -> None:
    words = fold(text)
    assert all(word and not any(sign.isspace() for sign in word) for word in words)
    assert all(len(word) <= LONGEST_WORD for word in words)


@given(st.text())
def test_no_text_folds_to_a_facet_or_a_beginning(text: str) -> None:
    assert not any(sign in word for word in fold(text) for sign in "=^'\"\\_- ")


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    words = fold(text)
    assert fold(" ".join(words)) == words or any(len(word) == LONGEST_WORD for word in words)


def test_a_text_without_end_is_cut() -> None:
    assert len(fold("word " * 100_000)) == MOST_WORDS
    long = fold("字" * 500_000)
    assert sum(len(word.encode()) for word in long) < 500_000


def test_what_no_database_holds_is_taken_out() -> None:
    assert composed("a\x00b\ud800") == "a b?"


def test_the_beginnings_of_words_are_given_once() -> None:
    found = beginnings(["harbour", "hat", "a"], shortest=2, longest=4)
    assert found == ["ha", "har", "harb", "hat"]
