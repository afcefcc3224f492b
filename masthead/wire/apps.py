"""Django's application for the wire."""

from django.apps import AppConfig


class WireConfig(AppConfig):
    """Sources, formats, items, and the way from an item to a story."""

    name = "masthead.wire"
    label = "wire"
    verbose_name = "Wire"

    def ready(self) -> None:
        """Let items be found; keep what came over the wire with a story on hold."""
        from masthead.search.registry import register
        from masthead.stories.guards import protect
        from masthead.wire.guards import GUARDS
        from masthead.wire.search import ITEMS

        register(ITEMS)
        protect(*GUARDS)
