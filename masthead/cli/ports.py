"""Whether the site's port can be had, and what to tell the operator when it cannot."""

from __future__ import annotations

import errno
import socket


def complaint_about(bind: str, port: int) -> str | None:
    """Why nothing can listen at this address, with the mend; None when something can."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        # As the server does it: connections of a server that has just stopped are in no way.
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((bind, port))
            trial.listen(1)
        except OSError as error:
            return _sentence(bind, port, error)
    return None


def _sentence(bind: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} on {bind} is taken by another program (or another Masthead). "
            f"Stop it, or choose another port: masthead run --port {_another(port)}"
        )
    if error.errno == errno.EACCES:
        return (
            f"The system does not let this user listen on port {port}. "
            "Choose one from 1024 up: masthead run --port 8000"
        )
    return f"Nothing can listen on {bind} port {port}: {error.strerror}. Check bind and port."


def _another(port: int) -> int:
    return port + 1 if port < 65535 else 8000
