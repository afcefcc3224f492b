"""Which addresses a reader may follow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masthead.kernel.urls import safe_link


@pytest.mark.parametrize(
    "url",
    ["https://example.org/a?b=c&d=%20#e", "http://example.org:8080/", "http://[::1]/",
     "https://zürich.example/straße", "mailto:desk@example.org?subject=Hello", "tel:+41441234567"],
)  # fmt: skip
def test_an_absolute_address_passes_unchanged(url: str) -> None:
    assert safe_link(url) == url


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", " JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "data:text/html,x",
     "vbscript:x", "file:///etc/passwd", "ftp://example.org/", "http://user:word@example.org/",
     "http://user@example.org/", "https://example.org\\@evil.example/", "http:\\\\example.org",
     "http://", "http://[", "http://a b/", "http://example.org:99999/", "http://example.org:x/",
     "http://exa\x00mple.org/", "", "   ", "relative/path", "//example.org/x", "mailto:", "tel:x",
     "http://" + "a" * 9000],
)  # fmt: skip
def test_anything_else_is_refused(url: str) -> None:
    assert safe_link(url) is None


def test_a_relative_address_is_resolved_against_its_base() -> None:
    assert safe_link("../b", base="https://example.org/x/y/") == "https://example.org/x/b"
    assert safe_link("//example.net/b", base="https://example.org/") == "https://example.net/b"


def test_a_base_cannot_smuggle_a_scheme() -> None:
    assert safe_link("x", base="javascript:alert(1)//") is None


def test_what_an_address_may_not_hold_is_encoded() -> None:
    assert safe_link('https://example.org/a b"<c>') == "https://example.org/a%20b%22%3Cc%3E"
    assert safe_link("https://example.org/100%") == "https://example.org/100%25"


@given(st.text(max_size=100), st.text(max_size=50))
def test_no_address_makes_it_raise(url: str, base: str) -> None:
    link = safe_link(url, base=base)
    assert link is None or link.lower().startswith(("http://", "https://", "mailto:", "tel:"))


@given(st.text(max_size=60))
def test_a_safe_link_is_safe_again(path: str) -> None:
    link = safe_link("https://example.org/" + path)
    assert link is None or safe_link(link) == link
