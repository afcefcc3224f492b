"""The guarded client asks as it should, and hands back what it is told."""

from __future__ import annotations

import re
import zlib
from gzip import compress

import pytest

from masthead.kernel.fetching import Fetched, FetchRefused, Policy, fetch
from tests.kernel.web_server import PUBLIC, FakeNetwork, WebServer


def fetch_here(site: WebServer, path: str, *, etag: str = "", last_modified: str = "") -> Fetched:
    """Fetch from the test's server, which the policy allows by name."""
    policy = Policy(allowed_hosts=frozenset({site.authority}))
    url = f"http://{site.authority}{path}"
    return fetch(url, policy=policy, etag=etag, last_modified=last_modified)


def test_an_answer_comes_with_its_status_headers_and_bytes(site: WebServer) -> None:
    site.says("/feed?a=b", body=b"<rss/>", Content_Type="application/rss+xml", ETag='"1"')
    fetched = fetch_here(site, "/feed?a=b")
    assert fetched.url == f"http://{site.authority}/feed?a=b"
    assert (fetched.status, fetched.data, fetched.redirects) == (200, b"<rss/>", ())
    assert fetched.headers["content-type"] == "application/rss+xml"
    assert fetched.headers["etag"] == '"1"'


@pytest.mark.parametrize("status", [404, 410, 429, 500, 503])
def test_an_error_of_the_server_is_an_answer_too(site: WebServer, status: int) -> None:
    site.says("/feed", status=status, body=b"no", Retry_After="60")
    fetched = fetch_here(site, "/feed")
    assert (fetched.status, fetched.data) == (status, b"no")
    assert fetched.headers["retry-after"] == "60"


def test_the_request_says_who_asks_and_nothing_of_whom(site: WebServer) -> None:
    policy = Policy(contact="desk@paper.example", allowed_hosts=frozenset({site.authority}))
    fetch(f"http://{site.authority}/", policy=policy)
    sent = site.asked("/")
    assert re.fullmatch(r"Masthead/[\d.]+ \(\+desk@paper\.example\)", sent.pop("user-agent"))
    assert sent == {
        "host": site.authority,
        "accept": "*/*",
        "accept-encoding": "gzip, deflate",
        "connection": "close",
    }


def test_an_unchanged_feed_is_not_sent_again(site: WebServer) -> None:
    site.says("/feed", status=304, ETag='"1"', Content_Encoding="gzip")
    fetched = fetch_here(site, "/feed", etag='W/"1"', last_modified="Mon, 01 Jun 2026 10:00:00 GMT")
    assert (fetched.status, fetched.data) == (304, b"")
    assert site.asked("/feed")["if-none-match"] == 'W/"1"'
    assert site.asked("/feed")["if-modified-since"] == "Mon, 01 Jun 2026 10:00:00 GMT"


def test_a_validator_that_cannot_be_sent_is_left_out(site: WebServer) -> None:
    site.says("/feed")
    fetch_here(site, "/feed", etag='"ö"', last_modified="a\r\nX-Evil: 1")
    assert not {"if-none-match", "if-modified-since", "x-evil"} & site.asked("/feed").keys()


@pytest.mark.parametrize(
    ("name", "value"),
    [("X-A", "a\r\nX-B: c"), ("X A", "b"), ("X-A:", "b"), ("", "b"), ("X-A", "ö"), ("Host", "b"),
     ("cookie", "a=b"), ("Content-Length", "5"), ("Transfer-Encoding", "chunked")],
)  # fmt: skip
def test_a_header_that_would_break_the_request_is_not_sent(name: str, value: str) -> None:
    network = FakeNetwork(news_example=[[PUBLIC]])
    with pytest.raises(FetchRefused, match="header"):
        fetch("http://news.example/", headers={name: value}, network=network)
    assert network.connected == []


def test_a_callers_own_headers_go_along(site: WebServer) -> None:
    policy = Policy(allowed_hosts=frozenset({site.authority}))
    headers = {"accept": "text/html", "Authorization": "Bearer word"}
    fetch(f"http://{site.authority}/", policy=policy, headers=headers)
    assert site.asked("/")["accept"] == "text/html"
    assert site.asked("/")["authorization"] == "Bearer word"


def test_cookies_are_neither_kept_nor_sent(site: WebServer) -> None:
    site.says("/", Set_Cookie="a=b; Path=/", status=302, Location="/next")
    site.says("/next", body=b"here")
    assert fetch_here(site, "/").data == b"here"
    fetch_here(site, "/next")
    assert all("cookie" not in headers for _, headers in site.requests)


def test_a_proxy_in_the_environment_is_not_used(
    site: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.says("/", body=b"straight")
    assert fetch_here(site, "/").data == b"straight"


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", compress(b"news" * 50_000)),
        ("x-gzip", compress(b"news" * 30_000) + compress(b"news" * 20_000)),
        ("GZIP", compress(b"news" * 50_000) + b"\0\0\0"),
        ("deflate", zlib.compress(b"news" * 50_000)),
        ("deflate", zlib.compress(b"news" * 50_000)[2:-4]),
        ("identity", b"news" * 50_000),
    ],
    ids=["gzip", "two members", "rubbish behind", "deflate", "bare deflate", "identity"],
)
def test_a_packed_answer_is_unpacked(site: WebServer, encoding: str, packed: bytes) -> None:
    site.says("/", body=packed, Content_Encoding=encoding)
    assert fetch_here(site, "/").data == b"news" * 50_000


def test_a_name_is_asked_at_the_address_that_was_checked(site: WebServer) -> None:
    site.says("/feed", body=b"news")
    network = FakeNetwork(site.port, news_example=[[PUBLIC]])
    assert fetch("http://News.Example./feed", network=network).data == b"news"
    assert network.connected == [(PUBLIC, 80)]
    assert site.asked("/feed")["host"] == "news.example"


def test_when_one_address_does_not_answer_the_next_is_tried(site: WebServer) -> None:
    site.says("/feed", body=b"news")

    class HalfDead(FakeNetwork):
        def connect(self, address: str, port: int, seconds: float):  # type: ignore[no-untyped-def]
            if address == "2606:4700:4700::1111":
                raise OSError(101, "Network is unreachable")
            return super().connect(address, port, seconds)

    network = HalfDead(site.port, news_example=[["2606:4700:4700::1111", PUBLIC]])
    assert fetch("http://news.example/feed", network=network).data == b"news"


def test_a_server_that_nobody_reaches_is_refused_in_words() -> None:
    with pytest.raises(FetchRefused) as refused:
        fetch("http://news.example/a?token=word", network=FakeNetwork(news_example=[[PUBLIC]]))
    assert refused.value.reason == "the server cannot be reached: Connection refused"
    assert refused.value.where == "http://news.example/a?…"
    with pytest.raises(FetchRefused, match="the name of the server is not known"):
        fetch("http://nowhere.example/", network=FakeNetwork())


def test_a_refusal_never_shows_a_password() -> None:
    with pytest.raises(FetchRefused) as refused:
        fetch("http://user:word@news.example/\n?key=word", network=FakeNetwork())
    assert "word" not in str(refused.value).replace("password", "")
    assert str(refused.value).isprintable()
