"""A form that did not arrive whole is a bad request, not our failure."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.datastructures import MultiValueDictKeyError


class WholeFormMiddleware:
    """Answers 400, in words, where a view looks for a field that was not sent.

    Wagtail's forms of many parts read the count of parts without asking whether it came.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page that says so; None for every other exception and place."""
        if not isinstance(exception, MultiValueDictKeyError) or request.method != "POST":
            return None
        if not request.path.startswith(settings.NEWSROOM_PATH):
            return None
        return render(request, "newsroom/broken_form.html", status=400)
