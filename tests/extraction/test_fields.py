"""Names, times, captions and lines, as pages write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masthead.extraction import lines
from masthead.extraction.byline import clean_names
from masthead.extraction.captions import join_caption, split_caption
from masthead.extraction.structured import article_body, read_structured, text_of
from masthead.extraction.times import day_in, read_time
from masthead.kernel.clock import parse_time


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("By Ada Byron", ("Ada Byron",)),
        ("Von Ada Byron und Jo Marsh", ("Ada Byron", "Jo Marsh")),
        ("Ada Byron, Harbour News Agency", ("Ada Byron", "Harbour News Agency")),
        ("By: Ada Byron | 2 March", ("Ada Byron",)),
        ("ADA BYRON", ("Ada Byron",)),
        ("AFP", ("AFP",)),
        ("Ada Byron (Oslo)", ("Ada Byron",)),
        ("Ada Byron, PhD", ("Ada Byron, PhD",)),
        ("https://quay.example/ada", ()),
        ("ada@quay.example", ()),
        ("By:", ()),
        ("12 minutes", ()),
        ("", ()),
    ],
)
def test_a_byline_is_its_names(written: str, names: tuple[str, ...]) -> None:
    got = clean_names([written])
    assert got[: len(names)] == names
    assert len(got) <= max(len(names), 1)


def test_a_name_said_twice_is_one() -> None:
    assert clean_names(["Ada Byron", "By Ada Byron"]) == ("Ada Byron",)


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("Boats at dawn. Photo: Jo Marsh", "Boats at dawn.", "Jo Marsh"),
        ("Boats at dawn (Foto: Jo Marsh/dpa)", "Boats at dawn", "Jo Marsh/dpa"),
        ("Boats at dawn. (Image credit: Jo Marsh)", "Boats at dawn.", "Jo Marsh"),
        ("Boats at dawn. © Jo Marsh", "Boats at dawn.", "Jo Marsh"),
        ("Boats at dawn. Jo Marsh/Getty Images", "Boats at dawn.", "Jo Marsh/Getty Images"),
        ("Boats at dawn (Jo Marsh/AP)", "Boats at dawn", "Jo Marsh/AP"),
        ("Boats at dawn", "Boats at dawn", ""),
        ("A photo of boats: they leave at dawn", "A photo of boats: they leave at dawn", ""),
        ("Photo: Jo Marsh", "", "Jo Marsh"),
        ("", "", ""),
    ],
)
def test_caption_and_credit_are_told_apart(text: str, caption: str, credit: str) -> None:
    assert split_caption(text) == (caption, credit)


def test_a_marked_credit_is_not_said_again_in_the_caption() -> None:
    assert join_caption(["Boats at dawn. Jo Marsh"], ["Photo: Jo Marsh"]) == (
        "Boats at dawn.", "Jo Marsh",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2026-03-02T10:00:00+01:00", "2026-03-02T10:00:00+01:00"),
        ("2026-03-02 10:00:00 +0100", "2026-03-02T10:00:00+0100"),
        ("2026-03-02", "2026-03-02"),
        ("2026/3/2", "2026-03-02"),
        ("Mon, 02 Mar 2026 10:00:00 GMT", "2026-03-02T10:00:00+00:00"),
        ("2026", ""),
        ("0001-01-01T00:00:00Z", ""),
        ("2026-02-31", ""),
        ("yesterday", ""),
    ],
)
def test_a_declared_time_is_read_with_its_zone(written: str, iso: str) -> None:
    assert read_time(written) == iso


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published 2 March 2026", "2026-03-02"),
        ("March 2nd, 2026 at 10:00", "2026-03-02"),
        ("Montag, 2. März 2026", "2026-03-02"),
        ("le 14 juillet 2025", "2025-07-14"),
        ("14 juin 2025", "2025-06-14"),
        ("02.03.2026", "2026-03-02"),
        ("2026年3月2日", "2026-03-02"),
        ("03/04/2026", ""),
        ("99.99.2026", ""),
        ("Room 12 of 2026", ""),
    ],
)
def test_a_printed_day_is_read_where_it_is_certain(line: str, day: str) -> None:
    assert day_in(line) == day


@given(st.text(max_size=80))
def test_a_time_is_one_or_nothing(text: str) -> None:
    for got in (read_time(text), day_in(text)):
        parsed = parse_time(got)
        assert got == "" or parsed.moment is not None or parsed.local is not None


@pytest.mark.parametrize(
    ("rule", "yes", "no"),
    [
        (lines.is_control, "Share this article", "Share prices fell on Monday."),
        (lines.is_control, "0 Comments for this article", "Comments were sharp."),
        (lines.is_control, "ADVERTISEMENT", "Advertisements pay for it."),
        (lines.is_picture_note, "Image: A bearing of the bridge.", "The image was clear."),
        (lines.is_byline_note, "Submitted:", "By Monday it was over."),
        (lines.is_legal_note, "© 2026 The Quay. All rights reserved.", "All rights are contested."),
        (lines.is_related_label, "Related:", "Related firms closed."),
        (lines.is_related_label, "Lesen Sie auch:", "Lesen lernen alle."),
        (lines.is_promotion, "Sign up for our newsletter", "He signed the treaty."),
        (lines.is_contribution, "Additional reporting by Jo Marsh", "He contributed money."),
        (lines.is_sentence, "It closed.”", "Bridge closes"),
        (lines.starts_with_related_label, "Read more: Ferry may carry lorries", "Ready or not."),
    ],
)  # fmt: skip
def test_a_line_is_judged_by_its_whole_words(rule: object, yes: str, no: str) -> None:
    assert callable(rule)
    assert rule(yes)
    assert not rule(no)


def test_a_note_about_the_author_is_known_by_the_name() -> None:
    assert lines.names_author("By Ada Byron", ("Ada Byron",))
    assert lines.describes_author("Ada Byron reports on ports.", ("Ada Byron",))
    assert not lines.names_author("Ada told the council that it was late.", ("Ada Byron",))


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Bridge"}',
        '[{"@type": "WebPage"}, {"@type": ["Thing", "NewsArticle"], "headline": "Bridge"}]',
        '{"@graph": [{"@type": "http://schema.org/Article", "headline": "Bridge"}]}',
        '<!-- {"@type": "BlogPosting", "headline": "Bridge",} -->',
        '{"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", "headline": "Bri\ndge"}}'
        .replace("\n", ""),
    ],
)  # fmt: skip
def test_json_ld_is_read_as_pages_write_it(script: str) -> None:
    data = read_structured([script])
    assert data.is_article
    assert data.text("headline") == "Bridge"


@pytest.mark.parametrize("script", ["", "{", "[" * 100_000, "null", '"x"', "{'a': 1}", "[[[]]]"])
def test_broken_json_ld_says_nothing(script: str) -> None:
    data = read_structured([script])
    assert data.article == {}
    assert article_body(data) == ""


def test_a_page_node_is_no_article() -> None:
    assert not read_structured(['{"@type": "WebPage", "headline": "Bridge"}']).is_article


def test_markup_in_a_json_ld_text_is_read_as_words() -> None:
    assert text_of("<b>Ports &amp; ships</b>") == "Ports & ships"
