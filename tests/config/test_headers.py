"""What every answer to a reader carries, and what none does."""

from __future__ import annotations

import re

import pytest
from django.http.response import HttpResponseBase
from django.test import Client

from masthead.stories.models import Edition, Story
from masthead.stories.services.publication import withdraw_story
from tests.factories.stories import (
    make_author,
    make_picture,
    make_published,
    make_section,
    paragraph,
)
from tests.readers import ORIGIN, path_of, text_of

# Elements that load something, and the attribute that says what from.
LOADING = re.compile(
    r"<(?:script|img|source|iframe|audio|video|track|embed|object|link(?![^>]*rel=\"(?:canonical|"
    r"alternate|prev|next))[^>]*)[^>]*?(?:src|srcset|href|data|poster)=\"([^\"]*)\"",
    re.IGNORECASE,
)


@pytest.fixture
def story(edition: Edition) -> Story:
    """A story with about everything, and a link to another site in its words."""
    return make_published(
        section=make_section(edition),
        bylines=[make_author(slug="ada")],
        lead_picture=make_picture(),
        lead_alt="A crane",
        lead_credit="Ada",
        body=[
            paragraph('A <a href="https://elsewhere.example/">link</a> in the words.'),
            {"type": "embed", "value": {"url": "https://video.example/1", "title": "A film",
                                        "site": "Video", "description": ""}},
        ],
    )  # fmt: skip


def public_pages(reader: Client, story: Story) -> dict[str, HttpResponseBase]:
    """An answer of every kind that readers get, by its path."""
    path = path_of(story)
    gone = make_published(section=make_section(story.placements.get().edition))
    gone_path = path_of(gone)
    withdraw_story(story=gone, by=None)
    paths = ["/", "/news", "/section/news", "/author/ada", "/feed.xml", path, f"{path}/history",
             f"{path}/", "/news/", gone_path, "/nothing", "/news?before=nonsense"]  # fmt: skip
    answers: dict[str, HttpResponseBase] = {name: reader.get(name) for name in paths}
    answers["an unknown host"] = reader.get("/", headers={"host": "evil.example"})
    answers["a POST"] = reader.post("/")
    return answers


def test_every_answer_has_the_strict_headers(reader: Client, story: Story) -> None:
    statuses = set()
    for name, answer in public_pages(reader, story).items():
        statuses.add(answer.status_code)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, name
        assert "script-src 'self'" in policy, name
        assert "base-uri 'none'" in policy, name
        assert "frame-ancestors 'self'" in policy, name
        assert not re.search(r"unsafe|nonce|\*|https?:", policy), name
        assert answer.headers["X-Content-Type-Options"] == "nosniff", name
        assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin", name
        assert answer.headers["X-Frame-Options"] == "SAMEORIGIN", name
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", name
    assert statuses == {200, 301, 400, 404, 405, 410}


def test_no_reader_gets_a_cookie_and_no_page_depends_on_one(reader: Client, story: Story) -> None:
    for name, answer in public_pages(reader, story).items():
        assert not answer.cookies, name
        assert "Set-Cookie" not in answer.headers, name
        assert "cookie" not in answer.headers.get("Vary", "").lower(), name


def test_an_editors_cookie_changes_no_readers_page(reader: Client, story: Story) -> None:
    plain = text_of(reader.get(path_of(story)))
    reader.cookies["masthead_newsroom"] = "somebody"
    assert text_of(reader.get(path_of(story))) == plain


def test_nothing_inline_and_nothing_of_others_is_loaded(reader: Client, story: Story) -> None:
    for name, answer in public_pages(reader, story).items():
        page = text_of(answer)
        for address in LOADING.findall(page):
            assert address.startswith("/") and not address.startswith("//"), (name, address)
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page), name
        for script in re.findall(r"<script(?![^>]*\ssrc=)([^>]*)>", page):
            assert 'type="application/ld+json"' in script, name
        assert "preconnect" not in page, name
        assert "dns-prefetch" not in page, name


def test_pages_are_asked_for_again_each_time_and_name_their_language(
    reader: Client, story: Story
) -> None:
    for path in ("/", "/news", path_of(story), f"{path_of(story)}/history"):
        answer = reader.get(path)
        assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert answer.headers["Content-Language"] == "en-GB"
    assert ORIGIN in text_of(reader.get("/"))


def test_pages_are_packed_for_browsers_that_can_unpack(reader: Client, story: Story) -> None:
    answer = reader.get(path_of(story), headers={"accept-encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Vary"] == "Accept-Encoding"
