"""The page store within Django: stores what may be stored, and renders each page once.

It stands behind the check of the host and before sessions, so that what a session, a form or a
message did to an answer shows in it: such an answer is never stored.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

from masthead.delivery.flights import flight
from masthead.delivery.index import IndexLost
from masthead.delivery.keys import Noted, noting
from masthead.delivery.layout import CONTENT_TYPES, file_name, host_folder, is_storable
from masthead.delivery.negotiation import choose_encoding, has_already
from masthead.delivery.nowhere import Nowhere
from masthead.delivery.rendering import PAST_THE_STORE
from masthead.delivery.representations import CACHE_CONTROL, Representation, load
from masthead.delivery.store import Page, PageStore, Ticket
from masthead.delivery.stores import installed_store, reads

logger = logging.getLogger(__name__)

Handler = Callable[[HttpRequest], HttpResponseBase]

# What a stored page may say of itself: everything else would be lost, or is nobody else's business
# (Set-Cookie, Vary: Cookie, Location).
_HEADERS = frozenset({"Content-Type", "Content-Language", "Cache-Control", "Content-Length"})
# In a form's hidden field: such a page belongs to one person.
_TOKEN = b"csrfmiddlewaretoken"
# A path whose answer was not to be stored (404, a redirect) is rendered without waiting for others
# for so long.
_PASSING_SECONDS = 10.0
# A page that the store refused just now (it changes too often, there is no room) for so long.
_REFUSED_SECONDS = 1.0
_PASSING = 2_000


@dataclass(frozen=True)
class _Place:
    """Where the page of a request is stored: the edition's own host, whichever name was used."""

    host: str
    edition: int
    path: str
    serial: int = field(compare=False)

    def ticket(self) -> Ticket:
        """The right to store what is drawn from now on."""
        return Ticket(host=self.host, edition=self.edition, serial=self.serial)


class PageStoreMiddleware:
    """Answers from the store, or renders and stores.

    Needs ``request.edition`` and ``request.page_serial``, the store's count of purges from before
    the edition was read.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self._passing: dict[_Place, float] = {}
        self._nowhere = Nowhere()
        self._has_complained = False

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer ``request``."""
        store = installed_store()
        place = self._place(request) if store is not None else None
        if store is None or place is None or not store.lease.holds():
            return self.get_response(request)
        try:
            return self._answer(request, store, place)
        except _Failed as failed:
            # The page was rendered and could not be stored, or was never tried.
            if not self._has_complained:
                self._has_complained = True
                logger.warning("the page store does not work: %s", failed.__cause__)
            return failed.response or self.get_response(request)

    def _answer(self, request: HttpRequest, store: PageStore, place: _Place) -> HttpResponseBase:
        if found := _stored(request, store, place):
            return _response(request, found)
        if self._passes(place):
            return self._render(request, store, place)

        if not _has_view(request):
            # No end of such addresses: nobody waits for another's, and nothing is noted of them.
            return self._say_nowhere(request, place)

        def is_over() -> bool:
            return self._passes(place) or _stored(request, store, place) is not None

        with ExitStack() as alone:
            try:
                alone.enter_context(flight(store.root, place.host, place.path, until=is_over))
            except OSError as error:
                raise _Failed(None) from error
            if found := _stored(request, store, place):
                return _response(request, found)
            return self._render(request, store, place)

    def _render(self, request: HttpRequest, store: PageStore, place: _Place) -> HttpResponseBase:
        """Render the page; store it if it may be stored, and then answer from the store."""
        ticket = place.ticket()
        with noting(place.edition) as noted:
            response = self.get_response(request)
        page = _page(request, response, noted, path=place.path)
        if page is None:
            self._pass(place, _PASSING_SECONDS)
            return response
        reads.miss()
        try:
            is_kept = store.keep(page, ticket=ticket)
        except (IndexLost, OSError) as error:
            self._pass(place, _REFUSED_SECONDS)
            raise _Failed(response) from error
        self._has_complained = False
        if not is_kept:
            self._pass(place, _REFUSED_SECONDS)
        found = _stored(request, store, place) if is_kept else None
        return _response(request, found) if found else response

    def _say_nowhere(self, request: HttpRequest, place: _Place) -> HttpResponseBase:
        """The answer at an address that no view has."""
        ticket = place.ticket()
        if kept := self._nowhere.find(ticket):
            return kept
        with noting(place.edition) as noted:
            response = self.get_response(request)
        if (
            isinstance(response, HttpResponse)
            and response.status_code == 404
            and _is_everybodys(request, response, noted)
        ):
            self._nowhere.keep(response, ticket=ticket, expires_at=noted.expires_at)
        return response

    def _place(self, request: HttpRequest) -> _Place | None:
        """Where the page would be stored; None when nothing is to be stored or found."""
        edition = getattr(request, "edition", None)
        serial = getattr(request, "page_serial", None)
        if (
            edition is None
            or serial is None
            or request.method != "GET"
            or request.META.get(PAST_THE_STORE)
            or request.META.get("QUERY_STRING")
            or "HTTP_AUTHORIZATION" in request.META
            or settings.MASTHEAD_STAFF_COOKIE in request.COOKIES
            or request.path_info.startswith(settings.MASTHEAD_UNSTORED_PATHS)
            or not is_storable(request.path_info.encode("utf-8", "surrogatepass"))
        ):
            return None
        host, _ = split_domain_port(f"{edition.host}:0")
        if host_folder(host) != host:
            return None
        return _Place(host, edition.pk, request.path_info, serial)

    def _passes(self, place: _Place) -> bool:
        until = self._passing.get(place)
        return until is not None and until > time.monotonic()

    def _pass(self, place: _Place, seconds: float) -> None:
        if len(self._passing) >= _PASSING:
            self._passing.clear()
        self._passing[place] = time.monotonic() + seconds


