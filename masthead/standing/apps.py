"""Django's application for standing pages and menus."""

from django.apps import AppConfig


class StandingConfig(AppConfig):
    """Standing pages, menus."""

    name = "masthead.standing"
    label = "standing"
    verbose_name = "Standing pages"

    def ready(self) -> None:
        """Listen for new editions and for changes that stand on every page."""
        from masthead.standing import listeners  # noqa: F401 (registers on import)
