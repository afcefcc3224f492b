"""What is chosen in dialogues is found by its name."""

from __future__ import annotations

import pytest
from django.test import Client

from masthead.stories.models import Edition, Topic
from tests.factories.stories import make_author, make_section, make_story

pytestmark = pytest.mark.django_db

CHOOSE = "/newsroom/snippets/choose/stories/{}/{}"


def test_a_story_for_a_related_link_is_found_by_headline(browser: Client, edition: Edition) -> None:
    section = make_section(edition)
    make_story(section=section, headline="Ferry back in service")
    make_story(section=section, headline="Bridge closed")
    dialogue = browser.get(CHOOSE.format("story", ""))
    assert dialogue.status_code == 200
    assert "Bridge closed" in dialogue.json()["html"]
    results = browser.get(CHOOSE.format("story", "results/"), {"q": "ferry"}).content.decode()
    assert "Ferry back in service" in results
    assert "Bridge closed" not in results


def test_authors_and_topics_are_found_by_name(browser: Client, edition: Edition) -> None:
    make_author(name="Ana Lee", slug="ana-lee")
    make_author(name="Bo Strand", slug="bo-strand")
    Topic.objects.create(name="Harbour", slug="harbour")
    results = browser.get(CHOOSE.format("author", "results/"), {"q": "ana"}).content.decode()
    assert "Ana Lee" in results
    assert "Bo Strand" not in results
    results = browser.get(CHOOSE.format("topic", "results/"), {"q": "council"}).content.decode()
    assert "Harbour" not in results


def test_recordings_are_searched_by_title(browser: Client, edition: Edition) -> None:
    response = browser.get(CHOOSE.format("recording", "results/"), {"q": "tide"})
    assert response.status_code == 200
