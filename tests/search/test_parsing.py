"""What somebody typed, understood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masthead.search.parsing import MOST_TERMS, Asked, Term, parse


def whole(*words: str) -> Term:
    return Term(words)


def begun(word: str) -> Term:
    return Term((word,), is_prefix=True)


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("harbour budget ", [whole("harbour"), whole("budget")], []),
        ("harbour bud", [whole("harbour"), begun("bud")], []),
        ("harbour b", [whole("harbour"), whole("b")], []),
        ('"harbour budget"', [whole("harbour", "budget")], []),
        ('"harbour bud', [whole("harbour", "bud")], []),
        ("“harbour budget” vote ", [whole("harbour", "budget"), whole("vote")], []),
        ("council -harbour", [whole("council")], [whole("harbour")]),
        ('council -"the harbour" ', [whole("council")], [whole("the", "harbour")]),
        ("well-known ", [whole("well", "known")], []),
        ("well-kno", [whole("well"), begun("kno")], []),
        ("council's", [whole("council", "s")], []),
        ("東京", [whole("東", "京")], []),
        ("東京 ", [whole("東", "京")], []),
        ("what?", [whole("what")], []),
        ("-", [], []),
        ("--x ", [], [whole("x")]),
    ],
)
def test_words_phrases_beginnings_and_exclusions(
    text: str, wanted: list[Term], unwanted: list[Term]
) -> None:
    asked = parse(text)
    assert list(asked.wanted) == wanted
    assert list(asked.unwanted) == unwanted


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_nothing_typed_asks_for_nothing(text: str) -> None:
    assert parse(text) == Asked()


@pytest.mark.parametrize("text", ["!!!", '"', "“”", "- -", "🙂"])
def test_signs_alone_find_nothing_rather_than_everything(text: str) -> None:
    assert parse(text).is_idle


@given(st.text())
def test_every_text_is_understood(text: str) -> None:
    asked = parse(text)
    assert all(term.words for term in (*asked.wanted, *asked.unwanted))


def test_a_page_of_text_is_cut() -> None:
    assert len(parse("word " * 1000).wanted) == MOST_TERMS
    assert len(parse('"' + "word " * 1000).wanted[0].words) == 12
