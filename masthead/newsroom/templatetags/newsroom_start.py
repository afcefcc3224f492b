"""JSON inside a script element."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from masthead.newsroom.widgets import escaped

register = template.Library()


@register.filter
def as_data(json: str) -> SafeString:
    """JSON that was written by the server, fit to stand inside a script element."""
    return mark_safe(escaped(json))
