"""Changed words go into a paragraph; all else in it stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masthead.stories.retyping import CannotRetypeError, retype, typed_from

MARKED = '<p data-block-key="a">The <b>council</b> agreed &amp; <a href="x">the plan</a>.</p>'
TWO = '<p data-block-key="a">One.</p><p data-block-key="b">Two.</p>'


def test_a_text_field_shows_words_and_no_markup() -> None:
    assert typed_from(MARKED) == "The council agreed & the plan."
    assert typed_from(TWO) == "One.\n\nTwo."
    assert typed_from("<p>One<br/>two</p>") == "One\ntwo"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("The board agreed & the plan.", MARKED.replace("council", "board")),
        ("The council agreed & the plans.", MARKED.replace("plan<", "plans<")),
        ("The council agreed & the budget plan.", MARKED.replace("the plan", "the budget plan")),
        ("The council agreed & the plan. It is < 5 m.",
         MARKED.replace("</a>.", "</a>. It is &lt; 5 m.")),
        ("Yesterday the council agreed & the plan.", None),
        ("", '<p data-block-key="a"></p>'),
        ("New.", '<p data-block-key="a">New.</p>'),
    ],
)  # fmt: skip
def test_what_stands_around_the_change_is_kept(typed: str, written: str | None) -> None:
    result = retype(MARKED, typed)
    assert typed_from(result) == typed
    if written is not None:
        assert result == written


def test_nothing_changed_changes_nothing() -> None:
    for source in (MARKED, TWO, "<p>a&nbsp;b</p>", ""):
        assert retype(source, typed_from(source)) == source
        assert retype(source, typed_from(source).replace("\n", "\r\n")) == source


def test_paragraphs_can_be_added_and_changed_but_not_run_together() -> None:
    assert retype(TWO, "One.\n\nThree.") == TWO.replace("Two", "Three")
    assert typed_from(retype(TWO, "One.\n\nTwo.\n\nThree.")) == "One.\n\nTwo.\n\nThree."
    with pytest.raises(CannotRetypeError):
        retype(TWO, "One. Two.")


def test_a_break_within_bold_type_is_refused() -> None:
    with pytest.raises(CannotRetypeError):
        retype("<p>a <b>bold</b> word</p>", "a bo\n\nld word")


def test_an_empty_block_takes_words() -> None:
    assert retype("", "Words & more") == "<p>Words &amp; more</p>"
    assert retype("<p></p>", "Words") == "<p>Words</p>"


@given(
    old=st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=40),
    new=st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=40),
)
def test_whatever_is_typed_is_what_stands_there(old: str, new: str) -> None:
    source = retype("<p></p>", old)
    assert typed_from(source) == old.strip()
    assert typed_from(retype(source, new)) == new.strip()
    assert "<script" not in retype(source, new)
