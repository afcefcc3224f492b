"""Pictures in the sizes that pages need, and recordings, from the one machine's own disk."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils._os import safe_join
from django.views.decorators.http import require_safe

from masthead.kernel.clock import now
from masthead.public.mediatypes import media_type_of
from masthead.public.ranges import Slice, parse_range
from masthead.stories.selectors import is_gone, rendition_of

# What readers may get. Originals (with the position where a picture was taken) and wire files
# lie beside them and are never served.
_PUBLIC_FOLDERS = frozenset({"images", "recordings"})
# Every change of a picture gives its files new names.
_FOREVER = "public, max-age=31536000, immutable"
# A picture may be taken down: caches that many readers share ask again each day.
_PICTURE_FOREVER = "public, max-age=31536000, s-maxage=86400, immutable"
# A picture whose rights will end: the day may be moved, so that nobody keeps it for longer.
_DAY = 24 * 60 * 60
# No file system of ours takes a longer name: asking for one would raise.
_NAME = re.compile(r"(?P<folder>[a-z]+)/(?P<file>[\w.\-]{1,255})", re.ASCII)
# As `stories.models.media.rendition_stem` makes it. Longer numbers than a picture can have would
# overflow the database's integer.
_PICTURE = re.compile(r"(?P<number>[0-9]{1,18})-[0-9a-f]{16}\.[a-z]+", re.ASCII)


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file by its name, whole or in part (RFC 9110 section 14): players ask for parts.

    A picture takes one query: when its rights have ended it is not found, wherever its address was
    noted, and until then no cache may keep it beyond that moment. One that was taken down or
    replaced is gone (410).
    """
    try:
        path = _path(name)
        cache_control = _picture_cache(name) if name.startswith("images/") else _FOREVER
    except Http404:
        if _NAME.fullmatch(name) and is_gone(name):
            return _gone()
        raise
    size = path.stat().st_size
    media_type = media_type_of(path.name)
    part = parse_range(_asked_range(request), size=size)
    if part == "unsatisfiable":
        refusal = HttpResponse(status=416)
        refusal.headers["Content-Range"] = f"bytes */{size}"
        return refusal
    response: HttpResponseBase
    if isinstance(part, Slice):
        with path.open("rb") as file:
            file.seek(part.start)
            response = HttpResponse(file.read(part.length), status=206, content_type=media_type)
        response.headers["Content-Range"] = f"bytes {part.start}-{part.end}/{size}"
    else:
        response = FileResponse(path.open("rb"), content_type=media_type)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = cache_control
    # A file that somebody uploaded is data: nothing in it runs, whatever it claims to be.
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _gone() -> HttpResponse:
    """410 for a size that was taken down or replaced: whoever keeps the address may forget it."""
    response = HttpResponse(status=410)
    response.headers["Cache-Control"] = "no-store"
    return response


def _picture_cache(name: str) -> str:
    """How long the size of a picture may be kept; `Http404` when it may not be shown (any more)."""
    match = _PICTURE.fullmatch(name.partition("/")[2])
    rendition = rendition_of(name, picture=int(match["number"])) if match else None
    if rendition is None:
        raise Http404("no such picture")
    if rendition.image.taken_down_at is not None:
        raise Http404("the picture was taken down")
    ends_at = rendition.image.rights_end_at
    if ends_at is None:
        return _PICTURE_FOREVER
    left = (ends_at - now()).total_seconds()
    if left <= 0:
        raise Http404("the rights to this picture have ended")
    return f"public, max-age={min(_DAY, int(left))}"


def _asked_range(request: HttpRequest) -> str | None:
    """The Range header, where it means something (RFC 9110 sections 14.2 and 13.1.5).

    Only GET has ranges; and If-Range compares a validator, of which our files have none: whatever
    it says does not match, and the whole file is the answer.
    """
    if request.method != "GET" or "If-Range" in request.headers:
        return None
    return request.headers.get("Range")


def _path(name: str) -> Path:
    match = _NAME.fullmatch(name)
    if match is None or match["folder"] not in _PUBLIC_FOLDERS:
        raise Http404("no such file")
    try:
        path = Path(safe_join(settings.MEDIA_ROOT, name))
    except SuspiciousFileOperation as error:
        raise Http404("no such file") from error
    if not path.is_file():
        raise Http404("no such file")
    return path
