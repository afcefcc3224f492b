"""What a reader's request says, checked."""

from __future__ import annotations

import re
from datetime import timedelta

from django.http import Http404, HttpRequest

from masthead.public.addresses import EPOCH
from masthead.stories.models import Edition
from masthead.stories.selectors import Cursor

# Before 1970 the moment is below zero: archives go further back than computers.
_CURSOR = re.compile(r"(-?\d{1,17})-(\d{1,18})", re.ASCII)


def edition_of(request: HttpRequest) -> Edition:
    """The edition the request's host belongs to, as HostMiddleware found it.

    Raises `Http404` where there is none: the newsroom's own host has no readers' pages.
    """
    edition = getattr(request, "edition", None)
    if not isinstance(edition, Edition):
        raise Http404("no edition at this host")
    return edition


def cursor_of(request: HttpRequest, name: str) -> Cursor | None:
    """The place in a list that the query names, or None. Raises `Http404` for nonsense."""
    text = request.GET.get(name)
    if text is None:
        return None
    match = _CURSOR.fullmatch(text)
    if match is None:
        raise Http404(f"no such place in a list: {text[:40]}")
    try:
        moment = EPOCH + timedelta(microseconds=int(match[1]))
    except OverflowError as error:
        raise Http404("no such moment") from error
    return Cursor(moment, int(match[2]))
