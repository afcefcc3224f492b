"""What every newsroom screen shows while it is unanswered."""

from __future__ import annotations

from django import template

from masthead.alerts.models import Alert
from masthead.alerts.selectors import loud_alerts

register = template.Library()


@register.simple_tag
def unanswered_alerts() -> list[Alert]:
    """The alerts that nobody has acknowledged; one query."""
    return loud_alerts()
