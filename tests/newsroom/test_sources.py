"""Wire sources in the newsroom: set up, tried, asked now, and how they are doing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings

from masthead.jobs.queue import run_until_empty
from masthead.kernel.clock import now
from masthead.kernel.fetching import Policy
from masthead.stories.models import Edition
from masthead.wire.models import Feed, Item, Received, Source
from masthead.wire.sources import add_source
from tests.factories.stories import make_user
from tests.factories.wire import rss
from tests.kernel.web_server import WebServer, web_server

pytestmark = pytest.mark.django_db

ADD = "/newsroom/snippets/wire/source/add/"
EDIT = "/newsroom/snippets/wire/source/edit/{}/"
ONE = rss("<guid>a</guid><title>Ferry runs again</title><description>It does.</description>")


@pytest.fixture
def server() -> Iterator[WebServer]:
    """A feed's server that the operator has allowed."""
    with web_server() as site:
        site.says("/rss", body=ONE)
        with override_settings(
            MASTHEAD_FETCH_POLICY=Policy(allowed_hosts=frozenset({site.authority}))
        ):
            yield site


@pytest.fixture
def administrator(edition: Edition) -> Client:
    """An administrator's signed-in browser."""
    client = Client(headers={"host": "localhost"})
    client.force_login(make_user(is_superuser=True, email="ada@station.example"))
    return client


def source_form(**fields: Any) -> dict[str, Any]:
    """What the form posts."""
    return {"name": "Harbour radio", "address": "", "is_asked": "on"} | fields


def test_a_source_with_an_address_is_asked_at_once(
    administrator: Client, server: WebServer
) -> None:
    address = f"http://{server.authority}/rss"
    answer = administrator.post(ADD, source_form(address=address, quiet_after_hours="2"))
    assert answer.status_code == 302
    feed = Feed.objects.get()
    assert (feed.address, feed.quiet_after) == (address, timedelta(hours=2))
    run_until_empty()
    assert Item.objects.get().headline == "Ferry runs again"


def test_a_source_without_an_address_is_one_whose_files_arrive(administrator: Client) -> None:
    administrator.post(ADD, source_form())
    assert Source.objects.get().name == "Harbour radio"
    assert not Feed.objects.exists()


@pytest.mark.parametrize("address", ["ftp://example.org/", "nonsense", "http://user:word@x.org/"])
def test_an_address_that_cannot_be_asked_is_refused_in_the_form(
    administrator: Client, address: str
) -> None:
    page = administrator.post(ADD, source_form(address=address))
    assert "This is no address of a feed" in page.content.decode()
    assert not Source.objects.exists()


def test_a_new_address_starts_afresh_and_the_same_one_keeps_what_is_known(
    administrator: Client, server: WebServer
) -> None:
    address = f"http://{server.authority}/rss"
    source = add_source(name="Harbour radio", address=address)
    Feed.objects.update(etag='"1"')
    administrator.post(EDIT.format(source.pk), source_form(address=address))
    assert Feed.objects.get().etag == '"1"'
    administrator.post(EDIT.format(source.pk), source_form(address=f"{address}2"))
    assert Feed.objects.get().etag == ""


def test_a_source_can_be_switched_off(administrator: Client) -> None:
    source = add_source(name="Harbour radio", address="https://a.example/rss")
    form = source_form(address="https://a.example/rss")
    del form["is_asked"]
    administrator.post(EDIT.format(source.pk), form)
    assert not Feed.objects.get().is_active


def test_the_address_that_was_tried_stands_in_the_form(administrator: Client) -> None:
    page = administrator.get(f"{ADD}?address=https%3A%2F%2Fa.example%2Frss%3Fx%3D1")
    assert 'value="https://a.example/rss?x=1"' in page.content.decode()


def test_trying_shows_the_headlines_and_keeps_nothing(
    administrator: Client, server: WebServer
) -> None:
    page = administrator.post(
        "/newsroom/sources/try/", {"address": f"http://{server.authority}/rss"}
    )
    assert "Ferry runs again" in page.content.decode()
    assert not Received.objects.exists()


def test_trying_an_inner_address_is_refused_in_words(administrator: Client) -> None:
    page = administrator.post("/newsroom/sources/try/", {"address": "http://10.0.0.1/rss"})
    assert "inner network" in page.content.decode()


def test_the_list_says_how_each_source_is_doing(administrator: Client, server: WebServer) -> None:
    add_source(name="Harbour radio", address=f"http://{server.authority}/rss")
    add_source(name="Gone radio", address=f"http://{server.authority}/gone")
    off = add_source(name="Off radio", address="https://off.example/rss")
    Feed.objects.filter(source=off).update(is_active=False)
    run_until_empty()
    page = administrator.get("/newsroom/sources/").content.decode()
    for words in ("Answers", "Cannot be fetched", "404", "Switched off"):
        assert words in page


def test_the_list_asks_three_queries_and_one_a_source(
    administrator: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        add_source(name=f"Source {number}", address=f"https://{number}.example/rss")
    administrator.get("/newsroom/sources/")
    # Seven that every screen has: session, account, permissions, profile, the alerts' banner.
    with django_assert_max_num_queries(3 + 5 + 7):
        administrator.get("/newsroom/sources/")


def test_fetch_now_asks_a_source_before_it_is_due(administrator: Client, server: WebServer) -> None:
    source = add_source(name="Harbour radio", address=f"http://{server.authority}/rss")
    run_until_empty()
    Feed.objects.update(next_try_at=now() + timedelta(hours=1))
    server.says("/rss", body=ONE.replace(b"runs again", b"stops"))
    administrator.post(f"/newsroom/sources/{source.pk}/fetch/")
    run_until_empty()
    assert Item.objects.get().headline == "Ferry stops"


@pytest.mark.parametrize("address", ["/newsroom/sources/try/", "/newsroom/sources/1/fetch/"])
def test_an_editor_reads_how_the_wire_does_but_has_no_server_asked(
    browser: Client, address: str
) -> None:
    assert browser.get("/newsroom/sources/").status_code == 200
    answer = browser.post(address, {"address": "https://a.example/"})
    assert answer.status_code in {302, 403}
    assert not Feed.objects.exists()
