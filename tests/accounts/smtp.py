"""A mail server for tests: real SMTP over a real socket, on a thread of its own."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import default


@dataclass
class Post:
    """What arrived, and how the server behaves: ``refuse`` answers 451 to so many letters."""

    port: int = 0
    letters: list[Message] = field(default_factory=list)
    refuse: int = 0


class _Visit(socketserver.StreamRequestHandler):
    """One connection: RFC 5321 as far as Python's client speaks it."""

    server: _Server

    def handle(self) -> None:
        """Talk until QUIT or the other side goes."""
        self._say("220 tests ready")
        while line := self.rfile.readline():
            verb = line[:4].upper().strip()
            if verb == b"DATA":
                self._take()
            elif verb == b"QUIT":
                self._say("221 bye")
                return
            elif verb == b"MAIL" and self.server.post.refuse > 0:
                self.server.post.refuse -= 1
                self._say("451 try later")
            else:
                self._say("250 fine")

    def _take(self) -> None:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        self.server.post.letters.append(message_from_bytes(b"".join(lines), policy=default))
        self._say("250 taken")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    post: Post


@contextmanager
def post_office() -> Iterator[Post]:
    """A mail server on 127.0.0.1 that keeps what it gets."""
    with _Server(("127.0.0.1", 0), _Visit) as server:
        server.post = Post(port=server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield server.post
        finally:
            server.shutdown()
            thread.join(5)
