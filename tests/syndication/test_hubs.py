"""WebSub: hubs are named in the feeds and told of what changes in them."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

import feedparser
import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from masthead.delivery.models import Purge
from masthead.jobs.queue import run_until_empty
from masthead.kernel.clock import now
from masthead.kernel.fetching import Policy
from masthead.stories.models import Edition, Topic
from masthead.stories.services.publication import withdraw_story
from masthead.syndication.hubs import tell_hubs
from tests.factories.stories import make_edition, make_published, make_section
from tests.kernel.web_server import WebServer, web_server

LATER = timedelta(seconds=6)


def with_hub(site: WebServer, settings: Any, edition: Edition) -> datetime:
    """Give the edition a hub; returns the moment from which it is told."""
    settings.MASTHEAD_FETCH_POLICY = Policy(allowed_hosts=frozenset({site.authority}))
    edition.hub = f"http://{site.authority}/hub"
    edition.save()
    began = now()
    tell_hubs(moment=began)
    return began


def told(site: WebServer) -> list[str]:
    """The paths of the feeds that the hub has heard of, in the order of the messages."""
    urls = []
    for path, body in site.posted:
        fields = parse_qs(body.decode())
        assert (path, fields["hub.mode"]) == ("/hub", ["publish"])
        urls += fields["hub.url"]
    return ["/" + url.split("/", 3)[3] for url in urls]


def test_a_feed_names_its_hub_in_every_form_and_a_search_names_none(
    reader: Client, edition: Edition
) -> None:
    make_published(section=make_section(edition), headline="Harbour")
    assert b"hub" not in reader.get("/feed.atom").content
    edition.hub = "https://hub.example/?a=1&b=2"
    edition.save()
    for path in ("/feed.xml", "/feed.atom", "/section/news/feed.xml"):
        feed = feedparser.parse(Client(headers={"host": edition.host}).get(path).content)
        assert not feed.bozo
        assert [link.href for link in feed.feed.links if link.rel == "hub"] == [edition.hub]
    fresh = Client(headers={"host": edition.host})
    said = json.loads(fresh.get("/feed.json").content)
    assert said["hubs"] == [{"type": "WebSub", "url": edition.hub}]
    assert b"hub" not in fresh.get("/search.atom?q=harbour").content


def test_a_published_story_is_told_once_with_each_feed_that_it_is_in(
    settings: Any, edition: Edition
) -> None:
    section = make_section(edition)
    topic = Topic.objects.create(name="Harbour", slug="harbour")
    with web_server() as site:
        site.says("/hub", status=204)
        began = with_hub(site, settings, edition)
        make_published(section=section, topics=[topic])
        assert tell_hubs(moment=began + LATER) == 1
        assert tell_hubs(moment=began + 2 * LATER) == 0
        run_until_empty()
        assert told(site) == [
            f"{page}/feed.{form}"
            for page in ("", f"/section/{section.slug}", "/topic/harbour")
            for form in ("xml", "atom", "json")
        ]


def test_a_withdrawn_story_is_told_too(settings: Any, edition: Edition) -> None:
    story = make_published(section=make_section(edition))
    with web_server() as site:
        began = with_hub(site, settings, edition)
        Purge.objects.all().delete()
        withdraw_story(story=story, by=None, reason="A complaint")
        assert tell_hubs(moment=began + LATER) == 1


def test_nothing_is_told_of_another_edition_or_without_a_hub(
    settings: Any, edition: Edition
) -> None:
    with web_server() as site:
        began = with_hub(site, settings, edition)
        make_published(section=make_section(make_edition()))
        assert tell_hubs(moment=began + LATER) == 0
        edition.hub = ""
        edition.save()
        make_published(section=make_section(edition))
        assert tell_hubs(moment=began + 2 * LATER) == 0
        assert site.posted == []


@pytest.mark.parametrize(("status", "is_tried_again"), [(503, True), (429, True), (404, False)])
def test_a_hub_that_is_busy_is_asked_again_and_one_that_refuses_is_not(
    settings: Any, edition: Edition, status: int, is_tried_again: bool
) -> None:
    with web_server() as site:
        site.says("/hub", status=status)
        began = with_hub(site, settings, edition)
        make_published(section=make_section(edition))
        tell_hubs(moment=began + LATER)
        tally = run_until_empty()
    assert bool(tally.failed) is is_tried_again
    waiting = DBTaskResult.objects.filter(
        task_path__endswith="tell_hub", status=TaskResultStatus.READY
    )
    assert waiting.exists() is is_tried_again


@pytest.mark.parametrize("address", ["hub.example", "javascript:alert(1)", "ftp://hub.example/"])
def test_a_hub_that_is_no_web_address_is_refused(edition: Edition, address: str) -> None:
    edition.hub = address
    with pytest.raises(ValidationError, match="whole address"):
        edition.full_clean()
