"""Redirects are followed a little, and watched."""

from __future__ import annotations

import pytest

from masthead.kernel.fetching import Fetched, FetchRefused, Hop, Policy, fetch
from tests.kernel.web_server import PUBLIC, FakeNetwork, WebServer


def fetch_news(site: WebServer, path: str = "/", **headers: str) -> Fetched:
    """Fetch from a public name that leads to the test's server, as another one does."""
    network = FakeNetwork(site.port, news_example=[[PUBLIC]], other_example=[[PUBLIC]])
    return fetch(f"http://news.example{path}", headers=headers, network=network)


def test_the_way_of_an_answer_is_told(site: WebServer) -> None:
    site.says("/", status=301, Location="/b?x=1")
    site.says("/b?x=1", status=307, Location="http://other.example/c#part")
    site.says("/c", body=b"news")
    fetched = fetch_news(site)
    assert (fetched.url, fetched.data) == ("http://other.example/c", b"news")
    assert fetched.redirects == (
        Hop("http://news.example/", 301),
        Hop("http://news.example/b?x=1", 307),
    )


def test_a_password_stays_with_the_server_that_it_is_for(site: WebServer) -> None:
    site.says("/", status=302, Location="/same")
    site.says("/same", status=302, Location="http://other.example/far")
    site.says("/far", body=b"news")
    fetch_news(site, Authorization="Bearer word", Accept="text/xml")
    assert site.asked("/same")["authorization"] == "Bearer word"
    assert "authorization" not in site.asked("/far")
    assert site.asked("/far")["accept"] == "text/xml"


def test_a_circle_is_left(site: WebServer) -> None:
    site.says("/", status=302, Location="/b")
    site.says("/b", status=302, Location="/#again")
    with pytest.raises(FetchRefused, match="circle"):
        fetch_news(site)
    assert len(site.requests) == 2


def test_a_chain_ends_after_five(site: WebServer) -> None:
    for number in range(9):
        site.says(f"/{number}", status=302, Location=f"/{number + 1}")
    site.says("/9", body=b"news")
    assert len(fetch_news(site, "/4").redirects) == 5
    with pytest.raises(FetchRefused, match="more than 5 redirects"):
        fetch_news(site, "/3")


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "gopher://news.example/", "http://127.0.0.1/", "http://localhost/",
     "http://0x7f.1/", "http://[::1]/", "http://news.example:6379/", "http:\\\\127.0.0.1",
     "//user@other.example/", "javascript:alert(1)", "http://unknown.example/"],
)  # fmt: skip
def test_a_redirect_to_where_nobody_may_go_is_refused(site: WebServer, location: str) -> None:
    site.says("/", status=302, Location=location)
    with pytest.raises(FetchRefused) as refused:
        fetch_news(site)
    assert refused.value.where
    assert len(site.requests) == 1


def test_a_redirect_must_say_where_to(site: WebServer) -> None:
    site.says("/", status=302)
    with pytest.raises(FetchRefused, match="without saying where"):
        fetch_news(site)


def test_two_different_places_are_none(site: WebServer) -> None:
    head = b"HTTP/1.1 302 Found\r\nLocation: /a\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n"
    site.raw["/"] = ([head], 0)
    with pytest.raises(FetchRefused, match="two different headers location"):
        fetch_news(site)


def test_a_location_in_utf8_is_followed(site: WebServer) -> None:
    site.says("/", status=302, Location="/zürich".encode().decode("latin-1"))
    site.says("/z%C3%BCrich", body=b"news")
    assert fetch_news(site).data == b"news"


def test_the_time_is_for_all_redirects_together(site: WebServer) -> None:
    for number in range(6):
        head = f"HTTP/1.1 302 Found\r\nLocation: /{number + 1}\r\n".encode()
        site.raw[f"/{number}"] = ([head, b"Content-Length: 0\r\n\r\n"], 0.3)
    network = FakeNetwork(site.port, news_example=[[PUBLIC]])
    with pytest.raises(FetchRefused, match="too long"):
        fetch("http://news.example/0", policy=Policy(seconds=0.8), network=network)
