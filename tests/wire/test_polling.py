"""Feeds by address: tried, set up, asked again and again, whatever the other side does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings

from masthead.jobs.queue import run_until_empty
from masthead.kernel.clock import now
from masthead.kernel.fetching import Policy
from masthead.stories.models import Section
from masthead.wire.health import quiet_sources, sources_health
from masthead.wire.models import Feed, HostPause, Item, Received, Source
from masthead.wire.polling import fetch_feed, forget_old_pauses
from masthead.wire.rhythm import LONGEST_OBEYED
from masthead.wire.sources import add_source, enqueue_due, try_feed
from tests.factories.wire import rss
from tests.kernel.web_server import WebServer, web_server

TWO = rss(
    "<guid>a</guid><title>Ferry runs again</title><description>It does.</description>",
    "<guid>b</guid><title>Pier reopens</title><description>Today.</description>",
)
THREE = rss(
    "<guid>c</guid><title>Tide warning</title><description>High.</description>",
    "<guid>a</guid><title>Ferry runs again</title><description>It does.</description>",
    "<guid>b</guid><title>Pier reopens</title><description>Today.</description>",
)


@pytest.fixture
def server() -> Iterator[WebServer]:
    """A feed's server on this machine, which the operator has allowed by name."""
    with web_server() as site:
        policy = Policy(allowed_hosts=frozenset({site.authority}))
        with override_settings(MASTHEAD_FETCH_POLICY=policy):
            yield site


@pytest.fixture
def feed(server: WebServer, section: Section) -> Feed:
    """A feed that was just set up, as a first fetch finds it."""
    server.says("/rss", body=TWO, ETag='"1"', Content_Type="application/rss+xml")
    source = add_source(
        name="Harbour radio", address=f"http://{server.authority}/rss", section=section
    )
    return Feed.objects.select_related("source").get(source=source)


def headlines() -> list[str]:
    """What lies on the desk."""
    return sorted(Item.objects.values_list("headline", flat=True))


def test_trying_a_feed_shows_what_would_come_in_and_keeps_nothing(
    server: WebServer, db: None
) -> None:
    server.says("/rss", body=TWO)
    trial = try_feed(f"http://{server.authority}/rss")
    assert trial.headlines == ("Ferry runs again", "Pier reopens")
    assert trial.refusal == ""
    assert not Received.objects.exists()


@pytest.mark.parametrize(
    ("path", "words"),
    [("/none", "404"), ("/page", "no news"), ("/empty", "")],
)
def test_trying_what_is_no_feed_says_why(
    server: WebServer, path: str, words: str, db: None
) -> None:
    server.says("/page", body=b"\x00\x01\x02 nothing at all")
    server.says("/empty", body=rss())
    trial = try_feed(f"http://{server.authority}{path}")
    assert trial.refusal
    assert trial.headlines == ()


def test_an_address_on_an_inner_network_is_refused_in_words(db: None) -> None:
    assert "inner network" in try_feed("http://127.0.0.1/rss").refusal


@pytest.mark.parametrize("address", ["", "ftp://example.org/rss", "not an address", "http://"])
def test_no_source_is_set_up_at_what_is_no_address(address: str, db: None) -> None:
    with pytest.raises(ValidationError):
        add_source(name="Harbour radio", address=address)
    assert not Source.objects.exists()


def test_a_new_source_is_asked_by_the_worker_at_once(feed: Feed) -> None:
    run_until_empty()
    assert headlines() == ["Ferry runs again", "Pier reopens"]
    feed.refresh_from_db()
    assert feed.last_good_at is not None
    assert feed.next_try_at > now()


def test_a_second_fetch_sends_the_servers_own_word_on_its_version(
    feed: Feed, server: WebServer
) -> None:
    fetch_feed(feed)
    server.says("/rss", status=304)
    fetch_feed(feed)
    assert server.asked("/rss")["if-none-match"] == '"1"'
    assert feed.failure_count == 0


def test_what_is_new_in_a_feed_comes_in_and_nothing_twice(feed: Feed, server: WebServer) -> None:
    fetch_feed(feed)
    server.says("/rss", body=THREE)
    assert fetch_feed(feed).new_count == 1
    assert headlines() == ["Ferry runs again", "Pier reopens", "Tide warning"]


def test_the_same_bytes_again_are_not_read_again(feed: Feed) -> None:
    fetch_feed(feed)
    assert fetch_feed(feed).new_count == 0
    assert Received.objects.count() == 1


