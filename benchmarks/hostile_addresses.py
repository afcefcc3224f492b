"""Hostile addresses through the guarded HTTP client, over a network that is made up."""

from __future__ import annotations

import re
import socket
import threading
from ipaddress import ip_address
from urllib.parse import urlsplit

from masthead.kernel.fetching import FetchRefused, fetch

# Public by number; nothing is ever sent there.
_PUBLIC = "93.184.215.14"
# Names that the world's resolvers answer with the address they spell.
_SPELLED = re.compile(r"(\d+)[.-](\d+)[.-](\d+)[.-](\d+)\.(?:nip|sslip)\.io")
_PLANTED = {"spoofed.burpcollaborator.net": "127.0.0.1"}
_EXPECTED = re.compile(r"parses to host (['\"])(?P<host>.*)\1 (['\"])(?P<url>.*)\3")

# All that a request of the client's may hold.
_OUR_HEADERS = {"host", "user-agent", "accept", "accept-encoding", "connection"}


class MadeUpNetwork:
    """Every name has an address, and every address a server that gives the answers it was told.

    Connections are pairs of sockets within this process; TLS ends where it begins.
    """

    def __init__(self, *answers: bytes) -> None:
        """Take what servers answer, one connection after the other."""
        self.answers = list(answers)
        self.asked_name = ""
        self.connected: list[str] = []
        self.requests: list[bytes] = []

    def resolve(self, host: str, seconds: float) -> list[str]:
        """Answer as a public resolver would."""
        self.asked_name = host
        spelled = _SPELLED.fullmatch(host)
        return [".".join(spelled.groups()) if spelled else _PLANTED.get(host, _PUBLIC)]

    def connect(self, address: str, port: int, seconds: float) -> socket.socket:
        """Open a connection to the next answer; raise OSError when no more is told."""
        self.connected.append(address)
        if not self.answers or port == 443:
            raise ConnectionRefusedError(111, "Connection refused")
        ours, theirs = socket.socketpair()
        threading.Thread(target=self._serve, args=(theirs, self.answers.pop(0))).start()
        return ours

    def _serve(self, connection: socket.socket, answer: bytes) -> None:
        with connection:
            request = b""
            while b"\r\n\r\n" not in request and (piece := connection.recv(65_536)):
                request += piece
            self.requests.append(request)
            connection.sendall(answer)

    def has_been_inside(self) -> bool:
        """Whether an address was asked that is not the internet's."""
        return not all(ip_address(address).is_global for address in self.connected)


def try_address(kind: str, data: bytes, why: str) -> str:
    """Fetch an address; it escapes when it is asked at another host than it should, or inside."""
    network = MadeUpNetwork()
    try:
        fetch(_text(data), network=network)
    except FetchRefused:
        if not network.connected:
            return "refused"
    if network.has_been_inside() or why == "must fail to parse":
        return "escaped"
    expected = _EXPECTED.fullmatch(why)
    asked = network.asked_name or network.connected[0]
    if expected and asked != expected["host"].strip("[]"):
        return "escaped"
    return "accepted"


def try_redirect(kind: str, data: bytes, why: str) -> str:
    """Meet a hostile value in a server's answer: as where to go on, or as a header of its own."""
    if kind in ("header-attack", "cache-poison"):
        head = b"HTTP/1.1 200 OK\r\n" + data + b"\r\n"
    else:
        head = b"HTTP/1.1 302 Found\r\nLocation: " + data + b"\r\n"
    sound = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    network = MadeUpNetwork(head + b"Content-Length: 0\r\n\r\n", sound)
    is_refused = False
    try:
        fetch("http://news.example/feed", network=network)
    except FetchRefused:
        is_refused = True
    if network.has_been_inside() or not all(map(_is_sound, network.requests)):
        return "escaped"
    if kind in ("header-attack", "cache-poison"):
        return "refused" if is_refused else "neutralised"
    if len(network.connected) == 1:
        return "refused" if is_refused else "errors"
    # What splits an answer elsewhere went on as a part of one address, still encoded.
    return "neutralised" if kind == "crlf" else "accepted"


def _is_sound(request: bytes) -> bool:
    """Whether a request is one, with the client's own headers alone."""
    start, *headers = request.removesuffix(b"\r\n\r\n").decode("ascii", "replace").split("\r\n")
    names = [header.partition(":")[0].lower() for header in headers]
    method, target, version = start.split(" ")
    is_path = target.startswith("/") and not urlsplit(f"http://x{target}").username
    return (
        (method, version) == ("GET", "HTTP/1.1")
        and is_path
        and set(names) <= _OUR_HEADERS
        and len(names) == len(set(names))
    )


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")
