"""Which host a request is for."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from masthead.config import middleware
from masthead.stories.models import Edition
from tests.factories.stories import make_edition, make_published, make_section
from tests.readers import HOST, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/news", "/feed.xml", "/2026/01/01/x-1", "/newsroom/"])
@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        f"{HOST}.evil.example",
        f"evil.example#{HOST}",
        f"evil.example/{HOST}",
        f"user@{HOST}",
        f"user:secret@{HOST}",
        f"{HOST}:port",
        f"{HOST}:80:80",
        f"{HOST}\r\nX-Evil: 1",
        f"{HOST}\n",
        f"{HOST} ",
        f" {HOST}",
        f"{HOST}, evil.example",
        f"{HOST}..",
        f".{HOST}",
        "[::ffff:203.0.113.9]",
        "[::1",
        "2130706433",
        "0.0.0.0",  # noqa: S104 - a Host header, nothing is bound
        "*",
        "é.example",
        "x" * 5000,
        "\x00",
    ],
)
def test_a_host_that_nobody_has_is_refused_in_plain_words(
    reader: Client, host: str, path: str
) -> None:
    answer = reader.get(path, headers={"host": host})
    assert answer.status_code == 400
    assert "No newspaper lives at this address" in text_of(answer)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "evil" not in text_of(answer)
    assert "X-Evil" not in answer.headers


@pytest.mark.parametrize(
    "host", [HOST, f"{HOST}:443", f"{HOST}:8000", f"{HOST}.", f"{HOST}.:80", HOST.upper()]
)
def test_ports_capitals_and_the_roots_dot_change_nothing(reader: Client, host: str) -> None:
    answer = reader.get("/", headers={"host": host})
    assert answer.status_code == 200
    assert f"https://{HOST}/" in text_of(answer)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.0.0.1:8001", "localhost", "LOCALHOST:9", "[::1]", "[::1]:80", "127.9.9.9",
     "news.localhost"],
)  # fmt: skip
def test_every_name_of_this_machine_reaches_the_edition_that_has_one(host: str) -> None:
    make_edition(host="127.0.0.1", name="The Demo")
    make_edition(host="public.example", name="The Other")
    answer = Client().get("/", headers={"host": host})
    assert answer.status_code == 200
    assert "The Demo" in text_of(answer)


def test_two_editions_on_this_machine_keep_their_own_names() -> None:
    make_edition(host="localhost", name="The First")
    make_edition(host="127.0.0.1", name="The Second")
    client = Client()
    for _ in range(2):
        for host, name in (("other.localhost", "First"), ("127.0.0.1", "Second")):
            assert f"The {name}" in text_of(client.get("/", headers={"host": host}))


def test_this_machines_names_do_not_serve_an_edition_that_is_public(reader: Client) -> None:
    assert reader.get("/", headers={"host": "localhost"}).status_code == 400


def test_names_from_outside_are_not_remembered(edition: Edition) -> None:
    make_edition(host="127.0.0.1")
    host_middleware = middleware.HostMiddleware(lambda request: HttpResponse())
    for number in range(50):
        for host in (f"n{number}.localhost", f"127.0.1.{number}", f"n{number}.example"):
            host_middleware(RequestFactory().get("/", headers={"host": host}))
    host_middleware(RequestFactory().get("/", headers={"host": HOST}))
    assert set(host_middleware._known) == {HOST}


def test_the_edition_is_asked_for_once_a_second_and_a_new_name_shows_then(
    reader: Client, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.get("/nothing")
    with CaptureQueriesContext(connection) as queries:
        reader.get("/nothing")
    assert len(queries) == 0
    edition.name = "The New Name"
    edition.save()
    monkeypatch.setattr(middleware, "EDITION_SECONDS", 0.0)
    assert "The New Name" in text_of(reader.get("/nothing"))


@pytest.fixture
def newsroom_host(settings: Any) -> str:
    """The newsroom on a host of its own, as an operator may write it."""
    settings.MASTHEAD_NEWSROOM_HOST = "Desk.example"
    return "desk.example"


def test_the_newsroom_answers_on_its_own_host_and_there_alone(
    reader: Client, newsroom_host: str
) -> None:
    for path in ("/newsroom/", "/newsroom/login/", "/newsroom/enter/x"):
        assert reader.get(path).status_code == 404
        assert "csrf" not in text_of(reader.get(path)).lower()
        assert not reader.get(path).cookies
        assert reader.get(path, headers={"host": newsroom_host}).status_code != 404
        assert reader.get(path, headers={"host": "localhost"}).status_code in (400, 404)


def test_the_newsrooms_host_shows_no_readers_page(
    reader: Client, edition: Edition, newsroom_host: str
) -> None:
    story = make_published(section=make_section(edition))
    for path in ("/", "/news", "/feed.xml", "/section/news", f"/2026/01/01/x-{story.pk}",
                 "//evil.example/newsroom/"):  # fmt: skip
        answer = reader.get("/", PATH_INFO=path, headers={"host": newsroom_host})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/newsroom/"), path
    missing = reader.get("/media/images/none.jpg", headers={"host": newsroom_host})
    assert missing.status_code == 404


def test_without_a_host_of_its_own_the_newsroom_is_under_the_editions(reader: Client) -> None:
    assert reader.get("/newsroom/").status_code == 302


def test_the_newsroom_of_an_installation_without_editions_is_on_this_machine_alone() -> None:
    client = Client()
    assert client.get("/newsroom/", headers={"host": "127.0.0.1"}).status_code == 302
    assert client.get("/newsroom/", headers={"host": "post.example"}).status_code == 400
    assert client.get("/", headers={"host": "127.0.0.1"}).status_code == 400
