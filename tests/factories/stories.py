"""Editions, stories and pictures for tests."""

from __future__ import annotations

import io
from itertools import count
from typing import Any

from PIL import Image

from masthead.accounts.models import User
from masthead.stories.models import Author, Edition, Picture, Section, Story
from masthead.stories.services.drafting import create_story
from masthead.stories.services.editions import create_edition
from masthead.stories.services.pictures import add_picture
from masthead.stories.services.publication import publish_story

_numbers = count(1)


def make_edition(**fields: Any) -> Edition:
    """An edition with two sections, on a host of its own."""
    values = {
        "name": "The Harbour Post",
        "host": f"edition{next(_numbers)}.example",
        "zone": "Europe/London",
        "language": "en-GB",
        "sections": (("news", "News"), ("sport", "Sport")),
    }
    return create_edition(**(values | fields))


def make_section(edition: Edition | None = None) -> Section:
    """The first section of an edition."""
    section = (edition or make_edition()).sections.first()
    assert section is not None
    return section


def make_user(*, is_superuser: bool = True, **fields: Any) -> User:
    """A member of staff; an administrator unless told otherwise."""
    email = fields.pop("email", f"person{next(_numbers)}@station.example")
    make = User.objects.create_superuser if is_superuser else User.objects.create_user
    return make(email, **fields)


def make_author(**fields: Any) -> Author:
    """A staff author."""
    number = next(_numbers)
    return Author.objects.create(
        **({"name": f"Ada Writer {number}", "slug": f"ada-{number}"} | fields)
    )


def make_jpeg(width: int = 640, height: int = 480, colour: str = "#336699") -> bytes:
    """The bytes of a plain picture."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(buffer, "JPEG")
    return buffer.getvalue()


def make_picture(**fields: Any) -> Picture:
    """A picture; each one has bytes of its own."""
    number = next(_numbers)
    values = {
        "data": make_jpeg(640 + number % 7, 480, f"#{number % 4096:03x}"),
        "file_name": f"picture-{number}.jpg",
        "title": f"Picture {number}",
    }
    return add_picture(**(values | fields))


def paragraph(html: str) -> dict[str, str]:
    """A paragraph as a story's body keeps it."""
    return {"type": "paragraph", "value": f"<p>{html}</p>"}


def make_story(**fields: Any) -> Story:
    """A story with a home and one paragraph, not published."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "headline": f"Council agrees plan {number}",
        "body": [paragraph("The council agreed the plan on Monday.")],
    }
    if "section" not in fields:
        values["section"] = make_section()
    if fields.get("kind") == "sponsored":
        values["sponsor"] = "Ash Beds"
    return create_story(**(values | fields))


def make_published(**fields: Any) -> Story:
    """A story that readers get."""
    return publish_story(story=make_story(**fields), by=None)
