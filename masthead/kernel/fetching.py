"""The one guarded HTTP client: everything that Masthead asks of other servers goes through here."""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import certifi
import httpcore

import masthead
from masthead.kernel.content_decoding import Body, EncodingRefused
from masthead.kernel.fetch_headers import (
    HeadersRefused,
    headers_for_another_server,
    read_answer_headers,
    write_request_headers,
)
from masthead.kernel.guarded_stream import Budget, Exhausted, PinnedBackend
from masthead.kernel.networks import Network, SystemNetwork, is_public
from masthead.kernel.web_address import AddressRefused, WebAddress, parse_web_address

# RFC 9110 section 15.4: answers that name another address. 300 and 304 do not.
_REDIRECTS = frozenset({301, 302, 303, 307, 308})

# Framing of chunks and heads of answers, on top of what bodies may weigh.
_OVERHEAD = 512 * 1024

# A host with more addresses is tried at these only: the time for a fetch is short.
_MOST_ADDRESSES = 4

# Ends of names that are never on the public internet (RFC 6761, RFC 6762, RFC 8375, RFC 9476,
# ICANN's reserved ones), and names of machines that tell a cloud's secrets to those within it.
_INNER_ENDS = frozenset({
    "localhost", "localdomain", "local", "internal", "intranet", "private", "lan", "home", "corp",
    "alt", "invalid", "onion", "home.arpa", "metadata.packet.net", "metadata.platformequinix.com",
})  # fmt: skip


class FetchRefused(Exception):
    """A fetch that was not made or not finished: why, for an editor, and at which address.

    `where` leaves queries out, since secrets travel in them.
    """

    def __init__(self, reason: str, where: str) -> None:
        super().__init__(f"{reason} ({where})" if where else reason)
        self.reason = reason
        self.where = where


@dataclass(frozen=True, slots=True)
class Policy:
    """What the client may do; an administrator's settings become one of these."""

    # A mail or web address in the User-Agent, for whoever runs the other server.
    contact: str = ""
    # Hosts that may be anywhere, on this network too: "wire.example", or with a port that is not
    # the scheme's own "wire.example:8080". Names and addresses as they stand in an address.
    allowed_hosts: frozenset[str] = frozenset()
    ports: frozenset[int] = frozenset({80, 443})
    # For everything: names, redirects, the last byte.
    seconds: float = 25.0
    # The largest feeds have some 5 MB.
    most_bytes: int = 8 * 1024 * 1024
    most_redirects: int = 5

    def allows(self, address: WebAddress) -> bool:
        """Say whether the administrator has allowed this host, wherever it is."""
        return address.authority in {host.lower() for host in self.allowed_hosts}


