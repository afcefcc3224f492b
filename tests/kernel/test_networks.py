"""Which addresses are the public internet."""

from __future__ import annotations

import socket
import threading

import pytest

from masthead.kernel.networks import SystemNetwork, is_public


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "9.255.255.255", "11.0.0.0", "93.184.215.14", "100.63.255.255", "100.128.0.0",
     "172.15.255.255", "172.32.0.1", "192.0.1.1", "192.167.255.255", "198.20.0.0",
     "223.255.255.255", "2606:4700:4700::1111", "2a00:1450:4001:82b::200e", "2001:4860:4860::8888",
     "64:ff9b::101:101"],
)  # fmt: skip
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    ["0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1",  # noqa: S104
     "127.255.255.254", "168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255",
     "192.0.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1",
     "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.1.1.1", "240.0.0.1",
     "255.255.255.255"],
)  # fmt: skip
def test_addresses_that_iana_has_set_aside_are_not(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    ["::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::8.8.8.8", "64:ff9b::10.0.0.1",
     "64:ff9b::7f00:1", "64:ff9b:1::808:808", "100::1", "2001::1", "2001:0:4136:e378::1",
     "2001:db8::1", "2002:808:808::1", "3fff::1", "fc00::1", "fd00:ec2::254", "fe80::1",
     "fe80::1%eth0", "2606:4700:4700::1111%eth0", "fec0::1", "ff02::1", "4000::1", "5f00::1"],
)  # fmt: skip
def test_forms_that_hide_an_address_or_stay_at_home_are_not(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("text", ["", "example.org", "127.1", "0x7f.0.0.1", "2130706433", "1.2.3"])
def test_what_is_no_address_is_not_public(text: str) -> None:
    assert not is_public(text)


def test_the_system_finds_this_machine_without_asking_anybody() -> None:
    assert set(SystemNetwork().resolve("127.0.0.1", 5.0)) == {"127.0.0.1"}


def test_a_resolver_that_is_late_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()

    def sleep(*_: object, **__: object) -> list[object]:
        released.wait(10)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", sleep)
    with pytest.raises(TimeoutError):
        SystemNetwork().resolve("slow.example", 0.05)
    released.set()


def test_a_name_that_no_resolver_can_hold_is_unknown() -> None:
    with pytest.raises(OSError, match=r".+"):
        SystemNetwork().resolve("a" * 70 + ".invalid", 5.0)
