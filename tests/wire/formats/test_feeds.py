"""RSS and Atom."""

from datetime import UTC, datetime

import pytest

from masthead.kernel.blocks import Heading, Paragraph, PictureBlock
from masthead.wire.dispatch import Dispatch, Reading, Refused, Rendition, Subject
from masthead.wire.formats import read

_RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Harbour Courier</title><link>https://courier.example/</link>
<language>en-gb</language><copyright>© Harbour Courier</copyright>
%s
</channel></rss>"""

_ITEM = """<item>
<title>Ferry &amp;amp; crew &lt;i&gt;safe&lt;/i&gt;</title>
<link>https://courier.example/2024/ferry</link>
<guid isPermaLink="false">courier-17</guid>
<pubDate>Tue, 02 Jan 2024 03:04:05 +0100</pubDate>
<dc:creator>Ada Example</dc:creator>
<category domain="https://courier.example/topics">Harbour</category>
<description>All hands are well.</description>
<content:encoded><![CDATA[<h2>What happened</h2><p>The ferry <a href="/boats">Gull</a> came in.</p>
<img src="gull.jpg" alt="A ferry at a quay">]]></content:encoded>
<media:content url="https://courier.example/gull-big.jpg" medium="image" width="1200" height="800"/>
<media:description>The Gull on Monday</media:description>
<media:credit>Bo Sample</media:credit>
</item>"""

_ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">
<title>Hafenbote</title><id>urn:hafenbote</id><updated>2024-01-02T03:04:05Z</updated>
%s
</feed>"""


def _rss(item: str) -> Reading:
    return read((_RSS % item).encode())


def _one(reading: Reading) -> Dispatch:
    (dispatch,) = reading.dispatches
    return dispatch


def test_an_rss_item_comes_in_whole() -> None:
    reading = _rss(_ITEM)
    dispatch = _one(reading)
    assert (reading.format, reading.version, reading.remarks) == ("RSS", "rss20", ())
    assert dispatch.guid == "courier-17"
    assert dispatch.headline == "Ferry & crew safe"
    assert dispatch.dek == "All hands are well."
    assert dispatch.byline == ("Ada Example",)
    assert dispatch.published == datetime(2024, 1, 2, 2, 4, 5, tzinfo=UTC)
    assert dispatch.language == "en-GB"
    assert dispatch.link == "https://courier.example/2024/ferry"
    assert dispatch.agency == "Harbour Courier"
    assert dispatch.copyright == "© Harbour Courier"
    assert dispatch.subjects == (Subject(name="Harbour", scheme="https://courier.example/topics"),)


def test_the_encoded_content_is_the_body_and_its_addresses_are_resolved() -> None:
    heading, paragraph, picture = _one(_rss(_ITEM)).body
    assert heading == Heading("What happened", 2)
    assert paragraph == Paragraph(
        'The ferry <a href="https://courier.example/boats">Gull</a> came in.'
    )
    assert isinstance(picture, PictureBlock)
    assert picture.href == "https://courier.example/2024/gull.jpg"


def test_media_rss_pictures_have_caption_and_credit() -> None:
    (picture,) = _one(_rss(_ITEM)).pictures
    assert picture.renditions == (
        Rendition(href="https://courier.example/gull-big.jpg", width=1200, height=800),
    )
    assert (picture.caption, picture.credit, picture.alt) == (
        "The Gull on Monday", "Bo Sample", "",
    )  # fmt: skip


def test_an_enclosed_picture_is_a_picture_and_an_enclosed_sound_is_none() -> None:
    pictures = _one(
        _rss(
            "<item><title>a</title><guid>b</guid>"
            '<enclosure url="https://courier.example/a.jpg" type="image/jpeg" length="9"/>'
            '<enclosure url="https://courier.example/a.mp3" type="audio/mpeg" length="9"/></item>'
        )
    ).pictures
    assert [picture.renditions[0].href for picture in pictures] == ["https://courier.example/a.jpg"]


def test_without_encoded_content_the_description_is_the_body() -> None:
    dispatch = _one(_rss("<item><title>a</title><guid>b</guid><description>c</description></item>"))
    assert dispatch.body == (Paragraph("c"),)
    assert dispatch.dek == ""


def test_a_title_inside_a_strange_element_is_not_the_headline() -> None:
    item = "<item><title>Right</title><guid>b</guid><z:author xmlns:z='urn:z'><z:title>Wrong</z:title></z:author></item>"  # noqa: E501 - the nesting is the point
    assert _one(_rss(item)).headline == "Right"


def test_an_item_without_identifier_goes_by_its_link() -> None:
    reading = _rss("<item><title>a</title><link>https://courier.example/a</link></item>")
    assert _one(reading).guid == "https://courier.example/a"
    assert "its link stands for it" in reading.remarks[0].what


