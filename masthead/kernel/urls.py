"""Addresses from outside, let through only when a reader may safely follow them."""

import re
import unicodedata
from ipaddress import ip_address
from urllib.parse import quote, urljoin, urlsplit

# Longer than any address in use (browsers and servers stop near 8,000); the rest is an attack.
_LONGEST = 8_000

# A registered name (letters of any script: IDN), an IPv4 address or a bracketed IPv6 one.
_HOST = re.compile(r"[\w.\-]+|\[[0-9A-Fa-f:.]+\]")

# RFC 3966 section 3: digits, visual separators, parameters.
_TEL = re.compile(r"[+]?[0-9A-Fa-f().*#\-]+(?:;[\w=+.%\-]+)*")

# RFC 6068: one address or more, then header fields. The fields stay percent-encoded.
_MAILTO = re.compile(r"[^\s@<>\"]+@[^\s@<>\"?]+(?:\?[^\s<>\"]*)?")

# Never legal as they stand in an address (RFC 3986 section 2), yet found in real feeds.
_TO_ENCODE = re.compile(r"[ \"<>`{}|^]|%(?![0-9A-Fa-f]{2})")


def safe_link(url: str, *, base: str = "") -> str | None:
    """Return `url` as an absolute http, https, mailto or tel address, or None.

    A relative address is resolved against `base` (RFC 3986 section 5). None stands for every
    other scheme (javascript:, data:, file:), control characters, credentials in the authority,
    backslashes (a browser reads them as slashes) and junk. Never raises.
    """
    url = url.strip()
    if not url or len(url) > _LONGEST or has_control(url):
        return None
    try:
        absolute = urljoin(base.strip(), url) if base else url
        parts = urlsplit(absolute)
        if parts.scheme in ("http", "https"):
            # Reading the port raises ValueError when it is no number or out of range.
            _ = parts.port
            return _web(absolute, parts.netloc)
    except ValueError:
        return None
    rest = absolute[len(parts.scheme) + 1 :]
    if parts.scheme == "mailto" and _MAILTO.fullmatch(rest):
        return _encode(absolute)
    if parts.scheme == "tel":
        number = rest.replace(" ", "").replace("%20", "")
        return f"tel:{number}" if _TEL.fullmatch(number) else None
    return None


def _web(absolute: str, authority: str) -> str | None:
    host = re.sub(r":\d*$", "", authority)
    if "\\" in absolute.split("?", 1)[0] or not _HOST.fullmatch(host):
        return None
    if not host.strip(".-_"):
        return None
    return _encode(absolute)


def _encode(url: str) -> str:
    """Percent-encode what an address may not hold, and invisible format characters."""
    url = _TO_ENCODE.sub(lambda match: quote(match[0], safe=""), url)
    if url.isascii():
        return url
    return "".join(quote(c) if unicodedata.category(c) in ("Cf", "Zs") else c for c in url)


def has_control(text: str) -> bool:
    """Say whether control characters, line separators or lone surrogates stand in `text`."""
    return any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in text)


def is_loopback(host: str) -> bool:
    """Whether ``host`` (without a port) names this machine itself: RFC 6761 6.3, RFC 1122 3.2.1.3.

    Takes names and addresses as a Host header has them, IPv6 in brackets.
    """
    name = host.lower().rstrip(".").strip("[]")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
