"""NewsML-G2."""

from datetime import UTC, datetime

import pytest

from masthead.kernel.blocks import Heading, Paragraph
from masthead.wire.dispatch import Link, Reading, Refused, Rendition, Status, Subject
from masthead.wire.formats import read

_NS = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'

_META = """<itemMeta><itemClass qcode="ninat:text"/><provider literal="Harbour News Agency"/>
<versionCreated>2024-01-02T04:00:00+01:00</versionCreated>
<firstCreated>2024-01-02T02:00:00Z</firstCreated><embargoed>2024-01-02T06:00:00Z</embargoed>
<pubStatus qcode="stat:{status}"/><edNote>Adds quotes</edNote>
<link rel="irel:seeAlso" href="https://hna.example/gull"><title>The Gull</title></link></itemMeta>
<contentMeta><urgency>2</urgency><located><name>Port Sample</name></located>
<by>Ada Example</by><language tag="en-IE"/>
<genre qcode="genre:Analysis"><name>Analysis</name></genre>
<keyword>ferry</keyword><subject qcode="medtop:03000000"><name>Disaster</name>
<broader qcode="medtop:1"><name>Wider</name></broader></subject>
<slugline>gull-rescue</slugline><headline role="hldrole:subtitle">All hands well</headline>
<headline>Ferry &amp; crew safe</headline><dateline>PORT SAMPLE (HNA) -</dateline>
<creditline>HNA</creditline></contentMeta>"""

_RIGHTS = """<rightsInfo><copyrightHolder literal="HNA"/><copyrightNotice>© HNA</copyrightNotice>
<usageTerms>Not for archives.</usageTerms></rightsInfo>"""

_XHTML = """<inlineXML contenttype="application/xhtml+xml">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Not this</title></head><body>
<h2>Rescue</h2><p>The ferry <i>Gull</i> came in.</p>
</body></html></inlineXML>"""


def _text(content: str = _XHTML, *, status: str = "usable", guid: str = "urn:hna:17") -> str:
    return (
        f'<newsItem {_NS} guid="{guid}" version="2" standardversion="2.30" xml:lang="en">'
        f"{_RIGHTS}{_META.format(status=status)}<contentSet>{content}</contentSet></newsItem>"
    )


def _picture(guid: str = "urn:hna:pic") -> str:
    return f"""<newsItem {_NS} guid="{guid}"><rightsInfo><copyrightNotice>© Bo</copyrightNotice>
    </rightsInfo><itemMeta><itemClass qcode="ninat:picture"/></itemMeta>
    <contentMeta><creditline>Bo Sample</creditline><headline>Gull</headline>
    <description role="drol:caption">The Gull on Monday</description></contentMeta>
    <contentSet><remoteContent href="https://hna.example/big.jpg" rendition="rnd:highRes"
     contenttype="image/jpeg" width="1200" height="800" size="9"/>
    <remoteContent href="https://hna.example/small.jpg" rendition="rnd:thumbnail"/></contentSet>
    </newsItem>"""


def _message(*items: str) -> str:
    return f"<newsMessage {_NS}><header/><itemSet>{''.join(items)}</itemSet></newsMessage>"


def _read(text: str) -> Reading:
    return read(text.encode())


def _reason(text: str) -> str:
    with pytest.raises(Refused) as refusal:
        _read(text)
    return refusal.value.reason


def test_a_text_item_comes_in_whole() -> None:
    reading = _read(_text())
    (dispatch,) = reading.dispatches
    assert (reading.format, reading.version, reading.remarks) == ("NewsML-G2", "2.30", ())
    assert (dispatch.guid, dispatch.version) == ("urn:hna:17", "2")
    assert (dispatch.headline, dispatch.dek) == ("Ferry & crew safe", "All hands well")
    assert (dispatch.slugline, dispatch.dateline) == ("gull-rescue", "PORT SAMPLE (HNA) -")
    assert (dispatch.byline, dispatch.place) == (("Ada Example",), "Port Sample")
    assert dispatch.published == datetime(2024, 1, 2, 2, tzinfo=UTC)
    assert dispatch.updated == datetime(2024, 1, 2, 3, tzinfo=UTC)
    assert dispatch.embargo_until == datetime(2024, 1, 2, 6, tzinfo=UTC)
    assert (dispatch.language, dispatch.urgency, dispatch.genre) == ("en-IE", 2, "Analysis")
    assert dispatch.subjects == (Subject(code="03000000", name="Disaster", scheme="medtop"),)
    assert dispatch.keywords == ("ferry",)
    assert (dispatch.agency, dispatch.credit) == ("Harbour News Agency", "HNA")
    assert (dispatch.copyright, dispatch.usage_terms) == ("© HNA", "Not for archives.")
    assert dispatch.editorial_note == "Adds quotes"
    assert dispatch.links == (
        Link(url="https://hna.example/gull", title="The Gull", rel="irel:seeAlso"),
    )
    assert dispatch.body == (Heading("Rescue", 2), Paragraph("The ferry <em>Gull</em> came in."))


