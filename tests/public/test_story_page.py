"""The story page, element by element."""

import json

from masthead.public.blockviews import TableBlock
from masthead.public.viewmodels import Byline, Head, SourceFacts
from tests.public import samples
from tests.public.rendering import rendered, tree


def words(document: object, path: str) -> list[str]:
    """Return the texts of the elements at ``path``, their blanks made single."""
    return [" ".join(e.text_content().split()) for e in document.xpath(path)]  # type: ignore[attr-defined]


def test_staff_authors_are_linked_and_wire_names_are_not() -> None:
    document = tree(samples.story())
    assert words(document, "//a[@rel='author']") == ["Mara Lindqvist"]
    assert words(document, "//span[@class='byline__author']") == ["Joseph Oduya"]


def test_names_in_a_byline_are_told_apart_as_in_a_sentence() -> None:
    names = tuple(Byline(name=name) for name in ("Ada", "Bo", "Cy"))
    document = tree(samples.story(bylines=names, agency=""))
    assert words(document, "//p[@class='byline__names']") == ["By Ada, Bo and Cy"]


def test_an_agency_alone_stands_without_by() -> None:
    document = tree(samples.story(bylines=()))
    assert words(document, "//p[@class='byline__names']") == ["Northern Wire"]


def test_updated_is_shown_only_when_given() -> None:
    assert "Updated" in rendered(samples.story())
    assert "Updated" not in rendered(samples.story(updated=None))


def test_a_correction_stands_at_the_foot_with_a_notice_at_the_head() -> None:
    document = tree(samples.story())
    (notice,) = document.xpath("//header//a[@href='#corrections']")
    assert "corrected" in notice.text_content()
    (foot,) = document.xpath("//section[@id='corrections']")
    assert "421 metres" in foot.text_content()
    assert foot.xpath(".//time/@datetime")
    assert "#corrections" not in rendered(samples.story(corrections=()))


def test_opinion_and_sponsored_are_labelled_at_the_headline() -> None:
    for label in ("Opinion", "Sponsored"):
        document = tree(samples.story(kind_label=label))
        assert words(document, "//header//span[@class='label__kind']") == [label]


def test_a_labelled_story_keeps_its_label_on_cards_and_related_links() -> None:
    page = samples.story(related=(samples.card(1, kind_label="Sponsored", is_sponsored=True),))
    document = tree(page)
    assert words(document, "//article//span[@class='label__kind']")[-1] == "Sponsored"
    assert "Opinion" in words(document, "//aside//span[@class='relatedlink__kind']")


def test_comments_are_shown_only_where_they_are_taken() -> None:
    assert "comments" not in rendered(samples.story())
    assert words(tree(samples.story(comment_count=0)), "//section[@id='comments']") == [
        "0 comments"
    ]


def test_the_alternative_text_is_the_pictures_and_never_the_caption() -> None:
    (image,) = tree(samples.story()).xpath("//figure[contains(@class, 'story__lead')]//img")
    assert image.get("alt").startswith("Workers in orange")
    assert image.get("fetchpriority") == "high"


def test_a_picture_not_made_yet_is_a_placeholder_of_its_shape_with_its_text() -> None:
    page = samples.story(lead_picture=samples.picture(is_made=False))
    (blank,) = tree(page).xpath("//figure[contains(@class, 'story__lead')]//svg")
    assert (blank.get("role"), blank.get("viewbox")) == ("img", "0 0 1200 800")
    assert blank.get("aria-label").startswith("Workers")


def test_own_players_load_nothing_and_say_how_long_and_how_large() -> None:
    document = tree(samples.story())
    for player in document.xpath("//audio|//video"):
        assert player.get("preload") == "none"
        assert player.get("controls") is not None
    assert words(document, "//p[@class='player__facts']") == [
        "Length 10:059.3\xa0MB".replace("\xa0", " "),
        "Length 1:1513.5 MB",
    ]
    assert document.xpath("//video//track[@kind='captions']/@src") == ["/media/storm.vtt"]


def test_a_table_scrolls_in_a_region_that_keys_reach() -> None:
    (region,) = tree(samples.story()).xpath("//div[@role='region']")
    assert region.get("tabindex") == "0"
    assert region.get("aria-label").startswith("Spending")
    assert len(region.xpath(".//th[@scope='col']")) == 6


def test_an_empty_table_is_not_drawn() -> None:
    assert "<table" not in rendered(samples.story(body=(TableBlock(rows=()),)))


def test_an_embed_is_a_card_with_a_plain_link() -> None:
    (card,) = tree(samples.story()).xpath("//figure[@class='embed']")
    assert words(card, ".//a") == ["Open on Bluesky"]
    assert card.xpath(".//a/@rel") == ["noopener nofollow"]


def test_sharing_needs_no_script() -> None:
    document = tree(samples.story())
    hrefs = document.xpath("//ul[@class='share__list']//a/@href")
    assert hrefs[0].startswith("mailto:?subject=Harbour%20wall")
    (field,) = document.xpath("//input[@readonly]")
    assert field.get("value") == samples.ADDRESS
    assert document.xpath(f"//label[@for='{field.get('id')}']")
    assert document.xpath("//button[@data-share]/@hidden")


def test_the_history_is_linked_from_the_second_version_on() -> None:
    assert "/history" in rendered(samples.story(version_count=2))
    assert "/history" not in rendered(samples.story(version_count=1))


def test_a_source_without_facts_is_not_drawn() -> None:
    assert 'class="source"' not in rendered(samples.story(source=SourceFacts()))


def test_an_originals_address_that_could_run_is_not_linked() -> None:
    page = samples.story(source=SourceFacts(original_href="javascript:alert(1)", agency="Wire"))
    assert "javascript:" not in rendered(page)


def test_the_storys_own_language_marks_its_words_and_not_the_sites() -> None:
    document = tree(samples.other_script("he"))
    assert document.xpath("//h1/@lang") == ["he"]
    assert document.xpath("//article[contains(@class, 'story')]/@dir") == ["rtl"]
    assert document.xpath("//div[@class='byline']/@dir") == ["ltr"]


def test_structured_data_survives_and_cannot_end_its_script() -> None:
    wanted = {"headline": "</script><script>alert(1)</script> & <!--"}
    head = Head(title="x", json_ld=json.dumps(wanted))
    document = tree(samples.story(head=head))
    (block,) = document.xpath("//script[@type='application/ld+json']")
    assert json.loads(block.text) == wanted


def test_the_head_names_canonical_robots_and_alternates_only_where_given() -> None:
    source = rendered(samples.bare_story())
    assert "canonical" not in source
    assert "noindex" not in source
    kept = Head(title="x", is_kept_from_search=True, canonical=samples.ADDRESS)
    document = tree(samples.story(head=kept))
    assert document.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert document.xpath("//link[@rel='canonical']/@href") == [samples.ADDRESS]
