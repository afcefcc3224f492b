"""The function ahead of Django: what it answers itself, and what it passes on."""

from __future__ import annotations

import os
import time
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest

from masthead.delivery.front import Front
from masthead.delivery.reads import Reads
from masthead.delivery.store import PageStore, set_meta
from tests.delivery.stored import page, plain_file, ticket
from tests.readers import HOST

BODY = b"<p>News from the quay. " * 60


class Asked:
    """A client of the front, and Django's stand-in behind it, which notes what reaches it."""

    def __init__(self, store: PageStore, **options: Any) -> None:
        self.passed_on: list[str] = []
        self.front = Front(
            self._django,
            root=store.root,
            lease=store.lease,
            reads=Reads(),
            security={False: [("X-Frame-Options", "SAMEORIGIN")], True: [("HSTS", "1")]},
            is_secure=lambda environ: environ["wsgi.url_scheme"] == "https",
            staff_cookie="masthead_staff",
            **options,
        )

    def _django(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        self.passed_on.append(environ["PATH_INFO"])
        start_response("200 Django", [])
        return [b"Django"]

    def __call__(self, path: str = "/news", **extra: str) -> tuple[str, dict[str, str], bytes]:
        """Status, headers and body of an answer."""
        told: list[Any] = []
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": "",
            "HTTP_HOST": HOST,
            "wsgi.url_scheme": "http",
            **{name.replace("__", "."): value for name, value in extra.items()},
        }
        body = b"".join(self.front(environ, lambda *words: told.extend(words)))
        names = [name for name, _ in told[1]]
        assert len(names) == len(set(names)), "a header twice"
        return told[0], dict(told[1]), body


@pytest.fixture
def store(tmp_path: Path) -> PageStore:
    """A store with one page, whose purges are applied."""
    made = PageStore(tmp_path / "pages", limit=10_000_000)
    made.ensure()
    with made.index.writing() as index:
        set_meta(index, "position", 0)
        set_meta(index, "born", time.time() - 100)
    made.lease.renew()
    assert made.keep(page("/news", BODY, "1:news"), ticket=ticket(made))
    assert made.keep(page("/section/kultur-ö", BODY), ticket=ticket(made))
    return made


@pytest.fixture
def ask(store: PageStore) -> Asked:
    """A client."""
    return Asked(store)


def test_a_page_is_answered_from_its_file(ask: Asked) -> None:
    for _ in range(2):
        status, headers, body = ask()
        assert (status, body) == ("200 OK", BODY)
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Content-Length"] == str(len(BODY))
    assert headers["Content-Language"] == "en"
    assert headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert headers["Vary"] == "Accept-Encoding"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "Content-Encoding" not in headers
    assert not ask.passed_on


def test_each_encoding_is_a_representation_of_its_own(ask: Asked) -> None:
    tags = set()
    for accepted, coding in (("br", "br"), ("gzip", "gzip"), ("", None)):
        _, headers, body = ask(HTTP_ACCEPT_ENCODING=accepted)
        assert headers.get("Content-Encoding") == coding
        assert headers["Content-Length"] == str(len(body))
        tags.add(headers["ETag"])
    assert len(tags) == 3
    assert brotli.decompress(ask(HTTP_ACCEPT_ENCODING="br")[2]) == BODY


def test_head_has_the_headers_of_get_and_no_body(ask: Asked) -> None:
    _, expected, _ = ask()
    status, headers, body = ask(REQUEST_METHOD="HEAD")
    assert (status, headers, body) == ("200 OK", expected, b"")
    assert ask()[2] == BODY


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_the_client_has_already_is_not_sent_again(ask: Asked, method: str) -> None:
    _, full, _ = ask()
    for condition in (
        {"HTTP_IF_NONE_MATCH": f"W/{full['ETag']}"},
        {"HTTP_IF_MODIFIED_SINCE": full["Last-Modified"]},
    ):
        status, headers, body = ask(REQUEST_METHOD=method, **condition)
        assert (status, body) == ("304 Not Modified", b"")
        assert headers["ETag"] == full["ETag"]
        assert headers["Vary"] == "Accept-Encoding"
        assert headers["X-Frame-Options"] == "SAMEORIGIN"
        assert not {"Content-Length", "Content-Type", "Content-Encoding"} & set(headers)
    # The tag of the packed page is not the tag of the plain one.
    _, packed, _ = ask(HTTP_ACCEPT_ENCODING="gzip")
    assert ask(HTTP_IF_NONE_MATCH=packed["ETag"])[0] == "200 OK"


def test_a_range_is_answered_whole(ask: Asked) -> None:
    status, headers, body = ask(HTTP_RANGE="bytes=0-3")
    assert (status, body) == ("200 OK", BODY)
    assert "Content-Range" not in headers


