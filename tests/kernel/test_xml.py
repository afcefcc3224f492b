"""XML from outside."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from masthead.kernel.xml import XmlRefused, parse_xml

_BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<x>&c;</x>"""


def test_entities_are_refused_used_or_not() -> None:
    for data in (
        _BOMB,
        b'<!DOCTYPE x [<!ENTITY a "b">]><x/>',
        b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><x>&f;</x>',
        b'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://example.org/p.dtd"> %p;]><x/>',
    ):
        with pytest.raises(XmlRefused):
            parse_xml(data)


def test_a_doctype_without_entities_is_harmless() -> None:
    assert parse_xml(b'<!DOCTYPE nitf SYSTEM "nitf.dtd"><nitf/>').tag == "nitf"


@pytest.mark.parametrize(
    "data",
    [
        "<x>é</x>".encode(),
        "\ufeff<x>é</x>".encode(),
        '<?xml version="1.0" encoding="iso-8859-1"?><x>é</x>'.encode("latin-1"),
        "<x>é</x>".encode("utf-16"),
        '  \n<?xml version="1.0"?><x>é</x>'.encode(),
        '<?xml version="1.0" encoding="iso-8859-1"?><x>é</x>'.encode(),
        '<?xml version="1.0" encoding="utf-16"?><x>é</x>'.encode(),
        '<?xml version="1.0" encoding="nonsense"?><x>é</x>'.encode(),
    ],
)
def test_the_text_comes_out_whatever_the_charset(data: bytes) -> None:
    assert parse_xml(data).text == "é"


def test_broken_xml_is_refused_with_its_place() -> None:
    with pytest.raises(XmlRefused) as refusal:
        parse_xml(b"<x>\n<y></x>")
    assert refusal.value.line == 2
    assert "line 2" in str(refusal.value)


def test_broken_xml_can_be_recovered_on_request() -> None:
    root = parse_xml(b"<x><y>kept</x>", recover=True)
    assert list(root.itertext()) == ["kept"]


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(XmlRefused, match="empty"):
        parse_xml(b" \n ")


@given(st.binary(max_size=200), st.booleans())
@example(b"<x>" * 10_000, True)
@example(b"<x>" * 10_000, False)
def test_bytes_are_parsed_or_refused_and_nothing_else(data: bytes, recover: bool) -> None:
    try:
        parse_xml(data, recover=recover)
    except XmlRefused:
        return


@given(st.text(alphabet="<>!?&;[]x=\"' \nENTIYDOCP%", max_size=80).map(str.encode))
def test_nearly_xml_is_parsed_or_refused_and_nothing_else(data: bytes) -> None:
    try:
        parse_xml(data)
    except XmlRefused:
        return
