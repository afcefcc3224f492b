"""Django's application for stories."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class StoriesConfig(AppConfig):
    """Story, placement, edition, section, byline, picture, versions, corrections, publishing."""

    name = "masthead.stories"
    label = "stories"
    verbose_name = "Stories"

    def ready(self) -> None:
        """Put the guards into the database after each migration."""
        from masthead.stories import guards, listeners  # noqa: F401 (register on import)

        def install(sender: Any, using: str, **kwargs: Any) -> None:
            guards.install_guards(using=using)

        post_migrate.connect(install, sender=self, weak=False, dispatch_uid="stories.guards")
