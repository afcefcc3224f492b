"""Language tags and directions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masthead.kernel.languages import direction, normalise_language


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("EN_us", "en-US"), ("zh-hant-tw", "zh-Hant-TW"), ("DE", "de"), ("sl-rozaj", "sl-rozaj"),
     ("es-419", "es-419"), (" fr ", "fr"), ("English", ""), ("x-default", ""), ("", ""),
     ("und", ""), ("en--us", ""), ("e", "")],
)  # fmt: skip
def test_tags_are_written_as_bcp_47_writes_them(tag: str, expected: str) -> None:
    assert normalise_language(tag) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("ar", "rtl"), ("he-IL", "rtl"), ("fa", "rtl"), ("ur-Latn", "ltr"), ("az-Arab", "rtl"),
     ("en", "ltr"), ("ja", "ltr"), ("junk!", "ltr")],
)  # fmt: skip
def test_direction_follows_the_script_and_then_the_language(tag: str, expected: str) -> None:
    assert direction(tag) == expected


@given(st.text(max_size=80))
def test_no_tag_makes_it_raise_and_a_clean_tag_stays(tag: str) -> None:
    clean = normalise_language(tag)
    assert normalise_language(clean) == clean
    direction(tag)
