"""A page's bytes in, a draft's fields out."""

from __future__ import annotations

import pytest

from masthead.extraction import BodyPart, Draft, LeadPicture, NotAnArticle, RelatedLink, extract
from masthead.kernel.blocks import Paragraph, PictureBlock, blocks_text
from tests.extraction.pages import (
    AFFILIATE,
    FOURTH,
    LEAD,
    PARAGRAPHS,
    SECOND,
    STRUCTURED,
    THIRD,
    article,
    page,
)

URL = "https://quay.example/news/bridge"


def draft_of(data: bytes, **options: str) -> Draft:
    """The draft of a page that must give one."""
    result = extract(data, url=options.get("url", URL))
    assert isinstance(result, Draft), result
    return result


def text_of(parts: tuple[BodyPart, ...]) -> str:
    """The words of a body."""
    return blocks_text([part for part in parts if not isinstance(part, RelatedLink)])


def test_the_paragraphs_come_out_in_order_and_nothing_else() -> None:
    draft = draft_of(page(article()))
    assert text_of(draft.body.value) == "\n\n".join(PARAGRAPHS)


def test_structured_data_gives_fields_with_its_origin() -> None:
    draft = draft_of(page(article(), head=STRUCTURED))
    assert draft.headline.value == "Bridge closes to lorries"
    assert draft.byline.value == ("Ada Byron", "Harbour News Agency")
    assert draft.byline.origin == "json-ld"
    assert draft.published.value == "2026-03-02T10:00:00+01:00"
    assert draft.updated.value == "2026-03-02T12:30:00+01:00"
    assert draft.site_name.value == "The Quay"
    assert draft.language.value == "en-GB"
    assert draft.licence.value == "https://creativecommons.org/licenses/by/4.0/"
    assert draft.dek.value == "Six weeks of repair are ahead."


def test_a_field_that_the_page_lacks_is_empty_and_unsure() -> None:
    draft = draft_of(page(article()))
    assert draft.byline.value == ()
    assert draft.licence.value == ""
    assert draft.byline.is_unsure
    assert draft.licence.is_unsure


@pytest.fixture(scope="module")
def seed() -> Draft:
    """A page with the faults that an earlier extraction of a real page had."""
    return draft_of(page(AFFILIATE))


def test_the_lead_paragraph_is_there(seed: Draft) -> None:
    assert text_of(seed.body.value).startswith(LEAD)


def test_a_links_words_stay_in_their_sentence(seed: Draft) -> None:
    assert "The mayor wrote in a statement on the web that the county" in text_of(seed.body.value)
    linked = [part.html for part in seed.body.value if isinstance(part, Paragraph)]
    link = '<a href="https://social.example/post/1">statement on the web</a>'
    assert any(link in html for html in linked)


def test_related_links_are_links_in_place_not_text(seed: Draft) -> None:
    parts = seed.body.value
    related = [part for part in parts if isinstance(part, RelatedLink)]
    assert [link.url for link in related] == [
        "https://quay.example/news/ferry", "https://quay.example/news/cracks",
    ]  # fmt: skip
    assert "Related" not in text_of(seed.body.value)
    assert parts.index(related[0]) == parts.index(Paragraph(SECOND)) + 1


def test_labels_without_values_and_picture_notes_are_no_text(seed: Draft) -> None:
    for words in ("By:", "Submitted:", "Image:", "Share:", "Comment on", "0 Comments", "»"):
        assert words not in text_of(seed.body.value)


def test_caption_credit_and_alternative_text_are_told_apart(seed: Draft) -> None:
    assert seed.lead_picture.value == LeadPicture(
        href="https://quay.example/img/inspectors-on-bridge.jpg",
        alt="Two inspectors kneel on the bridge",
        caption="Inspectors look at a bearing on Friday.",
        credit="Jo Marsh / Coast Press",
    )


def test_the_body_is_whole(seed: Draft) -> None:
    assert all(paragraph in text_of(seed.body.value) for paragraph in (LEAD, SECOND, THIRD, FOURTH))
    assert text_of(seed.body.value).endswith(FOURTH)


def test_a_picture_in_the_body_keeps_its_place_caption_and_credit() -> None:
    figure = (
        '<figure><img data-src="/img/port-at-dawn.jpg" alt="Boats"><figcaption>The port at dawn. '
        "(Photo: Jo Marsh)</figcaption></figure>"
    )
    body = article().replace(f"<p>{THIRD}", f"{figure}<p>{THIRD}")
    parts = draft_of(page(body)).body.value
    pictures = [part for part in parts if isinstance(part, PictureBlock)]
    assert pictures == [
        PictureBlock("https://quay.example/img/port-at-dawn.jpg", "Boats", "The port at dawn.",
                     "Jo Marsh", None, None)
    ]  # fmt: skip
    assert parts.index(pictures[0]) == 2
    assert "port at dawn" not in text_of(parts)


