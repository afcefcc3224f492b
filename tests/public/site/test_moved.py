"""Addresses that are typed otherwise, and lists that got another name: one redirect, for good."""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from masthead.public.tidy import tidied
from masthead.stories.models import Author, Edition, Section, Topic
from masthead.stories.services.publication import withdraw_story
from tests.factories.stories import make_edition, make_published, make_section
from tests.readers import path_of


@given(path=st.text(max_size=60))
def test_a_tidy_path_stays_and_never_names_a_host(path: str) -> None:
    tidy = tidied(path)
    assert tidied(tidy) == tidy
    assert tidy.startswith("/")
    assert not tidy.startswith("//")


@pytest.mark.parametrize(
    ("typed", "path"),
    [("/News", "/news"), ("/NEWS//", "/news"), ("//news", "/news"), ("///", "/"),
     ("/Section/News/", "/section/news"), ("/section//news/Feed.XML", "/section/news/feed.xml"),
     ("/About/", "/about"), ("/Robots.txt", "/robots.txt"), ("/SEARCH/", "/search")],
)  # fmt: skip
def test_capitals_and_slashes_too_many_lead_to_the_page_at_once(
    reader: Client, edition: Edition, typed: str, path: str
) -> None:
    for query in ("", "?q=Harbour%20Wall&after=1-1"):
        # Against RFC 3986 the client would take the path's two slashes for a host.
        answer = reader.get("/" + query, PATH_INFO=typed)
        assert (answer.status_code, answer.headers["Location"]) == (301, path + query)
    assert reader.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/Nowhere/", "/section/Nothing/", "/2031/", "/2026/02/30/"])
def test_nobody_is_led_to_where_nothing_is(reader: Client, edition: Edition, path: str) -> None:
    assert reader.get(path).status_code == 404


def test_a_form_is_no_address_and_the_newsroom_keeps_its_slashes(
    reader: Client, edition: Edition
) -> None:
    assert reader.post("/News/").status_code == 404
    assert "/newsroom//" in reader.get("/newsroom//").headers["Location"]


def test_a_story_is_led_to_once_from_a_form_with_everything_wrong(
    reader: Client, edition: Edition
) -> None:
    story = make_published(section=make_section(edition), headline="Harbour wall")
    wrong = f"/1999/01/01/Another-NAME-{story.pk}//"
    answer = reader.get(wrong)
    assert (answer.status_code, answer.headers["Location"]) == (301, path_of(story))
    withdraw_story(story=story, by=None, reason="A complaint")
    assert reader.get(wrong).status_code == 410


def test_a_slug_is_kept_in_small_letters_and_found_by_any(edition: Edition) -> None:
    topic = Topic.objects.create(name="Harbour", slug="Harbour-Wall")
    assert topic.slug == "harbour-wall"
    assert Topic.objects.get(slug="HARBOUR-wall") == topic
    story = make_published(
        section=make_section(edition), headline="Harbour wall", slug="Harbour-WALL"
    )
    assert path_of(story).endswith(f"/harbour-wall-{story.pk}")


def _name(kind: str, edition: Edition) -> Section | Topic | Author:
    if kind == "section":
        return Section.objects.create(edition=edition, slug="old", name="Old")
    if kind == "topic":
        return Topic.objects.create(slug="old", name="Old")
    return Author.objects.create(slug="old", name="Old")


@pytest.mark.parametrize("kind", ["section", "topic", "author"])
def test_another_slug_leaves_a_permanent_redirect_that_leads_on_at_once(
    reader: Client, edition: Edition, kind: str
) -> None:
    row = _name(kind, edition)
    assert reader.get(f"/{kind}/old").status_code == 200
    for slug in ("newer", "newest"):
        row.slug = slug
        row.save()
    for below in ("", "/feed.xml", "?before=1-1"):
        for former in ("old", "newer", "Old/" if below == "" else "old"):
            answer = reader.get(f"/{kind}/{former}{below}")
            expected = (301, f"/{kind}/newest{below}")
            assert (answer.status_code, answer.headers["Location"]) == expected
    assert reader.get(f"/{kind}/newest").status_code == 200


@pytest.mark.parametrize("kind", ["section", "topic", "author"])
def test_a_slug_that_another_has_now_is_the_others(
    reader: Client, edition: Edition, kind: str
) -> None:
    first = _name(kind, edition)
    first.slug = "first"
    first.save()
    second = type(first)(slug="old", name="Second")
    if isinstance(second, Section):
        second.edition = edition
    second.save()
    assert reader.get(f"/{kind}/old").status_code == 200
    second.slug = "second"
    second.save()
    # Who had it last is meant.
    assert reader.get(f"/{kind}/old").headers["Location"] == f"/{kind}/second"
    first.slug = "old"
    first.save()
    assert reader.get(f"/{kind}/old").status_code == 200
    assert reader.get(f"/{kind}/first").headers["Location"] == f"/{kind}/old"


def test_a_section_s_former_slug_leads_on_in_its_own_edition_alone(
    reader: Client, edition: Edition
) -> None:
    section = Section.objects.create(edition=make_edition(), slug="old", name="Elsewhere")
    section.slug = "new"
    section.save()
    assert reader.get("/section/old").status_code == 404
