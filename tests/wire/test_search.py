"""What editors find of wire items."""

from __future__ import annotations

import pytest

from masthead.kernel.blocks import Paragraph
from masthead.search.selectors import find
from masthead.search.values import Query
from masthead.wire.services import open_item
from tests.factories.stories import make_section
from tests.factories.wire import file_take, make_dispatch, make_item, make_source

pytestmark = pytest.mark.django_db


def found(words: str = "", **facets: list[str]) -> list[int]:
    page = find(Query(words=words, kinds=["item"], facets=facets))
    return [hit.number for hit in page.hits]


def test_an_item_is_found_by_its_words_its_slugline_its_agency_and_its_guid() -> None:
    item = make_item(
        guid="urn:newsml:example.org:77",
        headline="Ferry runs again",
        dek="After the storm",
        slugline="ferry-storm",
        agency="Coastwire",
        byline=("Ada Poe",),
        body=(Paragraph("The <b>quay</b> is open."),),
    )
    for words in ("ferry", "storm", "quay", "ferry-storm", "coastwire", "poe", "example.org:77"):
        assert found(words) == [item.pk], words


def test_opening_an_item_moves_it_from_the_unopened() -> None:
    section = make_section()
    item = make_item(headline="Ferry")
    assert found("ferry", opened=["no"]) == [item.pk]
    open_item(item=item, by=None, section=section)
    assert found("ferry", opened=["no"]) == []
    assert found("ferry", opened=["yes"], state=["usable"]) == [item.pk]


def test_a_newer_take_is_found_by_its_own_words_and_an_older_one_changes_nothing() -> None:
    source = make_source()

    def file(version: str, headline: str) -> None:
        dispatch = make_dispatch(guid="urn:a:1", version=version, headline=headline, body=())
        file_take(source, dispatch)

    file("1", "Ferry")
    file("3", "Bridge")
    file("2", "Tunnel")
    assert found("ferry") == []
    assert found("tunnel") == []
    assert len(found("bridge")) == 1


def test_a_language_that_is_no_tag_is_no_obstacle() -> None:
    item = make_item(headline="Ferry", language="en GB/é")
    assert found("ferry", language=["enGB"]) == [item.pk]
