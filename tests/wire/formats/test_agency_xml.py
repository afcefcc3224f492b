"""The XML of single services: CP publish, Ritzau, release XML."""

from datetime import UTC, datetime

import pytest
from hypothesis import given

from masthead.kernel.blocks import Paragraph
from masthead.wire.dispatch import Dispatch, Link, NotNews, Refused, Status, Subject
from masthead.wire.formats import read, read_all
from tests.wire.formats.damage import damaged, read_or_refuse

CP = """<?xml version="1.0" encoding="utf-8"?><Publish><PublishID>1</PublishID><ContentItem>
<SystemSlug>AB17</SystemSlug><Byline>Ada Example</Byline><Headline>Ferry safe </Headline>
<Headline2>All well in Port Sample</Headline2><Credit>HARBOUR NEWS</Credit>
<ContentType>Text</ContentType><SlugProper>Ferry-Safe</SlugProper><Source>Harbour News</Source>
<UpdateNote>ADDS quotes</UpdateNote><AuthorVersion>5</AuthorVersion><Ranking>Need to know</Ranking>
<RankingValue>2</RankingValue><IndexCode>Travel,National</IndexCode><Language>2</Language>
<EmbargoTime>0001-01-01T00:00:00</EmbargoTime><HoldFlag>false</HoldFlag><TrashFlag>false</TrashFlag>
<UpdatedDateTime>2024-01-02T11:53:59.33-04:00</UpdatedDateTime>
<CreatedDateTime>2024-01-02T15:53:59.18</CreatedDateTime>
<ContentText>&lt;p&gt;The ferry&amp;nbsp;came in.&lt;/p&gt;</ContentText>
<Placeline>Port Sample;Coast;Erewhon</Placeline></ContentItem></Publish>"""

CP_PHOTO = """<Publish><ContentItem xmlns:i="http://www.w3.org/2001/XMLSchema-instance"
 i:type="PhotoContentItem"><SystemSlug>P1</SystemSlug><Byline>Bo Sample</Byline>
<ContentType>Photo</ContentType><Copyright>(c) Bo</Copyright><ViewFile>gull.jpg</ViewFile>
<EnglishCaption>The Gull</EnglishCaption></ContentItem></Publish>"""

RITZAU = """<XMLNewsQueuedResponse xmlns="http://q.example/"><XMLNewsQueuedResult
 xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><errormsg xmlns=""/><ListOfRBNews xmlns="">
<RBNews><NewsID>n17</NewsID><PublishDate>2024-01-02T18:44:52.973</PublishDate>
<strapline>PRINT/NOTE</strapline><headline>Færgen er i havn</headline><subtitle i:nil="true"/>
<town>Eksempelby</town><origin>/ritzau/</origin><section>Indland</section>
<sectionShort>I</sectionShort><version>3</version>
<content>&lt;P&gt;Færgen &amp;amp;quot;Mågen&amp;amp;quot; kom.&lt;/P&gt;</content>
<Priority>4</Priority><IPTCList><int>03000000</int></IPTCList><SubjectKeyword><string>færge</string>
</SubjectKeyword><Annuleret>false</Annuleret><Korrektion>true</Korrektion>
<byLine>Ada Eksempel</byLine></RBNews></ListOfRBNews></XMLNewsQueuedResult>
</XMLNewsQueuedResponse>"""

RELEASE = """<?xml version="1.0" encoding="UTF-8"?><release id="17" lang="no">
<longurl>https://hna.example/release?id=17</longurl>
<body>&lt;p&gt;&amp;ndash; Fergen kom.&lt;/p&gt;</body><embargo/><keywords>ferge havn</keywords>
<leadtext>Alt vel.</leadtext><publicationDate>02.01.2024 15:05</publicationDate>
<title>Fergen er i havn</title><type id="1"><label>Pressemelding</label></type>
<images><image id="5"><url>https://hna.example/o.jpg</url><caption>Fergen</caption>
<smallimageurl>https://hna.example/s.jpg</smallimageurl></image></images>
<documents><document id="6"><url>https://hna.example/a.pdf</url><title>Tall</title></document>
</documents><categories><category id="9"><label>Samferdsel</label></category></categories>
<publisher id="2"><name>Havnelinjen</name></publisher></release>"""


def _one(text: str) -> Dispatch:
    (dispatch,) = read(text.encode()).dispatches
    return dispatch


def test_a_cp_text_comes_in_whole() -> None:
    dispatch = _one(CP)
    assert (dispatch.guid, dispatch.version, dispatch.language) == ("AB17", "5", "fr")
    assert (dispatch.headline, dispatch.dek) == ("Ferry safe", "All well in Port Sample")
    assert (dispatch.byline, dispatch.credit) == (("Ada Example",), "HARBOUR NEWS")
    assert (dispatch.place, dispatch.city) == ("Port Sample, Coast, Erewhon", "Port Sample")
    assert dispatch.updated == datetime(2024, 1, 2, 15, 53, 59, 330000, tzinfo=UTC)
    assert (dispatch.published, dispatch.embargo_until) == (None, None)
    assert (dispatch.urgency, dispatch.editorial_note) == (2, "ADDS quotes")
    assert [subject.name for subject in dispatch.subjects] == ["Travel", "National"]
    assert [type(block) for block in dispatch.body] == [Paragraph]


