"""The page store before readers: two web processes and a worker, asked over HTTP."""

from __future__ import annotations

import gzip
import json
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest

from tests.journeys.prepared import lay_prepared
from tests.journeys.running import START_SECONDS, environment, free_port, masthead

pytestmark = pytest.mark.journey


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def is_stored(self) -> bool:
        """Whether it came from the store: only its answers have a validator."""
        return "etag" in self.headers


@dataclass(frozen=True)
class Site:
    """A running Masthead."""

    folder: Path
    port: int

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for a page."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(
                method, path, headers={name.replace("_", "-"): headers[name] for name in headers}
            )
            answer = connection.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, told, answer.read())
        finally:
            connection.close()

    def act(self, deed: str, story: int = 0) -> dict[str, Any]:
        """Have the newsroom do something, in a process of its own."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.journeys.acting", deed, str(story)],
            env=self.environment,
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return found

    def kept_so_far(self) -> int:
        """How many drawings all processes have stored since the store began.

        By its own numbering: the counters of ``masthead pages status`` follow after ten seconds.
        """
        index = sqlite3.connect(f"file:{self.folder}/pages/.store/index.sqlite3?mode=ro", uri=True)
        with closing(index):
            query = "SELECT seq FROM sqlite_sequence WHERE name = 'entries'"
            found: int = index.execute(query).fetchone()[0]
        return found

    @property
    def environment(self) -> dict[str, str]:
        """The environment of this installation's processes."""
        settings = {"DJANGO_SETTINGS_MODULE": "masthead.config.settings"}
        return environment(self.folder, self.port) | settings


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A newsroom with one edition, two web processes and a worker."""
    here = Site(tmp_path_factory.mktemp("store") / "data", free_port())
    lay_prepared(here.folder)
    masthead(
        "init", "--name", "The Port Ash Post", "--host", "127.0.0.1", "--zone", "Europe/London",
        "--language", "en-GB", "--email", "ada@example.org", folder=here.folder, port=here.port,
    )  # fmt: skip
    with (here.folder / "masthead.toml").open("a") as settings:
        settings.write("web_processes = 2\n")
    with (here.folder / "run.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "masthead.cli.main", "run", "--no-demo"],
            env=here.environment, stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            _wait_for_store(here, process)
            yield here
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=10)


def _wait_for_store(site: Site, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, (site.folder / "run.log").read_text()
        try:
            if site.ask("/").is_stored:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise AssertionError((site.folder / "run.log").read_text())


_DRAWN_AT = re.compile("<lastBuildDate>[^<]*</lastBuildDate>")


def seen(site: Site, path: str, words: str) -> bool:
    """Whether readers see ``words``, whichever of the processes answers."""
    # A feed without a story bears the second in which it was drawn, and is never stored.
    pages = [_DRAWN_AT.sub("", site.ask(path).body.decode()) for _ in range(6)]
    assert len(set(pages)) == 1, f"{path} differs between processes"
    return words in pages[0]


def settled(site: Site, path: str) -> Answer:
    """The page, once its stamp (which may run ahead of the clock by seconds) is no more to come."""
    while int((answer := site.ask(path)).headers["etag"].strip('"').partition("-")[0], 16) > (
        time.time()
    ):
        time.sleep(0.1)
    return answer


LISTS = ("/", "/news", "/section/news", "/feed.xml")


def test_what_the_newsroom_does_is_what_readers_get_at_once(site: Site) -> None:
    made = site.act("publish")
    path, story = made["path"], made["story"]
    for page in (path, *LISTS):
        assert seen(site, page, "The old words"), page
        assert site.ask(page).is_stored, page
    site.act("edit", story)
    for page in (path, *LISTS):
        assert seen(site, page, "The new words"), page
        assert not seen(site, page, "The old words"), page
    site.act("correct", story)
    assert seen(site, path, "It said £4.")
    assert seen(site, f"{path}/history", "It said £4.")
    site.act("rename", story)
    for page in (path, *LISTS):
        assert seen(site, page, "The Renamed Post"), page
    site.act("withdraw", story)
    assert site.ask(path).status == 410
    assert not site.ask(path).is_stored
    for page in LISTS:
        assert not seen(site, page, "The new words"), page
    told = json.loads(masthead("doctor", "--json", folder=site.folder, port=site.port))
    assert [row["state"] for row in told if row["check"] == "pages"] == ["ok"], told


def test_each_encoding_says_the_same_and_has_its_own_validator(site: Site) -> None:
    plain = site.ask("/news")
    packed = site.ask("/news", accept_encoding="gzip")
    brotlied = site.ask("/news", accept_encoding="gzip, br")
    assert packed.headers["content-encoding"] == "gzip"
    assert brotlied.headers["content-encoding"] == "br"
    assert gzip.decompress(packed.body) == brotli.decompress(brotlied.body) == plain.body
    assert len({answer.headers["etag"] for answer in (plain, packed, brotlied)}) == 3
    for answer in (plain, packed, brotlied):
        assert answer.headers["vary"] == "Accept-Encoding"
        assert answer.headers["content-length"] == str(len(answer.body))
        assert re.fullmatch(r'"[0-9a-f]+-[0-9a-f]+"', answer.headers["etag"])


def test_head_and_conditional_requests_are_right(site: Site) -> None:
    full = settled(site, "/news")
    head = site.ask("/news", "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == full.headers["content-length"]
    assert head.headers["etag"] == full.headers["etag"]
    for condition in ({"if_none_match": full.headers["etag"]},
                      {"if_modified_since": full.headers["last-modified"]}):  # fmt: skip
        known = site.ask("/news", **condition)
        assert (known.status, known.body) == (304, b"")
        assert known.headers["etag"] == full.headers["etag"]
    assert site.ask("/news", if_none_match='"other"').status == 200


def test_a_stored_page_has_the_headers_of_every_other_answer(site: Site) -> None:
    def policy(answer: Answer) -> set[str]:
        # The order of the directives differs between processes and means nothing.
        return {part.strip() for part in answer.headers["content-security-policy"].split(";")}

    stored, drawn = site.ask("/news"), site.ask("/news?x=1")
    assert stored.is_stored
    assert not drawn.is_stored
    assert policy(stored) == policy(drawn)
    for name in ("x-frame-options", "x-content-type-options", "referrer-policy",
                 "cross-origin-opener-policy", "cache-control", "content-language",
                 "content-type"):  # fmt: skip
        assert stored.headers[name] == drawn.headers[name], name
    assert "set-cookie" not in stored.headers


@pytest.mark.parametrize(
    "headers",
    [{"cookie": "masthead_staff=1"}, {"authorization": "Basic YQ=="}, {"host": "evil.example"}],
)
def test_staff_and_strangers_are_djangos(site: Site, headers: dict[str, str]) -> None:
    assert site.ask("/news").is_stored
    assert not site.ask("/news", **headers).is_stored


@pytest.mark.parametrize(
    "path",
    ["/news/", "//news", "/news/page.html", "/news;x", "/news/%2e%2e", "/%2e%2e/etc/passwd",
     "/.store/index.sqlite3", "/news%00", "/edition.json", "/news/x.css", "/../news"],
)  # fmt: skip
def test_no_other_path_leads_to_a_file(site: Site, path: str) -> None:
    # As it stands on the wire: a client library would tidy it.
    with socket.create_connection(("127.0.0.1", site.port), timeout=20) as wire:
        wire.sendall(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode()
        )
        told = b""
        while part := wire.recv(65_536):
            told += part
    assert not told.startswith(b"HTTP/1.1 200") or b"etag:" in told.lower().split(b"\r\n\r\n")[0]
    assert b"SQLite format" not in told
    if path not in ("/../news", "/news/%2e%2e"):
        assert not told.startswith(b"HTTP/1.1 200"), path


def test_a_burst_over_two_processes_draws_a_page_once(site: Site) -> None:
    path = site.act("publish")["path"]
    before = site.kept_so_far()
    with ThreadPoolExecutor(30) as pool:
        answers = list(pool.map(site.ask, [path] * 30))
    assert {answer.status for answer in answers} == {200}
    assert len({answer.headers["etag"] for answer in answers}) == 1
    assert site.kept_so_far() - before == 1


def test_clearing_while_it_runs_is_no_more_than_a_cold_start(site: Site) -> None:
    assert site.ask("/news").is_stored
    masthead("pages", "clear", folder=site.folder, port=site.port)
    assert site.ask("/news").status == 200
    time.sleep(1.1)
    site.ask("/news")
    assert site.ask("/news").is_stored


def test_no_file_of_the_store_holds_a_cookie_or_a_token(site: Site) -> None:
    pages = list((site.folder / "pages").rglob("page.*"))
    assert pages
    for file in pages:
        data = file.read_bytes()
        text = {".br": brotli.decompress, ".gz": gzip.decompress}.get(file.suffix, bytes)(data)
        assert b"csrf" not in text.lower()
        assert b"set-cookie" not in text.lower()
