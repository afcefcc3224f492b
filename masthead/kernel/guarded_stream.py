"""A connection to an address that has been checked, with an end to its time and its bytes."""

import socket
import ssl
import time
from collections.abc import Iterable

import httpcore

from masthead.kernel.networks import Network


class Exhausted(Exception):
    """A connection that took too long or brought too much, with the reason."""


class Budget:
    """What a whole fetch may spend, over all its connections."""

    def __init__(self, *, seconds: float, most_bytes: int) -> None:
        """Start the clock."""
        self._ends_at = time.monotonic() + seconds
        self._bytes_left = most_bytes

    def seconds_left(self) -> float:
        """Return the time that is left; raise Exhausted when there is none."""
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise Exhausted("the server takes too long")
        return left

    def spend(self, count: int) -> None:
        """Count bytes from the wire; raise Exhausted when they are too many."""
        self._bytes_left -= count
        if self._bytes_left < 0:
            raise Exhausted("the server sends too much")


class GuardedStream(httpcore.NetworkStream):
    """A socket whose every step ends with the budget, however slowly its bytes drip."""

    def __init__(self, connection: socket.socket, budget: Budget) -> None:
        """Take over a connection; it is closed with the stream."""
        self._connection = connection
        self._budget = budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return the next bytes, b"" at the end; raise Exhausted or OSError."""
        self._limit()
        data = self._connection.recv(max_bytes)
        self._budget.spend(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all bytes; raise Exhausted, TimeoutError or httpcore.WriteError.

        After the last the client still reads: a server may answer and hang up before it has heard
        everything.
        """
        self._limit()
        try:
            self._connection.sendall(buffer)
        except TimeoutError:
            raise
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """Return the encrypted connection, the certificate checked; raise Exhausted or OSError."""
        self._limit()
        try:
            secured = ssl_context.wrap_socket(self._connection, server_hostname=server_hostname)
        except OSError:
            self.close()
            raise
        return GuardedStream(secured, self._budget)

    def _limit(self) -> None:
        self._connection.settimeout(self._budget.seconds_left())


class PinnedBackend(httpcore.NetworkBackend):
    """Connects to the addresses that were checked, and never looks a name up again."""

    # A dead address must leave time for the next one.
    _SECONDS_EACH = 5.0

    def __init__(self, network: Network, addresses: Iterable[str], budget: Budget) -> None:
        """Take the checked addresses of one host, best first."""
        self._network = network
        self._addresses = tuple(addresses)
        self._budget = budget

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address that answers; raise Exhausted or OSError."""
        failure = OSError("there is no address to connect to")
        for address in self._addresses:
            seconds = min(self._SECONDS_EACH, self._budget.seconds_left())
            try:
                connection = self._network.connect(address, port, seconds)
            except OSError as error:
                failure = error
            else:
                return GuardedStream(connection, self._budget)
        raise failure
