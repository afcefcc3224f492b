"""Feeds may declare a document type; what could blow up or reach out is refused at once."""

from __future__ import annotations

import time

import pytest

from masthead.wire.dispatch import Refused
from masthead.wire.formats import read
from masthead.wire.formats.doctypes import refuse_entities

ITEM = "<item><title>Town hall reopens</title><guid>1</guid><description>{}</description></item>"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def feed(doctype: str, text: str = "Doors open.") -> bytes:
    """An RSS feed of one item, with a document type."""
    item = ITEM.format(text)
    return (
        f'<?xml version="1.0"?>\n<!-- made by hand -->\n{doctype}\n'
        f'<rss version="2.0"><channel><title>Paper</title>{item}</channel></rss>'
    ).encode()


@pytest.mark.parametrize(
    "doctype",
    [
        "",
        '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"'
        ' "http://my.netscape.com/publish/formats/rss-0.91.dtd">',
        "<!DOCTYPE rss>",
        "<!DOCTYPE rss []>",
        "<!DOCTYPE rss [<!ELEMENT rss ANY> <!-- <!ENTITY x SYSTEM 'y'> --> ]>",
        '<!DOCTYPE rss [<!ENTITY nbsp "&#160;"><!ENTITY amp "&#38;#38;"><!ENTITY rd \'R&amp;D\'>]>',
        '<!DOCTYPE rss [<!ENTITY % HTMLlat1 PUBLIC "-//W3C//ENTITIES Latin 1 for XHTML//EN"'
        ' "http://www.w3.org/TR/xhtml1/DTD/xhtml-lat1.ent"> %HTMLlat1;]>',
    ],
    ids=["none", "RSS 0.91", "bare", "empty", "comment", "letters", "W3C letters"],
)
def test_a_harmless_document_type_is_no_matter(doctype: str) -> None:
    (dispatch,) = read(feed(doctype)).dispatches
    assert dispatch.headline == "Town hall reopens"


@pytest.mark.parametrize(
    ("doctype", "text"),
    [
        (f'<!DOCTYPE rss [<!ENTITY l0 "lol">{LAUGHS}]>', "&l9;"),
        ('<!DOCTYPE rss [<!ENTITY a "b"><!entity c "&a;&a;">]>', "&c;"),
        ('<!DOCTYPE rss [<!ENTITY a "b"><!ENTITY c "&#38;a;&#x26;a;">]>', "&c;"),
        (f'<!DOCTYPE rss [<!ENTITY a "{"A" * 2000}">]>', "&a;" * 10_000),
        ('<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "&x;"),
        ('<!DOCTYPE rss [<!ENTITY x PUBLIC "a" "http://127.0.0.1/">]>', "&x;"),
        ('<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1/"> %x;]>', ""),
        ('<!DOCTYPE rss [<!ENTITY % x "<!ENTITY y \'z\'>"> %x;]>', "&y;"),
        ('<!DOCTYPE rss SYSTEM "]>" [<!ELEMENT rss ANY><!ENTITY x SYSTEM "y">]>', "&x;"),
        ('<!DOCTYPE rss [<!ELEMENT rss ANY> \' <!ENTITY x SYSTEM "y">]>', "&x;"),
        ('<!DOCTYPE rss [<!ENTITY x>]>', ""),
    ],
    ids=["billion laughs", "nested", "nested in disguise", "quadratic", "file", "public",
         "parameter elsewhere", "parameter", "system id with brackets", "lone quote", "broken"],
)  # fmt: skip
def test_a_harmful_document_type_is_refused_at_once(doctype: str, text: str) -> None:
    started = time.monotonic()
    with pytest.raises(Refused, match=r"declares|document type"):
        read(feed(doctype, text))
    assert time.monotonic() - started < 1.5


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
def test_the_encoding_hides_nothing(encoding: str) -> None:
    bomb = feed('<!DOCTYPE rss [<!ENTITY x SYSTEM "y">]>').decode().partition("\n")[2]
    with pytest.raises(Refused, match="declares"):
        refuse_entities(bomb.encode(encoding))


@pytest.mark.parametrize(
    "start", [b"<!--" * 100_000, b"<?" * 100_000, b'<!DOCTYPE "' * 100_000,
              b"<!DOCTYPE [" * 100_000, b"<!DOCTYPE r [" + b"<!ELEMENT r ANY>" * 500_000,
              b"<!DOCTYPE r [" + b'"<!--"' * 10_000 + b"]>", b"<!DOCTYPE r [" + b"<?" * 20_000,
              b"<!DOCTYPE r [" + b"'" * 50_001, b"<!DOCTYPE r [" + b"<!--" * 10_000,
              b"<!DOCTYPE " + b"x" * 5_000_000],
)  # fmt: skip
def test_looking_takes_no_time_whatever_stands_there(start: bytes) -> None:
    started = time.monotonic()
    try:
        refuse_entities(start)
    except Refused as refused:
        assert str(refused)
    assert time.monotonic() - started < 3
