"""Django's application for the newsroom."""

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """What editors see: Wagtail's admin made into a newsroom."""

    name = "masthead.newsroom"
    label = "newsroom"
    verbose_name = "Newsroom"

    def ready(self) -> None:
        """Make Wagtail's widgets fit the site's Content-Security-Policy."""
        from masthead.newsroom import widgets

        widgets.install()
