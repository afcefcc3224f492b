"""What readers get when something is not there or went wrong."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import page_not_found

from masthead.delivery.keys import declare
from masthead.public.pages import not_found
from masthead.stories.models import Edition


def page_is_missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: in the edition's looks for readers, plain in the newsroom."""
    edition = getattr(request, "edition", None)
    if not isinstance(edition, Edition) or request.path.startswith(settings.NEWSROOM_PATH):
        return page_not_found(request, exception)
    # At an address that no view has it is the same for everybody; nothing is stored of a 404.
    declare("nowhere")
    return not_found(edition)


def server_failed(request: HttpRequest) -> HttpResponse:
    """500: static, so that it works when the database does not; stored by nobody."""
    response = HttpResponse(render_to_string("site/pages/error.html"), status=500)
    response.headers["Cache-Control"] = "no-store"
    return response