DEFAULT = Policy()
_SYSTEM = SystemNetwork()
_NO_HEADERS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Hop:
    """An address that answered with a redirect: 301 and 308 are meant to be remembered."""

    url: str
    status: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer, whatever its status: 304, 410 and 429 tell something too."""

    # The address that gave the answer, after all redirects.
    url: str
    status: int
    # Names in lower case.
    headers: Mapping[str, str]
    data: bytes
    redirects: tuple[Hop, ...] = ()

    @property
    def is_busy(self) -> bool:
        """Whether the server may answer later: it asks for patience (429) or is out of order."""
        return self.status == 429 or self.status >= 500


def fetch(
    url: str,
    *,
    policy: Policy = DEFAULT,
    headers: Mapping[str, str] = _NO_HEADERS,
    etag: str = "",
    last_modified: str = "",
    network: Network = _SYSTEM,
) -> Fetched:
    """GET an http or https address and return the answer, redirects followed.

    `etag` and `last_modified`, as an earlier answer had them, make the request conditional; a
    server that has nothing new answers 304 without data (RFC 9110 section 13.1). `headers` go
    with the request; of them, only those that say what is wanted go on to another server.

    Raises FetchRefused for addresses that may not be asked, servers that cannot be reached or do
    not keep to HTTP, and answers that are too large, too slow or lead in circles.
    """
    budget = Budget(
        seconds=policy.seconds,
        most_bytes=policy.most_bytes + (policy.most_redirects + 1) * _OVERHEAD,
    )
    address = _parse(url, base=None)
    with _refusals(address):
        sent = write_request_headers(headers, etag, last_modified, _user_agent(policy))
    hops: list[Hop] = []
    is_allowed = policy.allows(address)
    while True:
        with _refusals(address):
            found = _checked_addresses(address, is_allowed, policy, network, budget)
            fetched = _ask(address, sent, PinnedBackend(network, found, budget), policy)
        if fetched.status not in _REDIRECTS:
            return Fetched(str(address), fetched.status, fetched.headers, fetched.data, tuple(hops))
        hops.append(Hop(str(address), fetched.status))
        following = _next(address, fetched, hops, policy)
        if following.origin != address.origin:
            sent = headers_for_another_server(sent)
            # Strangers may not send us to the inner hosts that the newsroom itself may ask.
            is_allowed = is_allowed and policy.allows(following)
        address = following


def post(
    url: str,
    *,
    data: bytes,
    policy: Policy = DEFAULT,
    headers: Mapping[str, str] = _NO_HEADERS,
    network: Network = _SYSTEM,
) -> Fetched:
    """POST `data` to an http or https address and return the answer, under the guards of `fetch`.

    A redirect is an answer like any other and is not followed: whoever was sent a message for
    one server has not agreed to its going to another (RFC 9110 section 15.4). Nothing is tried
    twice; when FetchRefused is raised the server may have got the message all the same.

    Raises FetchRefused as `fetch` does.
    """
    budget = Budget(seconds=policy.seconds, most_bytes=policy.most_bytes + _OVERHEAD + len(data))
    address = _parse(url, base=None)
    with _refusals(address):
        sent = write_request_headers(headers, "", "", _user_agent(policy))
        found = _checked_addresses(address, policy.allows(address), policy, network, budget)
        return _ask(address, sent, PinnedBackend(network, found, budget), policy, data=data)


def _parse(text: str, *, base: WebAddress | None) -> WebAddress:
    try:
        return parse_web_address(text, base=base)
    except AddressRefused as error:
        where = base.shown if base else _printable(text)
        prefix = "redirected: " if base else ""
        raise FetchRefused(prefix + str(error), where) from error


def _printable(text: str) -> str:
    """Return what may be shown of an address that cannot be read: no password, no query."""
    shown = text.partition("?")[0].rpartition("@")[2][:200]
    return "".join(sign if sign.isprintable() else "�" for sign in shown)


def _next(address: WebAddress, fetched: Fetched, hops: list[Hop], policy: Policy) -> WebAddress:
    """Return where a redirect leads; raise FetchRefused when it leads nowhere."""
    location = fetched.headers.get("location", "")
    if not location:
        raise FetchRefused("the server redirects without saying where to", address.shown)
    following = _parse(location, base=address)
    if str(following) in {hop.url for hop in hops}:
        raise FetchRefused("the redirects lead in a circle", address.shown)
    if len(hops) > policy.most_redirects:
        raise FetchRefused(f"more than {policy.most_redirects} redirects", address.shown)
    return following


@contextmanager
def _refusals(address: WebAddress) -> Iterator[None]:
    """Turn what goes wrong while asking an address into words for an editor."""
    try:
        yield
    except (EncodingRefused, HeadersRefused, Exhausted) as error:
        raise FetchRefused(str(error), address.shown) from error
    except TimeoutError as error:
        raise FetchRefused("the server takes too long", address.shown) from error
    except ssl.SSLCertVerificationError as error:
        reason = f"the server's certificate is not valid: {error.verify_message}"
        raise FetchRefused(reason, address.shown) from error
    except ssl.SSLError as error:
        raise FetchRefused("no encrypted connection can be made", address.shown) from error
    except (httpcore.ProtocolError, httpcore.NetworkError) as error:
        reason = f"the server does not keep to HTTP: {str(error)[:200]}"
        raise FetchRefused(reason, address.shown) from error
    except OSError as error:
        reason = f"the server cannot be reached: {error.strerror or error}"
        raise FetchRefused(reason, address.shown) from error


def _checked_addresses(
    address: WebAddress, is_allowed: bool, policy: Policy, network: Network, budget: Budget
) -> list[str]:
    """Return the IP addresses to connect to; raise FetchRefused unless all may be asked."""
    if not is_allowed:
        if address.port not in policy.ports:
            raise FetchRefused(f"port {address.port} is not asked", address.shown)
        if not address.is_ip and _is_inner_name(address.host):
            raise FetchRefused("the name belongs to an inner network", address.shown)
    found = [address.host] if address.is_ip else _resolve(address, network, budget)
    # One inner address among public ones is how rebinding begins.
    if not is_allowed and not all(map(is_public, found)):
        raise FetchRefused("the address belongs to an inner network", address.shown)
    return found[:_MOST_ADDRESSES]


def _resolve(address: WebAddress, network: Network, budget: Budget) -> list[str]:
    try:
        return network.resolve(address.host, budget.seconds_left())
    except TimeoutError:
        raise
    except OSError as error:
        raise FetchRefused("the name of the server is not known", address.shown) from error


def _ask(
    address: WebAddress,
    headers: Mapping[str, str],
    backend: PinnedBackend,
    policy: Policy,
    *,
    data: bytes | None = None,
) -> Fetched:
    """Return the answer to a GET, or to a POST of `data`; the body of a redirect is not read."""
    scheme, host, port = address.origin
    with (
        httpcore.HTTPConnection(
            httpcore.Origin(scheme.encode(), host.encode(), port),
            ssl_context=verified_tls() if scheme == "https" else None,
            network_backend=backend,
        ) as connection,
        connection.stream(
            "GET" if data is None else "POST",
            httpcore.URL(scheme=scheme, host=host, port=port, target=address.target),
            headers=[("Host", address.authority), *headers.items()],
            content=data,
        ) as answer,
    ):
        received = read_answer_headers(answer.headers)
        answered = b""
        if answer.status not in _REDIRECTS:
            body = Body(received.get("content-encoding", ""), policy.most_bytes)
            for piece in answer.iter_stream():
                body.add(piece)
            answered = body.finish()
        return Fetched(str(address), answer.status, received, answered)


def _is_inner_name(host: str) -> bool:
    return "." not in host or any(host == end or host.endswith(f".{end}") for end in _INNER_ENDS)


def _user_agent(policy: Policy) -> str:
    contact = f" (+{policy.contact})" if policy.contact else ""
    return f"Masthead/{masthead.__version__}{contact}"


@cache
def verified_tls() -> ssl.SSLContext:
    """Verified TLS 1.2 or later: the system's authorities, so that a house's own count, and
    Mozilla's, since a small container has no others."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(certifi.where())
    return context
