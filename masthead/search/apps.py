"""Django's application for the search."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    """An index of documents that domains register; it knows no domain."""

    name = "masthead.search"
    label = "search"
    verbose_name = "Search"

    def ready(self) -> None:
        """Have the words' own structure in the database after each migration."""
        from masthead.search.engines import engine_for

        def install(sender: Any, using: str, **kwargs: Any) -> None:
            connection = connections[using]
            with connection.cursor() as cursor:
                if "search_entry" in connection.introspection.table_names(cursor):
                    engine_for(connection.vendor).install(cursor)

        post_migrate.connect(install, sender=self, weak=False, dispatch_uid="search.install")
