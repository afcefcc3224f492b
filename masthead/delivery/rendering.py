"""Asking the site for a page from within: what a reader would get, without a network."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.core.handlers.wsgi import WSGIHandler

# In a request's environment: draw the page, whatever the store has, and store nothing. No client
# can set it: what comes from outside is named HTTP_….
PAST_THE_STORE = "masthead.past_the_page_store"


def ask_site(host: str, path: str, *, is_past_store: bool = False) -> tuple[int, bytes]:
    """Status and plain body of a page at an edition's host."""
    statuses: list[str] = []

    def start_response(status: str, headers: Any, failure: Any = None) -> Callable[..., Any]:
        statuses.append(status)
        return lambda data: None

    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": "",
        "SCRIPT_NAME": "",
        "SERVER_NAME": host,
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": host,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        PAST_THE_STORE: is_past_store,
    }
    answer = _site()(environ, start_response)
    try:
        body = b"".join(answer)
    finally:
        answer.close()
    return int(statuses[0].split()[0]), body


@lru_cache(maxsize=1)
def _site() -> WSGIHandler:
    """Django's own handler: it loads the middleware once in each process."""
    return WSGIHandler()
