"""A story's page, row by row of what it promises."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.test import Client
from lxml import html

from masthead.kernel.clock import now
from masthead.stories.models import Author, Edition, Picture, Section, Story, Topic
from masthead.stories.renditions import make_renditions
from masthead.stories.services.publication import kill_story, withdraw_story
from tests.factories.stories import (
    make_author,
    make_picture,
    make_published,
    make_section,
    paragraph,
)
from tests.readers import ORIGIN, headlines, path_of, text_of, tree_of
from tests.stories.situations import publish_with

CLASSES = "//*[contains(concat(' ', normalize-space(@class), ' '), ' %s ')]"


@pytest.fixture
def section(edition: Edition) -> Section:
    """The section where the stories of these tests stand."""
    return make_section(edition)


def parts(tree: html.HtmlElement, name: str) -> list[html.HtmlElement]:
    """The elements with the class ``name``."""
    found: list[html.HtmlElement] = tree.xpath(CLASSES % name)
    return found


def words(tree: html.HtmlElement, name: str) -> str:
    """The words of the one element with the class ``name``, on one line."""
    (element,) = parts(tree, name)
    return " ".join(element.text_content().split())


def story_tree(reader: Client, story: Story) -> html.HtmlElement:
    """The page of a story."""
    return tree_of(reader.get(path_of(story)))


def pictured(picture: Picture | None = None, **fields: Any) -> dict[str, Any]:
    """The fields of a story with a lead picture."""
    return {
        "lead_picture": picture or make_picture(),
        "lead_alt": "A crane over the quay",
        "lead_caption": "The crane fell at noon",
        "lead_credit": "Ada Writer",
    } | fields


def related_block(story: Story | None = None, **fields: Any) -> dict[str, Any]:
    """A link to another story, in the text."""
    value = {"story": story.pk if story else None, "url": "", "title": "", "with_thumbnail": False}
    return {"type": "related", "value": value | fields}


def picture_block(picture: Picture) -> dict[str, Any]:
    """A picture in the text."""
    value = {"picture": picture.pk, "alt": "A gull", "caption": "A gull waits", "credit": "Bo"}
    return {"type": "picture", "value": value}


def test_a_bare_story_shows_nothing_for_what_it_lacks(reader: Client, section: Section) -> None:
    page = story_tree(reader, make_published(section=section, headline="Three short words"))
    assert [h1.text_content() for h1 in page.xpath("//h1")] == ["Three short words"]
    for name in ("story__dek", "byline__names", "story__lead", "story__dateline", "corrections",
                 "notice", "topics", "source", "versions", "comments", "label__kind",
                 "relatednews__title", "picture"):  # fmt: skip
        assert parts(page, name) == [], name
    assert page.xpath("//meta[@property='og:image']") == []
    assert page.xpath("//meta[@name='robots']") == []
    assert page.xpath("//link[@hreflang]") == []
    assert "None" not in html.tostring(page, encoding="unicode")


def test_a_full_story_shows_all_of_it(reader: Client, section: Section) -> None:
    author = make_author(name="Ada Writer", slug="ada", role="Port reporter")
    topic = Topic.objects.create(name="Harbour", slug="harbour")
    story = make_published(
        section=section, headline="Crane falls", dek="Nobody was hurt.", kicker="Port",
        bylines=[author, "Bo Wire"], agency="Coast Press", credit="CP", dateline="PORT ASH, Monday",
        topics=[topic], kind="analysis", usage_terms="Not for archives",
        original_url="https://agency.example/1", **pictured(),
    )  # fmt: skip
    page = story_tree(reader, story)
    assert words(page, "story__dek") == "Nobody was hurt."
    assert words(page, "byline__names") == "By Ada Writer (Port reporter) and Bo Wire CP"
    assert page.xpath("//a[@rel='author']/@href") == ["/author/ada"]
    assert words(page, "label__kind") == "Analysis"
    assert words(page, "story__dateline") == "PORT ASH, Monday"
    assert words(page, "caption__text") == "The crane fell at noon"
    assert words(page, "caption__credit") == "Ada Writer"
    assert words(page, "topics__link") == "Harbour"
    assert page.xpath("//a[@class='source__link']/@href") == ["https://agency.example/1"]
    assert "Coast Press" in words(page, "source")
    assert "Not for archives" in words(page, "source")
    (when,) = page.xpath("//time/@datetime")
    assert when.endswith(("+00:00", "+01:00"))


def test_times_are_those_of_the_editions_zone(reader: Client, section: Section) -> None:
    story = make_published(section=section)
    Edition.objects.update(zone="Asia/Kathmandu")
    (when,) = story_tree(reader, story).xpath("//time/@datetime")
    assert when.endswith("+05:45")


def test_twenty_thousand_words_are_all_there_and_quick(reader: Client, section: Section) -> None:
    body = [paragraph(f"Sentence {number} " + "word " * 98) for number in range(200)]
    story = make_published(section=section, body=body)
    reader.get("/nothing")  # templates are compiled once
    began = time.monotonic()
    page = story_tree(reader, story)
    assert time.monotonic() - began < 1.0
    assert len(words(page, "story__body").split()) == 20_000
    publish_with(story, headline="Another headline")
    began = time.monotonic()
    assert reader.get(f"{path_of(story)}/history").status_code == 200
    assert time.monotonic() - began < 1.5


@pytest.mark.parametrize(
    ("language", "direction", "headline"),
    [("ar", "rtl", "حريق في الميناء"), ("he", "rtl", "שריפה בנמל"), ("ja", "ltr", "港で火事 🔥")],
)
def test_a_story_in_another_language_is_marked_so_on_the_page_and_in_lists(
    reader: Client, section: Section, language: str, direction: str, headline: str
) -> None:
    story = make_published(section=section, language=language, headline=headline)
    page = story_tree(reader, story)
    (article,) = page.xpath("//article[contains(@class, 'story')]")
    assert article.get("dir") == direction
    (h1,) = page.xpath("//h1")
    assert h1.get("lang") == language
    assert parts(page, "story__body")[0].get("lang") == language
    assert page.get("lang") == "en-GB"
    card = tree_of(reader.get("/")).xpath("//article")[0]
    assert card.get("dir") == direction
    assert card.xpath(".//h2/@lang") == [language]


def test_a_picture_keeps_its_place_before_its_sizes_are_made(
    reader: Client, section: Section
) -> None:
    picture = make_picture()
    story = make_published(section=section, **pictured(picture))
    page = story_tree(reader, story)
    (blank,) = page.xpath("//figure//*[local-name()='svg']")
    assert (blank.get("width"), blank.get("height")) == (str(picture.width), "480")
    assert blank.get("aria-label") == "A crane over the quay"
    assert page.xpath("//meta[@property='og:image']") == []
    assert "/media/" not in text_of(reader.get(path_of(story)))


def test_a_picture_shows_the_sizes_that_are_made_so_far(reader: Client, section: Section) -> None:
    picture = make_picture()
    story = make_published(section=section, **pictured(picture))
    make_renditions(picture, formats=("jpeg",))
    page = story_tree(reader, story)
    (image,) = page.xpath("//figure//img")
    assert image.get("alt") == "A crane over the quay"
    assert image.get("width") and image.get("height")
    assert [source.get("type") for source in page.xpath("//source")] == ["image/jpeg"]
    (shared,) = page.xpath("//meta[@property='og:image']/@content")
    assert shared.startswith(f"{ORIGIN}/media/images/")
    make_renditions(picture, formats=("webp",))
    types = [source.get("type") for source in story_tree(reader, story).xpath("//source")]
    assert types == ["image/webp", "image/jpeg"]
    # Never the original, which may say where it was taken.
    assert "original_images" not in text_of(reader.get(path_of(story)))
    answer = reader.get(image.get("src"))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")


def test_a_picture_whose_rights_ran_out_is_gone_everywhere_at_once(
    reader: Client, section: Section
) -> None:
    picture = make_picture()
    make_renditions(picture, formats=("jpeg",))
    poster = make_published(section=section, headline="Other", **pictured(picture))
    story = make_published(
        section=section, headline="One", body=[
            paragraph("Words."), picture_block(picture),
            related_block(poster, with_thumbnail=True)],
        **pictured(picture),
    )  # fmt: skip
    author = make_author(slug="ada", portrait=picture)
    publish_with(story, headline="Two", body=story.body)
    paths = [path_of(story), "/", "/news", "/section/news", f"/author/{author.slug}"]
    assert all("/media/" in text_of(reader.get(path)) for path in paths)
    picture.rights_end_at = now()
    picture.save()
    for path in [*paths, f"{path_of(story)}/history", "/feed.xml"]:
        page = text_of(reader.get(path))
        assert "/media/" not in page, path
        assert "og:image" not in page
        assert "A gull waits" not in page or path.endswith("/history")
        assert '"image"' not in page


def test_corrections_stand_at_head_and_foot_with_their_time(
    reader: Client, section: Section
) -> None:
    story = make_published(section=section)
    publish_with(story, change="correction", change_note="We gave the wrong sum. It is £3.")
    page = story_tree(reader, story)
    assert "has been corrected" in words(page, "notice--correction")
    assert parts(page, "notice__link")[0].get("href") == "#corrections"
    assert page.xpath("//*[@id='corrections']")
    assert words(page, "corrections__text") == "We gave the wrong sum. It is £3."
    assert parts(page, "corrections__time")[0].xpath(".//time/@datetime")
    publish_with(story, change="update", headline="More", change_note="")
    assert len(parts(story_tree(reader, story), "corrections__item")) == 1


@pytest.mark.parametrize(("change", "is_told"), [("fix", False), ("update", True)])
def test_updated_stands_only_after_a_substantive_edit(
    reader: Client, section: Section, change: str, is_told: bool
) -> None:
    story = make_published(section=section)
    publish_with(story, change=change, dek="A dek that was not there")
    page = story_tree(reader, story)
    assert ("Updated" in words(page, "byline__times")) is is_told
    assert words(page, "story__dek") == "A dek that was not there"
    assert ("Updated" in tree_of(reader.get("/news")).text_content()) is is_told


def test_a_draft_changes_nothing_that_readers_see(reader: Client, section: Section) -> None:
    story = make_published(section=section, headline="As published")
    before = text_of(reader.get(path_of(story)))
    draft = Story.objects.get(pk=story.pk)
    draft.headline, draft.slug = "As drafted", "as-drafted"
    draft.topics.add(Topic.objects.create(name="Secret", slug="secret"))
    draft.save_revision()
    assert text_of(reader.get(path_of(story))) == before
    assert headlines(reader.get("/news")) == ["As published"]
    assert headlines(reader.get("/topic/secret")) == []


def test_search_engines_are_kept_out_when_the_newsroom_says_so(
    reader: Client, section: Section
) -> None:
    page = story_tree(reader, make_published(section=section, is_noindex=True))
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_translations_name_each_other_and_themselves(reader: Client, section: Section) -> None:
    story = make_published(section=section)
    arabic = make_published(
        section=section, language="ar", translation_group=story.translation_group
    )
    gone = make_published(section=section, language="fr", translation_group=story.translation_group)
    withdraw_story(story=gone, by=None)
    wanted = {"en-GB": ORIGIN + path_of(story), "ar": ORIGIN + path_of(arabic)}
    for row in (story, arabic):
        links = story_tree(reader, row).xpath("//link[@hreflang]")
        assert {link.get("hreflang"): link.get("href") for link in links} == wanted


def test_related_news_leaves_out_the_story_itself_those_in_its_text_and_the_dead(
    reader: Client, section: Section
) -> None:
    inline, _near, withdrawn, killed = (
        make_published(section=section, headline=name)
        for name in ("Inline", "Near", "Withdrawn", "Killed")
    )
    story = make_published(
        section=section, headline="Itself",
        body=[paragraph("Words."), *map(related_block, (inline, withdrawn, killed))],
    )  # fmt: skip
    withdraw_story(story=withdrawn, by=None)
    kill_story(story=killed, by=None, reason="Libel")
    answer = reader.get(path_of(story))
    assert headlines(answer) == ["Near"]
    assert [link.text_content() for link in parts(tree_of(answer), "relatedlink__link")] == [
        "Inline"
    ]
    assert "Withdrawn" not in text_of(answer)
    assert "Killed" not in text_of(answer)
    withdraw_story(story=inline, by=None)
    assert "Inline" not in text_of(reader.get(path_of(story)))


def test_a_related_entry_is_one_link_named_by_its_headline_with_a_silent_picture(
    reader: Client, section: Section
) -> None:
    other = make_published(section=section, headline="Near", **pictured())
    assert other.lead_picture is not None
    make_renditions(other.lead_picture, formats=("jpeg",))
    page = story_tree(reader, make_published(section=section))
    (card,) = parts(page, "relatednews")[0].xpath(".//article")
    assert [link.text_content() for link in card.xpath(".//a")] == ["Near"]
    assert card.xpath(".//img/@alt") == [""]


def test_labels_stand_wherever_the_headline_does(reader: Client, section: Section) -> None:
    paid = make_published(section=section, headline="Buy this", kind="sponsored")
    story = make_published(section=section, body=[paragraph("Words."), related_block(paid)])
    for path in ("/", "/news", "/section/news", path_of(paid), path_of(story)):
        page = tree_of(reader.get(path))
        for link in page.xpath("//a[normalize-space()='Buy this']"):
            holder = link.xpath("ancestor::*[self::article or self::aside][1]")[0]
            assert "Sponsored" in holder.text_content(), path


def test_there_is_one_link_to_more_news_and_the_share_links_need_no_script(
    reader: Client, section: Section
) -> None:
    story = make_published(section=section, headline="Ends & means + more")
    page = story_tree(reader, story)
    assert len(parts(page, "relatednews__link")) == 1
    assert page.xpath("//input[@readonly]/@value") == [ORIGIN + path_of(story)]
    links = [link.get("href") for link in parts(page, "share__link")]
    assert links[0].startswith("mailto:?subject=Ends%20%26%20means%20%2B%20more&body=https%3A")


HOSTILE = [
    "</script><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>' `${7*7}` {{ 7|add:7 }} {% debug %}",
    "<!--<script>",
    "\u202eevil\u2066 \u200f\u061c \u0000".replace("\u0000", ""),
    "&lt;b&gt; &amp; &quot; ]]> \\u003c/script\\u003e \\",
    "\u2028\u2029\ufeff\x0b\x1f line",
    "😀" * 20 + "ﷺ",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_in_any_field_stay_words(reader: Client, section: Section, text: str) -> None:
    author = Author.objects.create(name=text, slug="hostile", role=text, biography=text)
    topic = Topic.objects.create(name=text, slug="hostile")
    Section.objects.filter(pk=section.pk).update(name=text[:60], description=text)
    Edition.objects.update(name=text, tagline=text)
    picture = make_picture(title=text)
    make_renditions(picture, formats=("jpeg",))
    fields = dict.fromkeys(
        ("headline", "short_headline", "dek", "agency", "credit", "dateline", "place",
         "rights", "usage_terms"), text,
    )  # fmt: skip
    story = make_published(
        section=section, kicker=text[:60], bylines=[author, text], topics=[topic],
        body=[{"type": "heading", "value": text},
              {"type": "quote", "value": {"text": text, "attribution": text}},
              paragraph("Words."),
              related_block(url="https://a.example/", title=text),
              {"type": "embed", "value": {"url": "https://a.example/", "title": text,
                                          "site": text, "description": text}}],
        **fields, **pictured(picture, lead_alt=text, lead_caption=f"{text} caption",
                             lead_credit=text),
    )  # fmt: skip
    publish_with(story, change="correction", change_note=text)
    make_published(section=section, headline=text)
    for path in ("/", "/news", "/section/news", "/topic/hostile", "/author/hostile",
                 path_of(story), f"{path_of(story)}/history"):  # fmt: skip
        page = tree_of(reader.get(path))
        scripts = page.xpath("//script")
        assert all(
            script.get("src") or script.get("type") == "application/ld+json" for script in scripts
        ), path
        assert page.xpath("//img[@onerror]") == []
        assert page.xpath("//@*[starts-with(name(), 'on')]") == []
        assert page.xpath("//comment()") == []
        assert "14" not in page.xpath("string(//h1)").split()
    assert page.xpath("//h1")


def test_a_related_link_to_a_dangerous_address_is_not_shown(
    reader: Client, section: Section
) -> None:
    body = [paragraph("Words.")] + [
        related_block(url=url, title="Press me")
        for url in ("javascript:alert(1)", "data:text/html,x", "https://a@evil.example/")
    ]
    assert "Press me" not in text_of(
        reader.get(path_of(make_published(section=section, body=body)))
    )
