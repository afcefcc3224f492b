"""However much or slowly a server sends, the guarded client stops in time."""

from __future__ import annotations

import socket
import time
from gzip import compress

import pytest

from masthead.kernel.fetching import Fetched, FetchRefused, Policy, fetch
from tests.kernel.web_server import PUBLIC, FakeNetwork, WebServer

HEAD = b"HTTP/1.1 200 OK\r\n"


def fetch_little(site: WebServer, path: str = "/") -> Fetched:
    """Fetch with a second to spend, and 100,000 bytes."""
    policy = Policy(
        allowed_hosts=frozenset({site.authority}), seconds=1.0, most_bytes=100_000, most_redirects=0
    )
    return fetch(f"http://{site.authority}{path}", policy=policy)


@pytest.mark.parametrize(
    "pieces",
    [
        [HEAD, *[b"X"] * 100],
        [HEAD + b"Content-Length: 100\r\n\r\n", *[b" "] * 100],
        [HEAD + b"Transfer-Encoding: chunked\r\n\r\n", *[b"1\r\n \r\n"] * 100],
        [*[b"HTTP/1.1 100 Continue\r\n\r\n"] * 100],
    ],
    ids=["head", "body", "chunks", "interim answers"],
)
def test_a_drip_ends_with_the_time(site: WebServer, pieces: list[bytes]) -> None:
    site.raw["/"] = (pieces, 0.1)
    started = time.monotonic()
    with pytest.raises(FetchRefused, match="takes too long"):
        fetch_little(site)
    assert time.monotonic() - started < 2


def test_silence_ends_with_the_time(site: WebServer) -> None:
    site.raw["/"] = ([b"", b""], 1.5)
    with pytest.raises(FetchRefused, match="takes too long"):
        fetch_little(site)


def test_a_resolver_that_sleeps_ends_with_the_time() -> None:
    class Asleep(FakeNetwork):
        def resolve(self, host: str, seconds: float) -> list[str]:
            raise TimeoutError("the resolver does not answer")

    with pytest.raises(FetchRefused, match="takes too long"):
        fetch("http://news.example/", network=Asleep())


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("", b"x" * 100_001),
        ("gzip", compress(b"\0" * 50_000_000)),
        ("gzip", compress(b"\0" * 60_000) + compress(b"\0" * 60_000)),
    ],
    ids=["plain", "gzip", "two members"],
)
def test_a_body_ends_at_the_limit_packed_or_not(
    site: WebServer, encoding: str, body: bytes
) -> None:
    site.says("/", body=body, Content_Encoding=encoding)
    with pytest.raises(FetchRefused, match="larger than 100,000 bytes"):
        fetch_little(site)


def test_a_body_of_just_the_limit_passes(site: WebServer) -> None:
    site.says("/", body=compress(b"x" * 100_000), Content_Encoding="gzip")
    assert len(fetch_little(site).data) == 100_000


def test_an_endless_answer_that_is_no_body_ends_too(site: WebServer) -> None:
    site.raw["/"] = ([b"HTTP/1.1 100 Continue\r\n\r\n" * 100_000] * 10, 0)
    with pytest.raises(FetchRefused, match=r"sends too much|takes too long"):
        fetch_little(site)


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        (b"".join(b"X-%d: y\r\n" % number for number in range(200)), "too many headers"),
        (b"".join(b"X-%d: y\r\n" % number for number in range(100_000)), "keep to HTTP"),
        (b"X: " + b"y" * 90_000 + b"\r\n", "headers are too long"),
        (b"X: " + b"y" * 900_000 + b"\r\n", "keep to HTTP"),
        (b"X: a\x00b\r\n", "keep to HTTP"),
        (b"X Y: a\r\n", "keep to HTTP"),
        (b"Content-Length: 5\r\nContent-Length: 6\r\n", "keep to HTTP"),
        (b"Content-Encoding: gzip\r\nContent-Encoding: gzip\r\n", "not asked for"),
        (b"Content-Encoding: br\r\n", "not asked for"),
    ],
    ids=["many", "very many", "long", "very long", "NUL", "blank in a name", "two lengths",
         "packed twice", "brotli"],
)  # fmt: skip
def test_heads_that_no_honest_server_sends_are_refused(
    site: WebServer, head: bytes, reason: str
) -> None:
    if b"Content-Length" not in head:
        head += b"Content-Length: 0\r\n"
    site.raw["/"] = ([HEAD + head + b"\r\n"], 0)
    with pytest.raises(FetchRefused, match=reason):
        fetch_little(site)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"<rss>HTTP/0.9</rss>",
        HEAD + b"Content-Length: 100\r\n\r\nshort",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\nhello\r\n0\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
    ],
    ids=["nothing", "no head", "short", "broken chunk", "another protocol"],
)
def test_an_answer_that_is_not_http_is_refused(site: WebServer, answer: bytes) -> None:
    site.raw["/"] = ([answer], 0)
    with pytest.raises(FetchRefused, match=r"keep to HTTP|cannot be reached"):
        fetch_little(site)


@pytest.mark.parametrize(
    "body",
    [compress(b"x" * 9_000)[:-20], b"rubbish", b"\x1f\x8brubbish"],
    ids=["cut off", "rubbish", "rubbish behind a mark"],
)
def test_a_packed_answer_that_is_damaged_is_refused(site: WebServer, body: bytes) -> None:
    site.says("/", body=body, Content_Encoding="gzip")
    with pytest.raises(FetchRefused, match=r"damaged|breaks off"):
        fetch_little(site)


def test_an_address_that_swallows_everything_leaves_time_for_the_next(site: WebServer) -> None:
    site.says("/", body=b"news")
    waits: list[float] = []

    class Swallowing(FakeNetwork):
        def connect(self, address: str, port: int, seconds: float) -> socket.socket:
            if address == PUBLIC:
                waits.append(seconds)
                raise TimeoutError("timed out")
            return super().connect(address, port, seconds)

    network = Swallowing(site.port, news_example=[[PUBLIC, "1.1.1.1"]])
    assert fetch("http://news.example/", network=network).data == b"news"
    assert waits == [5.0]
