"""NITF."""

from datetime import UTC, datetime

import pytest

from masthead.kernel.blocks import Heading, ListBlock, Paragraph, Quote, Table
from masthead.wire.dispatch import Dispatch, Link, Refused, Rendition, Status, Subject
from masthead.wire.formats import read

_NITF = """<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf.dtd">
<nitf version="-//IPTC//DTD NITF 3.6//EN" xml:lang="en-ie"><head><title>Gull</title>
<tobject tobject.type="news"><tobject.property tobject.property.type="analysis"/>
<tobject.subject tobject.subject.refnum="03000000" tobject.subject.type="Disaster"
 tobject.subject.matter="Accident"/></tobject>
<docdata management-status="{status}"><doc-id id-string="hna-17"/><urgency ed-urg="{urgency}"/>
<date.issue norm="20240102T030405+0100"/><date.release norm="{release}"/>
<du-key key="gull-rescue" version="3"/><ed-msg info="Adds quotes"/>
<doc.copyright year="2024" holder="Harbour News Agency"/>
<key-list><keyword key="ferry"/><keyword key="harbour"/></key-list></docdata></head>
<body><body.head><hedline><hl1>Ferry &amp; crew safe</hl1><hl2>All hands well</hl2></hedline>
<byline>By Ada Example<byttl>Harbour editor</byttl></byline>
<distributor><org>Harbour News Agency</org></distributor>
<dateline><location><city>Port Sample</city>, <country>Nowhere</country></location></dateline>
</body.head><body.content>{content}</body.content></body></nitf>"""

_CONTENT = """<block><p>The ferry <em>Gull</em> came in.</p><hl2>Rescue</hl2>
<ul><li>Crew: 4</li></ul><bq><block><p>We are well.</p></block><credit>Captain</credit></bq>
<media media-type="image"><media-reference source="gull.jpg" mime-type="image/jpeg" width="800"
 alternate-text="A ferry"/><media-caption>The Gull on Monday</media-caption>
<media-producer>Bo Sample</media-producer></media>
<media media-type="video"><media-reference source="https://hna.example/v"/></media>
<table><tr><th>Boat</th><th>Crew</th></tr><tr><td>Gull</td><td>4</td></tr></table></block>"""


def _read(
    content: str = _CONTENT,
    *,
    status: str = "usable",
    urgency: str = "3",
    release: str = "20240102T030405+0100",
) -> Dispatch:
    text = _NITF.format(content=content, status=status, urgency=urgency, release=release)
    (dispatch,) = read(text.encode()).dispatches
    return dispatch


def test_the_head_of_a_document_comes_in_whole() -> None:
    dispatch = _read()
    assert (dispatch.guid, dispatch.version) == ("hna-17", "3")
    assert (dispatch.headline, dispatch.dek) == ("Ferry & crew safe", "All hands well")
    assert (dispatch.slugline, dispatch.editorial_note) == ("gull-rescue", "Adds quotes")
    assert dispatch.byline == ("Ada Example",)
    assert (dispatch.place, dispatch.city, dispatch.country) == (
        "Port Sample, Nowhere", "Port Sample", "Nowhere",
    )  # fmt: skip
    assert dispatch.published == datetime(2024, 1, 2, 2, 4, 5, tzinfo=UTC)
    assert (dispatch.language, dispatch.urgency, dispatch.genre) == ("en-IE", 3, "analysis")
    assert dispatch.subjects == (Subject(code="03000000", name="Accident"),)
    assert dispatch.keywords == ("ferry", "harbour")
    assert dispatch.agency == dispatch.copyright == "Harbour News Agency"


def test_the_body_comes_in_as_blocks_without_pictures() -> None:
    assert _read().body == (
        Paragraph("The ferry <em>Gull</em> came in."),
        Heading("Rescue", 3),
        ListBlock(("Crew: 4",), False),
        Quote("We are well.", "Captain"),
        Table((("Boat", "Crew"), ("Gull", "4")), True, ""),
    )


def test_pictures_and_players_stand_apart() -> None:
    dispatch = _read()
    (picture,) = dispatch.pictures
    assert picture.renditions == (Rendition(href="gull.jpg", width=800, media_type="image/jpeg"),)
    assert (picture.alt, picture.caption, picture.credit) == (
        "A ferry", "The Gull on Monday", "Bo Sample",
    )  # fmt: skip
    assert dispatch.links == (Link(url="https://hna.example/v", rel="video"),)


@pytest.mark.parametrize(
    ("word", "status"),
    [("usable", Status.USABLE), ("", Status.USABLE), ("canceled", Status.CANCELED),
     ("killed", Status.CANCELED), ("embargoed", Status.WITHHELD), ("withheld", Status.WITHHELD)],
)  # fmt: skip
def test_the_status_is_said_in_the_words_of_the_trade(word: str, status: Status) -> None:
    assert _read(status=word).status is status


def test_a_release_after_the_issue_is_an_embargo() -> None:
    assert _read().embargo_until is None
    later = _read(release="20240102T060000Z")
    assert later.embargo_until == datetime(2024, 1, 2, 6, tzinfo=UTC)


def test_a_strange_urgency_is_told_and_left_out() -> None:
    text = _NITF.format(content="<p>a</p>", status="", urgency="flash", release="")
    reading = read(text.encode())
    assert reading.dispatches[0].urgency is None
    assert any("flash" in remark.what for remark in reading.remarks)


def test_a_document_with_an_identifier_alone_comes_in_with_remarks() -> None:
    reading = read(b"<nitf><head><docdata><doc-id id-string='a'/></docdata></head></nitf>")
    told = " ".join(remark.what for remark in reading.remarks)
    assert reading.dispatches[0].guid == "a"
    assert "no headline" in told
    assert "no text" in told


def test_a_document_with_nothing_in_it_is_refused() -> None:
    with pytest.raises(Refused, match="neither headline"):
        read(b"<nitf/>")


def test_broken_xml_is_refused_with_its_place() -> None:
    with pytest.raises(Refused) as refusal:
        read(b"<nitf>\n<body></nitf>")
    assert refusal.value.where.startswith("line 2")


def test_entities_are_refused() -> None:
    with pytest.raises(Refused, match="entities"):
        read(b'<!DOCTYPE nitf [<!ENTITY a "b">]><nitf><body>&a;</body></nitf>')
