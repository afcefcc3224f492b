"""Which addresses are read, and how."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masthead.kernel.web_address import AddressRefused, WebAddress, parse_web_address

BASE = parse_web_address("https://news.example/wire/feed.xml?page=2")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("http://example.org", "http://example.org/"),
        (" HTTPS://Example.ORG:443/a?b=c#d \n", "https://example.org/a?b=c"),
        ("http://example.org:443/", "http://example.org:443/"),
        ("http://example.org./", "http://example.org/"),
        ("http://example.org/a/./b/../c", "http://example.org/a/c"),
        ("http://example.org/a/%2e%2E/b/..", "http://example.org/"),
        ("http://example.org/Zürich heute?q=„ja“", "http://example.org/Z%C3%BCrich%20heute?q=%E2%80%9Eja%E2%80%9C"),
        ("http://example.org/50%?a=[1]", "http://example.org/50%?a=[1]"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/"),
        ("https://my_site.example.org/", "https://my_site.example.org/"),
        ("http://[2606:4700:4700:0::1111]:8080/", "http://[2606:4700:4700::1111]:8080/"),
        ("http://93.184.215.14/", "http://93.184.215.14/"),
        ("http://１２７。０。０。１/", "http://127.0.0.1/"),
    ],
)  # fmt: skip
def test_an_address_is_read_into_one_form(text: str, read: str) -> None:
    assert str(parse_web_address(text)) == read


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("http://example.org/" + "a" * 8_000, "too long"),
        ("http://example.org/a\tb", "control"),
        ("http://exa\nmple.org/", "control"),
        ("http://example.org/\x00", "control"),
        ("ftp://example.org/", "only http"),
        ("file:///etc/passwd", "only http"),
        ("javascript:alert(1)", "only http"),
        ("//example.org/", "only http"),
        ("example.org", "only http"),
        ("http:example.org", "only http"),
        ("http:/example.org", "only http"),
        ("http:\\\\example.org", "only http"),
        ("http://example.org\\@10.0.0.1/", "backslash"),
        ("http://example.org/a\\b", "backslash"),
        ("http://user:word@example.org/", "password"),
        ("http://@example.org/", "password"),
        ("http://", "names no host"),
        ("http:///example.org", "names no host"),
        ("http://./", "names no host"),
        ("http://a..b/", "no valid name"),
        ("http://exa mple.org/", "no valid name"),
        ("http://" + "a" * 64 + ".org/", "no valid name"),
        ("http://" + "a.bc" * 80 + ".org/", "no valid name"),
        ("http://${HOST}/", "no valid name"),
        ("http://example.org:x/", "cannot be read"),
        ("http://example.org:0/", "port"),
        ("http://example.org:65536/", "port"),
        ("http://example.org:99999999999/", "port"),
        ("http://[::1/", "cannot be read"),
        ("http://[v1.fe80::a]/", "IPv6"),
        ("http://[fe80::1%25eth0]/", "zone"),
        ("http://%31%32%37.0.0.1/", "percent-encoded"),
        ("http://2130706433/", "four decimal"),
        ("http://0x7f000001/", "four decimal"),
        ("http://0177.0.0.1/", "four decimal"),
        ("http://127.1/", "four decimal"),
        ("http://1.2.3.4.5/", "four decimal"),
        ("http://example.0x4/", "four decimal"),
        ("http://loc\u00adalhost/", "invisible"),
        ("http://local\u200bhost/", "invisible"),
        ("http://☃.example/", "international"),
        ("http://xn--/", "international"),
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(AddressRefused, match=reason):
        parse_web_address(text)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("/a", "https://news.example/a"),
        ("b?c", "https://news.example/wire/b?c"),
        ("../d", "https://news.example/d"),
        ("?page=3", "https://news.example/wire/feed.xml?page=3"),
        ("#top", "https://news.example/wire/feed.xml?page=2"),
        ("//other.example/x", "https://other.example/x"),
        ("http://other.example", "http://other.example/"),
    ],
)  # fmt: skip
def test_a_relative_address_is_meant_against_its_base(text: str, read: str) -> None:
    assert str(parse_web_address(text, base=BASE)) == read


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "http:other.example", "///other.example", "/\\other.example",
             "\\\\other.example", "//a@other.example", "data:,x"],
)  # fmt: skip
def test_a_relative_address_that_browsers_mend_is_refused(text: str) -> None:
    with pytest.raises(AddressRefused):
        parse_web_address(text, base=BASE)


def test_an_address_is_shown_without_its_query() -> None:
    assert parse_web_address("https://example.org/feed?token=secret").shown == (
        "https://example.org/feed?…"
    )


@given(st.text(max_size=60), st.booleans())
def test_any_text_is_read_into_sound_ascii_or_refused(text: str, is_relative: bool) -> None:
    try:
        address = parse_web_address(text if is_relative else f"http://{text}", base=BASE)
    except AddressRefused:
        return
    assert isinstance(address, WebAddress)
    assert str(address).isascii()
    assert not any(sign <= " " or sign == "\x7f" for sign in str(address))
    assert str(parse_web_address(str(address))) == str(address)