def test_a_declared_body_that_agrees_drops_what_it_lacks() -> None:
    declared = " ".join(PARAGRAPHS).replace('"', "'")
    head = f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "x", ' \
           f'"articleBody": "{declared}"}}</script>'  # fmt: skip
    odd = "Our members read this before anyone else does, and they can bring a friend along."
    draft = draft_of(page(article(LEAD, SECOND, odd, THIRD, FOURTH), head=head))
    assert odd not in text_of(draft.body.value)
    assert draft.body.confidence > 0.9


def test_an_embedded_post_is_a_link_not_text() -> None:
    post = (
        '<blockquote class="twitter-tweet"><p>Closed today, says nobody here at all.</p>'
        '&mdash; Tove <a href="https://twitter.com/t/status/1">2 March</a></blockquote>'
    )
    parts = draft_of(page(article().replace(f"<p>{THIRD}", f"{post}<p>{THIRD}"))).body.value
    assert "says nobody" not in text_of(parts)
    assert [part.url for part in parts if hasattr(part, "url")] == [
        "https://twitter.com/t/status/1"
    ]


@pytest.mark.parametrize("charset", ["windows-1252", "iso-8859-1", "utf-16", "utf-8-sig"])
def test_letters_are_read_in_the_charset_that_the_page_is_in(charset: str) -> None:
    text = page(article(LEAD, "Die Brücke über den Fluß bleibt für Lastwagen geschlossen, "
                        "hieß es am Freitag in der Behörde.", THIRD)).decode()  # fmt: skip
    data = text.replace("utf-8", charset).replace("“", '"').replace("”", '"').encode(charset)
    draft = draft_of(data)
    assert "Die Brücke über den Fluß" in text_of(draft.body.value)


def test_a_wrong_charset_label_on_valid_utf8_is_not_believed() -> None:
    data = page(article()).replace(b'"utf-8"', b'"iso-8859-1"')
    assert "“We load at four" in text_of(draft_of(data).body.value)


def test_broken_utf8_costs_a_letter_not_the_page() -> None:
    data = page(article()).replace(b"Fishermen", b"Fisher\xff\xfemen")
    assert SECOND in text_of(draft_of(data).body.value)


def test_a_licence_at_the_foot_of_the_page_is_found() -> None:
    foot = '<p><a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY</a></p>'
    data = page(article() + f"<div>{foot}</div>")
    assert draft_of(data).licence.value == "https://creativecommons.org/licenses/by/4.0/"


def test_no_active_content_survives() -> None:
    bad = (
        '<script>alert(1)</script><img src="x" onerror="alert(1)"><a href="javascript:alert(1)">'
        "press</a><svg onload=alert(1)></svg><iframe srcdoc='<script>x</script>'></iframe>"
    )
    draft = draft_of(page(article(LEAD + bad, SECOND, THIRD + bad, FOURTH)))
    shown = repr(draft)
    for word in ("javascript:", "onerror", "onload", "<script", "srcdoc"):
        assert word not in shown


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"%PDF-1.7 and more", "not-html"),
        (b"\x89PNG\r\n\x1a\n", "not-html"),
        (b"just words", "not-html"),
        (b'{"a": 1}', "not-html"),
        (b'<?xml version="1.0"?><rss><channel/></rss>', "not-html"),
        (b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>', "not-html"),
        (b"<p>" + b"x" * 8_000_001, "too-large"),
        (b"<div>" * 10_000 + b"deep", "too-complex"),
        (b"<p>x" * 40_000, "too-complex"),
        (b"<html><body><div id=root></div><script src=/app.js></script></body>", "needs-scripts"),
        (page("<h1>Just a moment</h1><p>Verify you are human to go on.</p>"), "walled"),
        (page("<ul>" + "<li><a href='/x'>A story about the bridge</a></li>" * 30 + "</ul>"),
         "not-an-article"),
    ],
    ids=lambda value: str(value[:24]),
)  # fmt: skip
def test_what_is_no_article_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    result = extract(data, url=URL)
    assert isinstance(result, NotAnArticle)
    assert result.reason == reason
    assert result.sentence.endswith(".")