def test_an_item_with_neither_goes_by_its_words_which_stay_the_same() -> None:
    item = "<item><title>a</title><description>b</description></item>"
    first, second = _one(_rss(item)), _one(_rss(item))
    other = _one(_rss("<item><title>a</title><description>c</description></item>"))
    assert first.guid == second.guid != other.guid
    assert "its words stand for it" in _rss(item).remarks[0].what


def test_an_item_without_headline_comes_in_with_a_remark() -> None:
    reading = _rss("<item><guid>a</guid><description>words</description></item>")
    assert _one(reading).headline == ""
    assert any("no headline" in remark.what for remark in reading.remarks)


def test_a_time_without_zone_is_quoted_and_not_guessed() -> None:
    reading = _rss("<item><title>a</title><guid>b</guid><pubDate>2024-01-02 03:04</pubDate></item>")
    assert _one(reading).published is None
    assert "2024-01-02 03:04" in reading.remarks[0].what


def test_scripts_in_a_feed_reach_nobody() -> None:
    item = (
        "<item><title>a&lt;script&gt;x()&lt;/script&gt;</title><guid>b</guid>"
        "<link>javascript:x()</link>"
        "<description>&lt;p onclick=x()&gt;c&lt;script&gt;x()&lt;/script&gt;</description></item>"
    )
    dispatch = _one(_rss(item))
    assert (dispatch.headline, dispatch.link, dispatch.body) == ("a", "", (Paragraph("c"),))


def test_a_broken_feed_is_read_as_far_as_possible_with_a_remark() -> None:
    reading = read(b"<rss version='2.0'><channel><item><title>a & b</title><guid>c</guid></item>")
    assert _one(reading).headline == "a & b"
    assert any("broken" in remark.what for remark in reading.remarks)


def test_what_only_resembles_a_feed_is_refused() -> None:
    with pytest.raises(Refused, match="broken feed"):
        read(b"<channel></channel>")


def test_utf_16_without_any_sign_of_it_is_read() -> None:
    data = "<rss version='2.0'><channel><item><title>é</title></item></channel></rss>"
    assert _one(read(data.encode("utf-16-le"))).headline == "é"


def test_rss_1_comes_in_by_the_same_door_and_its_date_is_the_publication() -> None:
    data = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
     xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel rdf:about="https://courier.example/"><title>c</title></channel>
    <item rdf:about="https://courier.example/1"><title>a</title>
    <link>https://courier.example/1</link><dc:date>2024-01-02T03:04:05Z</dc:date></item></rdf:RDF>"""
    dispatch = _one(read(data))
    assert dispatch.guid == "https://courier.example/1"
    assert dispatch.published == datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)


def test_an_atom_entry_comes_in_whole() -> None:
    entry = """<entry><id> 42 </id><title type="html">Fähre &amp;amp; Mannschaft</title>
    <link href="https://hafenbote.example/faehre"/>
    <published>2024-01-01T00:00:00Z</published><updated>2024-01-02T00:00:00+01:00</updated>
    <author><name>Eva Beispiel</name></author><category term="hafen" label="Hafen"/>
    <rights>© Hafenbote</rights><summary>Kurz.</summary>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Alle <b>wohl</b>.</p></div>
    </content></entry>"""
    reading = read((_ATOM % entry).encode())
    dispatch = _one(reading)
    assert (reading.format, reading.version) == ("Atom", "atom10")
    assert dispatch.guid == "42"
    assert dispatch.headline == "Fähre & Mannschaft"
    assert dispatch.dek == "Kurz."
    assert dispatch.byline == ("Eva Beispiel",)
    assert dispatch.published == datetime(2024, 1, 1, tzinfo=UTC)
    assert dispatch.updated == datetime(2024, 1, 1, 23, tzinfo=UTC)
    assert dispatch.language == "de"
    assert dispatch.copyright == "© Hafenbote"
    assert dispatch.subjects == (Subject(code="hafen", name="Hafen"),)
    assert dispatch.body == (Paragraph("Alle <strong>wohl</strong>."),)


def test_plain_text_in_atom_is_text_even_where_it_looks_like_markup() -> None:
    entry = """<entry><id>1</id><title>The &lt;p&gt; tag</title>
    <content type="text">Write &lt;b&gt; for bold.</content></entry>"""
    dispatch = _one(read((_ATOM % entry).encode()))
    assert dispatch.headline == "The <p> tag"
    assert dispatch.body == (Paragraph("Write &lt;b&gt; for bold."),)


def test_half_a_surrogate_pair_does_not_cost_the_feed() -> None:
    (first, second) = _rss(
        "<item><title>a</title><guid>b</guid><description>&amp;#xD800;c&#55296;</description>"
        "</item><item><title>d</title><guid>e</guid></item>"
    ).dispatches
    assert first.body == (Paragraph("\ufffdc\ufffd"),)
    assert second.headline == "d"
