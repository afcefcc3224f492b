"""The application alerts."""

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    """Its name."""

    name = "masthead.alerts"