def test_a_fetch_that_was_killed_before_filing_files_on_the_next(
    feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(**_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("masthead.wire.polling.file_dispatch", die)
        with pytest.raises(Killed):
            fetch_feed(feed)
    fresh = Feed.objects.select_related("source").get(pk=feed.pk)
    assert fresh.etag == ""
    fetch_feed(fresh)
    assert headlines() == ["Ferry runs again", "Pier reopens"]


def test_a_failure_is_noted_with_its_reason_and_tried_again_later(
    feed: Feed, server: WebServer
) -> None:
    server.says("/rss", status=500)
    fetch_feed(feed)
    fetch_feed(feed)
    feed.refresh_from_db()
    assert feed.failure_count == 2
    assert "500" in feed.last_error
    assert feed.next_try_at > now() + timedelta(minutes=1)


def test_a_page_in_the_place_of_a_feed_is_a_failure_and_the_bytes_are_kept(
    feed: Feed, server: WebServer
) -> None:
    server.says("/rss", body=rss())
    fetch_feed(feed)
    assert feed.failure_count == 1
    assert feed.etag == ""
    assert Received.objects.get().state == Received.State.REFUSED


def test_a_busy_server_is_left_alone_with_all_its_feeds(
    feed: Feed, server: WebServer, section: Section
) -> None:
    server.says("/rss", status=429, Retry_After="600")
    fetch_feed(feed)
    asked_before = len(server.requests)
    other = add_source(name="Second", address=f"http://{server.authority}/other").feed
    fetch_feed(other)
    assert len(server.requests) == asked_before
    other.refresh_from_db()
    assert other.next_try_at > now() + timedelta(minutes=9)
    assert other.failure_count == 0


def test_a_server_cannot_ask_for_a_year(feed: Feed, server: WebServer) -> None:
    server.says("/rss", status=503, Retry_After="99999999999")
    fetch_feed(feed)
    assert HostPause.objects.get().until <= now() + LONGEST_OBEYED


def test_pauses_that_are_over_are_forgotten(db: None) -> None:
    HostPause.objects.create(host="old.example", until=now() - timedelta(seconds=1))
    HostPause.objects.create(host="new.example", until=now() + timedelta(hours=1))
    forget_old_pauses()
    assert HostPause.objects.get().host == "new.example"


def test_a_permanent_move_is_followed_at_once_and_adopted_when_it_lasts(
    feed: Feed, server: WebServer
) -> None:
    server.says("/rss", status=301, Location=f"http://{server.authority}/new")
    server.says("/new", body=TWO)
    fetch_feed(feed)
    assert headlines()
    feed.refresh_from_db()
    assert feed.address.endswith("/rss")
    assert feed.moved_to.endswith("/new")
    for _ in range(4):
        fetch_feed(feed)
    feed.refresh_from_db()
    assert feed.address.endswith("/new")
    assert feed.moved_to == ""


def test_a_passing_redirect_changes_no_address(feed: Feed, server: WebServer) -> None:
    server.says("/rss", status=302, Location=f"http://{server.authority}/new")
    server.says("/new", body=TWO)
    for _ in range(6):
        fetch_feed(feed)
    feed.refresh_from_db()
    assert feed.address.endswith("/rss")


def test_polling_does_not_undo_what_an_editor_changes_meanwhile(feed: Feed) -> None:
    Feed.objects.filter(pk=feed.pk).update(is_active=False)
    fetch_feed(feed)
    feed.refresh_from_db()
    assert not feed.is_active


def test_only_what_is_due_and_switched_on_is_enqueued_and_once(
    feed: Feed, section: Section
) -> None:
    run_until_empty()
    Feed.objects.update(next_try_at=now() - timedelta(seconds=1))
    off = add_source(name="Off", address="https://off.example/rss").feed
    Feed.objects.filter(pk=off.pk).update(is_active=False)
    assert enqueue_due() == 1
    assert enqueue_due() == 1


def test_a_feed_that_keeps_failing_counts_as_quiet(feed: Feed, server: WebServer) -> None:
    server.says("/rss", status=500)
    for _ in range(5):
        fetch_feed(feed)
    (quiet,) = quiet_sources(now())
    assert "500" in quiet.reason


def test_a_feed_that_brings_nothing_for_long_counts_as_quiet(feed: Feed) -> None:
    fetch_feed(feed)
    assert quiet_sources(now()) == []
    (quiet,) = quiet_sources(now() + timedelta(days=4))
    assert quiet.feed == feed
    Feed.objects.update(quiet_after=timedelta(minutes=30))
    assert quiet_sources(now() + timedelta(hours=1))


def test_a_feed_that_is_switched_off_may_be_quiet(feed: Feed) -> None:
    Feed.objects.update(is_active=False)
    assert quiet_sources(now() + timedelta(days=40)) == []


def test_the_health_page_counts_what_came(feed: Feed) -> None:
    fetch_feed(feed)
    (line,) = sources_health(now())
    assert (line.state, line.items_today) == ("good", 2)
    assert line.items_a_day == pytest.approx(2 / 7)