@pytest.mark.parametrize(
    ("old", "new", "status"),
    [
        ("<HoldFlag>false", "<HoldFlag>true", Status.WITHHELD),
        ("<TrashFlag>false", "<TrashFlag>true", Status.CANCELED),
        ("0001-01-01T00:00:00", "2024-01-03T06:00:00", Status.WITHHELD),
        ("0001-01-01T00:00:00", "2024-01-03T06:00:00Z", Status.USABLE),
    ],
)
def test_flags_and_an_embargo_of_unclear_time_keep_a_cp_text_back(
    old: str, new: str, status: Status
) -> None:
    assert _one(CP.replace(old, new)).status is status


def test_a_cp_picture_is_kept_aside() -> None:
    with pytest.raises(NotNews, match="a picture item"):
        read(CP_PHOTO.encode())
    (aside,) = read_all(CP_PHOTO.encode()).asides
    (picture,) = aside.dispatch.pictures
    assert (picture.renditions[0].href, picture.caption) == ("gull.jpg", "The Gull")
    assert (picture.credit, picture.copyright) == ("Bo Sample", "(c) Bo")


def test_an_answer_of_ritzaus_queue_comes_in_whole() -> None:
    dispatch = _one(RITZAU)
    assert (dispatch.guid, dispatch.version, dispatch.urgency) == ("n17", "3", 4)
    assert (dispatch.headline, dispatch.slugline) == ("Færgen er i havn", "PRINT/NOTE")
    assert (dispatch.byline, dispatch.credit) == (("Ada Eksempel",), "/ritzau/")
    assert (dispatch.city, dispatch.editorial_note) == ("Eksempelby", "correction")
    assert dispatch.subjects == (
        Subject(code="03000000", scheme="iptc-subject"),
        Subject(code="I", name="Indland", scheme="ritzau-section"),
    )
    assert dispatch.keywords == ("færge",)
    assert dispatch.body == (Paragraph('Færgen "Mågen" kom.'),)
    assert dispatch.published is None


def test_an_item_that_ritzau_calls_back_is_cancelled() -> None:
    assert _one(RITZAU.replace("<Annuleret>false", "<Annuleret>true")).status is Status.CANCELED


def test_a_ritzau_item_may_stand_alone_and_an_empty_queue_is_refused() -> None:
    start, end = RITZAU.index("<RBNews>"), RITZAU.index("</ListOfRBNews>")
    alone = RITZAU[start:end].replace('<subtitle i:nil="true"/>', "")
    assert _one(alone).guid == "n17"
    with pytest.raises(Refused, match="without items"):
        read((RITZAU[:start] + RITZAU[end:]).encode())


def test_a_release_comes_in_whole() -> None:
    dispatch = _one(RELEASE)
    assert (dispatch.guid, dispatch.language, dispatch.genre) == ("17", "no", "Pressemelding")
    assert (dispatch.headline, dispatch.dek) == ("Fergen er i havn", "Alt vel.")
    assert dispatch.body == (Paragraph("– Fergen kom."),)
    assert (dispatch.link, dispatch.agency) == ("https://hna.example/release?id=17", "Havnelinjen")
    assert dispatch.links == (Link(url="https://hna.example/a.pdf", title="Tall", rel="enclosure"),)
    (picture,) = dispatch.pictures
    assert [file.href for file in picture.renditions] == [
        "https://hna.example/o.jpg", "https://hna.example/s.jpg",
    ]  # fmt: skip
    assert (picture.caption, dispatch.published) == ("Fergen", None)


def test_an_embargo_without_zone_withholds_a_release() -> None:
    text = RELEASE.replace("<embargo/>", "<embargo>03.01.2024 06:00</embargo>")
    reading = read(text.encode())
    assert reading.dispatches[0].status is Status.WITHHELD
    assert any("2024-01-03T06:00" in remark.what for remark in reading.remarks)


def test_a_release_of_no_words_is_refused() -> None:
    with pytest.raises(Refused, match="neither title nor text"):
        read(b'<release id="1"><longurl/></release>')


@pytest.mark.parametrize("start", ["<Publish/>", "<Publish><ContentItem></Publish>"])
def test_an_empty_or_broken_cp_file_is_refused(start: str) -> None:
    with pytest.raises(Refused):
        read(start.encode())


@given(damaged(CP.encode()))
def test_a_damaged_cp_file_is_read_or_refused(data: bytes) -> None:
    read_or_refuse(data)


@given(damaged(RITZAU.encode()))
def test_a_damaged_ritzau_file_is_read_or_refused(data: bytes) -> None:
    read_or_refuse(data)


@given(damaged(RELEASE.encode()))
def test_a_damaged_release_is_read_or_refused(data: bytes) -> None:
    read_or_refuse(data)
