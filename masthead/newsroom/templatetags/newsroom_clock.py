"""Moments to the second, for lists that are trusted to it."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from masthead.kernel.clock import now

register = template.Library()


@register.simple_tag
def moment_at(value: datetime) -> SafeString:
    """``value`` as a ``time`` element in the newsroom's zone: “Wed 25 Nov, 14:05:30”."""
    local, today = timezone.localtime(value), timezone.localtime(now())
    day = "today" if local.date() == today.date() else f"{local:%a} {local.day} {local:%b}"
    year = "" if local.year == today.year else f" {local.year}"
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        local.isoformat(timespec="seconds"),
        f"{local:%A} {local.day} {local:%B %Y, %H:%M:%S %Z}",
        f"{day}{year}, {local:%H:%M:%S}",
    )
