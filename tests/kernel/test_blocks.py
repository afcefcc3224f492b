"""Bodies as blocks."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masthead.kernel.blocks import (
    Block,
    EmbedLink,
    Heading,
    ListBlock,
    Paragraph,
    PictureBlock,
    Quote,
    Table,
    blocks_from_html,
    blocks_text,
    from_json,
    to_json,
)

BASE = "https://example.org/news/"

_EVERY_KIND: tuple[Block, ...] = (
    Paragraph("a <em>b</em>"),
    Heading("c", 2),
    ListBlock(("d", "e"), True),
    Quote("f", "g"),
    Table((("h", "i"), ("j", "k")), True, "l"),
    PictureBlock("https://example.org/p.jpg", "m", "n", "o", 10, None),
    EmbedLink("https://example.org/v", "p"),
)


def _blocks(html: str) -> tuple[Block, ...]:
    return blocks_from_html(html, base=BASE)


def test_text_without_any_markup_is_a_paragraph() -> None:
    assert _blocks("Just words.") == (Paragraph("Just words."),)


def test_text_directly_in_the_body_keeps_its_order_among_paragraphs() -> None:
    assert _blocks("one<p>two</p>three<div>four<div>five</div>six</div>") == tuple(
        map(Paragraph, ("one", "two", "three", "four", "five", "six"))
    )


def test_two_breaks_part_paragraphs_and_one_breaks_a_line() -> None:
    assert _blocks("a<br>b<br> <br/>c") == (Paragraph("a<br>b"), Paragraph("c"))


def test_emphasis_that_runs_over_a_paragraph_break_reaches_into_both() -> None:
    assert _blocks("<b>a<br><br>b</b>") == (
        Paragraph("<strong>a</strong>"),
        Paragraph("<strong>b</strong>"),
    )


def test_scripts_and_styles_vanish_and_do_not_part_a_sentence() -> None:
    html = "Before<script>x('<p>')</script><style>p{}</style> after"
    assert _blocks(html) == (Paragraph("Before after"),)


def test_headings_have_levels_from_two_to_four() -> None:
    html = "<h1>a</h1><h2>b</h2><h3>c <i>d</i></h3><h4>e</h4><h6>f</h6>"
    assert _blocks(html) == (
        Heading("a", 2), Heading("b", 2), Heading("c d", 3), Heading("e", 4), Heading("f", 4),
    )  # fmt: skip


def test_nested_lists_are_laid_flat_in_order() -> None:
    html = "<ol><li>a<li><p>b</p><p>c</p><ul><li>d</ul>e</li></ol>"
    assert _blocks(html) == (ListBlock(("a", "b<br>c", "d", "e"), True),)


def test_a_picture_in_a_list_follows_it() -> None:
    first, second = _blocks('<ul><li>a<img src="p.jpg" alt="b"></ul>')
    assert first == ListBlock(("a",), False)
    assert isinstance(second, PictureBlock)


def test_a_quotation_has_its_source_apart() -> None:
    html = "<blockquote><p>a</p><p>b</p><footer>Ada Example</footer></blockquote>"
    assert _blocks(html) == (Quote("a<br>b", "Ada Example"),)


def test_a_title_cited_inside_a_quotation_stays_in_its_sentence() -> None:
    html = "<blockquote>I read <cite>The Courier</cite> daily</blockquote>"
    assert _blocks(html) == (Quote("I read The Courier daily", ""),)


def test_a_table_of_data_keeps_its_columns() -> None:
    html = (
        "<table><caption>Goals</caption><tr><th>Team<th>For</tr>"
        "<tr><td>Reds<td>2<tr><td colspan=2>Abandoned</table>"
    )
    rows = (("Team", "For"), ("Reds", "2"), ("Abandoned", ""))
    assert _blocks(html) == (Table(rows, True, "Goals"),)


def test_a_table_that_lays_out_a_page_becomes_what_it_holds() -> None:
    html = "<table><tr><td><img src=p.jpg></td><td><p>a</p><table><tr><td>b</table></td></table>"
    kinds = [type(block) for block in _blocks(html)]
    assert kinds == [PictureBlock, Paragraph, Paragraph]


def test_a_figure_gives_its_picture_caption_and_credit() -> None:
    html = (
        '<figure><img src="/p.jpg" alt="A bridge" width=800 height="600px">'
        '<figcaption>The new bridge <span class="photo-credit">Ada Example</span></figcaption>'
        "</figure>"
    )
    assert _blocks(html) == (
        PictureBlock(
            "https://example.org/p.jpg", "A bridge", "The new bridge", "Ada Example", 800, 600
        ),
    )


def test_an_alternative_text_is_never_the_caption_again() -> None:
    html = "<figure><img src=p.jpg alt='Same'><figcaption>Same</figcaption></figure>"
    (picture,) = _blocks(html)
    assert isinstance(picture, PictureBlock)
    assert (picture.alt, picture.caption) == ("", "Same")


def test_captions_that_wordpress_wrote_as_classes_are_captions() -> None:
    html = '<div class="wp-caption"><img src=p.jpg><p class="wp-caption-text">Words</p></div>'
    (picture,) = _blocks(html)
    assert isinstance(picture, PictureBlock)
    assert picture.caption == "Words"


def test_a_caption_whose_picture_is_unsafe_is_kept_as_words() -> None:
    html = "<figure><img src='javascript:x'><figcaption>Words</figcaption></figure>"
    assert _blocks(html) == (Paragraph("Words"),)


def test_a_picture_that_loads_late_is_found() -> None:
    html = '<img src="data:image/gif;base64,R0" data-src="late.jpg">'
    (picture,) = _blocks(html)
    assert isinstance(picture, PictureBlock)
    assert picture.href == BASE + "late.jpg"


def test_a_counting_pixel_is_no_picture_and_an_emoji_is_text() -> None:
    html = 'a<img src="c.gif" width="1" height="1"><img class="emoji" src="e.png" alt="🙂">'
    assert _blocks(html) == (Paragraph("a🙂"),)


@pytest.mark.parametrize(
    "html",
    [
        '<iframe src="//video.example/1" title="Match"></iframe>',
        '<iframe src="//video.example/1" title="Match"/>',
        '<video title="Match"><source src="https://video.example/1">Cannot play.</video>',
        '<object title="Match"><embed src="https://video.example/1"></object>',
    ],
)
def test_frames_and_players_become_links_and_the_text_after_them_stays(html: str) -> None:
    assert _blocks(html + "after") == (
        EmbedLink("https://video.example/1", "Match"),
        Paragraph("after"),
    )


def test_preformatted_lines_stay_lines() -> None:
    assert _blocks("<pre>a\nb\n\nc</pre>") == (Paragraph("a<br>b"), Paragraph("c"))


def test_links_keep_their_own_words() -> None:
    (paragraph,) = _blocks('See <a href="/x">the whole report</a>.')
    assert paragraph == Paragraph('See <a href="https://example.org/x">the whole report</a>.')


def test_an_unclosed_link_does_not_swallow_the_article() -> None:
    blocks = _blocks('<a href="/x">' + "<p>words</p>" * 100)
    assert blocks[0] == Paragraph('<a href="https://example.org/x">words</a>')
    assert blocks[-1] == Paragraph("words")


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "ul><li", "table><tr><td", "figure"])
def test_ten_thousand_levels_neither_crash_nor_lose_the_text(tag: str) -> None:
    opening = f"<{tag}>"
    assert "words" in blocks_text(_blocks(opening * 10_000 + "words"))


@pytest.mark.parametrize("piece", ["<p>words</p>", "<", "&", "<br>", "<ul><li>x", "<a href=x>"])
def test_a_large_body_is_read_in_time_that_grows_with_its_size(piece: str) -> None:
    html = piece * (1_000_000 // len(piece))
    started = time.process_time()
    _blocks(html)
    # Ten times what it takes; quadratic work would take minutes.
    assert time.process_time() - started < 20


_WORDS = st.lists(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1), max_size=8)
_HOLDERS = ["p", "div", "li", "td", "h2", "blockquote", "figcaption", "b", "section"]


@given(_WORDS, st.sampled_from(_HOLDERS))
def test_no_word_is_lost_and_their_order_stays(words: list[str], tag: str) -> None:
    html = "".join(f"<{tag}>{word}</{tag}> " for word in words)
    assert blocks_text(_blocks(html)).split() == " ".join(words).split()


_TAGS = ["p", "div", "ul", "li", "table", "tr", "td", "figure", "figcaption", "blockquote", "a",
         "b", "h1", "pre", "video", "iframe", "svg", "script", "br", "img src=x", "object",
         "caption", "cite"]  # fmt: skip


@given(st.lists(st.one_of(
    st.sampled_from([f"<{tag}>" for tag in _TAGS] + [f"</{tag.split()[0]}>" for tag in _TAGS]),
    st.text(max_size=6)), max_size=40).map("".join))  # fmt: skip
def test_any_soup_becomes_blocks_that_survive_json(html: str) -> None:
    blocks = _blocks(html)
    assert from_json(to_json(blocks)) == blocks
    assert "<script" not in str(to_json(blocks)).lower()


def test_every_kind_of_block_survives_json() -> None:
    values = to_json(_EVERY_KIND)
    assert [value["type"] for value in values] == [
        "paragraph", "heading", "list", "quote", "table", "picture", "embed",
    ]  # fmt: skip
    assert from_json(values) == _EVERY_KIND


@pytest.mark.parametrize(
    "value",
    [{}, {"type": "poem"}, {"type": "paragraph"}, {"type": "paragraph", "html": "", "x": 1}],
)
def test_json_of_no_block_is_refused(value: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="block"):
        from_json([value])
