"""Inline markup from outside."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from masthead.kernel.html import clean_inline

_ALLOWED = re.compile(r'</?(?:strong|em|sub|sup|code|a)>|<br>|<a href="[^"<>]*">')
_MARKUP = st.lists(
    st.one_of(
        st.sampled_from(
            ["<b>", "</b>", "<i>", "</i>", '<a href="http://example.org/">', "</a>", "<p>", "</p>",
             "<br>", "<script>", "</script>", "<a href='javascript:x'>", "<!--", "-->", "<![CDATA[",
             "]]>", "<sub>", "</sub>", "<svg onload=x>", "&lt;", "&", "<", "<style>", "<table><td>",
             '"', "'", "<iframe/>", "<title>", "<a href=\"http://e.example/&quot;onclick=x\">"]
        ),
        st.text(max_size=8),
    ),
    max_size=30,
).map("".join)  # fmt: skip


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<b>bold</b> and <i>italic</i>", "<strong>bold</strong> and <em>italic</em>"),
        ("a<br/>b<p>c</p>", "a<br>b c"),
        ('<a href="https://example.org/" target=x onclick=y>the <b>whole</b> link</a>',
         '<a href="https://example.org/">the <strong>whole</strong> link</a>'),
        ('<a href="javascript:x">words stay</a>', "words stay"),
        ("<span style=x>text</span><script>gone()</script>", "text"),
        ("<b><b>twice</b></b>", "<strong>twice</strong>"),
        ("<b><i>crossed</b> over</i>", "<strong><em>crossed</em></strong> over"),
        ("2 < 3 & 4", "2 &lt; 3 &amp; 4"),
        ("<b> </b>", ""),
        ("", ""),
        ("H<sub>2</sub>O", "H<sub>2</sub>O"),
    ],
)  # fmt: skip
def test_only_a_few_elements_survive(html: str, clean: str) -> None:
    assert clean_inline(html) == clean


def test_a_link_in_a_link_ends_the_first() -> None:
    html = '<a href="https://example.org/1">one<a href="https://example.org/2">two</a></a>'
    assert clean_inline(html) == (
        '<a href="https://example.org/1">one</a><a href="https://example.org/2">two</a>'
    )


def test_relative_links_are_resolved() -> None:
    clean = clean_inline('<a href="/x">x</a>', base="https://example.org/news/")
    assert clean == '<a href="https://example.org/x">x</a>'


def test_a_long_text_is_cleaned_in_reasonable_time_and_whole() -> None:
    clean = clean_inline("R&D " * 50_000)
    assert clean.count("R&amp;D") == 50_000


@given(_MARKUP)
def test_nothing_but_allowed_markup_comes_out(html: str) -> None:
    rest = _ALLOWED.sub("", clean_inline(html))
    assert "<" not in rest
    assert ">" not in rest


@given(_MARKUP)
@example("0<b><i><table><td>")
def test_what_is_clean_stays_as_it_is(html: str) -> None:
    clean = clean_inline(html)
    assert clean_inline(clean) == clean
