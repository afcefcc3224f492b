"""Django's application for the wire."""

from django.apps import AppConfig


class WireConfig(AppConfig):
    """Sources, formats, items, and the way from an item to a story."""

    name = "masthead.wire"
    label = "wire"
    verbose_name = "Wire"

    def ready(self) -> None:
        """Let items be found."""
        from masthead.search.registry import register
        from masthead.wire.search import ITEMS

        register(ITEMS)
