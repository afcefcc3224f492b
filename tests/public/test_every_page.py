"""What holds for every page in every shape."""

import itertools
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from masthead.public.viewmodels import Site
from tests.public import samples
from tests.public.rendering import optional_fields, pages, rendered, tree, with_every_text, without

PAGES = pages()
EVERY_PAGE = pytest.mark.parametrize(
    ("site", "page"), [(s, p) for _, s, p in PAGES], ids=[name for name, _, _ in PAGES]
)
# These may hold nothing: the element itself is the content.
CONTENT = "self::img|self::svg|self::input|self::video|self::audio|self::td"
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onclick='alert(1)",
    "</script><hostile>",
    "<!--",
    "javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<hostile>",
    "{{ site }}{% load static %}",
    "\u202e\u0000 &lt;hostile&gt;",
)
# A page is rendered whole for every example, which a busy machine may take its time over.
PATIENT = settings(
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def empty_elements(document: html.HtmlElement) -> list[str]:
    """Return the elements of the page's body that hold neither words nor a picture."""
    found = document.xpath(
        "//body//*[not(self::script or self::source or self::track)]"
        f"[not({CONTENT})][not(normalize-space(.))][not(.//img|.//svg|.//video|.//audio)]"
    )
    return [html.tostring(element, encoding="unicode") for element in found]


@EVERY_PAGE
def test_a_page_has_one_first_heading_and_no_gap_between_levels(site: Site, page: Any) -> None:
    levels = [int(e.tag[1]) for e in tree(page, site).xpath("//h1|//h2|//h3|//h4")]
    assert levels.count(1) == 1
    after_first = levels[levels.index(1) :]
    steps = itertools.pairwise(after_first)
    assert all(after - before <= 1 for before, after in steps)


@EVERY_PAGE
def test_a_page_carries_no_inline_style_or_script(site: Site, page: Any) -> None:
    document = tree(page, site)
    assert not document.xpath("//@style|//style|//@*[starts-with(name(), 'on')]")
    for script in document.xpath("//script"):
        assert script.get("src") or script.get("type") == "application/ld+json"


@EVERY_PAGE
def test_a_page_loads_nothing_from_anybody_else(site: Site, page: Any) -> None:
    document = tree(page, site)
    # What has preload="none" is fetched when the reader presses play, and not before.
    loaded = document.xpath(
        "//*[not(ancestor-or-self::*[@preload='none'])]/@src|//@poster|//@srcset"
        "|//link[@rel='stylesheet' or @rel='preload' or @rel='icon']/@href"
    )
    assert all(re.match(r"/(?!/)", address) for address in loaded)
    assert not document.xpath("//iframe|//object|//embed")


@EVERY_PAGE
def test_every_picture_reserves_its_place(site: Site, page: Any) -> None:
    for image in tree(page, site).xpath("//img|//video"):
        assert int(image.get("width")) > 0
        assert int(image.get("height")) > 0


@EVERY_PAGE
def test_one_picture_at_most_is_fetched_first_and_the_others_when_near(
    site: Site, page: Any
) -> None:
    # The logo is above everything: it is fetched as it comes.
    images = tree(page, site).xpath("//img[not(contains(@class, 'nameplate__logo'))]")
    first = [image for image in images if image.get("fetchpriority") == "high"]
    assert len(first) <= 1
    assert all(image.get("loading") == "lazy" for image in images if image not in first)


@EVERY_PAGE
def test_a_card_is_an_article_with_one_link_named_by_its_headline(site: Site, page: Any) -> None:
    for card in tree(page, site).xpath("//article[contains(@class, 'card')]"):
        (link,) = card.xpath(".//a")
        (heading,) = card.xpath("./*[contains(@class, 'card__text')]/*[starts-with(name(), 'h')]")
        assert link.getparent() is heading
        assert link.text_content().strip()
        assert all(image.get("alt") == "" for image in card.xpath(".//img"))


@EVERY_PAGE
def test_no_element_is_empty(site: Site, page: Any) -> None:
    assert empty_elements(tree(page, site)) == []


@EVERY_PAGE
def test_no_identifier_stands_twice(site: Site, page: Any) -> None:
    identifiers = tree(page, site).xpath("//@id")
    assert len(identifiers) == len(set(identifiers))


@EVERY_PAGE
def test_times_are_absolute_in_the_page(site: Site, page: Any) -> None:
    for time in tree(page, site).xpath("//time"):
        assert re.match(r"\d{4}-\d\d-\d\dT", time.get("datetime"))
        assert "2026" in time.text_content()


@PATIENT
@given(data=st.data())
def test_whatever_is_missing_leaves_no_trace(data: st.DataObject) -> None:
    _, site, page = data.draw(st.sampled_from(PAGES))
    # A missing page title or empty list of an otherwise whole page is covered by the samples.
    names = sorted(set(optional_fields(page)) - {"Head.title"})
    missing = data.draw(st.frozensets(st.sampled_from(names))) if names else frozenset()
    assert empty_elements(tree(without(page, missing), site)) == []


@PATIENT
@given(
    page=st.sampled_from([page for _, _, page in PAGES]),
    text=st.one_of(
        st.sampled_from(HOSTILE),
        st.lists(st.sampled_from([*HOSTILE, *"<>\"'&;= /"]), max_size=6).map("".join),
    ),
)
def test_hostile_text_in_every_field_stays_text(page: Any, text: str) -> None:
    site = with_every_text(samples.site(), text)
    source = rendered(with_every_text(page, text), site)
    document: Any = html.fromstring(source.replace("\x00", ""))
    assert not document.xpath("//hostile|//@style|//@*[starts-with(name(), 'on')]")
    assert not document.xpath("//script[not(@src) and not(@type='application/ld+json')]")
    for address in document.xpath("//@href|//@src|//@poster"):
        assert not re.match(r"[\s\x00-\x20]*(javascript|data|vbscript)", address, re.IGNORECASE)
