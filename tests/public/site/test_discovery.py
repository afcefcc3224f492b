"""What machines ask of a site: sitemaps, robots.txt, manifest, security.txt, OpenSearch."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree

from masthead.kernel.clock import now
from masthead.stories.models import Edition, Placement, Topic
from masthead.stories.services.publication import withdraw_story
from masthead.syndication import sitemaps
from masthead.syndication.sitemaps import news_language, story_parts
from tests.factories.stories import (
    make_author,
    make_edition,
    make_published,
    make_section,
)
from tests.readers import ORIGIN, path_of

SCHEMA = Path(__file__).parents[2] / "syndication/schemas/sitemap.rng"
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}


def document(reader: Client, path: str) -> etree._Element:
    answer = reader.get(path)
    assert answer.status_code == 200, path
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    tree = etree.fromstring(answer.content)
    etree.RelaxNG(etree.parse(str(SCHEMA))).assertValid(tree)
    return tree


def locations(tree: etree._Element) -> list[str]:
    return texts(tree, "s:loc")


def texts(tree: etree._Element, name: str) -> list[str]:
    return [element.text or "" for element in tree.iterfind(f".//{name}", NAMES)]


def test_the_index_leads_to_every_story_that_has_its_home_here_and_to_no_other(
    reader: Client, edition: Edition
) -> None:
    section = make_section(edition)
    here = [make_published(section=section, headline="A & <b> “quay”") for _ in range(3)]
    make_published(section=make_section(make_edition()))
    gone, hidden = make_published(section=section), make_published(section=section, is_noindex=True)
    withdraw_story(story=gone, by=None, reason="A complaint")
    parts = locations(document(reader, "/sitemap.xml"))
    assert parts[0] == f"{ORIGIN}/sitemaps/lists.xml"
    found = [
        address
        for part in parts[1:]
        for address in locations(document(reader, part.removeprefix(ORIGIN)))
    ]
    assert sorted(found) == sorted(ORIGIN + path_of(story) for story in here)
    assert path_of(hidden) not in str(found)


def test_stories_are_parted_by_their_numbers(
    reader: Client, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "PART", 2)
    section = make_section(edition)
    stories = [make_published(section=section) for _ in range(5)]
    parts = story_parts(edition)
    assert parts == sorted({story.pk // 2 for story in stories})
    for part in parts:
        tree = document(reader, f"/sitemaps/stories-{part}.xml")
        numbers = [int(address.rpartition("-")[2]) for address in locations(tree)]
        assert {number // 2 for number in numbers} == {part}
    assert reader.get("/sitemaps/stories-987654.xml").status_code == 404
    assert reader.get(f"/sitemaps/stories-{'9' * 40}.xml").status_code == 404


def test_a_sitemap_costs_the_same_however_many_stories_there_are(
    reader: Client, edition: Edition
) -> None:
    section = make_section(edition)
    for _ in range(12):
        make_published(section=section, topics=[Topic.objects.get_or_create(name="A", slug="a")[0]])
    reader.get("/nothing")
    costs = {"/sitemap.xml": 1, "/sitemaps/stories-0.xml": 1, "/sitemaps/lists.xml": 2,
             "/sitemap-news.xml": 1}  # fmt: skip
    for path, most in costs.items():
        with CaptureQueriesContext(connection) as queries:
            document(reader, path)
        assert len(queries) == most, path


def test_lists_pages_topics_and_authors_with_stories_are_named(
    reader: Client, edition: Edition
) -> None:
    topic = Topic.objects.create(name="Harbour", slug="harbour")
    Topic.objects.create(name="Empty", slug="empty")
    author = make_author(slug="ada")
    make_author(slug="nobody")
    make_published(section=make_section(edition), topics=[topic], bylines=[author])
    found = locations(document(reader, "/sitemaps/lists.xml"))
    paths = ("/", "/news", "/section/news", "/topic/harbour", "/author/ada", "/about")
    for path in paths:
        assert ORIGIN + path in found
        assert reader.get(path).status_code == 200
    assert not {f"{ORIGIN}/topic/empty", f"{ORIGIN}/author/nobody"} & set(found)


def test_google_news_gets_two_days_and_nothing_that_was_paid_for(
    reader: Client, edition: Edition
) -> None:
    section = make_section(edition)
    new = make_published(section=section, headline="Fire & <smoke>", language="ar")
    old, paid = make_published(section=section), make_published(section=section, kind="sponsored")
    Placement.objects.filter(story=old).update(published_at=now() - timedelta(days=3))
    tree = document(reader, "/sitemap-news.xml")
    assert locations(tree) == [ORIGIN + path_of(new)]
    assert path_of(paid) not in locations(tree)
    assert texts(tree, "n:title") == ["Fire & <smoke>"]
    assert texts(tree, "n:language") == ["ar"]


@pytest.mark.parametrize(
    ("tag", "name"),
    [("en-GB", "en"), ("zh-Hant-HK", "zh-tw"), ("zh", "zh-cn"), ("zh-CN", "zh-cn"), ("ckb", "ckb")],
)
def test_languages_are_named_as_google_does(tag: str, name: str) -> None:
    assert news_language(tag) == name


def test_robots_are_kept_from_the_newsroom_and_led_to_the_sitemaps(reader: Client) -> None:
    answer = reader.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    lines = answer.content.decode().splitlines()
    assert lines[:3] == ["User-agent: *", "Disallow: /newsroom/", "Disallow: /search"]
    assert f"Sitemap: {ORIGIN}/sitemap.xml" in lines


def test_the_manifest_has_icons_that_are_there_in_the_size_that_it_says(
    reader: Client, edition: Edition
) -> None:
    answer = reader.get("/site.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json; charset=utf-8"
    told = json.loads(answer.content)
    assert told["name"] == edition.name
    assert [icon["sizes"] for icon in told["icons"]] == ["192x192", "512x512"]
    page = reader.get("/").content.decode()
    assert '<link rel="manifest" href="/site.webmanifest">' in page
    assert reader.get("/favicon.ico").status_code == 302


def test_a_browser_learns_how_to_search(reader: Client) -> None:
    answer = reader.get("/opensearch.xml")
    tree = etree.fromstring(answer.content)
    url = tree.find("{*}Url")
    assert url is not None
    assert url.get("template") == f"{ORIGIN}/search?q={{searchTerms}}"
    short = tree.find("{*}ShortName")
    assert short is not None
    assert 0 < len(short.text or "") <= 16


def test_security_txt_names_a_contact_and_expires_within_a_year(
    reader: Client, edition: Edition
) -> None:
    assert reader.get("/.well-known/security.txt").status_code == 404
    edition.email = "desk@post.example"
    edition.save()
    fresh = Client(headers={"host": edition.host})
    text = fresh.get("/.well-known/security.txt").content.decode()
    fields = dict(line.split(": ", 1) for line in text.splitlines())
    assert fields["Contact"] == "mailto:desk@post.example"
    assert fields["Canonical"] == f"{ORIGIN}/.well-known/security.txt"
    assert fields["Preferred-Languages"] == "en-GB, en"
    assert f"{now() + timedelta(days=170):%Y-%m-%d}" < fields["Expires"]
    assert fields["Expires"] < f"{now() + timedelta(days=364):%Y-%m-%d}"


def test_a_password_manager_is_led_to_the_newsroom(reader: Client) -> None:
    answer = reader.get("/.well-known/change-password")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/newsroom/")
