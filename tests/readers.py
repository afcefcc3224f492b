"""A reader at a browser: for every test that asks the site over HTTP, without a network."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from lxml import html

from masthead.stories.addresses import story_path
from masthead.stories.models import Edition, Publication, Story
from masthead.stories.selectors import publication_of
from tests.factories.stories import make_edition

HOST = "post.example"
ORIGIN = f"https://{HOST}"


@pytest.fixture
def edition(db: None) -> Edition:
    """The edition that the reader reads."""
    return make_edition(host=HOST, tagline="News from the quay")


@pytest.fixture
def reader(edition: Edition) -> Client:
    """A browser at the edition's host."""
    return Client(headers={"host": HOST})


def publication(story: Story) -> Publication:
    """The story's publication as the database has it, with its version and home."""
    found = publication_of(story.pk)
    assert found is not None
    return found


def path_of(story: Story) -> str:
    """The canonical path of a published story, not percent-encoded."""
    return story_path(publication(story))


def ask(reader: Client, path: str) -> HttpResponseBase:
    """The answer to a path as it stands on the wire: Django's client would repair some."""
    # WSGI, PEP 3333: the path's bytes, told as Latin-1.
    return reader.get("/", PATH_INFO=unquote_to_bytes(path).decode("latin-1"))


def text_of(response: HttpResponseBase) -> str:
    """The body of an answer."""
    content: bytes = getattr(response, "content", b"")
    return content.decode()


def tree_of(response: HttpResponseBase) -> html.HtmlElement:
    """The body of an answer as a tree."""
    assert response.status_code == 200
    return html.document_fromstring(text_of(response))


def headlines(response: HttpResponseBase) -> list[str]:
    """The headlines of the cards on a page, in order."""
    links = tree_of(response).xpath("//a[@class='card__link']")
    return [link.text_content().strip() for link in links]
