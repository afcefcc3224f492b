"""The front page, lists, history and the pages that say no."""

import pytest
from django.template.loader import render_to_string

from masthead.public.viewmodels import FrontPage, Head, ListPage
from tests.public import samples
from tests.public.rendering import rendered, tree


@pytest.mark.parametrize("count", [8, 80])
def test_a_front_page_shows_its_stories_once_each_in_their_ranks(count: int) -> None:
    page = samples.front(count)
    document = tree(page)
    drawn = document.xpath("//article[contains(@class, 'card')]")
    strips = sum(len(strip.cards) for strip in page.strips)
    assert len(drawn) == 1 + len(page.seconds) + len(page.briefs) + len(page.recent) + strips
    assert len(document.xpath("//article[contains(@class, 'card--lead')]")) == 1


def test_an_empty_front_page_says_what_will_be_there() -> None:
    assert "first story will stand here" in rendered(FrontPage(head=Head(title="x")))


def test_an_empty_section_says_what_will_be_there() -> None:
    page = ListPage(kind="section", head=Head(title="Sport"), title="Sport")
    assert "Stories in “Sport” will stand here" in rendered(page)


def test_briefs_are_headlines_alone() -> None:
    document = tree(samples.front(8))
    briefs = document.xpath("//section[@class='briefs']//article")
    assert briefs
    assert not [b for b in briefs if b.xpath(".//img|.//*[@class='card__dek']")]


def test_a_list_leads_on_to_older_and_newer_stories() -> None:
    document = tree(samples.listing("index"))
    assert document.xpath("//nav//a[@rel='next']/@href") == ["?before=1"]
    assert document.xpath("//nav//a[@rel='prev']/@href") == ["?after=9"]


def test_a_comment_count_is_shown_only_where_comments_are_taken() -> None:
    silent, talking = samples.card(1), samples.card(1, comment_count=1)
    assert "comment" not in rendered(FrontPage(head=Head(title="x"), lead=silent))
    assert "1 comment<" in rendered(FrontPage(head=Head(title="x"), lead=talking))


def test_an_updated_card_shows_one_time() -> None:
    card = samples.card(1, updated=samples.LATER)
    document = tree(FrontPage(head=Head(title="x"), lead=card))
    assert document.xpath("//article//time/@datetime") == [samples.LATER.iso]


def test_history_tells_additions_and_removals_in_words_and_marks() -> None:
    document = tree(samples.history())
    assert [e.text for e in document.xpath("//ins")] == ["The wall is 412 metres long."]
    assert [e.text for e in document.xpath("//del")] == ["The wall is 421 metres long."]
    assert "Added" in document.text_content()


def test_a_hidden_version_gives_the_reason() -> None:
    assert "hidden this version: it named a child." in rendered(samples.history())


def test_a_withdrawn_story_is_told_politely() -> None:
    source = rendered(samples.gone())
    assert "This story is no longer here" in source
    assert "noindex" in source


@pytest.mark.parametrize("name", ["error", "bad_host"])
def test_pages_without_a_site_need_no_context(name: str) -> None:
    source = render_to_string(f"site/pages/{name}.html")
    assert source.count("<h1") == 1
    assert "stylesheet" in source


def test_a_missing_page_leads_to_the_front_page() -> None:
    source = render_to_string("site/pages/not_found.html", {"site": samples.site()})
    assert "There is no page here" in source
    assert 'href="/"' in source
