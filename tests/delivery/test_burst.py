"""A burst of requests for a page that is missing renders it once."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from masthead.delivery.flights import flight
from masthead.delivery.keys import note_until
from masthead.delivery.middleware import PageStoreMiddleware
from masthead.delivery.store import PageStore
from masthead.kernel.clock import now
from masthead.stories.models import Edition
from tests.delivery.stored import is_stored
from tests.delivery.test_middleware import good
from tests.factories.stories import make_edition
from tests.readers import HOST

pytestmark = pytest.mark.django_db(transaction=True)


class Slow:
    """A view that takes a while and counts how often it was asked."""

    def __init__(self, view: Any = good, seconds: float = 0.2) -> None:
        self.view, self.seconds, self.count = view, seconds, 0
        self._lock = threading.Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with self._lock:
            self.count += 1
        time.sleep(self.seconds)
        response: HttpResponse = self.view(request)
        return response


def burst(store: PageStore, edition: Edition, view: Slow, *, processes: int = 2) -> list[bytes]:
    """What twenty readers get who ask at once, through as many middlewares as processes."""
    middlewares = [PageStoreMiddleware(view) for _ in range(processes)]
    barrier = threading.Barrier(20)

    def ask(number: int) -> bytes:
        request = RequestFactory().get("/news", headers={"host": HOST})
        request.edition = edition  # type: ignore[attr-defined]
        request.page_serial = store.serial()  # type: ignore[attr-defined]
        barrier.wait()
        response = middlewares[number % processes](request)
        connections.close_all()
        assert isinstance(response, HttpResponse)
        return response.content

    with ThreadPoolExecutor(20) as pool:
        return list(pool.map(ask, range(20)))


def test_a_burst_renders_once(store: PageStore, edition: Edition) -> None:
    view = Slow()
    assert set(burst(store, edition, view)) == {b"<p>Good"}
    assert view.count == 1
    assert is_stored(store, "/news")


def test_a_burst_after_a_purge_within_the_same_second_renders_once_more(
    store: PageStore, edition: Edition
) -> None:
    view = Slow(seconds=0.05)
    burst(store, edition, view)
    store.purge([f"{edition.pk}:front"])
    burst(store, edition, view)
    assert view.count == 2


def test_an_answer_that_is_not_stored_holds_nobody_up_for_long(
    store: PageStore, edition: Edition
) -> None:
    view = Slow(lambda request: HttpResponse(b"<p>Not to be stored", status=404), seconds=0.1)
    started = time.monotonic()
    burst(store, edition, view, processes=1)
    # One alone, the others together.
    assert view.count == 20
    assert time.monotonic() - started < 1.5


def test_a_holder_that_takes_too_long_is_not_waited_for(tmp_path: Path) -> None:
    with flight(tmp_path, HOST, "/a", until=lambda: False):
        started = time.monotonic()
        with flight(tmp_path, HOST, "/a", until=lambda: False, wait=0.05):
            assert 0.05 <= time.monotonic() - started < 1
        with flight(tmp_path, HOST, "/a", until=lambda: True, wait=9):
            assert time.monotonic() - started < 2


# --- addresses that no view has -------------------------------------------------------------------


def ask_for(
    path: str, middleware: PageStoreMiddleware, *, store: PageStore, edition: Edition
) -> HttpResponse:
    """What one reader gets."""
    request = RequestFactory().get(path, headers={"host": HOST})
    request.edition = edition  # type: ignore[attr-defined]
    request.page_serial = store.serial()  # type: ignore[attr-defined]
    response = middleware(request)
    assert isinstance(response, HttpResponse)
    return response


def nothing(request: HttpRequest) -> HttpResponse:
    """The page that says so."""
    response = good(request)
    response.status_code = 404
    return response


def test_an_address_that_no_view_has_waits_for_nobody(store: PageStore, edition: Edition) -> None:
    middleware = PageStoreMiddleware(nothing)
    with flight(store.root, HOST, "/nothing/1", until=lambda: False):
        started = time.monotonic()
        assert ask_for("/nothing/1", middleware, store=store, edition=edition).status_code == 404
        assert time.monotonic() - started < 1
    assert not middleware._passing


def test_what_is_said_there_is_drawn_once_until_anything_changes(
    store: PageStore, edition: Edition
) -> None:
    view = Slow(nothing, seconds=0)
    middleware = PageStoreMiddleware(view)
    for number in range(20):
        answer = ask_for(f"/nothing/{number}", middleware, store=store, edition=edition)
        assert (answer.status_code, answer.content) == (404, b"<p>Good")
        assert answer.headers["Content-Language"] == "en"
    assert view.count == 1
    store.purge([f"{edition.pk}:*"])
    ask_for("/nothing", middleware, store=store, edition=edition)
    assert view.count == 2
    other = make_edition(host="other.example")
    ask_for("/nothing", middleware, store=store, edition=other)
    assert view.count == 3
    assert not list(store.root.rglob("page.*"))


def _until_now(request: HttpRequest) -> HttpResponse:
    note_until(now())
    return nothing(request)


def _of_one_person(request: HttpRequest) -> HttpResponse:
    response = nothing(request)
    response.set_cookie("a", "b")
    return response


@pytest.mark.parametrize(
    "view", [_until_now, _of_one_person, lambda request: HttpResponse(status=404), good]
)
def test_what_is_not_the_same_for_everybody_or_over_is_drawn_each_time(
    store: PageStore, edition: Edition, view: Any
) -> None:
    counted = Slow(view, seconds=0)
    middleware = PageStoreMiddleware(counted)
    for _ in range(2):
        ask_for("/nothing", middleware, store=store, edition=edition)
    assert counted.count == 2
    assert not list(store.root.rglob("page.*"))
