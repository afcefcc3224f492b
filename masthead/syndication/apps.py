"""Django's application for what machines read."""

from django.apps import AppConfig


class SyndicationConfig(AppConfig):
    """Feeds, sitemaps and JSON-LD; and telling hubs that feeds have changed."""

    name = "masthead.syndication"
    label = "syndication"
    verbose_name = "Syndication"