class _Failed(Exception):
    """The store did not work; ``response`` is what was rendered, if it came so far."""

    def __init__(self, response: HttpResponseBase | None) -> None:
        super().__init__()
        self.response = response


def _page(
    request: HttpRequest, response: HttpResponseBase, noted: Noted, *, path: str
) -> Page | None:
    """What to store of an answer; None for one that is no page, or not the same for everybody."""
    if (
        not isinstance(response, HttpResponse)
        or response.status_code != 200
        or response.headers.get("Content-Type") != CONTENT_TYPES[file_name(path)]
        or not _is_everybodys(request, response, noted)
    ):
        return None
    return Page(
        path=path,
        body=response.content,
        language=response.headers["Content-Language"],
        keys=frozenset(noted.keys),
        lazy=frozenset(noted.lazy - noted.keys),
        expires_at=noted.expires_at,
    )


def _is_everybodys(request: HttpRequest, response: HttpResponse, noted: Noted) -> bool:
    """Whether its view said that an answer is the same for everybody, and nothing belies it."""
    return (
        noted.is_declared
        and not response.cookies
        and _HEADERS.issuperset(response.headers)
        and response.headers.get("Cache-Control") == CACHE_CONTROL
        and bool(response.headers.get("Content-Language"))
        and "CSRF_COOKIE_NEEDS_UPDATE" not in request.META
        and _TOKEN not in response.content
    )


def _has_view(request: HttpRequest) -> bool:
    """Whether a view has the address; whether there is a page then only the view knows.

    A view that takes any word says which it has: its ``has_page`` gets what the view would get.
    """
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return False
    has_page = getattr(match.func, "has_page", None)
    return has_page is None or bool(has_page(request, *match.args, **match.kwargs))


def _stored(request: HttpRequest, store: PageStore, place: _Place) -> Representation | None:
    encoding = choose_encoding(request.META.get("HTTP_ACCEPT_ENCODING"))
    return load(store.root, place.host, place.path.encode(), encoding)


def _response(request: HttpRequest, found: Representation) -> HttpResponse:
    """The stored page as Django's answer; outer middleware adds what every answer has."""
    is_known = has_already(
        if_none_match=request.META.get("HTTP_IF_NONE_MATCH"),
        if_modified_since=request.META.get("HTTP_IF_MODIFIED_SINCE"),
        etag=found.etag,
        mtime=found.mtime,
    )
    response = HttpResponse(status=304) if is_known else HttpResponse(found.body)
    response.headers.pop("Content-Type", None)
    for name, value in found.not_modified if is_known else found.headers:
        response.headers[name] = value
    return response
