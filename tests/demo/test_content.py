"""The demo's texts hold together: every key resolves, every picture is described and credited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser

import pytest

from masthead.demo.content import arabic, arabic_life
from masthead.demo.content.newsroom import AGENCIES, AUTHORS, SECTIONS, STATION, TOPICS
from masthead.demo.content.shapes import (
    AudioClip,
    Bullets,
    Embed,
    FactBox,
    Gallery,
    Heading,
    Paragraph,
    Photo,
    PullQuote,
    Related,
    StaffByline,
    Story,
    TableData,
    WireByline,
    paragraphs,
)
from masthead.demo.content.stories import STORIES, STORIES_BY_KEY
from masthead.demo.drawing.pictures import SCENES
from masthead.demo.drawing.sound import SOUNDS

each_story = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.key)


class TagCollector(HTMLParser):
    """Collects the names of the elements and the addresses of the links in a fragment."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.depth = 0
        self.addresses: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.depth += 1
        self.addresses += [value or "" for name, value in attrs if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        self.depth -= 1


def photos_of(story: Story) -> Iterator[Photo]:
    if story.lead:
        yield story.lead
    for block in story.body:
        if isinstance(block, Photo):
            yield block
        elif isinstance(block, Gallery):
            yield from block.photos


def prose_of(story: Story) -> str:
    return "\n".join(block.html for block in story.body if isinstance(block, Paragraph))


def test_there_are_at_least_24_stories_under_distinct_keys() -> None:
    assert len(STORIES) >= 24
    assert len(STORIES_BY_KEY) == len(STORIES)


@each_story
def test_a_story_names_a_section_topics_and_authors_that_exist(story: Story) -> None:
    sections = arabic.SECTIONS if story.edition == arabic.EDITION else SECTIONS
    assert story.section in {section.slug for section in sections}
    assert set(story.topics) <= {topic.slug for topic in TOPICS}
    named = {byline.author for byline in story.bylines if isinstance(byline, StaffByline)}
    assert named <= {author.key for author in AUTHORS}


@each_story
def test_a_wire_byline_comes_with_a_known_agency_and_a_dateline(story: Story) -> None:
    has_wire_byline = any(isinstance(byline, WireByline) for byline in story.bylines)
    assert has_wire_byline == bool(story.agency) == bool(story.dateline)
    assert not story.agency or story.agency in {agency.key for agency in AGENCIES}


@each_story
def test_every_picture_exists_and_has_its_own_alt_caption_and_credit(story: Story) -> None:
    for photo in photos_of(story):
        assert photo.picture in SCENES
        assert photo.alt.strip() and photo.caption.strip() and photo.credit.strip()
        assert photo.alt.rstrip(".") != photo.caption.rstrip(".")
        assert len(photo.alt) <= 160


@each_story
def test_related_links_lead_to_other_stories_of_the_demo(story: Story) -> None:
    related = [block.story for block in story.body if isinstance(block, Related)]
    assert set(related) <= STORIES_BY_KEY.keys()
    assert story.key not in related
    assert len(set(related)) == len(related)


@each_story
def test_headlines_have_a_sane_length_and_no_full_stop(story: Story) -> None:
    # One headline is meant to run to five lines; nothing else should.
    longest = 320 if story.key == "inspector-boatyard" else 110
    assert 8 <= len(story.headline) <= longest
    assert 5 <= len(story.short_headline) <= 55
    assert not story.headline.endswith(".")
    assert story.kicker


@each_story
def test_paragraphs_hold_only_inline_elements_that_are_closed(story: Story) -> None:
    for block in story.body:
        if isinstance(block, Paragraph):
            found = TagCollector(block.html)
            assert set(found.tags) <= {"a", "strong", "em"}
            assert found.depth == 0
            assert all(url.startswith("https://example.org/") for url in found.addresses)


@each_story
def test_dates_urgency_and_language_are_in_range(story: Story) -> None:
    assert timedelta(minutes=40) <= story.age <= timedelta(weeks=3)
    assert 1 <= story.urgency <= 8
    assert re.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", story.language)


@each_story
def test_a_correction_can_be_undone_in_the_body_and_lies_in_the_past(story: Story) -> None:
    for correction in story.corrections:
        assert prose_of(story).count(correction.now) == 1
        assert correction.stood not in prose_of(story)
        assert timedelta(minutes=correction.minutes_after) < story.age
        assert correction.text


@each_story
def test_an_update_adds_to_what_stood_before_and_lies_in_the_past(story: Story) -> None:
    if story.update:
        assert 0 < story.update.blocks_before < len(story.body)
        assert timedelta(minutes=story.update.minutes_after) < story.age
        added = story.body[story.update.blocks_before]
        assert isinstance(added, Paragraph)
        assert added.html.startswith("<strong>Update:</strong>")


@each_story
def test_only_a_sponsored_story_has_a_sponsor_and_its_kicker_says_so(story: Story) -> None:
    assert bool(story.sponsor) == (story.kind == "sponsored")
    assert story.kind != "sponsored" or story.kicker.startswith("Paid for by")


@each_story
def test_tables_are_rectangular_and_embeds_point_at_example_addresses(story: Story) -> None:
    for block in story.body:
        if isinstance(block, TableData):
            assert block.caption
            assert {len(row) for row in block.rows} == {len(block.header)}
        elif isinstance(block, Embed):
            assert block.url.startswith("https://example.org/")
            assert block.title and block.site and block.description
        elif isinstance(block, AudioClip):
            assert block.sound in SOUNDS
            assert block.transcript and block.credit


def test_every_kind_of_block_and_of_story_is_shown_somewhere() -> None:
    blocks = {type(block) for story in STORIES for block in story.body}
    assert blocks == {
        AudioClip,
        Bullets,
        Embed,
        FactBox,
        Gallery,
        Heading,
        Paragraph,
        Photo,
        PullQuote,
        Related,
        TableData,
    }
    kinds = {story.kind for story in STORIES}
    assert kinds == {"news", "brief", "opinion", "analysis", "obituary", "sponsored", "service"}
    assert {"ar", "he", "ja"} <= {story.language for story in STORIES}


def test_the_long_read_is_about_two_thousand_words() -> None:
    story = STORIES_BY_KEY["saltings-longread"]
    words = len(re.sub(r"<[^>]+>", "", prose_of(story)).split())
    assert 1_800 <= words <= 2_300


def test_every_section_author_and_topic_is_used_by_a_story() -> None:
    assert {story.section for story in STORIES} == {section.slug for section in SECTIONS}
    assert {topic for story in STORIES for topic in story.topics} == {t.slug for t in TOPICS}
    named = {b.author for story in STORIES for b in story.bylines if isinstance(b, StaffByline)}
    assert named == {author.key for author in AUTHORS}


def test_every_author_has_a_described_portrait_and_a_biography() -> None:
    for author in AUTHORS:
        assert author.portrait in SCENES
        assert author.portrait_alt and author.biography and author.role
    assert STATION.host.endswith(".example")


def test_a_blank_line_parts_two_paragraphs_and_line_ends_become_spaces() -> None:
    text = """
        One line
        and its end.

        Two.
    """
    assert paragraphs(text) == (Paragraph("One line and its end."), Paragraph("Two."))


@pytest.mark.parametrize(
    "story", (*arabic.STORIES, *arabic_life.STORIES), ids=lambda story: story.key
)
def test_the_arabic_edition_is_in_arabic(story: Story) -> None:
    words = [story.headline, story.short_headline, story.dek, story.kicker, prose_of(story)]
    words += [text for photo in photos_of(story) for text in (photo.alt, photo.caption)]
    letters = [letter for letter in "".join(words) if letter.isalpha()]
    arabic_letters = [letter for letter in letters if "\u0600" <= letter <= "\u06ff"]
    assert len(arabic_letters) > 0.97 * len(letters)


def test_what_is_told_in_arabic_leads_to_what_it_tells() -> None:
    told = [story for story in STORIES if story.translates]
    assert len(told) >= 6
    for story in told:
        assert STORIES_BY_KEY[story.translates].language != story.language
    assert len({story.translates for story in told}) == len(told)


def test_a_related_link_stays_in_its_edition() -> None:
    for story in (*arabic.STORIES, *arabic_life.STORIES):
        for block in story.body:
            if isinstance(block, Related):
                assert STORIES_BY_KEY[block.story].edition == story.edition
