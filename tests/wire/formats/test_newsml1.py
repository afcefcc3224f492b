"""NewsML 1.0 to 1.2."""

from datetime import UTC, datetime

import pytest
from hypothesis import given

from masthead.kernel.blocks import Paragraph
from masthead.wire.dispatch import Dispatch, NotNews, Refused, Rendition, Status, Subject
from masthead.wire.formats import read, read_all
from tests.wire.formats.damage import damaged, read_or_refuse

_TEXT = """<ContentItem><MediaType FormalName="Text"/><Format FormalName="NITF"/><DataContent>
<nitf><body><body.head><hedline><hl1>Not this</hl1></hedline></body.head>
<body.content><p>The ferry came in.</p></body.content></body></nitf></DataContent></ContentItem>"""

_PHOTO = """<NewsComponent><NewsLines><CreditLine>Bo Sample</CreditLine></NewsLines>
<NewsComponent><Role FormalName="Main"/><ContentItem Href="big.jpg">
<MediaType FormalName="Photo"/><MimeType FormalName="image/jpeg"/><Characteristics>
<SizeInBytes>9</SizeInBytes><Property FormalName="Width" Value="900"/></Characteristics>
</ContentItem></NewsComponent>
<NewsComponent><Role FormalName="Thumbnail"/><ContentItem Href="small.jpg">
<MediaType FormalName="Photo"/></ContentItem></NewsComponent>
<NewsComponent><Role FormalName="Caption"/><ContentItem><DataContent>The Gull</DataContent>
</ContentItem></NewsComponent></NewsComponent>"""


