"""What the guarded client refuses to ask, and that nothing gets past it."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator

import pytest

from masthead.kernel.fetching import FetchRefused, Policy, fetch
from masthead.kernel.web_address import AddressRefused, parse_web_address
from tests.kernel.good_addresses import GOOD_ADDRESSES
from tests.kernel.web_server import PUBLIC, FakeNetwork, WebServer
from tests.shared_data import shared_folder


class OpenNetwork(FakeNetwork):
    """Knows every name: wildcard services and known traps as they are, all others as public."""

    def resolve(self, host: str, seconds: float) -> list[str]:
        """Answer as the world's resolvers do."""
        embedded = re.search(r"(\d+)[.-](\d+)[.-](\d+)[.-](\d+)\.(?:nip|sslip)\.io$", host)
        if embedded:
            return [".".join(embedded.groups())]
        return ["127.0.0.1"] if host == "spoofed.burpcollaborator.net" else [PUBLIC]


@pytest.mark.parametrize("url", GOOD_ADDRESSES)
def test_a_good_public_address_passes(url: str) -> None:
    network = OpenNetwork()
    with pytest.raises(FetchRefused, match="cannot be reached"):
        fetch(url, network=network)
    assert len(network.connected) == 1


def test_there_are_two_hundred_of_them() -> None:
    assert len(set(GOOD_ADDRESSES)) >= 200


@pytest.mark.parametrize(
    "addresses",
    [["10.0.0.1"], [PUBLIC, "10.0.0.1"], ["127.0.0.1", PUBLIC], ["::ffff:10.0.0.1"],
     ["64:ff9b::a00:1"], ["fe80::1%eth0"], ["169.254.169.254"], ["2002:a00:1::1"]],
)  # fmt: skip
def test_a_name_with_an_inner_address_is_not_asked(addresses: list[str]) -> None:
    network = FakeNetwork(news_example=[addresses])
    with pytest.raises(FetchRefused, match="inner network"):
        fetch("http://news.example/", network=network)
    assert network.connected == []


def test_a_name_that_changes_its_address_after_the_check_gains_nothing(site: WebServer) -> None:
    site.says("/", body=b"news")
    network = FakeNetwork(site.port, news_example=[[PUBLIC], ["127.0.0.1"]])
    assert fetch("http://news.example/", network=network).data == b"news"
    assert network.resolved == ["news.example"]
    assert network.connected == [(PUBLIC, 80)]


def test_a_name_that_changes_its_address_between_redirects_is_checked_again(
    site: WebServer,
) -> None:
    site.says("/", status=302, Location="/inner")
    network = FakeNetwork(site.port, news_example=[[PUBLIC], ["127.0.0.1"]])
    with pytest.raises(FetchRefused, match="inner network"):
        fetch("http://news.example/", network=network)
    assert network.connected == [(PUBLIC, 80)]


@pytest.mark.parametrize(
    "host",
    ["localhost", "a.localhost", "printer", "printer.local", "router.lan", "db.internal",
     "x.home.arpa", "metadata.google.internal", "metadata.packet.net", "a.onion"],
)  # fmt: skip
def test_names_of_inner_networks_are_not_even_looked_up(host: str) -> None:
    network = OpenNetwork()
    with pytest.raises(FetchRefused, match="inner network"):
        fetch(f"http://{host}/", network=network)
    assert network.resolved == []


@pytest.mark.parametrize("port", [1, 22, 25, 81, 3306, 5432, 6379, 8000, 65535])
def test_odd_ports_are_not_asked(port: int) -> None:
    with pytest.raises(FetchRefused, match=f"port {port} is not asked"):
        fetch(f"http://news.example:{port}/", network=FakeNetwork(news_example=[[PUBLIC]]))


def test_an_administrator_can_allow_an_inner_host_and_no_other(site: WebServer) -> None:
    site.says("/", body=b"wire")
    network = FakeNetwork(site.port, wire=[["10.0.0.5"]], wire_lan=[["10.0.0.6"]])
    policy = Policy(allowed_hosts=frozenset({"Wire:8080"}))
    assert fetch("http://wire:8080/", policy=policy, network=network).data == b"wire"
    assert network.connected == [("10.0.0.5", 8080)]
    for other in ("http://wire/", "http://wire:8081/", "http://wire.lan:8080/"):
        with pytest.raises(FetchRefused):
            fetch(other, policy=policy, network=network)


def test_a_stranger_cannot_redirect_to_an_allowed_inner_host(site: WebServer) -> None:
    site.says("/", status=302, Location="http://wire/secret")
    network = FakeNetwork(site.port, news_example=[[PUBLIC]], wire=[["10.0.0.5"]])
    with pytest.raises(FetchRefused, match="inner network"):
        fetch(
            "http://news.example/",
            policy=Policy(allowed_hosts=frozenset({"wire"})),
            network=network,
        )


def hostile(name: str) -> Iterator[tuple[str, str, str]]:
    """Kind, input and reason of each line of a file of hostile addresses."""
    text = (shared_folder("data/hostile") / f"{name}.jsonl").read_text(encoding="utf-8")
    for line in text.splitlines():
        entry = json.loads(line)
        value = entry["input"]
        if entry.get("enc") == "base64":
            value = base64.b64decode(value).decode("latin-1")
        yield entry["kind"], value, entry["why"]


# Pages about clouds' metadata, on the public web: harmless, whatever list they stand in.
PUBLIC_PAGES = {"developers.digitalocean.com", "azure.microsoft.com"}


def test_no_hostile_address_reaches_an_inner_network() -> None:
    for _, url, _ in hostile("ssrf"):
        network = OpenNetwork()
        with pytest.raises(FetchRefused):
            fetch(url, network=network)
        if network.connected:
            host = parse_web_address(url).host
            assert host in PUBLIC_PAGES or host.endswith(".flaws.cloud"), url


def test_every_address_of_the_url_standards_tests_is_read_as_it_says_or_refused() -> None:
    for _, url, why in hostile("urls"):
        try:
            read = parse_web_address(url)
        except AddressRefused:
            continue
        expected = re.fullmatch(r"parses to host (['\"])(.*)\1 (['\"])(.*)\3", why)
        assert expected, url
        assert (read.host, str(read)) == (expected[2].strip("[]"), expected[4].partition("#")[0])


def test_no_hostile_redirect_leads_inside_or_breaks_a_request(site: WebServer) -> None:
    for _, location, _ in hostile("redirects"):
        encoded = location.encode("utf-8").decode("latin-1").replace("\r\n", " ")
        site.says("/next", status=302, Location=encoded)
        network = OpenNetwork(site.port)
        network.connected.clear()
        try:
            fetch("http://news.example/next", network=network)
        except FetchRefused as refused:
            assert refused.reason, location
        assert {address for address, _ in network.connected} <= {PUBLIC, "216.58.214.206"}
    assert all(not {"set-cookie", "x-evil"} & headers.keys() for _, headers in site.requests)
