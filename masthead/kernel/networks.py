"""Which addresses are the public internet, and the two things a client asks of a network."""

import queue
import socket
import threading
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Protocol

# IANA's special-purpose registry for IPv4 (RFC 6890 and its successors), with multicast and
# class E. Written out: Python's own `is_global` differs between its releases.
_NOT_PUBLIC_4 = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8",  # this host, RFC 791
        "10.0.0.0/8",  # private, RFC 1918
        "100.64.0.0/10",  # shared by carriers, RFC 6598; some clouds' metadata
        "127.0.0.0/8",  # loopback, RFC 1122
        "168.63.129.16/32",  # public by number, but inside Azure the host of the machine
        "169.254.0.0/16",  # link-local, RFC 3927; most clouds' metadata
        "172.16.0.0/12",  # private, RFC 1918
        "192.0.0.0/24",  # protocol assignments, RFC 6890
        "192.0.2.0/24",  # documentation, RFC 5737
        "192.88.99.0/24",  # 6to4 relays, RFC 7526
        "192.168.0.0/16",  # private, RFC 1918
        "198.18.0.0/15",  # benchmarks, RFC 2544
        "198.51.100.0/24",  # documentation, RFC 5737
        "203.0.113.0/24",  # documentation, RFC 5737
        "224.0.0.0/4",  # multicast, RFC 5771
        "240.0.0.0/4",  # reserved, RFC 1112; and broadcast
    )
)

# Only this block holds global unicast addresses (RFC 4291 section 2.4, IANA's assignments):
# loopback, IPv4-mapped and -compatible, local NAT64, unique local, link-local lie outside it.
_GLOBAL_6 = IPv6Network("2000::/3")
_NOT_PUBLIC_6 = tuple(
    ip_network(network)
    for network in (
        "2001::/23",  # protocol assignments, RFC 2928; Teredo (RFC 4380) hides an IPv4 address
        "2001:db8::/32",  # documentation, RFC 3849
        "2002::/16",  # 6to4, RFC 3056: hides an IPv4 address
        "3fff::/20",  # documentation, RFC 9637
    )
)

# The well-known prefix of NAT64 (RFC 6052). A network without IPv4 reaches all of it through
# here, so what counts is the IPv4 address within.
_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Say whether an IP address, as text, belongs to the public internet.

    False for everything that IANA has set aside, for IPv6 forms that hide an IPv4 address (mapped,
    compatible, 6to4, Teredo), for zones, and for what is no address at all. An address behind the
    well-known NAT64 prefix counts as the IPv4 address within.
    """
    try:
        known = ip_address(address)
    except ValueError:
        return False
    if isinstance(known, IPv4Address):
        return _is_public_4(known)
    if known.scope_id is not None:
        return False
    if known in _NAT64:
        return _is_public_4(IPv4Address(known.packed[-4:]))
    return _is_public_6(known)


def _is_public_4(address: IPv4Address) -> bool:
    return not any(address in network for network in _NOT_PUBLIC_4)


def _is_public_6(address: IPv6Address) -> bool:
    return address in _GLOBAL_6 and not any(address in network for network in _NOT_PUBLIC_6)


class Network(Protocol):
    """What a client needs of a network; tests bring their own."""

    def resolve(self, host: str, seconds: float) -> list[str]:
        """Return the IP addresses of a name, best first; raise OSError when there are none."""

    def connect(self, address: str, port: int, seconds: float) -> socket.socket:
        """Return a TCP connection to an IP address; raise OSError when there is none."""


class SystemNetwork:
    """The network of this machine, with its own resolver."""

    def resolve(self, host: str, seconds: float) -> list[str]:
        """Return the addresses that the system's resolver knows, in its order (RFC 6724).

        Raises OSError: TimeoutError after `seconds`, `socket.gaierror` for unknown names.
        """
        # getaddrinfo knows no time limit, so it is left behind in a thread when it is late.
        answers: queue.Queue[list[str] | OSError] = queue.Queue()
        threading.Thread(target=_look_up, args=(host, answers), daemon=True).start()
        try:
            answer = answers.get(timeout=max(seconds, 0.0))
        except queue.Empty:
            raise TimeoutError("the resolver does not answer") from None
        if isinstance(answer, OSError):
            raise answer
        return answer

    def connect(self, address: str, port: int, seconds: float) -> socket.socket:
        """Return a connection; the address is a number, so nothing is looked up again."""
        return socket.create_connection((address, port), timeout=seconds)


def _look_up(host: str, answers: "queue.Queue[list[str] | OSError]") -> None:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        # The resolver's own codec refuses labels that are too long.
        answers.put(OSError(str(error)))
    except OSError as error:
        answers.put(error)
    else:
        answers.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))
