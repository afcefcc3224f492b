"""From an item to a story: what is taken along, what stays behind, what is refused."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from PIL import Image
from wagtail.models import Revision

from masthead.kernel import blocks
from masthead.kernel.clock import now
from masthead.stories.models import Picture, Publication, Section, Story, Topic
from masthead.stories.rules import PublicationRefused
from masthead.stories.services.publication import publish_story
from masthead.wire.dispatch import Rendition, Subject
from masthead.wire.models import Attachment, Item
from masthead.wire.services import open_item, publish_item
from tests.factories.stories import make_edition, make_jpeg, make_section, make_user
from tests.factories.wire import make_item, make_source, make_wire_picture
from tests.stories.situations import acts_on, publish_with, sql
from tests.wire.situations import fresh, row_counts

pytestmark = pytest.mark.django_db


def opened(section: Section, **fields: Any) -> Story:
    """The story that an editor gets who opens an item of these fields."""
    return open_item(item=make_item(**fields), by=None, section=section)


def test_opening_twice_gives_the_one_story_and_changes_nothing(section: Section) -> None:
    item, editor = make_item(), make_user()
    story = open_item(item=item, by=editor, section=section)
    before = row_counts()
    assert open_item(item=item, by=make_user(), section=section) == story
    assert row_counts() | {"accounts.User": 0} == before | {"accounts.User": 0}


def test_opening_writes_no_revision_and_publishes_nothing(section: Section) -> None:
    story = opened(section)
    assert not Revision.objects.exists()
    assert story.publication.state == Publication.State.UNPUBLISHED
    assert acts_on(story) == ["wagtail.create"]


def test_opening_asks_for_the_permission_to_write_stories(section: Section) -> None:
    item = make_item()
    with pytest.raises(PermissionDenied):
        open_item(item=item, by=make_user(is_superuser=False), section=section)
    assert fresh(item).story is None


def test_the_story_stands_where_the_editor_says_else_the_source_else_first(
    section: Section,
) -> None:
    sport = section.edition.sections.get(slug="sport")
    source = make_source(section=sport)
    homes = [
        open_item(item=make_item(source=source), by=None, section=section),
        open_item(item=make_item(source=source), by=None),
        open_item(item=make_item(), by=None),
    ]
    found = [Publication.objects.get(story=story).home for story in homes]
    assert [home.section for home in found if home] == [section, sport, section]


def test_without_any_section_the_story_has_no_home_and_is_held() -> None:
    item = make_item()
    assert "section" in publish_item(item=item, section=None).hold
    assert fresh(item).story is None
    assert open_item(item=item, by=None).pk


def test_what_the_wire_says_stands_in_the_fields_of_the_story(section: Section) -> None:
    story = opened(
        section, byline=("Ada Writer", " \x07 ", "Lin Chu"), agency="Harbour Wire",
        credit="HW/dpa", dateline="PORT ASH, Tuesday", city="Port Ash", copyright="© HW",
        usage_terms="Not for broadcast.", language="ar", urgency=2, dek="A dek",
        link="https://wire.example/ferry",
    )  # fmt: skip
    assert [byline.name for byline in story.bylines.all()] == ["Ada Writer", "Lin Chu"]
    assert (story.agency, story.credit, story.dateline) == (
        "Harbour Wire", "HW/dpa", "PORT ASH, Tuesday",
    )  # fmt: skip
    assert (story.place, story.rights, story.usage_terms) == (
        "Port Ash", "© HW", "Not for broadcast.",
    )  # fmt: skip
    assert (story.language, story.urgency, story.dek) == ("ar", 2, "A dek")
    assert story.original_url == "https://wire.example/ferry"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en-US", ""), ("EN", ""), ("ar", "ar"), ("zh-hant-tw", "zh-Hant-TW"), ("pt_BR", "pt-BR"),
        ("english", ""), ("und", ""), ("x" * 500, ""), ("fr-\x00CA", "fr-CA"),
        ("de-1901-1996-x-harbour-agency-wire-one-two", "de"),
    ],
)  # fmt: skip
def test_a_language_is_kept_when_it_is_a_tag_and_not_the_editions_own(
    section: Section, tag: str, expected: str
) -> None:
    assert opened(section, language=tag).language == expected


@pytest.mark.parametrize(
    "link",
    [
        "http://intranet/story", "https://under_score.example/x", "javascript:alert(1)",
        "https://example.org/" + "x" * 3000, "mailto:desk@example.org", "//x", "http://[::1",
        "https://-.example/", "https://" + "a" * 300 + ".example/",
    ],
)  # fmt: skip
def test_an_address_that_the_field_refuses_is_no_address(section: Section, link: str) -> None:
    assert opened(section, link=link).original_url == ""


def test_every_field_is_cut_to_what_its_column_holds(section: Section) -> None:
    long = "word " * 500
    story = opened(
        section, headline=long, dek=long, agency=long, credit=long, dateline=long, place=long,
        copyright=long, usage_terms=long, byline=(long, long), version=long, language=long,
    )  # fmt: skip
    story.full_clean()


@pytest.mark.parametrize("empty", ["", " \x07\t", "\u200b"])
def test_an_item_without_headline_is_held_and_an_editor_who_opens_it_is_asked_for_one(
    section: Section, empty: str
) -> None:
    item = make_item(headline=empty)
    assert publish_item(item=item, section=section).hold == "it has no headline"
    assert fresh(item).story is None
    story = open_item(item=item, by=None, section=section)
    with pytest.raises(PublicationRefused, match="Give the story a headline"):
        publish_story(story=story, by=make_user())


def test_every_kind_of_block_comes_in_as_the_editors_form_takes_it(section: Section) -> None:
    story = opened(
        section,
        body=(
            blocks.Paragraph("One <strong>two</strong>"),
            blocks.Heading("word " * 100, 2),
            blocks.Heading("  ", 2),
            blocks.ListBlock(("one", "two"), ordered=True),
            blocks.Quote("<em>Never</em>", "A. Captain " * 50),
            blocks.Quote("<em></em>", ""),
            blocks.Table((("a",), ("b", "c"), ()), has_header=True, caption="Tides"),
            blocks.Table((), has_header=True, caption=""),
            blocks.EmbedLink("https://video.example/1", "title " * 100),
            blocks.EmbedLink("http://intranet/1", ""),
        ),
    )
    kinds = [block.block_type for block in story.body]
    assert kinds == ["paragraph", "heading", "list", "quote", "table", "table", "embed"]
    story.body.stream_block.clean(story.body)


def test_a_body_of_twenty_thousand_words_comes_in_whole(section: Section) -> None:
    body = tuple(blocks.Paragraph("word " * 100) for _ in range(200))
    story = publish_item(item=make_item(body=body), section=section).story
    assert story is not None
    assert len(story.body) == 200


def test_topics_are_found_by_code_and_by_name_in_every_script(section: Section) -> None:
    for number, (name, code) in enumerate(
        [("Politics", "medtop:11000000"), ("Économie", ""), ("Спорт", ""), ("Weather", "17000000"),
         ("Nothing", "")]
    ):  # fmt: skip
        Topic.objects.create(name=name, slug=f"t{number}", media_topic=code)
    story = opened(
        section,
        subjects=(
            Subject(code="11000000", scheme="mt"),
            Subject(code="medtop:17000000"),
            Subject(name="  ÉCONOMIE "),
            Subject(),
        ),
        keywords=("спорт", ""),
    )
    found = {topic.name for topic in story.topics.all()}
    assert found == {"Politics", "Économie", "Спорт", "Weather"}


def test_an_embargo_goes_to_the_publication_and_the_database_holds_it(section: Section) -> None:
    until = now() + timedelta(hours=2)
    item = make_item(embargo_until=until)
    assert publish_item(item=item, section=section).hold.startswith("under embargo until")
    story = open_item(item=item, by=None, section=section)
    assert Publication.objects.get(story=story).embargo_until == until
    with pytest.raises(PublicationRefused, match="not be published before"):
        publish_story(story=story, by=make_user())
    with pytest.raises(DatabaseError), transaction.atomic():
        sql("UPDATE stories_publication SET state = 'live' WHERE story_id = %s", story.pk)


def test_an_embargo_that_has_passed_holds_nothing(section: Section) -> None:
    item = make_item(embargo_until=now() - timedelta(minutes=1))
    assert publish_item(item=item, section=section).hold == ""


def test_pictures_come_in_as_lead_and_in_the_body_with_their_words(section: Section) -> None:
    files = {"a.jpg": make_jpeg(colour="#111"), "b.jpg": make_jpeg(colour="#222")}
    item = make_item(
        pictures=(make_wire_picture("a.jpg"), make_wire_picture("b.jpg", alt="The quay")),
        attachments=files,
    )
    published = publish_item(item=item, section=section)
    story = published.story
    assert (published.hold, published.left_out) == ("", ())
    assert story is not None
    assert story.lead_picture is not None
    assert (story.lead_alt, story.lead_caption, story.lead_credit) == (
        "A ferry at a quay", "The ferry on Monday.", "Ada Writer",
    )  # fmt: skip
    inside = [block for block in story.body if block.block_type == "picture"]
    assert [block.value["alt"] for block in inside] == ["The quay"]
    assert Picture.objects.count() == Attachment.objects.count() == 2


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ({"alt": ""}, "no alternative text"),
        ({"alt": "\u200b "}, "no alternative text"),
        ({"credit": ""}, "no credit"),
        ({"alt": "The ferry on Monday"}, "repeats its caption"),
    ],
)
def test_a_picture_without_its_words_is_left_out_and_listed_when_published_at_once(
    section: Section, words: dict[str, str], reason: str
) -> None:
    def item() -> Item:
        picture = make_wire_picture(**words)
        return make_item(pictures=(picture,), attachments={"quay.jpg": make_jpeg()})

    published = publish_item(item=item(), section=section)
    assert published.story is not None
    assert published.story.lead_picture is None
    (left,) = published.left_out
    assert reason in left
    # An editor who opens it gets the picture, and is asked for the words.
    assert open_item(item=item(), by=None, section=section).lead_picture is not None


def test_a_picture_whose_file_did_not_come_is_left_out_and_listed(section: Section) -> None:
    item = make_item(pictures=(make_wire_picture("gone.jpg", headline="Ferry at the quay"),))
    published = publish_item(item=item, section=section)
    assert published.left_out == ("Ferry at the quay: its file did not come with the item",)


def _picture_bytes(kind: str, size: tuple[int, int] = (20, 20)) -> bytes:
    buffer = io.BytesIO()
    Image.new("L", size).save(buffer, kind)
    return buffer.getvalue()


NO_PICTURES = {
    "text": b"This is no picture.",
    "nothing": b"",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "html": b"<html><script>alert(1)</script></html>",
    "tiff": _picture_bytes("TIFF"),
    "bomb": _picture_bytes("PNG", (20_000, 20_000)),
    "beginning": make_jpeg()[:10],
    "png of no size": b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
    "pdf": b"%PDF-1.7\n" + b"\0" * 40,
}


@pytest.mark.parametrize("kind", NO_PICTURES)
def test_bytes_that_are_no_picture_are_left_out_with_a_reason_and_nothing_breaks(
    section: Section, kind: str
) -> None:
    def item() -> Item:
        return make_item(
            pictures=(make_wire_picture(),), attachments={"quay.jpg": NO_PICTURES[kind]}
        )

    published = publish_item(item=item(), section=section)
    assert published.story is not None
    (left,) = published.left_out
    assert "picture" in left
    assert open_item(item=item(), by=None, section=section).lead_picture is None
    assert not Picture.objects.exists()


def test_an_item_of_which_nothing_is_left_to_read_stays_on_the_desk(section: Section) -> None:
    body = (blocks.EmbedLink("http://intranet/1", ""),)
    item = make_item(body=body)
    published = publish_item(item=item, section=section)
    assert published.story is None
    assert "no text" in published.hold
    assert fresh(item).story is None
    assert not Story.objects.exists()


def test_an_item_that_an_editor_opened_meanwhile_is_left_to_her(section: Section) -> None:
    stale = make_item()
    story = open_item(item=Item.objects.get(pk=stale.pk), by=None, section=section)
    published = publish_item(item=stale, section=section)
    assert published.story == story
    assert published.hold == "it is in the editors’ hands"
    assert not Publication.objects.get(story=story).is_live


def test_an_item_that_was_killed_meanwhile_is_held(section: Section) -> None:
    stale = make_item()
    Item.objects.filter(pk=stale.pk).update(status=Item.Status.CANCELED)
    assert publish_item(item=stale, section=section).hold == "the agency killed it"


def test_the_widest_file_of_a_picture_is_the_one_that_is_used(section: Section) -> None:
    renditions = (Rendition(href="s.jpg", width=100), Rendition(href="l.jpg", width=900))
    item = make_item(
        pictures=(make_wire_picture(renditions=renditions),),
        attachments={"s.jpg": make_jpeg(100, 75), "l.jpg": make_jpeg(900, 675)},
    )
    story = open_item(item=item, by=None, section=section)
    assert story.lead_picture is not None
    assert story.lead_picture.width == 900


def test_a_story_whose_item_is_opened_can_be_edited_and_published(section: Section) -> None:
    story = publish_with(opened(section), headline="In our own words")
    assert story.publication.is_live


def test_opening_costs_the_same_number_of_queries_however_much_there_is(
    section: Section, django_assert_num_queries: Any, is_postgresql: bool
) -> None:
    for number in range(30):
        Topic.objects.create(name=f"Topic {number}", slug=f"topic-{number}")
    items = [make_item(body=(blocks.Paragraph("word"),) * (1 + number * 50)) for number in range(3)]
    open_item(item=make_item(), by=None, section=section)  # content types are looked up once
    for item in items:
        with django_assert_num_queries(OPENING_QUERIES + is_postgresql):
            open_item(item=item, by=None, section=section)


# The item locked, its attachments, the topics, the story with its publication and placement, the
# item saved, the log; savepoints. The desk's lines and the search follow once, at the end, which
# on PostgreSQL lock the story's row.
OPENING_QUERIES = 66


def test_two_editions_are_no_trouble(section: Section) -> None:
    other = make_section(make_edition())
    assert publish_item(item=make_item(), section=other).hold == ""
