"""The guarded client sends messages under the guards under which it fetches."""

from __future__ import annotations

import pytest

from masthead.kernel.fetching import Fetched, FetchRefused, Policy, post
from tests.kernel.web_server import PUBLIC, FakeNetwork, WebServer


def post_here(site: WebServer, path: str, *, data: bytes = b"told", **headers: str) -> Fetched:
    """Post to the test's server, which the policy allows by name."""
    policy = Policy(allowed_hosts=frozenset({site.authority}))
    return post(f"http://{site.authority}{path}", data=data, policy=policy, headers=headers)


def test_the_message_arrives_whole_with_its_headers(site: WebServer) -> None:
    site.says("/push", status=201, body=b"made", Location="/push/1")
    answer = post_here(site, "/push", data=b"\0\xfftold", TTL="60")
    assert (answer.status, answer.data) == (201, b"made")
    assert site.posted == [("/push", b"\0\xfftold")]
    assert site.asked("/push")["ttl"] == "60"
    assert site.asked("/push")["content-length"] == "6"


def test_an_empty_message_is_one_too(site: WebServer) -> None:
    site.says("/push", status=204)
    assert post_here(site, "/push", data=b"").status == 204
    assert site.posted == [("/push", b"")]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_takes_the_message_elsewhere(site: WebServer, status: int) -> None:
    site.says("/push", status=status, Location="/other", body=b"there")
    assert post_here(site, "/push").status == status
    assert [path for path, _ in site.requests] == ["/push"]


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://[::1]/", "http://localhost/", "http://push.internal/",
     "http://169.254.169.254/latest/", "http://10.0.0.1/", "https://push.example:8443/",
     "ftp://push.example/", "https://user:word@push.example/"],
)  # fmt: skip
def test_what_may_not_be_fetched_may_not_be_posted_to(url: str) -> None:
    network = FakeNetwork(push_example=[[PUBLIC]])
    with pytest.raises(FetchRefused):
        post(url, data=b"told", network=network)
    assert network.connected == []


@pytest.mark.parametrize("addresses", [["10.0.0.1"], [PUBLIC, "127.0.0.1"], ["::ffff:127.0.0.1"]])
def test_a_name_with_an_inner_address_is_not_posted_to(addresses: list[str]) -> None:
    network = FakeNetwork(push_example=[addresses])
    with pytest.raises(FetchRefused, match="inner network"):
        post("https://push.example/", data=b"told", network=network)
    assert network.connected == []


def test_the_address_that_was_checked_is_the_one_that_is_asked(site: WebServer) -> None:
    site.says("/push", status=201)
    network = FakeNetwork(site.port, push_example=[[PUBLIC], ["127.0.0.1"]])
    assert post("http://push.example/push", data=b"told", network=network).status == 201
    assert network.connected == [(PUBLIC, 80)]


def test_an_answer_that_is_too_large_is_refused(site: WebServer) -> None:
    site.says("/push", body=b"x" * 2000)
    policy = Policy(allowed_hosts=frozenset({site.authority}), most_bytes=1000)
    with pytest.raises(FetchRefused):
        post(f"http://{site.authority}/push", data=b"told", policy=policy)


@pytest.mark.parametrize("name", ["Content-Length", "Host", "Transfer-Encoding", "Cookie"])
def test_a_header_that_frames_the_message_is_not_the_callers(name: str) -> None:
    network = FakeNetwork(push_example=[[PUBLIC]])
    with pytest.raises(FetchRefused, match="header"):
        post("http://push.example/", data=b"told", headers={name: "1"}, network=network)
    assert network.connected == []
