"""Putting documents into the index and finding them; the same on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from masthead.search import services
from masthead.search.models import Entry
from masthead.search.selectors import find, find_numbers
from masthead.search.values import Document, Order, Query

pytestmark = pytest.mark.django_db

DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)


def put(number: int, headline: str, body: str = "", **values: Any) -> None:
    document: dict[str, Any] = {"kind": "story", "moment": DAY + timedelta(minutes=number)} | values
    services.put(Document(number=number, headline=headline, body=body, **document))


def found(words: str = "", order: Order = "newest", **values: Any) -> list[int]:
    query = Query(words=words, order=order, **values)
    return [hit.number for hit in find(query, count=50).hits]


@pytest.fixture
def paper() -> None:
    put(1, "Harbour wall gets a new budget", "The council voted on Tuesday.", names=["Ana Poe"])
    put(2, "School opens late", "The harbour budget was no reason, the council said.")
    put(3, "東京都の天気", "今日は雨です", facets={"state": ["live"], "edition": ["1", "2"]})
    put(4, "Łódź welcomes naïve art", "Straße um Straße", codes=["culture-lodz-04"])
    put(5, "Council budget, harbour school", facets={"state": ["killed"], "edition": ["1"]})


@pytest.mark.usefixtures("paper")
@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("harbour ", [5, 2, 1]),
        ("HARBOUR budget ", [5, 2, 1]),
        ('"harbour budget"', [2]),
        ('"budget harbour"', [5]),
        ("“harbour budget", [2]),
        ("harbour -school", [1]),
        ("-harbour", [4, 3]),
        ('-"harbour budget"', [5, 4, 3, 1]),
        ("counc", [5, 2, 1]),
        ("harb", [5, 1]),  # short beginnings: titles alone
        ("ha", [5, 1]),
        ("bud", [5, 1]),
        ("tue", []),
        ("tuesd", [1]),
        ("ana", [1]),
        ("poe ana ", [1]),
        ("lodz", [4]),
        ("culture-lo", [4]),
        ("culture-lodz-04", [4]),
        ("strasse naive", [4]),
        ("東京", [3]),
        ("京東 ", []),
        ("天気 ", [3]),
        ("雨", [3]),
        ("zzzz", []),
        ("council ha", [5, 1]),
        ('"budget the council"', []),  # no phrase reaches from the title into the text
    ],
)
def test_words_phrases_beginnings_and_exclusions_find(words: str, numbers: list[int]) -> None:
    assert found(words) == numbers


@pytest.mark.usefixtures("paper")
def test_a_search_is_narrowed_by_facets() -> None:
    assert found(facets={"state": ["live"]}) == [3]
    assert found(facets={"state": ["live", "killed"]}) == [5, 3]
    assert found(facets={"state": ["live", "killed"], "edition": ["2"]}) == [3]
    assert found("harbour", facets={"edition": ["1"]}) == [5]
    assert found(facets={"state": []}) == []
    assert found(kinds=["item"]) == []
    assert found() == [5, 4, 3, 2, 1]
    with pytest.raises(ValueError, match="cannot have"):
        found(facets={"state": ["a b"]})


@pytest.mark.usefixtures("paper")
def test_the_best_have_all_words_in_the_title_and_nothing_is_found_twice() -> None:
    assert found("harbour budget ", "best") == [5, 1, 2]
    assert found("council ", "best") == [5, 2, 1]
    assert found("council harb", "best") == [5, 1]
    assert found("-harbour", "best") == [4, 3]


@pytest.mark.parametrize("order", ["newest", "best"])
def test_pages_follow_each_other_without_gap_or_repetition(order: Order) -> None:
    for number in range(1, 24):
        title, text = ("Harbour", "") if number % 3 else ("Quay", "harbour")
        put(number, title, text)
    query = Query(words="harbour ", order=order)
    seen, before = [], ""
    for _ in range(10):
        page = find(query, count=5, before=before)
        seen += [hit.number for hit in page.hits]
        before = page.older
        if not before:
            break
    assert seen == found("harbour ", order)
    assert len(seen) == 23


@pytest.mark.parametrize("cursor", ["x", "1-", "3-5", "1-99999999999999999999", "1-\x00", "-1-1"])
def test_a_mangled_cursor_gives_the_first_page(cursor: str) -> None:
    put(1, "Harbour")
    assert len(find(Query(words="harbour"), before=cursor).hits) == 1


def test_a_document_that_changes_is_found_by_its_new_words_alone() -> None:
    put(1, "Harbour wall", facets={"state": ["live"]})
    put(1, "Market hall", facets={"state": ["killed"]})
    assert found("harbour") == []
    assert found("market") == [1]
    assert found(facets={"state": ["live"]}) == []
    put(1, "Market hall", moment=DAY - timedelta(days=9))
    assert found("market") == [1]
    assert Entry.objects.count() == 1


def test_an_unchanged_document_costs_one_query_and_writes_nothing() -> None:
    document = Document(kind="story", number=1, moment=DAY, headline="Harbour")
    assert services.put(document)
    with CaptureQueriesContext(connection) as queries:
        assert not services.put(document)
    assert len(queries) == 1


def test_what_is_removed_is_not_found_and_may_be_absent() -> None:
    put(1, "Harbour")
    services.remove(kind="story", number=1)
    services.remove(kind="story", number=1)
    assert found("harbour") == []


def test_words_go_with_an_entry_however_it_is_deleted() -> None:
    put(1, "Harbour")
    Entry.objects.all().delete()
    put(1, "Market")
    assert found("harbour") == []
    assert found("market") == [1]


def test_an_entry_is_undone_with_its_transaction() -> None:
    put(1, "Harbour")
    with pytest.raises(RuntimeError), transaction.atomic():
        put(1, "Market")
        put(2, "Market")
        raise RuntimeError
    assert found("market") == []
    assert found("harbour") == [1]


def test_a_page_takes_two_queries_and_three_in_the_order_best() -> None:
    put(1, "Harbour")
    with CaptureQueriesContext(connection) as newest:
        found("harbour")
    with CaptureQueriesContext(connection) as best:
        found("harbour", "best")
    assert (len(newest), len(best)) == (2, 3)


def test_numbers_alone_are_given_newest_first() -> None:
    for number in (1, 2, 3):
        put(number, "Harbour")
    assert find_numbers(Query(words="harbour", kinds=["story"]), most=2) == [3, 2]
    assert find_numbers(Query(words="!!!")) == []


def test_a_hit_says_what_it_is_and_marks_what_was_looked_for() -> None:
    put(7, "The Harbour", "A text about a harbour & <b>more</b>", summary="A dek")
    (hit,) = find(Query(words="harbour")).hits
    assert (hit.kind, hit.number, hit.moment) == ("story", 7, DAY + timedelta(minutes=7))
    assert hit.headline.pieces == (("The ", False), ("Harbour", True))
    assert hit.excerpt.text == "A dek A text about a harbour & <b>more</b>"


def test_a_kind_that_nobody_registered_is_refused() -> None:
    with pytest.raises(LookupError):
        services.put(Document(kind="recipe", number=1, moment=DAY, headline="Soup"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(words=st.text() | st.text(alphabet="\"“-*^:(){}'\\ \x00aNEARORé東"), order=st.booleans())
def test_no_text_is_an_error(words: str, order: bool) -> None:
    find(Query(words=words, order="best" if order else "newest"), count=3)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(), words=st.text())
def test_any_text_can_be_put_and_is_found_by_its_own_words(text: str, words: str) -> None:
    with transaction.atomic():
        put(1, text, words, names=[words], codes=[text])
        assert find(Query(words='"' + "x ", order="best")) is not None
        transaction.set_rollback(True)


def test_the_longest_texts_can_be_put() -> None:
    put(1, "Long", "字" * 300_000)
    put(2, "Long", " ".join(f"w{number}" for number in range(60_000)))
    assert found("w29000 ") == [2]
    assert found("long") == [2, 1]
