"""Django's application for stories."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class StoriesConfig(AppConfig):
    """Story, placement, edition, section, byline, picture, versions, corrections, publishing."""

    name = "masthead.stories"
    label = "stories"
    verbose_name = "Stories"

    def ready(self) -> None:
        """Keep the guards in the database: off while a migration runs, back after it."""
        from masthead.search.registry import register
        from masthead.stories import (  # noqa: F401 (register on import)
            guards,
            listeners,
            listing,
            moved,
            page_keys,
            search_listeners,
        )
        from masthead.stories.published_search import PUBLISHED
        from masthead.stories.search import STORIES

        register(STORIES)
        register(PUBLISHED)

        def make_way(sender: Any, using: str, plan: list[Any], **kwargs: Any) -> None:
            guards.make_way(using=using, has_work=bool(plan))

        def install(sender: Any, using: str, **kwargs: Any) -> None:
            guards.install_guards(using=using)

        pre_migrate.connect(make_way, sender=self, weak=False, dispatch_uid="stories.make_way")
        post_migrate.connect(install, sender=self, weak=False, dispatch_uid="stories.guards")