@pytest.mark.parametrize(
    "extra",
    [
        {"REQUEST_METHOD": "POST"},
        {"REQUEST_METHOD": "OPTIONS"},
        {"REQUEST_METHOD": "PURGE"},
        {"REQUEST_METHOD": "get"},
        {"QUERY_STRING": "x"},
        {"QUERY_STRING": "before=1-1"},
        {"HTTP_AUTHORIZATION": "Basic YQ=="},
        {"HTTP_COOKIE": "masthead_staff=1"},
        {"HTTP_COOKIE": "a=b; masthead_staff=1; c=d"},
        {"HTTP_HOST": "evil.example"},
        {"HTTP_HOST": f"{HOST}/.."},
        {"HTTP_HOST": ".."},
        {"HTTP_HOST": ""},
    ],
)  # fmt: skip
def test_everything_else_is_djangos(ask: Asked, extra: dict[str, str]) -> None:
    assert ask(**extra)[2] == b"Django"


@pytest.mark.parametrize(
    "path",
    ["/", "/missing", "/news/", "//news", "/news/page.html", "/news//", "/./news", "/../news",
     "/news/..", "/x/../news", "/news\x00", "/%2e%2e/news", "/news;x", "/NEWS", "/news/nothing.css",
     "/.store/index.sqlite3", "/edition.json", "/news/page.html.gz", ""],
)  # fmt: skip
def test_only_the_pages_own_path_finds_it(ask: Asked, path: str) -> None:
    for _ in range(2):
        assert ask(path)[2] == b"Django"


@pytest.mark.parametrize("host", [HOST.upper(), f"{HOST}:8000", f"{HOST}.", f"{HOST}.:1"])
def test_ports_capitals_and_the_roots_dot_change_nothing(ask: Asked, host: str) -> None:
    assert ask(HTTP_HOST=host, HTTP_X_FORWARDED_HOST="evil.example")[2] == BODY


def test_a_path_in_any_script_is_found(ask: Asked) -> None:
    assert ask("/section/kultur-ö")[2] == BODY


def test_a_readers_other_cookies_change_nothing(ask: Asked) -> None:
    assert ask(HTTP_COOKIE="consent=all")[2] == BODY


def test_a_request_by_tls_gets_its_own_headers(ask: Asked) -> None:
    assert "HSTS" not in ask()[1]
    assert "HSTS" in ask(wsgi__url_scheme="https")[1]
    assert "HSTS" not in ask()[1]


def test_the_newsrooms_own_host_has_no_stored_pages(store: PageStore) -> None:
    assert Asked(store, newsroom_host=HOST.upper())()[2] == b"Django"


def test_a_purged_page_is_missed_at_once_and_a_new_one_found_at_once(
    store: PageStore, ask: Asked
) -> None:
    assert ask()[2] == BODY
    store.purge(["1:news"])
    assert ask()[2] == b"Django"
    assert store.keep(page("/news", b"<p>New", "1:news"), ticket=ticket(store))
    assert ask()[2] == b"<p>New"
    store.purge(["1:*"])
    assert ask()[2] == b"Django"


def test_without_the_lease_nothing_is_answered_from_the_store(
    store: PageStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("masthead.delivery.lease.LEASE_SECONDS", 0.0)
    assert Asked(store)()[2] == b"Django"
    store.lease.file.unlink()
    assert Asked(store)()[2] == b"Django"


def test_what_is_kept_in_memory_is_bounded(
    store: PageStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("masthead.delivery.front.MEMORY_BYTES", 16 * len(BODY))
    monkeypatch.setattr("masthead.delivery.front._PLACES", 10)
    monkeypatch.setattr("masthead.delivery.front._SPELLINGS", 10)
    ask = Asked(store)
    for number in range(40):
        path = f"/{number}"
        store.keep(page(path, BODY), ticket=ticket(store))
        assert ask(path, HTTP_ACCEPT_ENCODING=f"x{number}")[2] == BODY
        ask(f"/missing-{number}")
    assert ask.front._memory_bytes <= 16 * len(BODY)
    assert len(ask.front._memory) <= 16
    assert len(ask.front._places) <= 10
    assert len(ask.front._spellings) <= 10


def test_a_file_that_changed_under_it_is_read_again(store: PageStore, ask: Asked) -> None:
    assert ask()[2] == BODY
    plain_file(store, "/news").write_bytes(b"other")
    assert ask()[2] == b"other"


def test_a_stamp_to_come_is_not_told_before_its_time_and_then_holds(
    store: PageStore, ask: Asked
) -> None:
    stamp = int(time.time()) + 1
    os.utime(plain_file(store, "/news"), (stamp, stamp))
    early = ask()[1]["Last-Modified"]
    assert parsedate_to_datetime(early).timestamp() < stamp
    # It may be the date of the text before: nobody is told that he has this one.
    assert ask(HTTP_IF_MODIFIED_SINCE=early)[0] == "200 OK"
    time.sleep(max(0.0, stamp - time.time()) + 0.01)
    late = ask()[1]["Last-Modified"]
    assert parsedate_to_datetime(late).timestamp() == stamp
    assert ask(HTTP_IF_MODIFIED_SINCE=late)[0] == "304 Not Modified"
