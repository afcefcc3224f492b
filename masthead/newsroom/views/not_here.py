"""Addresses of Wagtail's that lead nowhere in a newsroom."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.defaults import page_not_found


def not_here(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """The newsroom's 404."""
    answer: HttpResponse = page_not_found(
        request, Exception("not here"), template_name="wagtailadmin/404.html"
    )
    return answer
