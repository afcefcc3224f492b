"""Where an alert is read."""

from __future__ import annotations

from django.urls import reverse

from masthead.alerts.models import Alert


def alert_path(alert: Alert) -> str:
    """The alert's own page."""
    return reverse("newsroom_alert", args=[alert.pk])
