"""The page store ahead of Django: a WSGI function that answers from files, or passes on.

Every request of a reader comes through here, so each line is paid for tens of thousands of times a
second: what can be known beforehand is kept, and one `os.stat` says whether it still holds.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from masthead.delivery.layout import Encoding, host_folder, is_storable
from masthead.delivery.lease import Lease
from masthead.delivery.negotiation import choose_encoding, has_already
from masthead.delivery.reads import Reads
from masthead.delivery.representations import Headers, Representation, load, stat_path

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]
Application = Callable[[Environ, Any], Iterable[bytes]]

# Of each process: the hot pages of a city paper in three encodings several times over.
MEMORY_BYTES = 64_000_000
# Places remembered for hosts and paths, found or not: some hundred bytes each.
_PLACES = 20_000
# Ways to write Accept-Encoding; browsers have a dozen.
_SPELLINGS = 500

_Place = tuple[str, bytes]


class Front:
    """The WSGI application: stored pages from files, all else from ``inner``.

    ``security`` are the headers that Django would have added, for requests without and with TLS;
    ``is_secure`` says which a request is. ``newsroom_host`` has no readers' pages.
    """

    def __init__(
        self,
        inner: Application,
        *,
        root: Path,
        lease: Lease,
        reads: Reads,
        security: Mapping[bool, Headers],
        is_secure: Callable[[Environ], bool],
        staff_cookie: str,
        newsroom_host: str = "",
    ) -> None:
        self.inner = inner
        self.root = root
        self.lease = lease
        self.reads = reads
        self.security = security
        self.is_secure = is_secure
        self.staff_mark = f"{staff_cookie}="
        self.newsroom_host = newsroom_host.lower()
        self._places: dict[tuple[str, str], _Place | None] = {}
        self._spellings: dict[str | None, Encoding] = {}
        self._memory: dict[tuple[str, bytes, Encoding, bool], tuple[bytes, Representation]] = {}
        self._memory_bytes = 0

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request (PEP 3333)."""
        method = environ["REQUEST_METHOD"]
        if (
            (method == "GET" or method == "HEAD")
            and not environ.get("QUERY_STRING")
            and "HTTP_AUTHORIZATION" not in environ
            and self.staff_mark not in environ.get("HTTP_COOKIE", "")
            and self.lease.holds()
        ):
            found = self._find(environ)
            if found is not None:
                self.reads.hit(environ["HTTP_HOST"], environ["PATH_INFO"])
                if has_already(
                    if_none_match=environ.get("HTTP_IF_NONE_MATCH"),
                    if_modified_since=environ.get("HTTP_IF_MODIFIED_SINCE"),
                    etag=found.etag,
                    mtime=found.mtime,
                ):
                    start_response("304 Not Modified", found.not_modified)
                    return []
                start_response("200 OK", found.headers)
                return [] if method == "HEAD" else [found.body]
        return self.inner(environ, start_response)

    def _find(self, environ: Environ) -> Representation | None:
        header, path = environ.get("HTTP_HOST", ""), environ["PATH_INFO"]
        try:
            place = self._places[(header, path)]
        except KeyError:
            place = self._place(header, path)
        if place is None:
            return None
        spelling = environ.get("HTTP_ACCEPT_ENCODING")
        try:
            encoding = self._spellings[spelling]
        except KeyError:
            encoding = self._encoding(spelling)
        is_secure = self.is_secure(environ)
        key = (*place, encoding, is_secure)
        remembered = self._memory.get(key)
        if remembered is not None:
            file, kept = remembered
            try:
                facts = os.stat(file)  # noqa: PTH116 - bytes, and the one look that is paid for
            except OSError:
                self._forget(key)
                return None
            if (
                facts.st_mtime_ns == kept.mtime_ns
                and facts.st_ino == kept.inode
                and facts.st_size == kept.size
            ):
                return kept
            self._forget(key)
        found = load(self.root, *place, encoding, more=self.security[is_secure])
        if found is not None:
            self._remember(key, found)
        return found

    def _place(self, header: str, path: str) -> _Place | None:
        """Host and path as the store has them, remembered; None for what it cannot have."""
        host = host_folder(header)
        place = None
        if host is not None and host != self.newsroom_host:
            # PEP 3333: the bytes of the path, each as one character.
            raw = path.encode("latin-1")
            place = (host, raw) if is_storable(raw) else None
        if len(self._places) >= _PLACES:
            self._places.clear()
        self._places[(header, path)] = place
        return place

    def _encoding(self, spelling: str | None) -> Encoding:
        if len(self._spellings) >= _SPELLINGS:
            self._spellings.clear()
        return self._spellings.setdefault(spelling, choose_encoding(spelling))

    def _remember(self, key: tuple[str, bytes, Encoding, bool], found: Representation) -> None:
        self._forget(key)
        if found.size > MEMORY_BYTES // 16 or found.mtime > time.time():
            # A stamp that is still to come: what is said of its date now would not hold later.
            return
        host, path, encoding, _ = key
        self._memory[key] = (stat_path(self.root, host, path, encoding), found)
        self._memory_bytes += found.size
        while self._memory_bytes > MEMORY_BYTES:
            self._forget(next(iter(self._memory)))

    def _forget(self, key: tuple[str, bytes, Encoding, bool]) -> None:
        # Two threads may find the same file gone: the second has nothing left to forget.
        if (remembered := self._memory.pop(key, None)) is not None:
            self._memory_bytes -= remembered[1].size
