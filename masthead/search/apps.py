"""The application search."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Its name."""

    name = "masthead.search"
