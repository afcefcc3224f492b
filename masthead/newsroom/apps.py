"""Django's application for the newsroom."""

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """What editors see: Wagtail's admin made into a newsroom."""

    name = "masthead.newsroom"
    label = "newsroom"
    verbose_name = "Newsroom"

    def ready(self) -> None:
        """Make Wagtail's widgets fit the site's policy; have the desk's lines follow each save.

        And have the audit log hear of sign-ins and of settings.
        """
        from masthead.newsroom import auditing, widgets
        from masthead.newsroom.desk import listening

        widgets.install()
        listening.connect()
        auditing.connect()