@pytest.mark.parametrize(
    "content",
    [
        '<inlineXML><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head><hedline>'
        "<hl1>Not this</hl1></hedline></body.head><body.content><p>One.</p><p>Two.</p>"
        "</body.content></body></nitf></inlineXML>",
        '<inlineData contenttype="text/plain">One.\n\nTwo.</inlineData>',
        '<inlineData contenttype="text/plain">  One.\n  Two.</inlineData>',
        '<inlineData contenttype="text/html">&lt;p&gt;One.&lt;p&gt;Two.</inlineData>',
    ],
)
def test_the_text_may_be_nitf_plain_or_html(content: str) -> None:
    (dispatch,) = _read(_text(content)).dispatches
    assert dispatch.body == (Paragraph("One."), Paragraph("Two."))


@pytest.mark.parametrize(
    ("word", "status"),
    [("usable", Status.USABLE), ("withheld", Status.WITHHELD), ("canceled", Status.CANCELED),
     ("cancelled", Status.CANCELED)],
)  # fmt: skip
def test_the_status_is_the_senders(word: str, status: Status) -> None:
    assert _read(_text(status=word)).dispatches[0].status is status


def test_a_status_that_nobody_knows_is_withheld_with_a_remark() -> None:
    reading = _read(_text(status="perhaps"))
    assert reading.dispatches[0].status is Status.WITHHELD
    assert "perhaps" in reading.remarks[0].what


def test_a_time_without_zone_is_quoted_and_not_guessed() -> None:
    reading = _read(_text().replace("2024-01-02T02:00:00Z", "2024-01-02T02:00:00"))
    assert reading.dispatches[0].published is None
    assert "2024-01-02T02:00:00" in reading.remarks[0].what


def test_the_items_of_a_message_come_in_each() -> None:
    reading = _read(_message(_text(guid="urn:a"), _text(guid="urn:b")))
    assert [dispatch.guid for dispatch in reading.dispatches] == ["urn:a", "urn:b"]


def test_a_picture_in_a_message_goes_to_its_text() -> None:
    (dispatch,) = _read(_message(_picture(), _text())).dispatches
    (picture,) = dispatch.pictures
    assert picture.renditions[0] == Rendition(
        href="https://hna.example/big.jpg", width=1200, height=800, media_type="image/jpeg",
        size=9, role="highRes",
    )  # fmt: skip
    assert len(picture.renditions) == 2
    assert (picture.headline, picture.caption, picture.credit, picture.copyright) == (
        "Gull", "The Gull on Monday", "Bo Sample", "© Bo",
    )  # fmt: skip


def test_a_picture_goes_to_the_text_that_names_it() -> None:
    naming = _text(guid="urn:b").replace(
        "</itemMeta>", '<link rel="irel:photo" residref="urn:hna:pic"/></itemMeta>'
    )
    first, second = _read(_message(_text(guid="urn:a"), naming, _picture())).dispatches
    assert first.pictures == ()
    assert len(second.pictures) == 1


def test_a_picture_alone_is_refused_politely() -> None:
    assert _reason(_picture()) == "a picture item, no text"


@pytest.mark.parametrize(
    ("name", "words"),
    [("conceptItem", "concept"), ("knowledgeItem", "knowledge"), ("planningItem", "planning"),
     ("packageItem", "package"), ("catalogItem", "catalog")],
)  # fmt: skip
def test_what_is_no_news_is_refused_by_its_kind(name: str, words: str) -> None:
    item = f"<{name} {_NS} guid='a'><itemMeta/></{name}>"
    assert words in _reason(item)
    assert words in _reason(_message(item))


def test_what_is_no_news_beside_news_is_told() -> None:
    reading = _read(_message(_text(), f"<packageItem {_NS} guid='a'/>"))
    assert len(reading.dispatches) == 1
    assert "package" in reading.remarks[0].what


def test_an_item_without_headline_comes_in_with_a_remark() -> None:
    reading = _read(f"<newsItem {_NS} guid='a'><contentSet>{_XHTML}</contentSet></newsItem>")
    assert reading.dispatches[0].headline == ""
    assert "no headline" in reading.remarks[0].what


def test_an_empty_message_is_refused() -> None:
    assert "without items" in _reason(f"<newsMessage {_NS}/>")
