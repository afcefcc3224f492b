"""A process that answers requests in itself, through the whole WSGI application, and says what
they cost.

Started as ``python serve_requests.py MODULE:NAME``. Each line of its input is JSON: ``path``,
``host``, ``headers`` (WSGI names), ``count``. Each line of its output: ``cpu_ms`` a request,
``status``, ``bytes``.
"""

from __future__ import annotations

import importlib
import io
import json
import sys
import time
from collections.abc import Callable
from typing import Any

Application = Callable[..., Any]


def environ_of(asked: dict[str, Any]) -> dict[str, Any]:
    """A GET as a web server would hand it on (PEP 3333)."""
    host, _, port = asked["host"].partition(":")
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": asked["path"],
        "QUERY_STRING": "",
        "SERVER_NAME": host,
        "SERVER_PORT": port or "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": asked["host"],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **asked.get("headers", {}),
    }


def answer(application: Application, asked: dict[str, Any]) -> tuple[str, int]:
    """The status and the length of the body that ``application`` gives."""
    statuses: list[str] = []
    body = application(
        environ_of(asked), lambda status, headers, error=None: statuses.append(status)
    )
    try:
        length = sum(len(part) for part in body)
    finally:
        if hasattr(body, "close"):
            body.close()
    return statuses[-1], length


def measure(application: Application, asked: dict[str, Any]) -> dict[str, Any]:
    """CPU milliseconds a request (user and system time of this process) over ``count`` of them."""
    count = asked["count"]
    before = time.process_time()
    for _ in range(count):
        status, length = answer(application, asked)
    spent = (time.process_time() - before) * 1000 / count
    return {"cpu_ms": spent, "status": status, "bytes": length}


def main() -> None:
    """Load the application, then answer until the input ends."""
    module, _, name = sys.argv[1].partition(":")
    application = getattr(importlib.import_module(module), name)
    for line in sys.stdin:
        print(json.dumps(measure(application, json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
