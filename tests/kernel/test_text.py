"""Slugs, summaries, counts and words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masthead.kernel.text import collapse, plain, shorten, slugify, word_count


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Council votes, 7–2, for the bridge!", "council-votes-7-2-for-the-bridge"),
        ("Don’t stop", "dont-stop"),
        ("Café Ærøskøbing, Łódź, Straße", "cafe-aeroskobing-lodz-strasse"),
        ("İstanbul", "istanbul"),
        ("مرحبا بالعالم", "مرحبا-بالعالم"),
        ("שלום עולם", "שלום-עולם"),
        ("東京で新しい橋", "東京で新しい橋"),
        ("हिन्दी समाचार", "हिन्दी-समाचार"),
        ("Йогурт", "йогурт"),
        ("ｆｕｌｌ ｗｉｄｔｈ", "full-width"),
        ("?!…", ""),
        ("", ""),
    ],
)
def test_a_slug_keeps_the_words_of_every_script(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_a_long_slug_ends_with_a_whole_word() -> None:
    assert slugify("one two three", max_length=9) == "one-two"


def test_a_single_long_word_is_cut() -> None:
    assert slugify("x" * 100, max_length=10) == "x" * 10


@given(st.text(max_size=200), st.integers(1, 90))
def test_a_slug_is_short_and_has_no_loose_hyphens(text: str, length: int) -> None:
    slug = slugify(text, max_length=length)
    assert len(slug) <= length
    assert slug == slug.strip("-")
    assert "--" not in slug
    assert not any(char.isspace() for char in slug)


def test_collapse_drops_what_no_page_may_hold() -> None:
    assert collapse(" a\x00b\n\t c\ud800 ") == "ab c"


def test_plain_reads_markup_as_words() -> None:
    assert plain("<p>Fish &amp; <b>chi</b>ps<br>here</p><p>2 < 3</p><script>x()</script>") == (
        "Fish & chips here 2 < 3"
    )


@given(st.text(max_size=200))
def test_plain_never_raises(text: str) -> None:
    plain(text)


def test_a_shortened_text_ends_at_a_word_with_an_ellipsis() -> None:
    assert shorten("The bridge, at last, opens", 20) == "The bridge, at last…"
    assert shorten("Short", 20) == "Short"


@given(st.text(max_size=100), st.integers(0, 60))
def test_a_shortened_text_is_never_longer_than_asked(text: str, length: int) -> None:
    assert len(shorten(text, length)) <= length


def test_words_are_counted_as_newsrooms_count_them() -> None:
    assert word_count("Don't stop the well-known 3.5 percent") == 6
    assert word_count("東京の橋") == 4
    assert word_count("") == 0
