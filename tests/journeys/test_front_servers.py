"""A front server serves the page store as Masthead does, and hands everything else on."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest

from tests.journeys.front_servers import Answer, ask, found, front_server
from tests.journeys.running import environment, free_port, masthead, newsroom_running
from tests.journeys.wire_files import write_published, write_wire

pytestmark = pytest.mark.journey

# What a reader's browser or a cache goes by.
HEADERS = (
    "content-type", "content-language", "content-encoding", "content-length", "cache-control",
    "vary", "etag", "last-modified", "location", "x-frame-options", "x-content-type-options",
    "referrer-policy", "cross-origin-opener-policy", "content-security-policy", "accept-ranges",
    "set-cookie",
)  # fmt: skip
WITHDRAW = """
import django
django.setup()
from masthead.stories.models import Story
from masthead.stories.services.publication import withdraw_story
withdraw_story(story=Story.objects.get(pk={number}), by=None)
"""


@dataclass(frozen=True)
class Site:
    """A running Masthead with two stories."""

    folder: Path
    own: int
    stories: tuple[str, ...]

    @property
    def pages(self) -> Path:
        """Where its pages are stored."""
        return self.folder / "pages"

    def stored(self, path: str) -> bool:
        """Whether the page at ``path`` is in the store; it is asked for first."""
        ask(self.own, path)
        current = self.pages / "127.0.0.1" / "current"
        file = current / path.strip("/") / ("page.xml" if path.endswith(".xml") else "page.html")
        until = time.monotonic() + 5
        # Stamps run ahead of the clock where texts follow each other; nginx says so, we do not.
        while not _is_settled(file) and time.monotonic() < until:
            time.sleep(0.05)
        return _is_settled(file)


def _is_settled(file: Path) -> bool:
    return file.exists() and file.stat().st_mtime <= time.time()


@dataclass(frozen=True)
class Both:
    """Two ways to one site: Masthead's own server and a front server."""

    site: Site
    name: str
    front: int

    def ask(self, path: str, **more: Any) -> tuple[Answer, Answer]:
        """The same request through each: ours, theirs."""
        return ask(self.site.own, path, **more), ask(self.front, path, **more)

    def seen(self, answer: Answer) -> dict[str, Any]:
        """What counts of an answer, in a form that can be compared."""
        left_out = set()
        if self.name == "caddy":
            # Caddy makes a tag of its own of the same facts, and sends packed files in chunks.
            left_out = {"etag"}
            if "content-encoding" in answer.headers:
                left_out.add("content-length")
        headers: dict[str, Any] = {
            name: answer.headers[name]
            for name in HEADERS
            if name in answer.headers and name not in left_out
        }
        if policy := headers.get("content-security-policy"):
            headers["content-security-policy"] = set(policy.split("; "))
        if answer.status == 304:
            for name in ("content-encoding", "content-length", "content-type", "last-modified"):
                headers.pop(name, None)
        return {"status": answer.status, "headers": headers, "body": answer.body}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with two published stories."""
    base = tmp_path_factory.mktemp("fronts")
    with newsroom_running(
        base / "data", wire=write_wire(base / "wire"), published=write_published(base / "published")
    ) as running:
        own = int(running.address.rpartition(":")[2])
        news = ask(own, "/news").body.decode()
        paths = tuple(dict.fromkeys(re.findall(r'href="(/\d{4}/\d\d/\d\d/[^"]+)"', news)))
        yield Site(folder=base / "data", own=own, stories=paths)


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def both(
    request: pytest.FixtureRequest, site: Site, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Both]:
    """The site behind each front server that this machine has."""
    name: str = request.param
    if found(name) is None:
        pytest.skip(f"{name} is not installed")
    port = free_port()
    text = masthead("proxy-config", name, "--plain", str(port), folder=site.folder, port=site.own)
    with front_server(name, text, port=port, folder=tmp_path_factory.mktemp(name) / "server"):
        yield Both(site=site, name=name, front=port)


@pytest.mark.parametrize("accepted", ["", "gzip", "br", "gzip, deflate, br, zstd", "br;q=0, gzip"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("page", ["/", "/news", "/feed.xml", "story", "/section/news"])
def test_a_stored_page_is_the_same_in_every_form(
    both: Both, page: str, method: str, accepted: str
) -> None:
    path = both.site.stories[0] if page == "story" else page
    assert both.site.stored(path)
    ours, theirs = both.ask(
        path, method=method, **({"Accept_Encoding": accepted} if accepted else {})
    )
    assert both.seen(theirs) == both.seen(ours)
    assert ours.status == 200
    assert theirs.headers["etag"]


def test_what_a_browser_has_already_is_not_sent_again(both: Both) -> None:
    path = both.site.stories[0]
    assert both.site.stored(path)
    for coding in ("gzip", "br", "identity"):
        known = [answer.headers["etag"] for answer in both.ask(path, Accept_Encoding=coding)]
        answers = [
            ask(port, path, Accept_Encoding=coding, If_None_Match=f'W/"old", {tag}')
            for port, tag in zip((both.site.own, both.front), known, strict=True)
        ]
        assert [answer.status for answer in answers] == [304, 304]
        assert both.seen(answers[1]) == both.seen(answers[0])
    ours, theirs = both.ask(path, If_None_Match='"other"')
    assert (ours.status, theirs.status) == (200, 200)


def test_a_part_of_a_page_is_answered_with_the_whole(both: Both) -> None:
    assert both.site.stored("/news")
    ours, theirs = both.ask("/news", Range="bytes=0-9")
    assert both.seen(theirs) == both.seen(ours)
    assert theirs.status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/news?", "/news?utm_source=x", "/news?before=1-1", "/news/", "//news", "/nothing",
        "/2026/01/01/never-999", "/news/..", "/news/../feed.xml", "/news/%2e%2e/feed.xml",
        "/news%2Fpage.html",
        "/news/page.html", "/.store/index.sqlite3", "/current/news", "/127.0.0.1/current/news",
        "/edition.json", "/news/page.html.gz", "/static/../news", "/media/images/none.jpg",
        "/n%65ws", "/news%20",
    ],
)  # fmt: skip
def test_what_is_no_stored_page_is_masthead_s_to_answer(both: Both, path: str) -> None:
    both.site.stored("/news")
    ours, theirs = both.ask(path)
    assert both.seen(theirs) == both.seen(ours)


@pytest.mark.parametrize(
    "path",
    ["/new%", "/%2e%2e/%2e%2e/masthead.toml", "/..%2f..%2fmasthead.toml", "/../../etc/passwd"],
)
def test_what_is_no_address_or_leads_out_is_refused(both: Both, path: str) -> None:
    ours, theirs = both.ask(path)
    # nginx refuses what leads out, Caddy what is no address; Masthead finds nothing there.
    assert (ours.status, theirs.status) in {(404, 404), (404, 400)}


@pytest.mark.parametrize(
    "more",
    [
        {"method": "POST", "body": b"a=1"},
        {"method": "PUT", "body": b"x"},
        {"method": "OPTIONS"},
        {"host": "unknown.example.org"},
        {"host": "127.0.0.1."},
        {"Authorization": "Basic eDp5"},
        {"Cookie": "a=b; masthead_staff=1"},
    ],
    ids=repr,
)
def test_other_requests_for_a_stored_page_reach_masthead(both: Both, more: dict[str, Any]) -> None:
    path = both.site.stories[0]
    assert both.site.stored(path)
    ours, theirs = both.ask(path, **more)
    assert both.seen(theirs) == both.seen(ours)
    if "Cookie" in more:
        assert "no-store" in theirs.headers["cache-control"]


def test_static_files_and_the_newsroom_are_there(both: Both) -> None:
    page = ask(both.front, "/").body.decode()
    style = re.findall(r'href="(/static/[^"]+\.css)"', page)[0]
    for path in (style, "/newsroom/", "/newsroom/enter/none/"):
        ours, theirs = both.ask(path)
        assert (theirs.status, theirs.body) == (ours.status, ours.body) or "csrf" in str(ours.body)
        assert theirs.headers.get("cache-control") == ours.headers.get("cache-control")


def test_who_saves_data_gets_no_font(both: Both) -> None:
    page = ask(both.front, "/").body.decode()
    font = re.findall(r'href="(/static/[^"]+\.woff2)"', page)[0]
    for answer in both.ask(font, **{"Save-Data": "on"}):
        assert (answer.status, answer.body) == (204, b"")
        assert answer.headers["cache-control"] == "no-store"
    for answer in both.ask(font):
        assert answer.status == 200


def test_what_a_reader_says_of_a_proxy_is_not_believed(both: Both) -> None:
    ours, theirs = both.ask(
        "/nothing", X_Forwarded_Host="evil.example.org", Forwarded="host=evil.example.org"
    )
    assert both.seen(theirs) == both.seen(ours)
    assert b"evil" not in theirs.body


def test_stored_pages_are_there_while_masthead_is_not(both: Both, tmp_path: Path) -> None:
    path = both.site.stories[0]
    assert both.site.stored(path)
    page = ask(both.site.own, path, Accept_Encoding="br").body
    port, nobody = free_port(), free_port()
    text = masthead(
        "proxy-config", both.name, "--plain", str(port), folder=both.site.folder, port=nobody
    )
    with front_server(both.name, text, port=port, folder=tmp_path / "server"):
        assert ask(port, path, Accept_Encoding="br").body == page
        assert gzip.decompress(ask(port, path, Accept_Encoding="gzip").body) == brotli.decompress(
            page
        )
        assert ask(port, "/nothing").status == 502


def test_a_withdrawn_story_is_gone_at_once(both: Both, site: Site) -> None:
    path = {"nginx": site.stories[-1], "caddy": site.stories[0]}[both.name]
    assert site.stored(path)
    assert ask(both.front, path).status == 200
    subprocess.run(
        [sys.executable, "-c", WITHDRAW.format(number=path.rpartition("-")[2])],
        env=environment(site.folder, site.own)
        | {"DJANGO_SETTINGS_MODULE": "masthead.config.settings"},
        check=True,
    )
    ours, theirs = both.ask(path)
    assert theirs.status == 410
    assert both.seen(theirs) == both.seen(ours)
