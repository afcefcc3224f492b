"""Moments as an editor reads them: how long ago, with the absolute time at hand."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from masthead.kernel.clock import now

register = template.Library()


def in_words(moment: datetime, *, at: datetime) -> str:
    """``moment`` as people say it at ``at``; both in the reader's zone."""
    minutes = round((at - moment).total_seconds() / 60)
    clock = f"{moment:%H:%M}"
    if 0 <= minutes < 1:
        return "just now"
    if 0 < minutes < 60:
        return f"{minutes} min ago"
    if moment.date() == at.date():
        return clock
    if moment.date() == at.date() - timedelta(days=1):
        return f"yesterday, {clock}"
    if moment.date() == at.date() + timedelta(days=1):
        return f"tomorrow, {clock}"
    year = "" if moment.year == at.year else f" {moment.year}"
    return f"{moment.day} {moment:%b}{year}, {clock}"


@register.simple_tag
def moment(value: datetime) -> SafeString:
    """``value`` as a ``time`` element in the newsroom's zone."""
    local = timezone.localtime(value)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        local.isoformat(timespec="seconds"),
        f"{local:%A} {local.day} {local:%B %Y, %H:%M %Z}",
        in_words(local, at=timezone.localtime(now())),
    )
