"""A web server on this machine that answers as a test tells it, and a network that leads to it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = tuple[int, Mapping[str, str], bytes]

# Public by number, never asked: the faked network leads elsewhere.
PUBLIC = "93.184.215.14"


class WebServer:
    """What the server answers to a path, and what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        # Bytes that are sent as they are, one piece after the other with a pause between.
        self.raw: dict[str, tuple[list[bytes], float]] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.posted: list[tuple[str, bytes]] = []
        self.port = 0

    @property
    def authority(self) -> str:
        """Where it listens, as it stands in an address and in a policy."""
        return f"127.0.0.1:{self.port}"

    def says(self, path: str, status: int = 200, body: bytes = b"", **headers: str) -> None:
        """Tell what a path answers; header names have underscores for hyphens."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = (status, named, body)

    def asked(self, path: str) -> dict[str, str]:
        """The headers of the last request for a path, names in lower case."""
        return [headers for asked, headers in self.requests if asked == path][-1]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: WebServer

    def do_POST(self) -> None:
        """Keep what was sent, and answer as to a GET."""
        length = int(self.headers.get("Content-Length", 0))
        self.site.posted.append((self.path, self.rfile.read(length)))
        self.do_GET()

    def do_GET(self) -> None:
        self.site.requests.append(
            (self.path, {name.lower(): value for name, value in self.headers.items()})
        )
        if self.path in self.site.raw:
            self._send_raw(*self.site.raw[self.path])
            return
        status, headers, body = self.site.answers.get(self.path, (404, {}, b"no such page"))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _send_raw(self, pieces: list[bytes], pause: float) -> None:
        self.close_connection = True
        try:
            for piece in pieces:
                self.wfile.write(piece)
                time.sleep(pause)
        except OSError:
            # The client has hung up, which is what such an answer is for.
            self.site.requests.append(("hung up", {}))

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet."""


@contextmanager
def web_server(
    wrap: Callable[[socket.socket], socket.socket] | None = None,
) -> Iterator[WebServer]:
    """Serve on a free port of the loopback until the test is over; `wrap` may add TLS."""
    site = WebServer()
    handler = type("Handler", (_Handler,), {"site": site})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
        if wrap is not None:
            server.socket = wrap(server.socket)
        site.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()


class FakeNetwork:
    """Names resolve as told, and every address leads to one port of this machine."""

    def __init__(self, port: int = 0, **names: list[list[str]]) -> None:
        """Take for each name (underscores for dots) its answers: the last is given for ever."""
        self.names = {name.replace("_", "."): list(answers) for name, answers in names.items()}
        self.port = port
        self.resolved: list[str] = []
        self.connected: list[tuple[str, int]] = []

    def resolve(self, host: str, seconds: float) -> list[str]:
        """Return the next answer for a name; an unknown name has none."""
        self.resolved.append(host)
        answers = self.names.get(host)
        if answers is None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def connect(self, address: str, port: int, seconds: float) -> socket.socket:
        """Connect to the test's own server, and remember what was asked for."""
        self.connected.append((address, port))
        if not self.port:
            raise ConnectionRefusedError(111, "Connection refused")
        return socket.create_connection(("127.0.0.1", self.port), timeout=seconds)
