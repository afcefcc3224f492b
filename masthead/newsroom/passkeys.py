"""Where passkeys work, and where to go when they do not. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address

from masthead.kernel.urls import is_loopback


@dataclass(frozen=True, kw_only=True)
class PasskeyPlace:
    """Whether a browser offers passkeys at this address; ``better`` is one where it does, or ""."""

    host: str
    works: bool
    is_number: bool
    better: str


def passkey_place(*, host: str, is_secure: bool, path: str) -> PasskeyPlace:
    """Judge an address: ``host`` as in the Host header, with a port if it has one.

    A passkey is bound to a domain name, never to an IP address (Web Authentication, section 5.1.2:
    the RP ID is a valid domain string), and browsers offer them in secure contexts alone: https,
    or the name localhost.
    """
    name, colon, port = host.partition(":") if not host.startswith("[") else _bracketed(host)
    is_number = _is_number(name)
    is_here = is_loopback(name)
    works = not is_number and (is_secure or is_here)
    better = f"http://localhost{colon}{port}{path}" if not works and is_here else ""
    return PasskeyPlace(host=name, works=works, is_number=is_number, better=better)


def _bracketed(host: str) -> tuple[str, str, str]:
    name, _, rest = host.partition("]")
    return f"{name}]", ":" if rest else "", rest.removeprefix(":")


def _is_number(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
