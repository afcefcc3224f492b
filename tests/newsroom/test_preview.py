"""Previews: in each edition where a story stands or will, of unsaved words, never stored."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from masthead.stories.models import Edition, Placement
from tests.factories.stories import make_edition, make_published, make_section, make_story
from tests.newsroom.posting import story_form

pytestmark = pytest.mark.django_db

PREVIEW = "/newsroom/snippets/stories/story/preview/{}/"
NEW = "/newsroom/snippets/stories/story/preview/"


def previewed(client: Client, address: str, form: dict[str, Any], mode: str = "") -> Any:
    answer = client.post(address, form).json()
    assert answer == {"is_valid": True, "is_available": True}
    return client.get(address, {"mode": mode} if mode else {})


def test_each_edition_shows_unsaved_words_in_its_own_looks(
    browser: Client, edition: Edition
) -> None:
    section = make_section(edition)
    other = make_edition(name="El Puerto", language="es", zone="America/Lima")
    story = make_published(section=section)
    Placement.objects.create(story=story, edition=other, section=make_section(other))
    assert story.preview_modes == [
        (str(edition.pk), "The Harbour Post"),
        (str(other.pk), "El Puerto"),
    ]
    form = story_form(section=section, headline="Words not saved")
    page = previewed(browser, PREVIEW.format(story.pk), form, str(other.pk))
    text = page.content.decode()
    assert "Words not saved" in text
    assert 'lang="es"' in text
    assert "El Puerto" in text
    offset = story.publication.first_published_at.astimezone(other.timezone).isoformat()[-6:]
    assert offset in text
    assert 'lang="en-GB"' in previewed(browser, PREVIEW.format(story.pk), form).content.decode()
    story.refresh_from_db()
    assert story.headline != "Words not saved"


def test_a_new_story_shows_where_its_form_would_put_it(browser: Client, edition: Edition) -> None:
    other = make_edition(name="El Puerto", language="es")
    page = previewed(browser, NEW, story_form(section=make_section(other), headline="Nuevo"))
    assert "El Puerto" in page.content.decode()


def test_a_story_without_a_place_is_shown_in_the_first_edition(
    browser: Client, edition: Edition
) -> None:
    story = make_story(section=None)
    assert story.preview_modes == [("", "Page")]
    page = previewed(browser, PREVIEW.format(story.pk), story_form(), "999")
    assert "The Harbour Post" in page.content.decode()


def test_a_preview_is_kept_by_nobody(browser: Client, edition: Edition) -> None:
    """The page store, a proxy and a browser keep what they are allowed to: this they are not."""
    section = make_section(edition)
    story = make_published(section=section)
    page = previewed(browser, PREVIEW.format(story.pk), story_form(section=section))
    assert "no-store" in page.headers["Cache-Control"]
    assert "private" in page.headers["Cache-Control"]
    assert "ETag" not in page.headers


def test_only_staff_sees_a_preview(edition: Edition) -> None:
    story = make_published(section=make_section(edition))
    answer = Client(headers={"host": "localhost"}).get(PREVIEW.format(story.pk))
    assert answer.status_code == 302
    assert "/newsroom/login/" in answer.headers["Location"]