def _newsml(content: str = _TEXT, *, status: str = "Usable", more: str = "") -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?><NewsML Version="1.2"><NewsEnvelope>
<Priority FormalName="5"/></NewsEnvelope><NewsItem><Identification><NewsIdentifier>
<ProviderId>hna.example</ProviderId><DateId>20240102</DateId><NewsItemId>17</NewsItemId>
<RevisionId PreviousRevision="1" Update="N">2</RevisionId>
<PublicIdentifier>urn:newsml:hna.example:20240102:17:2</PublicIdentifier></NewsIdentifier>
</Identification><NewsManagement><FirstCreated>20240102T030405+0100</FirstCreated>
<ThisRevisionCreated>20240102T040000Z</ThisRevisionCreated><Status FormalName="{status}"/>{more}
</NewsManagement><NewsComponent><TopicSet><Topic><FormalName>03000000</FormalName>
<Description xml:lang="fr" Variant="Name">Désastre</Description>
<Description xml:lang="en" Variant="Name">Disaster</Description></Topic></TopicSet>
<NewsLines><HeadLine>Ferry safe</HeadLine><SubHeadLine>All well</SubHeadLine>
<ByLine>Ada Example</ByLine><DateLine>Port Sample, Jan 2</DateLine><CreditLine>HNA</CreditLine>
<CopyrightLine>© HNA</CopyrightLine><SlugLine>gull</SlugLine><KeywordLine>ferry</KeywordLine>
</NewsLines><AdministrativeMetadata><Provider><Party FormalName="Harbour News"/></Provider>
</AdministrativeMetadata><DescriptiveMetadata><Language FormalName="en"/>
<SubjectCode><SubjectMatter FormalName="03000000" Scheme="Iptc"/></SubjectCode>
<SubjectCode><Subject FormalName="03000000"/></SubjectCode>
<Location HowPresent="Origin"><Property FormalName="City" Value="Port Sample"/>
<Property FormalName="Country" Value="XXX"/></Location></DescriptiveMetadata>
{content}</NewsComponent></NewsItem></NewsML>"""


def _read(content: str = _TEXT, *, status: str = "Usable", more: str = "") -> Dispatch:
    (dispatch,) = read(_newsml(content, status=status, more=more).encode()).dispatches
    return dispatch


def test_an_item_comes_in_whole() -> None:
    dispatch = _read()
    assert dispatch.guid == "urn:newsml:hna.example:20240102:17:2"
    assert (dispatch.version, dispatch.status) == ("2", Status.USABLE)
    assert (dispatch.headline, dispatch.dek) == ("Ferry safe", "All well")
    assert (dispatch.byline, dispatch.slugline) == (("Ada Example",), "gull")
    assert dispatch.published == datetime(2024, 1, 2, 2, 4, 5, tzinfo=UTC)
    assert dispatch.updated == datetime(2024, 1, 2, 4, tzinfo=UTC)
    assert (dispatch.city, dispatch.country) == ("Port Sample", "XXX")
    assert (dispatch.credit, dispatch.copyright) == ("HNA", "© HNA")
    assert (dispatch.agency, dispatch.language) == ("Harbour News", "en")
    assert (dispatch.urgency, dispatch.keywords) == (5, ("ferry",))
    assert dispatch.subjects == (Subject(code="03000000", name="Disaster", scheme="Iptc"),)
    assert dispatch.body == (Paragraph("The ferry came in."),)


@pytest.mark.parametrize(
    ("word", "status"),
    [("USABLE", Status.USABLE), ("Canceled", Status.CANCELED), ("Withheld", Status.WITHHELD),
     ("Embargoed", Status.WITHHELD), ("OPEN", Status.WITHHELD)],
)  # fmt: skip
def test_the_status_is_the_senders_in_any_case(word: str, status: Status) -> None:
    assert _read(status=word).status is status


def test_a_change_of_status_to_usable_is_the_end_of_an_embargo() -> None:
    change = (
        "<StatusWillChange><FutureStatus FormalName='Usable'/>"
        "<DateAndTime>20240103T060000Z</DateAndTime></StatusWillChange>"
    )
    embargoed = _read(status="Embargoed", more=change)
    assert embargoed.embargo_until == datetime(2024, 1, 3, 6, tzinfo=UTC)


def test_an_identifier_that_names_no_item_is_completed_from_its_parts() -> None:
    text = _newsml().replace("urn:newsml:hna.example:20240102:17:2", "urn:newsml:hna.example")
    (dispatch,) = read(text.encode()).dispatches
    assert dispatch.guid == "urn:newsml:hna.example:20240102:17:2"


def test_the_texts_of_all_components_come_in_order_without_headlines_and_styles() -> None:
    def part(role: str, text: str) -> str:
        return (
            f'<NewsComponent><Role FormalName="{role}"/><ContentItem><Format FormalName="Text"/>'
            f"<DataContent>{text}</DataContent></ContentItem></NewsComponent>"
        )

    content = (
        part("Title", "Ferry safe") + part("Lead", "It came in.") + part("Body", "All &lt;b>are"
        "&lt;/b> well.") + part("StyleSheet", ".x {color: red}") + part("Abstract", "In short.")
    )  # fmt: skip
    dispatch = _read(content)
    assert dispatch.body == (Paragraph("It came in."), Paragraph("All <strong>are</strong> well."))


def test_of_equivalents_the_first_with_text_is_taken() -> None:
    content = (
        '<NewsComponent EquivalentsList="yes"><NewsComponent><ContentItem><DataContent/>'
        "</ContentItem></NewsComponent><NewsComponent><ContentItem><DataContent>One.</DataContent>"
        "</ContentItem></NewsComponent><NewsComponent><ContentItem><DataContent>Two.</DataContent>"
        "</ContentItem></NewsComponent></NewsComponent>"
    )
    assert _read(content).body == (Paragraph("One."),)


def test_renditions_of_one_picture_are_one_picture_with_its_caption() -> None:
    (picture,) = _read(_TEXT + _PHOTO).pictures
    assert picture.renditions == (
        Rendition(href="big.jpg", width=900, media_type="image/jpeg", size=9, role="main"),
        Rendition(href="small.jpg", role="thumbnail"),
    )
    assert (picture.caption, picture.credit) == ("The Gull", "Bo Sample")


def test_an_item_of_pictures_alone_is_kept_aside() -> None:
    data = _newsml(_PHOTO).encode()
    with pytest.raises(NotNews, match="a picture item"):
        read(data)
    assert len(read_all(data).asides[0].dispatch.pictures) == 1


def test_an_agencys_document_type_with_nitf_in_it_is_no_obstacle() -> None:
    doctype = """<!DOCTYPE NewsML PUBLIC "urn:newsml:iptc.org:NewsMLv1.0.dtd:1" "newsml.dtd" [
    <!ENTITY % nitf SYSTEM "nitf.dtd">
    %nitf;
    ]>"""
    text = _newsml().replace("<NewsML ", doctype + "<NewsML ", 1)
    assert read(text.encode()).dispatches[0].headline == "Ferry safe"


def test_entities_for_the_text_are_refused() -> None:
    text = _newsml().replace("<NewsML ", '<!DOCTYPE NewsML [<!ENTITY a "b">]><NewsML ', 1)
    with pytest.raises(Refused, match="entities"):
        read(text.encode())


def test_a_message_without_items_and_broken_xml_are_refused() -> None:
    with pytest.raises(Refused, match="without items"):
        read(b"<NewsML><NewsEnvelope/></NewsML>")
    with pytest.raises(Refused, match="broken"):
        read(b"<NewsML><NewsItem></NewsML>")


@given(damaged(_newsml(_TEXT + _PHOTO).encode()))
def test_a_damaged_file_is_read_or_refused(data: bytes) -> None:
    read_or_refuse(data)
