"""What the file of a photograph says about it, and that no file makes the reader fall over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masthead.kernel.iptc import read_iptc
from masthead.kernel.photo_facts import PhotoFacts, read_photo_facts
from masthead.kernel.xmp import LARGEST_PACKET, read_xmp
from tests.kernel.photographs import data_set, exif_of, photograph, said, xmp

UTF8 = data_set(90, b"\x1b%G", record=1)


def test_iptc_fills_every_field() -> None:
    iim = b"".join(
        [
            UTF8,
            data_set(105, "Fähre läuft aus".encode()),
            data_set(120, b"The ferry leaves.\rEDS: second of two"),
            data_set(80, b"Ada Writer"),
            data_set(110, b"Reuters"),
            data_set(116, "© Reuters 2026".encode()),
            data_set(40, b"NO SALES"),
            data_set(92, b"North Quay"),
            data_set(90, b"Port Ash"),
            data_set(101, b"Avaland"),
            data_set(55, b"20260503"),
            data_set(60, b"141000+0200"),
        ]
    )
    assert read_photo_facts(photograph(iim=iim)) == PhotoFacts(
        headline="Fähre läuft aus",
        caption="The ferry leaves.\nEDS: second of two",
        credit="Ada Writer / Reuters",
        copyright_notice="© Reuters 2026",
        usage_terms="NO SALES",
        place="North Quay, Port Ash, Avaland",
        taken="2026-05-03 14:10 +02:00",
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_xmp_is_read_from_every_format(kind: str) -> None:
    packet = xmp(
        said("dc:description", "The ferry leaves.")
        + said("Iptc4xmpCore:AltTextAccessibility", "A white ferry beside a crane")
        + "<dc:creator><rdf:Seq><rdf:li>Ada Writer</rdf:li></rdf:Seq></dc:creator>"
        + said("xmpRights:UsageTerms", "Once, in print"),
        'photoshop:City="Port Ash" photoshop:DateCreated="2026-05-03T14:10:00"',
    )
    facts = read_photo_facts(photograph(kind, packet=packet))
    assert facts.caption == "The ferry leaves."
    assert facts.alt == "A white ferry beside a crane"
    assert facts.credit == "Ada Writer"
    assert facts.usage_terms == "Once, in print"
    assert facts.place == "Port Ash"
    assert facts.taken == "2026-05-03 14:10"


def test_xmp_goes_before_iptc_and_iptc_before_exif() -> None:
    packet = xmp(said("dc:description", "by XMP"))
    iim = data_set(120, b"by IIM") + data_set(80, b"IIM Name")
    exif = exif_of(description="by Exif", artist="Exif Name", taken="2026:05:03 14:10:00")
    facts = read_photo_facts(photograph(packet=packet, iim=iim, exif=exif))
    assert (facts.caption, facts.credit) == ("by XMP", "IIM Name")
    assert facts.taken == "2026-05-03 14:10"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2026:05:03 14:10:00", "2026-05-03 14:10"),
        ("2026:05:03 25:10:00", "2026-05-03"),
        ("2026:13:03", "2026"),
        ("2026:05:00", "2026-05"),
        ("0000:00:00 00:00:00", ""),
        ("yesterday", ""),
    ],
)
def test_a_moment_says_what_the_camera_knew_and_no_zone(written: str, told: str) -> None:
    assert read_photo_facts(photograph(exif=exif_of(taken=written))).taken == told


def test_the_default_language_comes_first() -> None:
    items = '<rdf:li xml:lang="de">Fähre</rdf:li><rdf:li xml:lang="x-default">Ferry</rdf:li>'
    packet = xmp(f"<dc:description><rdf:Alt>{items}</rdf:Alt></dc:description>")
    assert read_xmp(packet)["dc:description"] == ["Ferry", "Fähre"]


@pytest.mark.parametrize(
    ("charset", "value", "text"),
    [
        (UTF8, "Fähre".encode(), "Fähre"),
        (UTF8, "Fähre".encode("latin-1"), "F\ufffdhre"),
        (b"", "Fähre".encode(), "Fähre"),
        (b"", "Fähre – “so”".encode("cp1252"), "Fähre – “so”"),
        (b"", b"\x81", "\x81"),
    ],
)
def test_text_is_read_in_the_charset_that_it_is_in(charset: bytes, value: bytes, text: str) -> None:
    assert read_iptc(charset + data_set(120, value))[2, 120] == [text]


@pytest.mark.parametrize(
    "data",
    [
        b"\x1c\x02\x78\xff\xffabc",
        b"\x1c\x02\x78\x80\x04\xff\xff\xff\xffabc",
        b"\x1c\x02\x78\x80\xffabc",
        b"\x1c\x02\x78\x7f\xffabc",
        b"\x1c\x02",
        b"",
    ],
)
def test_a_length_that_lies_ends_the_reading(data: bytes) -> None:
    assert read_iptc(data_set(105, b"Kept") + data) == {(2, 105): ["Kept"]}


def test_entities_and_huge_packets_say_nothing() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>' + xmp(
        said("dc:description", "&b;")
    )
    assert read_xmp(bomb) == {}
    outside = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + xmp(
        said("dc:description", "&a;")
    )
    assert read_xmp(outside) == {}
    assert read_xmp(xmp(said("dc:description", "a" * LARGEST_PACKET))) == {}
    assert read_xmp(b"<a>" * 100_000) == {}


def test_what_cameras_write_of_every_picture_is_no_caption() -> None:
    assert read_photo_facts(photograph(exif=exif_of(description="SONY DSC"))).caption == ""


def test_a_position_is_nowhere_in_what_is_read() -> None:
    assert read_photo_facts(photograph(exif=exif_of(description=""))) == PhotoFacts()


@given(st.binary(max_size=400))
def test_no_bytes_of_iptc_raise(data: bytes) -> None:
    for texts in read_iptc(b"\x1c\x02\x78" + data).values():
        assert all(isinstance(text, str) for text in texts)


@given(st.binary(max_size=400))
def test_no_packet_raises(data: bytes) -> None:
    read_xmp(data)
    whole = xmp(said("dc:description", "x"))
    read_xmp(whole[: len(whole) // 2] + data + whole[len(whole) // 2 :])


@given(st.integers(0, 3000), st.binary(min_size=1, max_size=40))
def test_no_damaged_photograph_raises(place: int, damage: bytes) -> None:
    whole = photograph(
        iim=UTF8 + data_set(120, b"x" * 50),
        packet=xmp(said("dc:title", "y")),
        exif=exif_of(artist="z"),
        size=(16, 16),
    )
    read_photo_facts(whole[:place] + damage + whole[place + len(damage) :])
    read_photo_facts(whole[:place])


@given(st.text(max_size=60))
def test_any_text_in_exif_is_text_without_what_no_page_may_hold(text: str) -> None:
    iim = UTF8 + data_set(120, text.encode("utf-8", "replace"))
    caption = read_photo_facts(photograph(iim=iim, size=(8, 8))).caption
    assert "\x00" not in caption
    assert len(caption) <= 5_000
