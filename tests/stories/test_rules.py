"""The rules of publishing. No database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masthead.stories.rules import (
    PictureUse,
    PublicationRefused,
    StoryFacts,
    decide_change,
    decide_picture_use,
    decide_publication,
    decide_release,
    has_words,
    is_same_words,
    is_storable,
)

AT = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
GOOD_USE = PictureUse(where="lead picture", alt="A red boat", caption="The Ada", credit="A. Writer")
GOOD = StoryFacts(
    headline="Boat found",
    has_text=True,
    is_killed=False,
    has_home=True,
    pictures=(GOOD_USE,),
    change="update",
    change_note="",
    is_first=False,
)
moments = st.datetimes(timezones=st.just(UTC))


def test_a_whole_story_passes_every_gate() -> None:
    assert decide_publication(GOOD, at=AT) == ()


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        (replace(GOOD, is_killed=True), "headline", "killed"),
        (replace(GOOD, headline=""), "headline", "headline"),
        (replace(GOOD, headline=" \t\n\u00a0\u2003"), "headline", "headline"),
        (replace(GOOD, headline="\u200b\u00ad\u2060\u202e"), "headline", "headline"),
        (replace(GOOD, has_text=False), "body", "no text"),
        (replace(GOOD, has_home=False), "section", "section"),
        (replace(GOOD, change="correction"), "change_note", "corrected"),
        (replace(GOOD, change="correction", change_note=" \u200b "), "change_note", "corrected"),
        (replace(GOOD, expire_at=AT), "expire_at", "run out"),
        (replace(GOOD, expire_at=AT - timedelta(days=1)), "expire_at", "run out"),
        (replace(GOOD, pictures=(replace(GOOD_USE, alt=" "),)), "lead picture", "alternative"),
        (replace(GOOD, pictures=(replace(GOOD_USE, alt="\u200b"),)), "lead picture", "alternative"),
        (replace(GOOD, pictures=(replace(GOOD_USE, alt="THE  ADA."),)), "lead picture", "repeats"),
        (replace(GOOD, pictures=(replace(GOOD_USE, credit=""),)), "lead picture", "no credit"),
        (
            replace(GOOD, pictures=(replace(GOOD_USE, rights_end_at=AT),)),
            "lead picture",
            "run out",
        ),
    ],
)
def test_each_gate_alone_refuses_and_names_its_field(
    facts: StoryFacts, field: str, words: str
) -> None:
    (gate,) = decide_publication(facts, at=AT)
    assert gate.field == field
    assert words in gate.message


def test_all_shut_gates_are_named_at_once() -> None:
    facts = replace(
        GOOD,
        headline="",
        has_text=False,
        has_home=False,
        change="correction",
        expire_at=AT,
        pictures=(replace(GOOD_USE, alt="", credit="", rights_end_at=AT),),
    )
    fields = [gate.field for gate in decide_publication(facts, at=AT)]
    assert (
        fields == ["headline", "body", "section", "change_note", "expire_at"] + ["lead picture"] * 3
    )


def test_killed_is_the_only_word_on_a_killed_story() -> None:
    facts = replace(GOOD, is_killed=True, headline="", has_text=False)
    assert len(decide_publication(facts, at=AT)) == 1


def test_a_first_publication_marked_as_a_correction_needs_no_note() -> None:
    facts = replace(GOOD, change="correction", is_first=True)
    assert decide_publication(facts, at=AT) == ()


@pytest.mark.parametrize("change", ["update", "fix"])
def test_only_a_correction_needs_a_note(change: str) -> None:
    assert decide_publication(replace(GOOD, change=change), at=AT) == ()


def test_rights_and_expiry_hold_until_their_moment() -> None:
    later = AT + timedelta(microseconds=1)
    facts = replace(GOOD, expire_at=later, pictures=(replace(GOOD_USE, rights_end_at=later),))
    assert decide_publication(facts, at=AT) == ()


def test_a_picture_without_a_caption_may_say_anything_in_its_alt() -> None:
    assert decide_picture_use(replace(GOOD_USE, caption=""), at=AT) == ()


def test_an_emoji_is_a_headline() -> None:
    assert decide_publication(replace(GOOD, headline="🚢"), at=AT) == ()


def test_a_refusal_says_every_gate_in_its_text() -> None:
    gates = decide_publication(replace(GOOD, headline="", has_text=False), at=AT)
    refusal = PublicationRefused(*gates)
    assert refusal.gates == gates
    assert str(refusal) == "Give the story a headline. The story has no text yet."


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("A boat.", "a  boat", True),
        ("A\u00a0boat", "a boat", True),
        ("A boat\n", "A boat...", True),
        ("", "", True),
        ("A boat", "A boat at sea", False),
        ("Ada", "Áda", False),
        ("boat.s", "boats", False),
    ],
)
def test_same_words_looks_past_case_blanks_and_the_full_stop(
    one: str, other: str, expected: bool
) -> None:
    assert is_same_words(one, other) is expected
    assert is_same_words(other, one) is expected


@given(st.text())
def test_a_full_stop_and_blanks_around_a_text_say_nothing(text: str) -> None:
    assert is_same_words(text, text + ".")
    assert is_same_words(text, "  " + text + "\t")


@given(go_live_at=st.none() | moments, embargo_until=st.none() | moments, at=moments)
def test_a_release_is_never_before_its_time_nor_before_the_embargo(
    go_live_at: datetime | None, embargo_until: datetime | None, at: datetime
) -> None:
    due = decide_release(go_live_at=go_live_at, embargo_until=embargo_until, at=at)
    happens = due or at
    assert happens >= at
    for limit in (go_live_at, embargo_until):
        assert limit is None or happens >= limit
    # And not a moment later than it must be.
    assert happens == max(m for m in (go_live_at, embargo_until, at) if m is not None)


@given(
    asked=st.sampled_from(["fix", "update", "correction", ""]),
    is_first=st.booleans(),
    is_text_changed=st.booleans(),
    is_said=st.booleans(),
)
def test_a_change_is_kept_exactly_when_readers_have_something_new(
    asked: str, is_first: bool, is_text_changed: bool, is_said: bool
) -> None:
    change = decide_change(
        asked=asked, is_first=is_first, is_text_changed=is_text_changed, is_said=is_said
    )
    if is_first:
        assert change == "first"
    elif not is_text_changed and (asked != "correction" or is_said):
        assert change is None
    else:
        assert change == (asked if asked in {"fix", "correction"} else "update")


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u200b", "\ufeff", "\u202a\u202c", "\x00"])
def test_invisible_signs_are_no_words(text: str) -> None:
    assert not has_words(text)


@pytest.mark.parametrize("text", ["a", "—", "ع", "日", "🎉", " . "])
def test_anything_that_shows_is_words(text: str) -> None:
    assert has_words(text)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("plain", True),
        ("tab\tand\nline", True),
        ("🎉 日本", True),
        ("nul\x00", False),
        ("half \ud83d", False),
        ([{"type": "quote", "value": {"text": "fine"}}], True),
        ([{"type": "quote", "value": {"text": "nul\x00"}}], False),
        (None, True),
        (7, True),
    ],
)
def test_text_that_no_database_can_hold_is_recognised_at_any_depth(
    value: object, expected: bool
) -> None:
    assert is_storable(value) is expected
