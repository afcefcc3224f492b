"""Django's application for the wire."""

from django.apps import AppConfig


class WireConfig(AppConfig):
    """Sources, formats, items, and the way from an item to a story."""

    name = "masthead.wire"
    label = "wire"
    verbose_name = "Wire"
