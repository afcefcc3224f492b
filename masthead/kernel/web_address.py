"""Addresses that Masthead itself may ask: parsed strictly, in this one place.

Where the URL Standard (url.spec.whatwg.org) and RFC 3986 read an address in different ways, or
where a browser would mend one, the address is refused: what parsers disagree on is what gets
past a check.
"""

import re
import unicodedata
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import quote

import idna

from masthead.kernel.urls import has_control

# Longer than any address in use; servers stop near 8,000.
_LONGEST = 8_000
# RFC 1035 section 2.3.4: a name's length.
_LONGEST_NAME = 253

_DEFAULT_PORTS = {"http": 80, "https": 443}

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_ABSOLUTE = re.compile(
    r"(?P<scheme>https?)://(?P<authority>[^/?#]*)(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?(?:#.*)?",
    re.IGNORECASE | re.DOTALL,
)
_AUTHORITY = re.compile(r"(?:\[(?P<six>[^\[\]]*)\]|(?P<name>[^:\[\]]*))(?::(?P<port>[0-9]*))?")
# RFC 1035 section 2.3.4, and the underscores that some hosts do have.
_LABEL = re.compile(r"[a-z0-9_\-]{1,63}")
# The URL Standard, "ends in a number": such a host is an IPv4 address or an error.
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")

# Format characters that spell words in Persian and Indic scripts; IDNA says where they may stand
# (RFC 5892 appendix A.1 and A.2), and UTS 46 would drop all others without a word.
_JOINERS = "\u200c\u200d"

# Signs that stand for themselves in a path and in a query (RFC 3986 section 3.3 and 3.4); the
# percent sign is left, since what is encoded already stays so.
_PATH_SIGNS = "/%:@!$&'()*+,;=~|^"
_QUERY_SIGNS = _PATH_SIGNS + "?[]"

_CURRENT = frozenset({".", "%2e"})
_PARENT = frozenset({"..", ".%2e", "%2e.", "%2e%2e"})


class AddressRefused(ValueError):
    """An address that is not asked, with the reason."""


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An http or https address: where to connect, and what to ask for there."""

    scheme: str
    # In ASCII and lower case, without a final dot; an IPv6 address without its brackets.
    host: str
    port: int
    # Path and query, percent-encoded.
    target: str

    @property
    def authority(self) -> str:
        """The host, with the port where it is not the scheme's own: a Host header's value."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> tuple[str, str, int]:
        """What must be equal for two addresses to be one server's (RFC 6454 section 4)."""
        return self.scheme, self.host, self.port

    @property
    def is_ip(self) -> bool:
        """Whether the host is an IP address: a name never ends in a number."""
        return ":" in self.host or self.host.rpartition(".")[2].isdigit()

    @property
    def shown(self) -> str:
        """The address for logs and people: without its query, in which secrets travel."""
        path, mark, _ = self.target.partition("?")
        return f"{self.scheme}://{self.authority}{path}{'?…' if mark else ''}"

    def __str__(self) -> str:
        """Return the whole address."""
        return f"{self.scheme}://{self.authority}{self.target}"


def parse_web_address(text: str, *, base: WebAddress | None = None) -> WebAddress:
    """Return an address; a relative one is meant against `base` (RFC 3986 section 5.2).

    Raises AddressRefused, with a reason for an editor, for every other scheme, control
    characters, credentials, backslashes before the query, and hosts that are no names or
    addresses as they are usually written.
    """
    text = text.strip(" \t\r\n")
    if not text:
        raise AddressRefused("the address is empty")
    if len(text) > _LONGEST:
        raise AddressRefused("the address is too long")
    if has_control(text):
        raise AddressRefused("the address holds control characters")
    found = _ABSOLUTE.fullmatch(_absolute(text, base))
    if found is None:
        raise AddressRefused("only http:// and https:// addresses are fetched")
    if "\\" in found["authority"] + found["path"]:
        raise AddressRefused("the address holds a backslash")
    scheme = found["scheme"].lower()
    host, port = _host_and_port(found["authority"], scheme)
    target = quote(_without_dots(found["path"]), safe=_PATH_SIGNS)
    if found["query"] is not None:
        target += "?" + quote(found["query"], safe=_QUERY_SIGNS)
    return WebAddress(scheme, host, port, target)


def _absolute(text: str, base: WebAddress | None) -> str:
    if base is None or _SCHEME.match(text):
        return text
    if text.startswith("//"):
        return f"{base.scheme}:{text}"
    start = f"{base.scheme}://{base.authority}"
    path = base.target.partition("?")[0]
    match text[0]:
        case "/":
            return start + text
        case "?":
            return start + path + text
        case "#":
            return start + base.target
        case _:
            return start + path.rpartition("/")[0] + "/" + text


def _host_and_port(authority: str, scheme: str) -> tuple[str, int]:
    if "@" in authority:
        raise AddressRefused("a name or password before the host is not allowed")
    found = _AUTHORITY.fullmatch(authority)
    if found is None:
        raise AddressRefused("the host or port cannot be read")
    port = int(found["port"][:6]) if found["port"] else _DEFAULT_PORTS[scheme]
    if not 1 <= port <= 65_535:
        raise AddressRefused("there is no such port")
    if found["six"] is not None:
        return _six(found["six"]), port
    return _name(found["name"]), port


def _six(text: str) -> str:
    if "%" in text:
        raise AddressRefused("an address with a zone belongs to this machine's own network")
    try:
        return IPv6Address(text).compressed
    except ValueError:
        raise AddressRefused("the IPv6 address cannot be read") from None


def _name(text: str) -> str:
    """Return a host name in ASCII, or an IPv4 address of four decimal numbers."""
    if "%" in text:
        raise AddressRefused("the host is percent-encoded")
    host = (text if text.isascii() else _in_ascii(text)).lower().removesuffix(".")
    if not host:
        raise AddressRefused("the address names no host")
    labels = host.split(".")
    if len(host) > _LONGEST_NAME or not all(_LABEL.fullmatch(label) for label in labels):
        raise AddressRefused("the host is no valid name")
    if _NUMBER.fullmatch(labels[-1]):
        return _four(host)
    if any(label.startswith("xn--") for label in labels):
        _in_ascii(host)
    return host


def _four(host: str) -> str:
    # Octal, hexadecimal, short and whole-number forms are refused, whatever they stand for.
    try:
        return str(IPv4Address(host))
    except ValueError:
        raise AddressRefused("an IPv4 address is written as four decimal numbers") from None


def _in_ascii(text: str) -> str:
    """Return an internationalised name as it goes over the wire (RFC 5891, mapped by UTS 46)."""
    if any(unicodedata.category(sign) == "Cf" and sign not in _JOINERS for sign in text):
        raise AddressRefused("the host holds invisible characters")
    try:
        return idna.encode(text, uts46=True).decode("ascii")
    except UnicodeError:
        raise AddressRefused("the host is no valid international name") from None


def _without_dots(path: str) -> str:
    """Return a path without `.` and `..` (the URL Standard, path state; RFC 3986 5.2.4)."""
    kept: list[str] = []
    segments = path.split("/")[1:] or [""]
    for number, segment in enumerate(segments, 1):
        is_last = number == len(segments)
        if segment.lower() in _PARENT:
            del kept[-1:]
            kept += [""] if is_last else []
        elif segment.lower() in _CURRENT:
            kept += [""] if is_last else []
        else:
            kept.append(segment)
    return "/" + "/".join(kept)
