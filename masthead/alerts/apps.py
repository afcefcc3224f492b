"""Django's application for alerts."""

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    """What must reach the editor on call, and how it gets there."""

    name = "masthead.alerts"
    label = "alerts"
    verbose_name = "Alerts"
