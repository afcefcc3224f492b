"""Which format some bytes are in, and what is said of those in none."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from masthead.wire.dispatch import Refused
from masthead.wire.formats import FORMATS, LARGEST_FILE, read

_PIECES = [
    "<rss version='2.0'>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<feed>",
    "<entry>", "</entry>", "<nitf>", "<body>", "<body.head>", "<body.content>", "<p>", "</p>",
    "<newsItem guid='g'>", "<contentSet>", "<inlineXML>", "<inlineData>", "<newsMessage>",
    "<itemSet>", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "&a;", "&", "<![CDATA[", "]]>", "<!--", "-->",
    "<?xml version='1.0' encoding='utf-16'?>", "\x00", "{", "}", '"uri":', "<link>", "<pubDate>",
    "2024-01-02T03:04:05", "<enclosure url='http://[' type='image/x'/>", "<content type='xhtml'>",
]  # fmt: skip


def _reason(data: bytes) -> str:
    with pytest.raises(Refused) as refusal:
        read(data)
    return refusal.value.reason


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        (b"%PDF-1.4 \x00\x01", "binary"),
        (b'{"b": 1, "a": 2}', "top keys a, b"),
        (b'{"a": ', "broken"),
        (b"[" * 5000, "broken"),
        (b"<NewsML></NewsML>", "NewsML message without items"),
        (b"<Bulletin><a/></Bulletin>", "root element Bulletin"),
        (b"<!DOCTYPE html><html><body>x</body></html>", "web page"),
        (b"\x16\x16\x01a0001\x1f...", "ANPA 1312"),
        (b"\x01abc123 4 pl 3\r\n\x02\x03", "IPTC 7901"),
        (b"Just a few words of text.", "plain text"),
    ],
)
def test_a_file_in_no_known_format_is_refused_by_what_it_looks_like(
    data: bytes, words: str
) -> None:
    assert words in _reason(data)


def test_a_wordpress_export_is_known_and_refused_for_now() -> None:
    data = (
        b'<?xml version="1.0"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/">'
        b"<channel><wp:wxr_version>1.2</wp:wxr_version></channel></rss>"
    )
    assert "WordPress export" in _reason(data)


def test_an_enormous_file_is_refused_unread() -> None:
    assert "larger than" in _reason(b"<rss>" + b" " * LARGEST_FILE)


def test_headers_may_be_written_in_any_case() -> None:
    data = "<rss version='2.0'><channel><item><title>é</title></item></channel></rss>"
    headers = {"Content-Type": "text/xml; charset=iso-8859-1"}
    assert read(data.encode("latin-1"), headers).dispatches[0].headline == "é"


def test_the_formats_have_names_of_their_own() -> None:
    names = [wire_format.name for wire_format in FORMATS]
    assert len(set(names)) == len(names)


@given(st.binary(max_size=300))
@example(b"<rss>" + b"<channel>" * 3000)
@example(b"<!DOCTYPE" + b"[" * 3000)
@example(b"<nitf>" + b"<body>" * 3000)
def test_bytes_are_read_or_refused_and_nothing_else(data: bytes) -> None:
    try:
        read(data)
    except Refused:
        return


@given(st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=5)), max_size=25))
def test_nearly_known_files_are_read_or_refused_and_nothing_else(pieces: list[str]) -> None:
    try:
        reading = read("".join(pieces).encode("utf-8", "surrogatepass"))
    except Refused:
        return
    assert all(isinstance(dispatch.headline, str) for dispatch in reading.dispatches)
