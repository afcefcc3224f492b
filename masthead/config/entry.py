"""What stands ahead of Django: the page store's front, with the headers that Django would send."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.security import SecurityMiddleware

from masthead.delivery.front import Application, Environ, Front
from masthead.delivery.keeper import KeeperThread
from masthead.delivery.stores import installed_store, reads


def with_page_store(inner: Application) -> Application:
    """``inner`` behind the page store, whose keeper starts in this process; or ``inner`` alone.

    Without a store (a size of nothing in the settings) every request goes to Django.
    """
    store = installed_store()
    if store is None:
        return inner
    KeeperThread(store, reads).start()
    return Front(
        inner,
        root=store.root,
        lease=store.lease,
        reads=reads,
        security={is_secure: security_headers(is_secure=is_secure) for is_secure in (False, True)},
        is_secure=is_secure,
        staff_cookie=settings.MASTHEAD_STAFF_COOKIE,
        newsroom_host=settings.MASTHEAD_NEWSROOM_HOST,
    )


def security_headers(*, is_secure: bool) -> list[tuple[str, str]]:
    """What the outermost middleware adds to a page, asked of that middleware itself."""

    def page(request: HttpRequest) -> HttpResponseBase:
        return HttpResponse()

    handler: Any = page
    for middleware in (XFrameOptionsMiddleware, CSPMiddleware, SecurityMiddleware):
        handler = middleware(handler)
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": "/",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "443" if is_secure else "80",
            "wsgi.url_scheme": "https" if is_secure else "http",
            "wsgi.input": BytesIO(),
        }
        | _proxy_says(is_secure)
    )
    response: HttpResponseBase = handler(request)
    return [(name, value) for name, value in response.items() if name != "Content-Type"]


def is_secure(environ: Environ) -> bool:
    """Whether a request came by TLS, as Django sees it (SECURE_PROXY_SSL_HEADER)."""
    proxy = settings.SECURE_PROXY_SSL_HEADER
    if proxy:
        said = environ.get(proxy[0])
        if said is not None:
            first: str = said.partition(",")[0].strip()
            return first == proxy[1]
    return bool(environ["wsgi.url_scheme"] == "https")


def _proxy_says(is_secure: bool) -> Environ:
    proxy = settings.SECURE_PROXY_SSL_HEADER
    return {proxy[0]: proxy[1] if is_secure else "http"} if proxy else {}
