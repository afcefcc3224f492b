"""The application delivery."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """Its name."""

    name = "masthead.delivery"
